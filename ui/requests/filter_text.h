// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/virtual_key.h"
#include "core/proxy/config.h"
#include "core/record/request_log.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/requests_model.h"

#include <QString>
#include <QStringList>

#include <vector>

/// The filter language as text (core's parseFilter reads it). Pure; any thread.
namespace signalbox::ui {

/// The text that parseFilter() reads back as this filter; the time range is not part of the language.
[[nodiscard]] QString filterText(const RequestFilter& filter);
/// The term that keeps only rows with this cell's value: "tier:small"; "" where the language has none.
[[nodiscard]] QString onlyThisValue(const LiveRequest& request, int column);
/// The term that leaves such rows out; "" where the language can't say it.
[[nodiscard]] QString excludeThisValue(const LiveRequest& request, int column);
/// text with the term added; a former term of the same name goes away.
[[nodiscard]] QString withTerm(const QString& text, const QString& term);
/// Every term that can be completed now, in order: names of the language with what they mean, then what was seen in
/// the fields with the number of requests, then tiers, rules and clients that nobody used yet. Translated.
[[nodiscard]] std::vector<FilterTerm> knownTerms(
    const Config& config, const std::vector<VirtualKey>& keys, const std::vector<RequestLog::SeenValue>& seen);

} // namespace signalbox::ui

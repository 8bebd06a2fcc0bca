// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/version_worlds.h"
#include "core/record/record.h"

#include <memory>
#include <string>

namespace signalbox {

/// A request's facts and the trace of its decision, made when somebody looks: from the packed facts in the log and the
/// stored configuration that decided it, by the live code. Writing them with each request cost a fifth of the proxy's
/// CPU and most of the log's room. Blocking (the disk); thread-safe.
class RecordTraces {
public:
    /// Configurations are read from this data folder when they are first asked for.
    explicit RecordTraces(std::string dir);
    /// Fills factsJson, traceJson, rulesHash and traceProblem. A record that has a trace of its own keeps it; one that
    /// was refused before a tier was chosen has none.
    void complete(RequestRecord& record) const;

private:
    std::shared_ptr<const VersionWorlds> m_worlds;
};

} // namespace signalbox

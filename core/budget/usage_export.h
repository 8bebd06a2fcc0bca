// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"
#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/base/result.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// Whose export it is: of OpenAI's usage page (one row a minute, hour or day and model), of Anthropic's (one row a day
/// and model, as tokens or as cost by kind of token), of OpenRouter's activity (one row a request).
enum class ExportShape { OpenAi, Anthropic, AnthropicCost, OpenRouter };
[[nodiscard]] std::string_view exportShapeName(ExportShape shape);

/// A row: one request, or what is summed up of a span of time.
struct ExportRow {
    std::int64_t line = 0;   ///< in the file, from 1
    std::string id;          ///< of a request; "": the provider's export has none
    WallUs from = 0, to = 0; ///< [from, to); equal for one request
    std::string model;       ///< as the provider names it
    Usage usage;
    std::int64_t requests = -1; ///< in the span; -1: not said
    std::optional<Money> cost;  ///< rounded to the nano-dollar
};

struct UsageExport {
    ExportShape shape = ExportShape::OpenAi;
    std::vector<ExportRow> rows;
    std::int64_t repeated = 0; ///< rows that stand in the file more than once, letter for letter: counted once
    /// When the file was made, as far as is known: it says nothing of what came after.
    WallUs madeAt = std::numeric_limits<WallUs>::max();
};

inline constexpr std::size_t kMostExportBytes = 64U << 20;
inline constexpr std::size_t kMostExportRows = 1'000'000;

/// Reads all of it or nothing. Pure. Errors, with `line` where one is to blame: export_too_large, export_not_text,
/// export_shape_unknown (header), export_separator, export_empty, export_column_missing (column), export_column_twice
/// (column), export_quote_open (line), export_columns (line, expected, found), export_number (line, column, text),
/// export_time (line, column, text), export_range (line, column), export_currency (line, column, text),
/// export_row_twice (line, first, id): one request with two costs; export_model_missing (line).
[[nodiscard]] Result<UsageExport> readUsageExport(std::string_view text);

/// The same of a file. Further error: file_unreadable (path, errno).
[[nodiscard]] Result<UsageExport> readUsageExportFile(const std::string& path);

} // namespace signalbox

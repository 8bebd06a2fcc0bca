// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/log_retention.h"

namespace signalbox {

Recorder::Retention readRetention(FieldReader& root)
{
    constexpr std::int64_t kMiB = 1 << 20;
    FieldReader log(
        root.object("log"), root.at("log"), root.problems(), { "request_days", "figure_days", "megabytes" });
    Recorder::Retention retention;
    const auto days = [&log](const char* name, int otherwise) {
        return static_cast<int>(log.integer(name, { 1, 3650 }).value_or(otherwise));
    };
    retention.requestDays = days("request_days", retention.requestDays);
    retention.figureDays = days("figure_days", retention.figureDays);
    retention.bytes = log.integer("megabytes", { 16, 1'000'000 }).value_or(retention.bytes / kMiB) * kMiB;
    return retention;
}

Recorder::Retention retentionOf(const Config& config)
{
    const FieldReader::Json whole = FieldReader::Json::parse(config.text, nullptr, false);
    FieldReader::Json json = FieldReader::Json::object();
    if (whole.is_object() && whole.contains("log"))
        json["log"] = whole["log"];
    const JsonPlaces nowhere;
    ProblemList none(nowhere);
    FieldReader root(json, "", none, { "log" });
    return readRetention(root);
}

} // namespace signalbox

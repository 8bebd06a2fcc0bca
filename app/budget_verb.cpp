// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include <QCoreApplication>

#include <fmt/format.h>

#include <charconv>

namespace signalbox::app {

namespace {

/// "30m", "2h", "3d" as microseconds; nullopt where it is none of them.
std::optional<WallUs> durationOf(std::string_view text)
{
    constexpr WallUs kMinute = 60'000'000;
    const WallUs unit = text.ends_with('m') ? kMinute
        : text.ends_with('h')               ? 60 * kMinute
        : text.ends_with('d')               ? 24 * 60 * kMinute
                                            : 0;
    std::int64_t count = 0;
    const char* end = text.data() + text.size() - (text.empty() ? 0 : 1);
    const auto read = std::from_chars(text.data(), end, count);
    const bool good = unit > 0 && read.ec == std::errc() && read.ptr == end && count > 0 && count <= 100'000;
    return good ? std::optional(count * unit) : std::nullopt;
}

template <class Change> int order(const Options& options, const nlohmann::json& request, Change change)
{
    const auto done = ordered(options, request, std::move(change));
    return done ? kFine : failWith(done.error());
}

int raise(const Options& options)
{
    const auto limit = Money::fromDollars(options.limit);
    const auto time = durationOf(options.until);
    if (!limit || !time) {
        fmt::print(stderr, "signalbox: {}\n", !limit ? "--to is dollars, like 25.00" : "--for is 30m, 2h or 3d");
        return kUsage;
    }
    Raise wanted;
    wanted.ceiling = options.name;
    wanted.limit = *limit;
    wanted.until = SystemClock().now() + *time;
    wanted.note = options.note;
    const nlohmann::json request { { "verb", "budget.raise" }, { "name", options.name }, { "limit", options.limit },
        { "until", wanted.until }, { "note", options.note } };
    return order(options, request, [&](Ledger& ledger, auto done) { ledger.raise(wanted, std::move(done)); });
}

int show(const Options& options)
{
    const auto answer = askRunning(options.dataDir, { { "verb", "budget.show" } });
    if (!answer)
        return failWith({ "not_running", { { "data_dir", options.dataDir } } });
    if (!answer->value("ok", false))
        return failWith(errorOf(*answer));
    for (const auto& ceiling : answer->value("ceilings", nlohmann::json::array())) {
        if (options.json) {
            fmt::print("{}\n", ceiling.dump());
            continue;
        }
        fmt::print("{:<16} {:<24} {:<6} ${} settled, ${} held, ${} uncertain of ${}, resets {}{}\n",
            ceiling.value("id", ""), ceiling.value("scope", ""), ceiling.value("window", ""),
            ceiling.value("settled", ""), ceiling.value("pending", ""), ceiling.value("uncertain", ""),
            ceiling.value("limit", ""), ceiling.value("resets_at", ""),
            ceiling.contains("raise") ? fmt::format(", raise {}", ceiling["raise"].value("number", 0)) : "");
    }
    if (const auto stop = answer->find("stopped"); stop != answer->end())
        fmt::print("{}\n", options.json ? stop->dump() : "stopped: " + stop->value("note", ""));
    return kFine;
}

/// Of the running instance alone: it ends with the process.
int setRouting(const Options& options)
{
    const auto answer = askRunning(options.dataDir, { { "verb", "routing.set" }, { "to", options.routing } });
    if (!answer)
        return failWith({ "not_running", { { "data_dir", options.dataDir } } });
    return answer->value("ok", false) ? kFine : failWith(errorOf(*answer));
}

} // namespace

int runBudget(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    switch (options.verb) {
    case Verb::Routing:
        return setRouting(options);
    case Verb::BudgetRaise:
        return raise(options);
    case Verb::BudgetEnd:
        return order(options, { { "verb", "budget.end" }, { "number", options.raise } },
            [&](Ledger& ledger, auto done) { ledger.endRaise(options.raise, std::move(done)); });
    case Verb::BudgetStop:
        return order(options, { { "verb", "budget.stop" }, { "note", options.note } },
            [&](Ledger& ledger, auto done) { ledger.stop(options.note, std::move(done)); });
    case Verb::BudgetRelease:
        return order(options, { { "verb", "budget.release" } },
            [](Ledger& ledger, auto done) { ledger.release(std::move(done)); });
    default:
        return show(options);
    }
}

} // namespace signalbox::app

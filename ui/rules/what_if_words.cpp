// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/what_if_words.h"

#include "ui/rules/condition_words.h"
#include "ui/shell/format.h"

#include "core/evals/replay_gate.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

struct WhatIfWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::WhatIfWords)
};

QString costChange(const Money& before, const Money& after)
{
    const Money change = Money::fromNano(after.nano() - before.nano());
    QString amount = moneyText(change, MoneyStyle::Signed);
    if (before.nano() <= 0)
        return amount;
    const double share = double(change.nano()) / double(before.nano());
    //: a change of cost: %1 amount with its sign, %2 the same in percent
    const QString sign = share > 0 ? QStringLiteral("+") : share < 0 ? QStringLiteral("−") : QString();
    return WhatIfWords::tr("%1 (%2)").arg(amount, sign + percentText(std::abs(share)));
}

// Whether the sandbox alone has served, so that its own figures are the ones to show.
bool isSimulated(const ReplayReport& report)
{
    return report.costBefore.isZero() && report.costAfter.isZero()
        && (!report.simulatedBefore.isZero() || !report.simulatedAfter.isZero());
}

QString costChangeOf(const ReplayReport& report)
{
    return isSimulated(report) ? costChange(report.simulatedBefore, report.simulatedAfter)
                               : costChange(report.costBefore, report.costAfter);
}

// The sign before an amount of a difference.
QString signOf(qint64 difference)
{
    return difference > 0 ? QStringLiteral("+") : difference < 0 ? QStringLiteral("−") : QString();
}

// Of all figures shown less is better.
Tone toneOf(qint64 difference)
{
    return difference > 0 ? Tone::Warning : difference < 0 ? Tone::Ok : Tone::Muted;
}

} // namespace

QString whatIfText(const ReplayReport& report, WallUs now)
{
    if (report.requests == 0)
        return WhatIfWords::tr("No recorded request to try the draft on yet.");
    QStringList parts;
    parts.append(report.changed == 0 ? WhatIfWords::tr("none would change tier")
                                     : WhatIfWords::tr("%Ln would change tier", nullptr, int(report.changed)));
    //: %1 a change of cost with its sign
    const QString cost = isSimulated(report) ? WhatIfWords::tr("simulated cost %1") : WhatIfWords::tr("cost %1");
    parts.append(cost.arg(costChangeOf(report)));
    if (report.refusedAfter != report.refusedBefore)
        //: %1 and %2 are numbers of requests
        parts.append(WhatIfWords::tr("%1 refused instead of %2")
                         .arg(countText(report.refusedAfter), countText(report.refusedBefore)));
    if (report.unknown > 0)
        parts.append(WhatIfWords::tr("unknown for %Ln", nullptr, int(report.unknown)));
    //: %1 a number of requests, %2 a moment, %3 what the draft would have done to them
    return WhatIfWords::tr("On the newest %1 requests (since %2): %3")
        .arg(countText(report.requests), momentText(report.from, now), parts.join(QStringLiteral(", ")));
}

QString whatIfRemarks(const ReplayReport& report)
{
    QStringList remarks;
    if (report.unknown > 0)
        remarks.append(WhatIfWords::tr(
            "For %Ln request(s) nobody can say: the rules ask for something that was not recorded with them.", nullptr,
            int(report.unknown)));
    if (report.fromPrompts > 0)
        remarks.append(
            WhatIfWords::tr("%Ln request(s) were answered from prompts in memory.", nullptr, int(report.fromPrompts)));
    if (report.withoutFacts > 0)
        remarks.append(WhatIfWords::tr(
            "%Ln request(s) have no recorded facts and were left out.", nullptr, int(report.withoutFacts)));
    if (report.estimatedCosts > 0)
        remarks.append(WhatIfWords::tr(
            "For %Ln request(s) the cost is the average of their tier.", nullptr, int(report.estimatedCosts)));
    for (const ReplayReport::CeilingDay& day : report.ceilingDays) {
        if (day.reachedAt != 0)
            //: %1 a date, %2 an amount, %3 a number of requests
            remarks.append(WhatIfWords::tr("On %1 the ceiling of %2 is reached: %3 requests refused.")
                               .arg(toQString(day.day), moneyText(day.limit), countText(day.refused)));
    }
    return remarks.join(QLatin1Char('\n'));
}

QString latencyText(const ReplayReport& report)
{
    if (report.latencyBefore.p50Us <= 0 && report.latencyAfter.p50Us <= 0)
        return {};
    //: latencies: before → after
    return WhatIfWords::tr("Latency p50 %1 → %2, p95 %3 → %4.")
        .arg(durationText(report.latencyBefore.p50Us), durationText(report.latencyAfter.p50Us),
            durationText(report.latencyBefore.p95Us), durationText(report.latencyAfter.p95Us));
}

std::vector<FigureLine> figureLines(const ReplayReport& report)
{
    std::vector<FigureLine> lines;
    if (report.decided == 0)
        return lines;
    const bool simulated = isSimulated(report);
    const Money costBefore = simulated ? report.simulatedBefore : report.costBefore;
    const Money costAfter = simulated ? report.simulatedAfter : report.costAfter;
    lines.push_back({ simulated ? WhatIfWords::tr("Simulated cost") : WhatIfWords::tr("Cost, at today's prices"),
        moneyText(costBefore), moneyText(costAfter), costChange(costBefore, costAfter),
        toneOf(costAfter.nano() - costBefore.nano()) });
    const auto addTime = [&lines](const QString& name, qint64 before, qint64 after) {
        if (before > 0 && after > 0)
            lines.push_back({ name, durationText(before), durationText(after),
                signOf(after - before) + durationText(std::abs(after - before)), toneOf(after - before) });
    };
    addTime(WhatIfWords::tr("Latency p50"), report.latencyBefore.p50Us, report.latencyAfter.p50Us);
    addTime(WhatIfWords::tr("Latency p95"), report.latencyBefore.p95Us, report.latencyAfter.p95Us);
    const auto addCount = [&lines](const QString& name, qint64 before, qint64 after) {
        lines.push_back({ name, countText(before), countText(after),
            signOf(after - before) + countText(std::abs(after - before)), toneOf(after - before) });
    };
    addCount(WhatIfWords::tr("Refused requests"), report.refusedBefore, report.refusedAfter);
    addCount(WhatIfWords::tr("Downgraded requests"), report.downgradedBefore, report.downgradedAfter);
    const auto reachedBefore = [](const ReplayReport::CeilingDay& day) { return day.before > day.limit; };
    const auto reachedAfter = [](const ReplayReport::CeilingDay& day) { return day.reachedAt != 0; };
    addCount(WhatIfWords::tr("Periods a ceiling is reached in"),
        std::ranges::count_if(report.ceilingDays, reachedBefore),
        std::ranges::count_if(report.ceilingDays, reachedAfter));
    return lines;
}

QString gateText(const std::vector<std::string>& findings, const ReplayReport& report)
{
    QStringList texts;
    for (const std::string& code : findings) {
        if (code == "refused")
            texts.append(WhatIfWords::tr(
                "%Ln more request(s) would be refused", nullptr, int(report.refusedAfter - report.refusedBefore)));
        else if (code == "cost")
            //: %1 in percent, %2 a change of cost with its sign
            texts.append(WhatIfWords::tr("the cost would rise by more than %1: %2")
                             .arg(percentText(double(GateLimits().costRisePpm) / 1e6, 0), costChangeOf(report)));
        else if (code == "unknown")
            //: %1 and %2 numbers of requests
            texts.append(WhatIfWords::tr("for %1 of %2 requests nobody can say where they would go")
                             .arg(countText(report.unknown), countText(report.unknown + report.decided)));
        else if (code == "no_traffic")
            texts.append(WhatIfWords::tr("there is no recorded request to try it on"));
    }
    return texts.join(QStringLiteral("; "));
}

QString promptText(const PromptView& view, WallUs now)
{
    if (!view.on)
        return WhatIfWords::tr(
            "The keeping of prompts is switched off (prompts_in_memory), so questions about texts can "
            "be answered only where the rules in force asked the same.");
    if (view.prompts == 0 || view.from == 0)
        return WhatIfWords::tr(
            "No prompt of these requests is in memory, so questions about texts can be answered only "
            "where the rules in force asked the same.");
    //: %1 a number, %2 a size, %3 a moment
    return WhatIfWords::tr("Questions about texts are answered from the newest %1 prompts (%2, since %3), which are in "
                           "memory only.")
        .arg(countText(qint64(view.prompts)), bytesText(qint64(view.bytes)), momentText(view.from, now));
}

QStringList moveTexts(const ReplayReport& report, const TierNames& tierName)
{
    std::vector<std::pair<std::pair<std::string, std::string>, ReplayReport::Move>> moves;
    for (const auto& each : report.moves) {
        if (each.first.first != each.first.second)
            moves.push_back(each);
    }
    std::ranges::sort(
        moves, [](const auto& one, const auto& other) { return one.second.requests > other.second.requests; });
    const auto name = [&tierName](const std::string& tier) {
        //: stands for a tier where a request is refused
        return tier.empty() ? WhatIfWords::tr("refused") : tierName(tier);
    };
    QStringList lines;
    for (const auto& [tiers, move] : moves) {
        const Money change = Money::fromNano(move.costAfter.nano() - move.costBefore.nano());
        //: requests that change tier: %1 from, %2 to, %3 how many, %4 what that costs more or less
        lines.append(WhatIfWords::tr("%1 → %2: %3 requests, %4")
                         .arg(name(tiers.first), name(tiers.second), countText(move.requests),
                             moneyText(change, MoneyStyle::Signed)));
    }
    return lines;
}

std::vector<std::pair<std::string, QString>> changedRequests(
    const ReplayReport& report, const TierNames& tierName, WallUs now)
{
    const auto name = [&tierName](const std::string& tier) {
        return tier.empty() ? WhatIfWords::tr("refused") : tierName(tier);
    };
    std::vector<std::pair<std::string, QString>> lines;
    for (const ReplayChange& change : report.changes)
        //: a request that would have gone elsewhere: %1 moment, %2 tier before, %3 tier after, %4 and %5 costs
        lines.emplace_back(change.id,
            WhatIfWords::tr("%1  %2 → %3, %4 → %5")
                .arg(momentText(change.at, now), name(change.tierBefore), name(change.tierAfter),
                    moneyText(change.costBefore, MoneyStyle::Row), moneyText(change.costAfter, MoneyStyle::Row)));
    return lines;
}

QString matchText(const MatchPreview& preview)
{
    if (preview.requests == 0)
        return WhatIfWords::tr("No recorded request to try it on yet.");
    //: %1 and %2 numbers of requests, %3 in percent
    QString text =
        WhatIfWords::tr("Matches %1 of the newest %2 requests (%3)")
            .arg(countText(preview.matches), countText(preview.requests), shareText(preview.matches, preview.requests));
    if (preview.unknown == 0)
        return text;
    //: %1 as above, %2 a number of requests
    return WhatIfWords::tr("%1; for %2 nobody can say").arg(text, countText(preview.unknown));
}

QString whyNotText(const MatchPreview::Example& example)
{
    for (const ConditionTrace& line : example.lines) {
        if (line.kind == Condition::Kind::Test && !line.holds)
            return mismatchWords(line.fact, line.op, line.wanted, line.actual);
    }
    return {};
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/trace_lines.h"

#include "ui/rules/condition_words.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::TraceLines)
};

using Lines = std::vector<TraceLine>;
using FactList = std::vector<std::pair<std::string, std::string>>;

QString dot()
{
    return u" · "_s;
}

QString money(std::int64_t nano)
{
    return moneyText(Money::fromNano(nano));
}

QString modelOrDash(const std::string& model)
{
    return model.empty() ? dashText() : toQString(model);
}

// A fact in a few characters: "code ✓", "1,204 tokens of the whole request", "user tier = pro"; "" where it says
// nothing.
QString factBrief(const std::string& name, const std::string& value)
{
    const bool count = name == "tool_count" || name == "image_count" || name == "max_tokens";
    if (value.empty() || (count && (value == "0" || value == "-1")))
        return {};
    if (value == "true")
        //: a fact that holds, marked with a sign and the word: %1 is the fact ("code")
        return Words::tr("%1 ✓ yes").arg(factWords(name));
    if (value == "false")
        //: a fact that does not hold: %1 is the fact ("tools")
        return Words::tr("%1 – no").arg(factWords(name));
    return testWords(name, "is", value);
}

void addFacts(Lines& lines, const FactList& facts)
{
    QStringList briefs;
    for (const auto& [name, value] : facts) {
        if (name == "share_seed") // what shares of traffic are drawn by; it tells nobody anything
            continue;
        if (const QString brief = factBrief(name, value); !brief.isEmpty())
            briefs.append(brief);
    }
    if (!briefs.isEmpty())
        lines.push_back({ Words::tr("facts"), TraceMark::None, 0, briefs.join(dot()), {}, {} });
}

bool isTest(const TracedCondition& condition)
{
    return condition.kind == "test";
}

QString ruleTitle(const TracedRule& rule, std::size_t place)
{
    //: a rule in the trace: %1 its place in the list, %2 its name
    return Words::tr("Rule %1: %2")
        .arg(countText(qint64(place) + 1), toQString(rule.name.empty() ? rule.id : rule.name));
}

QString conditionLine(const TracedCondition& condition)
{
    if (condition.kind == "all")
        return condition.holds ? Words::tr("all of these hold") : Words::tr("not all of these hold");
    if (condition.kind == "any")
        return condition.holds ? Words::tr("at least one of these holds") : Words::tr("none of these holds");
    if (condition.kind == "none")
        return condition.holds ? Words::tr("none of these holds, as wanted")
                               : Words::tr("one of these holds, but none may");
    if (condition.kind == "always")
        return Words::tr("always matches");
    const std::string& wanted = condition.wanted;
    return condition.holds ? testWords(condition.fact, condition.op, wanted)
                           : mismatchWords(condition.fact, condition.op, wanted, condition.actual);
}

// One failed test among several is worth a remark.
bool isNearMiss(const TracedRule& rule)
{
    const auto tests = std::ranges::count_if(rule.conditions, isTest);
    const auto failed =
        std::ranges::count_if(rule.conditions, [](const TracedCondition& each) { return isTest(each) && !each.holds; });
    return rule.on && !rule.matched && tests > 1 && failed == 1;
}

void addRule(Lines& lines, const TracedRule& rule, std::size_t place, const std::string& fold)
{
    QString title = ruleTitle(rule, place);
    if (!rule.on)
        title += dot() + Words::tr("switched off");
    else if (rule.matched)
        title += dot() + Words::tr("matched");
    else
        title += dot() + (isNearMiss(rule) ? Words::tr("not matched, near miss") : Words::tr("not matched"));
    const TraceMark mark = !rule.on ? TraceMark::Note : rule.matched ? TraceMark::Yes : TraceMark::No;
    lines.push_back({ {}, mark, 0, title, rule.id, fold });
    if (!rule.on)
        return;
    for (const TracedCondition& condition : rule.conditions) {
        const TraceMark verdict = condition.holds ? TraceMark::Yes : TraceMark::No;
        lines.push_back({ {}, verdict, condition.depth + 1, conditionLine(condition), {}, fold });
    }
}

void addRules(Lines& lines, const DecisionTrace& trace, const RequestRecord& record, int openRules)
{
    const std::size_t first = lines.size();
    if (trace.cause == "pin")
        lines.push_back(
            { {}, TraceMark::Note, 0, Words::tr("not asked: the application named the tier itself"), {}, {} });
    else if (trace.cause == "named_model")
        lines.push_back({ {}, TraceMark::Note, 0,
            Words::tr("not asked: the application named a model that a tier offers"), {}, {} });
    else if (trace.cause == "bypass")
        lines.push_back({ {}, TraceMark::Note, 0,
            Words::tr("bypassed by the operator: pins held, all else went where the last rule leads"), {}, {} });
    int missed = 0;
    for (std::size_t i = 0; i < trace.rules.size(); ++i) {
        const TracedRule& rule = trace.rules[i];
        const bool folds = !rule.matched && missed++ >= openRules && !isNearMiss(rule);
        addRule(lines, rule, i, folds ? rule.id : std::string());
    }
    if (lines.size() > first)
        //: a step of the trace: %1 is the number of the applied rule set
        lines[first].step =
            record.rulesVersion > 0 ? Words::tr("rules v%1").arg(record.rulesVersion) : Words::tr("rules");
}

void addPlan(Lines& lines, const DecisionTrace& trace, const TierName& tierName)
{
    QStringList names;
    for (const std::string& tier : trace.tiers)
        names.append(tierName(tier));
    if (!names.isEmpty()) {
        //: the tiers a request may go to, cheap first: %1 is "Small, then Frontier"
        const QString plan = trace.strategy == "cascade" ? Words::tr("cascade: %1") : Words::tr("direct: %1");
        //: between the tiers of a cascade; mind the spaces
        lines.push_back({ Words::tr("plan"), TraceMark::None, 0, plan.arg(names.join(Words::tr(", then "))), {}, {} });
    }
    QString step = names.isEmpty() ? Words::tr("plan") : QString();
    for (const TracedSkip& skip : trace.skipped) {
        //: a deployment that was left out: %1 its name, %2 why
        const QString text = Words::tr("%1 left out: %2").arg(toQString(skip.deployment), errorSentence(skip.reason));
        lines.push_back({ std::exchange(step, {}), TraceMark::No, 1, text, {}, {} });
    }
}

QString purposeWords(const std::string& purpose)
{
    if (purpose == "retry")
        return Words::tr("second try of the same deployment");
    if (purpose == "fallback")
        return Words::tr("fallback");
    if (purpose == "escalation")
        return Words::tr("escalation");
    return purpose == "test" ? Words::tr("test") : QString();
}

QString costWords(const AttemptRecord& attempt)
{
    if (attempt.state == "void")
        return Words::tr("not billed");
    if (attempt.state == "uncertain")
        //: %1 is an amount: the call was sent, but no status came back
        return Words::tr("uncertain, counted in full: %1").arg(money(attempt.reservedNano));
    if (attempt.state.empty())
        return {};
    return attempt.usageEstimated ? Words::tr("%1, estimated").arg(money(attempt.costNano)) : money(attempt.costNano);
}

QString outcomeWords(const AttemptRecord& attempt)
{
    if (attempt.outcome == "ok")
        return Words::tr("accepted");
    if (attempt.outcome == "rejected")
        //: a cascade's cheaper answer was not good enough: %1 says why
        return Words::tr("rejected: %1").arg(rejectText(toQString(attempt.rejectReason)));
    //: an attempt failed: %1 is a sentence that says why
    return Words::tr("failed: %1").arg(errorSentence(attempt.outcome));
}

QString limitWords(const QString& limit)
{
    if (limit == u"requests_per_minute")
        return Words::tr("the requests of this minute are used up");
    if (limit == u"tokens_per_minute")
        return Words::tr("the tokens of this minute are used up");
    if (limit == u"concurrent")
        return Words::tr("as many calls as allowed were running");
    return Words::tr("the queue was full");
}

/// Fields of the request that this model does not take, or knows by another name.
void addEdits(Lines& lines, const AttemptRecord& attempt)
{
    for (const QString& flag : toQString(attempt.flags).split(u',', Qt::SkipEmptyParts)) {
        const QString field = flag.section(u':', 1);
        if (flag.startsWith(u"dropped:"))
            //: a field of the request; the model would refuse it
            lines.push_back(
                { {}, TraceMark::Note, 1, Words::tr("%1 left out: not for this model").arg(field), {}, {} });
        else if (flag.startsWith(u"key:"))
            //: %1 is the name of one of a provider's keys, as in the configuration
            lines.push_back({ {}, TraceMark::Note, 1, Words::tr("with the key %1").arg(field), {}, {} });
        else if (flag.startsWith(u"queued:"))
            //: %1 is a time: how long a request queued for the limits of a deployment
            lines.push_back({ {}, TraceMark::Note, 1,
                Words::tr("waited %1 for its limits").arg(durationText(field.toLongLong() * 1000)), {}, {} });
        else if (flag.startsWith(u"limit:"))
            lines.push_back({ {}, TraceMark::Note, 1, limitWords(field), {}, {} });
        else if (flag.startsWith(u"renamed:"))
            //: fields of the request: %1 the client's name, %2 the model's
            lines.push_back({ {}, TraceMark::Note, 1,
                Words::tr("%1 sent as %2").arg(field.section(u'>', 0, 0), field.section(u'>', 1)), {}, {} });
    }
}

void addAttempt(Lines& lines, const AttemptRecord& attempt, const TierName& tierName)
{
    QStringList parts { tierName(attempt.tier), modelOrDash(attempt.model), purposeWords(attempt.purpose),
        durationText(attempt.totalUs), costWords(attempt) };
    parts.removeAll(QString());
    //: a step of the trace: %1 counts the calls to providers
    const QString step = Words::tr("attempt %1").arg(attempt.attemptNo);
    lines.push_back({ step, TraceMark::None, 0, parts.join(dot()), {}, {} });
    const TraceMark mark = attempt.outcome == "ok" ? TraceMark::Yes : TraceMark::Failed;
    lines.push_back({ {}, mark, 1, outcomeWords(attempt), {}, {} });
    if (!attempt.responseModel.empty() && attempt.responseModel != attempt.model)
        lines.push_back(
            { {}, TraceMark::Note, 1, Words::tr("answered as %1").arg(toQString(attempt.responseModel)), {}, {} });
    addEdits(lines, attempt);
    if (attempt.clampedTo >= 0)
        //: %1 is a number of tokens
        lines.push_back({ {}, TraceMark::Note, 1,
            Words::tr("answer limited to %1 tokens, so that it stays below the ceiling")
                .arg(countText(attempt.clampedTo)),
            {}, {} });
}

void addBudget(Lines& lines, const AttemptRecord& attempt)
{
    if (attempt.reservedNano <= 0)
        return;
    //: before a call, the most it can cost is held in the ledger: %1 is that amount
    lines.push_back({ Words::tr("budget"), TraceMark::None, 0,
        Words::tr("reserved %1, the most this call can cost").arg(money(attempt.reservedNano)), {}, {} });
}

void addAttempts(Lines& lines, const RequestRecord& record, const TierName& tierName)
{
    for (const AttemptRecord& attempt : record.attempts) {
        if (attempt.purpose == "escalation")
            //: a cascade goes a step up: %1 is the next tier
            lines.push_back(
                { Words::tr("escalate"), TraceMark::None, 0, Words::tr("→ %1").arg(tierName(attempt.tier)), {}, {} });
        addBudget(lines, attempt);
        addAttempt(lines, attempt, tierName);
    }
}

void addEnd(Lines& lines, const RequestRecord& record)
{
    if (!record.errorCode.empty())
        lines.push_back({ Words::tr("answer"), TraceMark::Failed, 0, errorText({ record.errorCode, {} }), {}, {} });
    if (record.attempts.empty())
        return;
    //: %n calls to providers
    QStringList parts { money(record.costNano), Words::tr("%Ln attempt(s)", nullptr, int(record.attempts.size())) };
    if (record.simulated)
        parts.append(Words::tr("simulated, no money"));
    if (record.baselineKnown && !record.simulated) {
        //: %1 is what the same tokens cost at the dearest tier
        parts.append(Words::tr("the baseline tier would have cost %1").arg(money(record.baselineNano)));
        //: %1 is an amount with its sign
        parts.append(Words::tr("saved %1")
                         .arg(moneyText(Money::fromNano(record.baselineNano - record.costNano), MoneyStyle::Signed)));
    }
    lines.push_back({ Words::tr("settled"), TraceMark::None, 0, parts.join(dot()), {}, {} });
}

} // namespace

QString traceTitle(const RequestRecord& record, const TierName& tierName)
{
    if (record.attempts.empty() && !record.errorCode.empty())
        return record.tierPlanned.empty() ? Words::tr("Refused before a tier was chosen")
                                          //: %1 is a tier
                                          : Words::tr("Planned for %1, then refused").arg(tierName(record.tierPlanned));
    const std::string first = record.attempts.empty() ? record.tier : record.attempts.front().tier;
    const std::string model = record.attempts.empty() ? record.model : record.attempts.front().model;
    //: %1 is a tier, %2 a model
    QString title = Words::tr("Routed to %1 (%2)").arg(tierName(first), modelOrDash(model));
    if (record.escalated && record.tier != first)
        //: continues "Routed to Small (model)": %1 is the tier above
        title += Words::tr(", then escalated to %1").arg(tierName(record.tier));
    else if (record.attempts.size() > 1 && record.model != model)
        //: continues "Routed to Small (model)": %1 is another model of the tier
        title += Words::tr(", then fell back to %1").arg(modelOrDash(record.model));
    if (!record.errorCode.empty())
        title += Words::tr(", and failed");
    return title;
}

namespace {

/// Why there is no trace, or "".
QString traceProblem(const RequestRecord& record, bool readable)
{
    if (record.traceProblem == "version_unknown")
        //: %1 is the number of a version of the rules
        return Words::tr("The rules that decided this request (version %1) are not kept any more.")
            .arg(record.rulesVersion);
    if (record.traceProblem == "decision_differs")
        return Words::tr(
            "Decided again today, this request would go another way than it went: its trace can't be shown.");
    if (!record.traceProblem.empty() || (!readable && !record.traceJson.empty()))
        return Words::tr("The trace of this request can't be read.");
    return {};
}

} // namespace

std::vector<TraceLine> traceLines(const RequestRecord& record, const TierName& tierName, int openRules)
{
    Lines lines;
    const Result<DecisionTrace> trace = readDecisionTrace(record.traceJson);
    if (trace) {
        addFacts(lines, trace->facts);
        addRules(lines, *trace, record, openRules);
        addPlan(lines, *trace, tierName);
    } else if (const auto facts = readFacts(record.factsJson)) {
        addFacts(lines, *facts);
    }
    if (const QString problem = traceProblem(record, trace.has_value()); !problem.isEmpty())
        lines.push_back({ Words::tr("rules"), TraceMark::Note, 0, problem, {}, {} });
    addAttempts(lines, record, tierName);
    addEnd(lines, record);
    return lines;
}

} // namespace signalbox::ui

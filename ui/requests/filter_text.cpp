// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/filter_text.h"

#include "core/record/filter_words.h"
#include "ui/shell/format.h"

#include <set>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// name:value, quoted where the value would otherwise end early.
QString term(const char* name, const std::string& value)
{
    QString text = toQString(value);
    if (text.contains(u' ') || text.contains(u'"') || text.contains(u'\t')) {
        text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        text = u'"' + text + u'"';
    }
    return QLatin1String(name) + u':' + text;
}

void addTerm(QStringList& terms, const char* name, const std::string& value)
{
    if (!value.empty())
        terms.append(term(name, value));
}

void addFlag(QStringList& terms, const char* name, const std::optional<bool>& flag)
{
    if (flag)
        terms.append((*flag ? QString() : u"-"_s) + QLatin1String(name));
}

QString latencyTerm(std::int64_t us)
{
    if (us % 1'000'000 == 0)
        return u"latency>=%1s"_s.arg(us / 1'000'000);
    if (us % 1'000 == 0)
        return u"latency>=%1ms"_s.arg(us / 1'000);
    return u"latency>=%1us"_s.arg(us);
}

bool failed(const LiveRequest& request)
{
    return request.status >= 400 || !request.errorCode.empty();
}

// What a term is about: the field's name, or the flag without its minus; "" for a word.
std::string subjectOf(const FilterToken& token)
{
    static const std::set<std::string> kFlags { "error", "errors", "simulated", "sandbox", "escalated", "stream" };
    if (!token.name.empty())
        return token.name;
    const std::string flag = token.value.starts_with("-") ? token.value.substr(1) : token.value;
    return !token.quoted && kFlags.contains(flag) ? flag : std::string();
}

} // namespace

QString filterText(const RequestFilter& filter)
{
    QStringList terms;
    addTerm(terms, "tier", filter.tier);
    addTerm(terms, "model", filter.model);
    addTerm(terms, "rule", filter.ruleId);
    addTerm(terms, "client", filter.client);
    addTerm(terms, "code", filter.errorCode);
    addTerm(terms, "endpoint", filter.endpoint);
    addFlag(terms, "error", filter.errors);
    addFlag(terms, "escalated", filter.escalated);
    addFlag(terms, "simulated", filter.simulated);
    addFlag(terms, "stream", filter.stream);
    if (filter.minCostNano >= 0)
        terms.append(u"cost>="_s + toQString(Money::fromNano(filter.minCostNano).dollars()));
    if (filter.minTotalUs >= 0)
        terms.append(latencyTerm(filter.minTotalUs));
    if (!filter.text.empty())
        terms.append(toQString(filter.text)); // words, quoted by the filter's own reader
    return terms.join(u' ');
}

QString onlyThisValue(const LiveRequest& request, int column)
{
    switch (column) {
    case RequestsModel::TierColumn:
        return request.tier.empty() ? QString() : term("tier", request.tier);
    case RequestsModel::Model:
        return request.model.empty() ? QString() : term("model", request.model);
    case RequestsModel::RuleColumn:
        return request.ruleId.empty() ? QString() : term("rule", request.ruleId);
    case RequestsModel::Reason:
        return request.escalated ? u"escalated"_s : QString();
    case RequestsModel::Status:
        return !request.errorCode.empty() ? term("code", request.errorCode)
            : failed(request)             ? u"error"_s
                                          : u"-error"_s;
    default:
        return {};
    }
}

QString excludeThisValue(const LiveRequest& request, int column)
{
    if (column == RequestsModel::Reason)
        return request.escalated ? u"-escalated"_s : QString();
    if (column == RequestsModel::Status)
        return failed(request) ? u"-error"_s : u"error"_s;
    if ((column == RequestsModel::TierColumn || column == RequestsModel::Cost) && request.simulated)
        return u"-simulated"_s;
    return {};
}

QString withTerm(const QString& text, const QString& newTerm)
{
    const auto added = filterTokens(toStd(newTerm));
    const auto tokens = filterTokens(toStd(text));
    if (!added || added->empty() || !tokens)
        return newTerm;
    const std::string subject = subjectOf(added->front());
    QStringList kept;
    for (const FilterToken& token : *tokens) {
        if (subject.empty() || subjectOf(token) != subject)
            kept.append(toQString(token.source));
    }
    kept.append(newTerm);
    return kept.join(u' ');
}

QStringList knownTerms(const Config& config, const std::vector<VirtualKey>& keys)
{
    QStringList terms { u"tier:"_s, u"model:"_s, u"rule:"_s, u"client:"_s, u"code:"_s, u"endpoint:"_s, u"since:"_s,
        u"until:"_s, u"cost>"_s, u"cost>="_s, u"latency>"_s, u"latency>="_s, u"error"_s, u"-error"_s, u"escalated"_s,
        u"-escalated"_s, u"simulated"_s, u"-simulated"_s, u"stream"_s, u"-stream"_s };
    std::set<std::string> models;
    for (const Tier& tier : config.tiers) {
        terms.append(term("tier", tier.id));
        for (const auto& deployment : tier.chain)
            models.insert(deployment->model);
    }
    for (const std::string& model : models)
        terms.append(term("model", model));
    for (const Rule& rule : config.rules.rules)
        terms.append(term("rule", rule.id));
    for (const VirtualKey& key : keys)
        terms.append(term("client", key.name));
    for (const char* endpoint : { "chat", "completions", "embeddings" })
        terms.append(term("endpoint", endpoint));
    for (const char* code : { "ceiling_reached", "client_gone", "breaker_open", "key_unavailable", "upstream_timeout",
             "upstream_rate_limited", "upstream_overloaded" })
        terms.append(term("code", code));
    terms.removeDuplicates();
    return terms;
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/filter_text.h"

#include "core/record/filter_words.h"
#include "ui/shell/format.h"

#include <QCoreApplication>

#include <map>
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
    addTerm(terms, "feature", filter.feature);
    addTerm(terms, "session", filter.session);
    for (const auto& [field, value] : filter.without)
        terms.append(u'-' + term(std::string(fieldName(field)).c_str(), value));
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
    const auto of = [](const char* name, const std::string& value) {
        return value.empty() ? QString() : term(name, value);
    };
    switch (column) {
    case RequestsModel::TierColumn:
        return of("tier", request.tier);
    case RequestsModel::Model:
        return of("model", request.model);
    case RequestsModel::RuleColumn:
        return of("rule", request.ruleId);
    case RequestsModel::ClientColumn:
        return of("client", request.client);
    case RequestsModel::Feature:
        return of("feature", request.feature);
    case RequestsModel::Session:
        return of("session", request.session);
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
    if (column == RequestsModel::Status && request.errorCode.empty())
        return failed(request) ? u"-error"_s : u"error"_s;
    if (column == RequestsModel::Cost)
        return request.simulated ? u"-simulated"_s : QString();
    const QString only = onlyThisValue(request, column);
    return only.isEmpty() ? QString() : u'-' + only;
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
        // Several values may be left out, one looked for, none both.
        const bool beside = (token.negated || added->front().negated) && token.value != added->front().value;
        if (subject.empty() || subjectOf(token) != subject || beside)
            kept.append(toQString(token.source));
    }
    kept.append(newTerm);
    return kept.join(u' ');
}

namespace {

// What the names of the language mean, beside them in the list of completions.
QString meaning(std::string_view name)
{
    static const std::map<std::string_view, const char*> kMeanings {
        { "tier:", QT_TRANSLATE_NOOP("FilterTerms", "tier that served") },
        { "model:", QT_TRANSLATE_NOOP("FilterTerms", "model that served") },
        { "rule:", QT_TRANSLATE_NOOP("FilterTerms", "rule that decided") },
        { "client:", QT_TRANSLATE_NOOP("FilterTerms", "name of the key that asked") },
        { "feature:", QT_TRANSLATE_NOOP("FilterTerms", "feature, as the client says") },
        { "session:", QT_TRANSLATE_NOOP("FilterTerms", "session, as the client says") },
        { "code:", QT_TRANSLATE_NOOP("FilterTerms", "error code") },
        { "endpoint:", QT_TRANSLATE_NOOP("FilterTerms", "chat, completions, embeddings") },
        { "since:", QT_TRANSLATE_NOOP("FilterTerms", "30m, 2h, 7d, 2026-11-22T10:30") },
        { "until:", QT_TRANSLATE_NOOP("FilterTerms", "30m, 2h, 7d, 2026-11-22T10:30") },
        { "cost>", QT_TRANSLATE_NOOP("FilterTerms", "dollars, also >=") },
        { "latency>", QT_TRANSLATE_NOOP("FilterTerms", "500ms, 2s, 1m, also >=") },
        { "error", QT_TRANSLATE_NOOP("FilterTerms", "failed; -error: not failed") },
        { "escalated", QT_TRANSLATE_NOOP("FilterTerms", "a dearer tier had to answer") },
        { "simulated", QT_TRANSLATE_NOOP("FilterTerms", "sandbox traffic, no money") },
        { "stream", QT_TRANSLATE_NOOP("FilterTerms", "streamed answers") },
    };
    const auto found = kMeanings.find(name);
    return found == kMeanings.end() ? QString() : QCoreApplication::translate("FilterTerms", found->second);
}

constexpr std::size_t kMostOfAField = 60;

class TermList {
public:
    void add(const QString& term, const QString& words)
    {
        if (m_known.insert(term).second)
            m_terms.push_back({ term, words });
    }
    void addValue(const char* name, const std::string& value)
    {
        if (!value.empty())
            add(term(name, value), {});
    }
    [[nodiscard]] std::vector<FilterTerm> terms() && { return std::move(m_terms); }

private:
    std::vector<FilterTerm> m_terms;
    std::set<QString> m_known;
};

} // namespace

std::vector<FilterTerm> knownTerms(
    const Config& config, const std::vector<VirtualKey>& keys, const std::vector<RequestLog::SeenValue>& seen)
{
    TermList terms;
    for (const std::string_view name : filterNames())
        terms.add(toQString(name), meaning(name));
    std::map<RequestField, std::size_t> counts;
    for (const RequestLog::SeenValue& each : seen) {
        if (++counts[each.field] <= kMostOfAField)
            //: how often a value was seen lately
            terms.add(term(std::string(fieldName(each.field)).c_str(), each.value),
                QCoreApplication::translate("FilterTerms", "%Ln request(s)", nullptr, int(each.requests)));
    }
    std::set<std::string> models;
    for (const Tier& tier : config.tiers) {
        terms.addValue("tier", tier.id);
        for (const auto& deployment : tier.chain)
            models.insert(deployment->model);
    }
    for (const std::string& model : models)
        terms.addValue("model", model);
    for (const Rule& rule : config.rules.rules)
        terms.addValue("rule", rule.id);
    for (const VirtualKey& key : keys)
        terms.addValue("client", key.name);
    return std::move(terms).terms();
}

} // namespace signalbox::ui

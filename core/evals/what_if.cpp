// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/what_if.h"

#include "core/route/rule_program.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::size_t kMostValues = 50;

/// Rules over recorded requests, answered by the code that decides; texts that were not recorded are looked up among
/// the prompts in memory.
class RecordedRules {
public:
    explicit RecordedRules(const std::vector<Rule>& rules)
        : m_program(rules, nullptr)
    {
    }
    explicit RecordedRules(const Condition& condition)
        : m_program({ ruleOf(condition) }, nullptr)
    {
    }

    [[nodiscard]] RuleProgram::Match firstMatch(const ReplayRow& row, const ReplayOptions& options) const
    {
        const RuleProgram::Match recorded = m_program.firstMatch(row.facts, options.asked);
        if (recorded.unknown < 0 || !options.prompts)
            return recorded;
        const auto prompt = options.prompts->find(row.id);
        return prompt ? m_program.firstMatch(m_program.withText(row.facts, *prompt), nullptr) : recorded;
    }
    /// Of the first rule.
    [[nodiscard]] Verdict verdict(const ReplayRow& row, const ReplayOptions& options) const
    {
        const RuleProgram::Match match = firstMatch(row, options);
        return match.rule == 0 ? Verdict::Yes : match.unknown == 0 ? Verdict::Unknown : Verdict::No;
    }

private:
    static Rule ruleOf(const Condition& condition)
    {
        Rule rule;
        rule.when = condition;
        return rule;
    }

    RuleProgram m_program;
};

/// The condition without one of its children; an empty group that must hold is none at all.
Condition without(const Condition& group, std::size_t child)
{
    Condition rest = group;
    rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(child));
    if (rest.children.empty())
        return {};
    return rest;
}

bool isListed(std::string_view fact)
{
    return fact == "feature" || fact == "user_tier" || fact == "client_key" || fact == "requested_model"
        || fact == "language" || fact == "session" || fact == "task" || fact == "intent";
}

std::vector<SeenValue> commonest(const std::map<std::string, std::int64_t>& counts)
{
    std::vector<SeenValue> values;
    values.reserve(counts.size());
    for (const auto& [value, count] : counts)
        values.push_back({ value, count });
    std::stable_sort(
        values.begin(), values.end(), [](const SeenValue& a, const SeenValue& b) { return a.requests > b.requests; });
    if (values.size() > kMostValues)
        values.resize(kMostValues);
    return values;
}

} // namespace

Result<std::shared_ptr<const WhatIf>> WhatIf::load(
    const std::string& dir, ReplaySpan span, const std::atomic<bool>* cancel)
{
    auto log = ReplayLog::open(dir);
    if (!log)
        return tl::unexpected(log.error());
    const auto range = span.last > 0 ? (*log)->newest(span.last) : (*log)->since(span.since);
    if (!range)
        return tl::unexpected(range.error());
    auto loaded = std::make_shared<WhatIf>();
    const auto read = (*log)->each(
        *range,
        [&loaded](ReplayRow& row) {
            loaded->m_rows.push_back(std::move(row));
            return true;
        },
        cancel);
    if (!read)
        return tl::unexpected(read.error());
    return std::shared_ptr<const WhatIf>(std::move(loaded));
}

MatchPreview WhatIf::preview(const Condition& condition, const ReplayOptions& options, std::size_t examples) const
{
    MatchPreview preview;
    const RecordedRules whole(condition);
    std::vector<std::unique_ptr<RecordedRules>> parts;
    for (std::size_t i = 0; i < condition.children.size(); ++i)
        parts.push_back(std::make_unique<RecordedRules>(without(condition, i)));
    preview.without.assign(parts.size(), 0);
    std::vector<MatchPreview::Example> misses;
    for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row) {
        if (options.cancel && options.cancel->load())
            return preview;
        if (!row->hasFacts)
            continue;
        ++preview.requests;
        const Verdict verdict = whole.verdict(*row, options);
        preview.matches += verdict == Verdict::Yes ? 1 : 0;
        preview.unknown += verdict == Verdict::Unknown ? 1 : 0;
        bool near = false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool holds = parts[i]->verdict(*row, options) == Verdict::Yes;
            preview.without[i] += holds ? 1 : 0;
            near = near || holds;
        }
        auto& list = verdict == Verdict::Yes ? preview.newest : misses;
        if (list.size() < examples && (verdict == Verdict::Yes || (near && verdict == Verdict::No)))
            list.push_back({ row->id, row->at, verdict == Verdict::Yes, explain(condition, row->facts) });
    }
    for (auto miss = misses.begin(); miss != misses.end() && preview.newest.size() < examples; ++miss)
        preview.newest.push_back(std::move(*miss));
    return preview;
}

std::map<int, RuleOverlap> WhatIf::overlaps(
    const std::vector<Rule>& rules, const std::vector<int>& places, const ReplayOptions& options) const
{
    std::map<int, RuleOverlap> overlaps;
    const RecordedRules all(rules);
    std::vector<std::pair<int, std::unique_ptr<RecordedRules>>> alone;
    for (const int place : places) {
        overlaps[place];
        alone.emplace_back(place, std::make_unique<RecordedRules>(rules.at(static_cast<std::size_t>(place)).when));
    }
    for (const ReplayRow& row : m_rows) {
        if (options.cancel && options.cancel->load())
            return {};
        if (!row.hasFacts)
            continue;
        const RuleProgram::Match match = all.firstMatch(row, options);
        for (const auto& [place, rule] : alone) {
            const bool open = match.unknown >= 0 && match.unknown < place;
            if (open || rule->verdict(row, options) != Verdict::Yes)
                continue;
            RuleOverlap& overlap = overlaps[place];
            ++overlap.matches;
            if (match.rule >= 0 && match.rule < place) {
                ++overlap.taken;
                ++overlap.takenBy[match.rule];
            }
        }
    }
    return overlaps;
}

std::map<std::string, std::vector<SeenValue>> WhatIf::seenValues() const
{
    std::map<std::string, std::map<std::string, std::int64_t>> counts;
    for (const ReplayRow& row : m_rows) {
        for (const FactInfo& fact : factCatalogue()) {
            if (!row.hasFacts || !isListed(fact.name))
                continue;
            if (std::string value = factText(factValue(row.facts, fact.name)); !value.empty())
                ++counts[std::string(fact.name)][std::move(value)];
        }
        for (const auto& [name, value] : row.facts.headers)
            ++counts["header:" + name][value];
    }
    std::map<std::string, std::vector<SeenValue>> seen;
    for (const auto& [fact, values] : counts)
        seen[fact] = commonest(values);
    return seen;
}

std::vector<Facts> WhatIf::facts() const
{
    std::vector<Facts> all;
    all.reserve(m_rows.size());
    for (const ReplayRow& row : m_rows) {
        if (row.hasFacts)
            all.push_back(row.facts);
    }
    return all;
}

} // namespace signalbox

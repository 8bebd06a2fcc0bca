// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/reconcile.h"

#include "core/budget/ledger_rows.h"

#include "core/tiers/price_book.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace signalbox {

namespace {

constexpr WallUs kMinuteUs = 60'000'000;
constexpr WallUs kClose = 2 * kMinuteUs; ///< by so much may two clocks and a long answer differ
constexpr WallUs kLongest = 10 * kMinuteUs;

bool isDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "-20251001" or "-2024-08-06" at the end is when a model was made, not which one it is.
std::string_view withoutDate(std::string_view name)
{
    if (name.size() > 9 && name[name.size() - 9] == '-' && isDigits(name.substr(name.size() - 8)))
        return name.substr(0, name.size() - 9);
    if (name.size() > 11) {
        const std::string_view tail = name.substr(name.size() - 11);
        if (tail[0] == '-' && tail[5] == '-' && tail[8] == '-' && isDigits(tail.substr(1, 4))
            && isDigits(tail.substr(6, 2)) && isDigits(tail.substr(9, 2)))
            return name.substr(0, name.size() - 11);
    }
    return name;
}

/// "openai/gpt-4o-2024-08-06", "gpt-4o:free" and "GPT 4o" are one model.
std::string modelKey(std::string_view name)
{
    name = name.substr(name.find_last_of('/') + 1); // npos + 1 = 0
    name = name.substr(0, name.find(':'));
    std::string key;
    for (const char c : withoutDate(name))
        key += c == '.' || c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return key;
}

bool isOpen(const LedgerRow& row)
{
    return row.state == AttemptState::Uncertain;
}

bool isSettled(const LedgerRow& row)
{
    return row.state == AttemptState::Settled || row.state == AttemptState::SettledEstimate;
}

constexpr std::array kCounts { &Usage::uncachedIn, &Usage::cachedIn, &Usage::cacheWrite5m, &Usage::cacheWrite1h,
    &Usage::out, &Usage::reasoningOut };

Usage minus(const Usage& theirs, const Usage& ours)
{
    Usage left = theirs;
    for (const auto count : kCounts)
        left.*count = std::max<std::int64_t>(0, left.*count - ours.*count);
    return left;
}

void add(Usage& to, const Usage& what)
{
    for (const auto count : kCounts)
        to.*count += what.*count;
}

class Reconciler {
public:
    Reconciler(const UsageExport& usage, const std::vector<LedgerRow>& attempts, const CostOf& costOf)
        : m_usage(usage)
        , m_costOf(costOf)
    {
        m_result.shape = usage.shape;
        m_result.rows = static_cast<std::int64_t>(usage.rows.size());
        m_result.repeated = usage.repeated;
        m_result.from = usage.rows.empty() ? 0 : std::numeric_limits<WallUs>::max();
        for (const ExportRow& row : usage.rows) {
            m_result.from = std::min(m_result.from, row.from);
            m_result.to = std::max(m_result.to, row.to);
            m_longestSpan = std::max(m_longestSpan, row.to - row.from);
        }
        for (const LedgerRow& row : attempts) {
            if (!row.simulated && row.state != AttemptState::Void)
                addRow(row);
        }
        std::erase_if(m_attempts, [this](const Ours& ours) {
            return ours.row->createdAt < m_result.from - slack() || ours.row->createdAt >= m_result.to + slack();
        });
        std::sort(m_attempts.begin(), m_attempts.end(),
            [](const Ours& a, const Ours& b) { return a.row->createdAt < b.row->createdAt; });
    }

    Reconciliation run()
    {
        sumUp();
        if (m_usage.shape == ExportShape::OpenRouter)
            matchRequests();
        else
            matchSpans();
        return std::move(m_result);
    }

private:
    /// One call, with what was reserved on top for it.
    struct Ours {
        const LedgerRow* row; ///< the first
        std::string model;
        Money settled;
        std::vector<const LedgerRow*> open; ///< uncertain ones, in order
        WallUs closedAt = 0;
        bool matched = false;
        [[nodiscard]] bool isOpen() const { return !open.empty(); }
        [[nodiscard]] Money held() const
        {
            Money sum;
            for (const LedgerRow* each : open)
                sum += each->reserved;
            return sum;
        }
    };

    void addRow(const LedgerRow& row)
    {
        const std::string_view first = callOf(row.attemptId);
        const auto [at, isNew] = m_places.emplace(first, m_attempts.size());
        if (isNew) {
            Ours ours;
            ours.row = &row;
            ours.model = modelKey(row.model);
            m_attempts.push_back(std::move(ours));
        }
        Ours& ours = m_attempts[at->second];
        if (row.attemptId == first)
            ours.row = &row; // rows may come in the order of their ends
        ours.closedAt = std::max({ ours.closedAt, row.createdAt, row.closedAt });
        if (isOpen(row))
            ours.open.push_back(&row);
        else if (isSettled(row))
            ours.settled += row.amount;
    }

    /// What is too new may be missing in the export for that reason alone.
    [[nodiscard]] bool isOlderThanFile(const Ours& ours) const
    {
        return ours.row->createdAt + kLongest <= m_usage.madeAt;
    }
    [[nodiscard]] bool isCovered(const Ours& ours) const
    {
        return ours.row->createdAt + kLongest <= m_result.to && isOlderThanFile(ours);
    }

    [[nodiscard]] WallUs slack() const { return m_usage.shape == ExportShape::OpenRouter ? kClose : 0; }

    [[nodiscard]] std::optional<Money> costOf(const ExportRow& row) const
    {
        return row.cost ? row.cost : m_costOf(row.model, row.usage);
    }

    void sumUp()
    {
        std::map<std::pair<std::string, std::string>, ReconciledLine> lines;
        const auto lineOf = [&lines](WallUs at, const std::string& model) -> ReconciledLine& {
            ReconciledLine& line = lines[{ isoUtc(at).substr(0, 10), model }];
            line.day = isoUtc(at).substr(0, 10);
            line.model = model;
            return line;
        };
        for (const Ours& ours : m_attempts) {
            ReconciledLine& line = lineOf(ours.row->createdAt, ours.model);
            line.ours += ours.settled;
            line.ourHolds += ours.held();
            line.ourRequests += ours.isOpen() ? 0 : 1;
            line.ourTokens += ours.row->usage.totalIn() + ours.row->usage.out;
        }
        for (const ExportRow& row : m_usage.rows) {
            ReconciledLine& line = lineOf(row.from, modelKey(row.model));
            const auto cost = costOf(row);
            line.priced = line.priced || cost;
            line.theirs += cost.value_or(Money());
            m_result.unpricedRows += cost ? 0 : 1;
            if (row.requests >= 0)
                line.theirRequests = std::max<std::int64_t>(0, line.theirRequests) + row.requests;
            line.theirTokens += row.usage.totalIn() + row.usage.out;
        }
        for (auto& entry : lines) {
            m_result.ours += entry.second.ours;
            m_result.ourHolds += entry.second.ourHolds;
            m_result.theirs += entry.second.theirs;
            m_result.lines.push_back(std::move(entry.second));
        }
    }

    /// amount: of the whole call. What of it is settled already stays; the open ones share the rest, each as far as its
    /// hold reaches, the last whatever is left.
    void propose(const Ours& ours, AttemptState state, Money amount, const Usage& usage, std::int64_t line)
    {
        Money left = std::max(Money(), amount - ours.settled);
        for (const LedgerRow* row : ours.open) {
            UncertainProposal proposal;
            proposal.row = *row;
            proposal.state = state;
            proposal.line = line;
            if (state == AttemptState::Settled) {
                proposal.amount = row == ours.open.back() ? left : std::min(left, row->reserved);
                left -= proposal.amount;
                if (row == ours.open.front())
                    proposal.usage = usage;
            }
            m_result.uncertain.push_back(std::move(proposal));
        }
    }

    // --- Single requests ---------------------------------------------------------------------------------------------

    void matchRequests()
    {
        std::vector<const ExportRow*> left;
        std::unordered_map<std::string_view, Ours*> byId;
        for (Ours& ours : m_attempts) {
            byId.emplace(ours.row->attemptId, &ours);
            byId.emplace(ours.row->requestId, &ours);
            if (!ours.row->answerId.empty())
                byId.emplace(ours.row->answerId, &ours);
            m_alike[likenessOf(ours.model, ours.row->usage, ours.isOpen())].push_back(&ours);
        }
        for (const ExportRow& row : m_usage.rows) {
            const auto found = row.id.empty() ? byId.end() : byId.find(row.id);
            if (found == byId.end() || found->second->matched) {
                left.push_back(&row);
                continue;
            }
            ++m_result.matchedById;
            take(*found->second, row);
        }
        // First those whose tokens are known, so that an uncertain one does not take the row of another.
        for (const bool open : { false, true }) {
            std::vector<const ExportRow*> rest;
            for (const ExportRow* row : left) {
                if (Ours* ours = nearest(*row, open)) {
                    m_result.matchedByTokens += open ? 0 : 1;
                    take(*ours, *row);
                } else {
                    rest.push_back(row);
                }
            }
            left = std::move(rest);
        }
        m_result.onlyTheirs = static_cast<std::int64_t>(left.size());
        for (const Ours& ours : m_attempts) {
            if (ours.matched || !ours.isOpen())
                continue;
            const bool covered = ours.row->createdAt >= m_result.from && isCovered(ours);
            propose(ours, covered ? AttemptState::Void : AttemptState::Uncertain, {}, {}, 0);
        }
    }

    void take(Ours& ours, const ExportRow& row)
    {
        ours.matched = true;
        if (ours.isOpen())
            propose(ours, AttemptState::Settled, row.cost.value_or(Money()), row.usage, row.line);
    }

    /// Attempts that a row without an id may stand for, by time. The tokens of an uncertain one are not known.
    struct Likeness {
        std::string model;
        std::int64_t in = 0, out = 0;
        bool open = false;
        friend auto operator<=>(const Likeness&, const Likeness&) = default;
    };
    static Likeness likenessOf(std::string model, const Usage& usage, bool open)
    {
        return open ? Likeness { std::move(model), 0, 0, true }
                    : Likeness { std::move(model), usage.totalIn(), usage.out, false };
    }

    [[nodiscard]] Ours* nearest(const ExportRow& row, bool open)
    {
        const auto alike = m_alike.find(likenessOf(modelKey(row.model), row.usage, open));
        if (alike == m_alike.end())
            return nullptr;
        std::vector<Ours*>& candidates = alike->second;
        const auto first = std::lower_bound(candidates.begin(), candidates.end(), row.from - kLongest - kClose,
            [](const Ours* ours, WallUs instant) { return ours->row->createdAt < instant; });
        const auto last = std::upper_bound(first, candidates.end(), row.from + kClose,
            [](WallUs instant, const Ours* ours) { return instant < ours->row->createdAt; });
        // Of this row's time alone: to sift all of them for each row would be their product.
        const auto end =
            candidates.erase(std::remove_if(first, last, [](const Ours* ours) { return ours->matched; }), last);
        Ours* best = nullptr;
        WallUs bestAway = std::numeric_limits<WallUs>::max();
        for (auto at = first; at != end; ++at) {
            const WallUs away = std::abs((*at)->row->createdAt - row.from);
            if (row.from <= (*at)->closedAt + kClose && away < bestAway) {
                best = *at;
                bestAway = away;
            }
        }
        return best;
    }

    // --- Sums of a span ----------------------------------------------------------------------------------------------

    struct Span {
        std::int64_t line = 0;
        Usage theirs, ours;
        std::int64_t theirRequests = -1, ourRequests = 0;
        std::vector<const Ours*> open;
        std::string model; ///< as the provider names it
    };

    using Spans = std::map<std::tuple<WallUs, WallUs, std::string>, Span>; ///< by begin, end, model

    void matchSpans()
    {
        Spans spans;
        for (const ExportRow& row : m_usage.rows) {
            Span& span = spans[{ row.from, row.to, modelKey(row.model) }];
            span.line = span.line == 0 ? row.line : span.line;
            span.model = row.model;
            add(span.theirs, row.usage);
            if (row.requests >= 0)
                span.theirRequests = std::max<std::int64_t>(0, span.theirRequests) + row.requests;
        }
        for (const Ours& ours : m_attempts)
            putInto(spans, ours);
        for (const auto& entry : spans)
            decide(entry.second);
    }

    void putInto(Spans& spans, const Ours& ours)
    {
        const WallUs at = ours.row->createdAt;
        for (auto next = spans.upper_bound({ at + 1, 0, {} }); next != spans.begin();) {
            --next;
            const auto& [from, to, model] = next->first;
            if (from + m_longestSpan < at)
                break;
            if (at < from || at >= to || model != ours.model)
                continue;
            Span& span = next->second;
            if (ours.isOpen()) {
                span.open.push_back(&ours);
            } else {
                add(span.ours, ours.row->usage);
                ++span.ourRequests;
            }
            return;
        }
        if (!ours.isOpen())
            return;
        const bool covered = m_usage.shape != ExportShape::AnthropicCost && isCovered(ours);
        propose(ours, covered ? AttemptState::Void : AttemptState::Uncertain, {}, {}, 0);
    }

    void decide(const Span& span)
    {
        if (span.open.empty())
            return;
        const Usage left = minus(span.theirs, span.ours);
        const std::int64_t leftTokens = left.totalIn() + left.out;
        const auto count = static_cast<std::int64_t>(span.open.size());
        const std::int64_t leftRequests = span.theirRequests < 0 ? (leftTokens > 0 ? (count == 1 ? 1 : -1) : 0)
                                                                 : span.theirRequests - span.ourRequests;
        const bool knowsTokens = m_usage.shape != ExportShape::AnthropicCost;
        const auto cost = m_costOf(span.model, left);
        const bool older = std::all_of(
            span.open.begin(), span.open.end(), [this](const Ours* ours) { return isOlderThanFile(*ours); });
        if (knowsTokens && older && leftRequests == 0 && leftTokens == 0) {
            for (const Ours* ours : span.open)
                propose(*ours, AttemptState::Void, {}, {}, span.line);
        } else if (knowsTokens && leftRequests >= count && leftTokens > 0 && cost) {
            share(span, *cost, left);
        } else {
            for (const Ours* ours : span.open)
                propose(*ours, AttemptState::Uncertain, {}, {}, span.line);
        }
    }

    /// What is left was theirs: one takes all of it, several by what was held for them, to the last nano-dollar.
    void share(const Span& span, Money cost, const Usage& usage)
    {
        Money held;
        for (const Ours* ours : span.open)
            held += ours->held();
        Money left = cost;
        for (std::size_t i = 0; i < span.open.size(); ++i) {
            const bool last = i + 1 == span.open.size();
            const __int128 part =
                held.isZero() ? 0 : static_cast<__int128>(cost.nano()) * span.open[i]->held().nano() / held.nano();
            const Money amount = last ? left : Money::fromNano(static_cast<std::int64_t>(part));
            left = left - amount;
            propose(*span.open[i], AttemptState::Settled, amount, span.open.size() == 1 ? usage : Usage(), span.line);
        }
    }

    const UsageExport& m_usage;
    const CostOf& m_costOf;
    std::vector<Ours> m_attempts;                               ///< by time
    std::unordered_map<std::string_view, std::size_t> m_places; ///< among m_attempts, before they are sorted
    std::map<Likeness, std::vector<Ours*>> m_alike;
    WallUs m_longestSpan = 0;
    Reconciliation m_result;
};

} // namespace

CostOf costsOf(const std::vector<Tier>& tiers, const std::string& provider)
{
    struct Known {
        Price price;
        std::int64_t factorPpm = 1'000'000;
    };
    std::map<std::string, Known> known;
    for (const Tier& tier : tiers) {
        for (const auto& deployment : tier.chain) {
            if (deployment->provider->id == provider && deployment->price)
                known.emplace(
                    modelKey(deployment->model), Known { *deployment->price, deployment->provider->priceFactorPpm });
        }
    }
    return [known = std::move(known), provider](const std::string& model, const Usage& usage) -> std::optional<Money> {
        if (const auto found = known.find(modelKey(model)); found != known.end())
            return found->second.price.cost(usage, found->second.factorPpm);
        const PriceBook::Entry* entry = PriceBook::builtIn().find(provider, model);
        return entry == nullptr ? std::nullopt : std::optional(entry->price.cost(usage, 1'000'000));
    };
}

Reconciliation reconcile(const UsageExport& usage, const std::vector<LedgerRow>& attempts, const CostOf& costOf)
{
    return Reconciler(usage, attempts, costOf).run();
}

Result<Reconciliation> reconcileLedger(
    const std::string& dir, const std::string& provider, const UsageExport& usage, const CostOf& costOf)
{
    WallUs from = std::numeric_limits<WallUs>::max();
    for (const ExportRow& row : usage.rows)
        from = std::min(from, row.from);
    // A day's key is a local date: two days earlier is before it in every zone.
    constexpr WallUs kTwoDays = 2LL * 24 * 60 * kMinuteUs;
    const std::string since = usage.rows.empty() ? "9999" : isoUtc(std::max<WallUs>(0, from - kTwoDays)).substr(0, 10);
    std::vector<LedgerRow> attempts;
    auto read = eachAttempt(dir, since, [&](const LedgerRow& row) {
        if (row.provider == provider)
            attempts.push_back(row);
    });
    if (!read)
        return tl::unexpected(read.error());
    return reconcile(usage, attempts, costOf);
}

} // namespace signalbox

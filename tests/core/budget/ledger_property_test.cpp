// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/budget/fault_vfs.h"
#include "tests/core/budget/ledger_fixture.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <vector>

namespace signalbox::test {
namespace {

using namespace std::chrono_literals;

/// What the ledger must do, as plainly as it can be said.
class Model {
public:
    struct Sums {
        std::int64_t settled = 0, pending = 0, uncertain = 0;
        [[nodiscard]] std::int64_t used() const { return settled + pending + uncertain; }
    };
    struct Attempt {
        std::vector<std::pair<std::string, std::string>> scopes;
        std::int64_t held = 0;
        AttemptState state = AttemptState::Pending;
    };
    using Grant = std::optional<std::pair<std::int64_t, std::int64_t>>; ///< output, hold

    Grant reserve(const std::string& id, const std::map<Window, std::string>& periods, const ReserveRequest& wish)
    {
        Attempt attempt;
        const std::string prefix = wish.simulated ? "sandbox/" : "";
        const std::pair<std::string, std::string> subjects[] { { "tier:", wish.tier }, { "provider:", wish.provider },
            { "key:", wish.keyId }, { "feature:", wish.feature }, { "session:", wish.session } };
        for (const auto& [window, period] : periods) {
            attempt.scopes.emplace_back(period, wish.simulated ? "sandbox" : "global");
            for (const auto& [kind, subject] : subjects) {
                if (!subject.empty())
                    attempt.scopes.emplace_back(period, prefix + kind + subject);
            }
        }
        std::int64_t output = wish.wantedOutput;
        const auto holdOf = [&](std::int64_t n) {
            return static_cast<std::int64_t>((wish.worst.fixedPico + wish.worst.picoPerOutput * n) / 1000);
        };
        const auto fits = [&](std::int64_t hold) {
            for (const auto& scope : attempt.scopes) {
                for (const Limit& limit : ceilings) {
                    const bool each = limit.scope.ends_with('*')
                        && scope.second.starts_with(limit.scope.substr(0, limit.scope.size() - 1));
                    const bool same = limit.scope == scope.second || each;
                    const bool now = periods.at(limit.window) == scope.first;
                    if (hold > 0 && same && now && sums[scope].used() + hold > limit.amount)
                        return false;
                }
            }
            return true;
        };
        while (output > wish.floorOutput && !fits(holdOf(output)))
            --output;
        if (!fits(holdOf(output)))
            return std::nullopt;
        attempt.held = holdOf(output);
        for (const auto& scope : attempt.scopes)
            sums[scope].pending += attempt.held;
        attempts[id] = attempt;
        return std::pair(output, attempt.held);
    }
    bool end(const std::string& id, AttemptState from, AttemptState to, std::int64_t amount)
    {
        const auto found = attempts.find(id);
        if (found == attempts.end() || found->second.state != from)
            return false;
        found->second.state = to;
        for (const auto& scope : found->second.scopes) {
            (from == AttemptState::Pending ? sums[scope].pending : sums[scope].uncertain) -= found->second.held;
            if (to == AttemptState::Uncertain)
                sums[scope].uncertain += found->second.held;
            else if (to != AttemptState::Void)
                sums[scope].settled += amount;
        }
        return true;
    }
    std::map<std::pair<std::string, std::string>, Sums> sums;
    std::map<std::string, Attempt> attempts;
    struct Limit {
        std::string scope;
        Window window;
        std::int64_t amount;
    };
    std::vector<Limit> ceilings;
};

enum class Do {
    Reserve,
    Burst,
    End,
    EndTwice,
    EndUnknown,
    Resolve,
    Crash,
    Day,
    Ceiling,
    Revoke,
    DiskFull,
    DiskBroken,
    Pass
};
constexpr int kKinds = 13;

struct Op {
    Do what;
    std::uint32_t a, b, c;
};

std::vector<Op> operations(std::uint64_t seed, int count)
{
    std::mt19937_64 random(seed);
    std::vector<Op> ops;
    for (int i = 0; i < count; ++i) {
        const auto roll = random() % 100;
        const Do what = roll < 35 ? Do::Reserve : roll < 75 ? Do::End : static_cast<Do>(random() % kKinds);
        ops.push_back({ what, static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random()),
            static_cast<std::uint32_t>(random()) });
    }
    return ops;
}

/// One operation list against the ledger and the model; stops at the first difference.
class Trial {
public:
    std::string run(const std::vector<Op>& ops)
    {
        for (std::size_t i = 0; i < ops.size() && m_wrong.empty(); ++i) {
            perform(ops[i]);
            compare();
            if (!m_wrong.empty())
                m_wrong = fmt::format("operation {}: {}", i, m_wrong);
        }
        if (m_wrong.empty())
            finish();
        return m_wrong;
    }

private:
    template <class A, class B> void same(const char* what, const A& ledger, const B& model)
    {
        if (m_wrong.empty() && !(ledger == model))
            m_wrong = fmt::format("{}: ledger {}, model {}", what, ledger, model);
    }

    ReserveRequest wishOf(const Op& op)
    {
        ReserveRequest request =
            wish(fmt::format("a.{}", ++m_number), op.b % 5 == 0 ? 0 : op.b % 400, op.c % 4 * 5, op.c % 60);
        request.tier = op.a % 2 == 0 ? "small" : "frontier";
        request.keyId = fmt::format("vk_{}", op.a / 2 % 3);
        request.simulated = op.a / 8 % 5 == 0;
        request.provider = op.b % 3 == 0 ? "box" : "cloud";
        const char* const features[] = { "", "chat", "search" };
        request.feature = features[op.b / 3 % 3];
        request.session = op.c % 5 == 0 ? "" : fmt::format("s{}", op.c / 5 % 4);
        request.floorOutput = std::min<std::int64_t>(request.wantedOutput, 1 + op.a / 64 % 20);
        return request;
    }

    void perform(const Op& op)
    {
        switch (op.what) {
        case Do::Reserve:
            return reserve({ wishOf(op) });
        case Do::Burst: {
            std::vector<ReserveRequest> wishes;
            for (std::uint32_t i = 0; i < 2 + op.a % 6; ++i)
                wishes.push_back(wishOf({ op.what, op.a + i * 7, op.b + i, op.c + i * 3 }));
            return reserve(wishes);
        }
        case Do::End:
            return end(op);
        case Do::EndTwice:
            end(op);
            return end(op);
        case Do::EndUnknown:
            return same("unknown attempt", m_desk.settle(1'000'000 + op.a, ended(AttemptState::Settled, 5)), false);
        case Do::Resolve:
            return resolve(op);
        case Do::Crash:
            return crash();
        case Do::Day:
            return m_desk.clock.setWall(kNoon + static_cast<WallUs>(op.a % 4) * 24 * kHour - 24 * kHour
                + static_cast<WallUs>(op.b % 3) * kHour);
        case Do::Ceiling:
            return changeCeiling(op);
        case Do::Revoke:
            m_desk.ledger->revokeKey("vk_1", kNoon, [](const Result<void>&) {});
            return m_desk.drain();
        case Do::DiskFull:
            return fault(op, SQLITE_FULL);
        case Do::DiskBroken:
            return fault(op, SQLITE_IOERR_WRITE);
        case Do::Pass:
            return m_desk.clock.pass(std::chrono::milliseconds(op.a % 12'000));
        }
    }

    void reserve(const std::vector<ReserveRequest>& wishes)
    {
        std::vector<ReserveResult> answers;
        for (const ReserveRequest& wish : wishes)
            m_desk.ledger->reserve(wish, [&](ReserveResult result) { answers.push_back(std::move(result)); });
        m_desk.drain();
        same("answers", answers.size(), wishes.size());
        for (std::size_t i = 0; i < answers.size() && m_wrong.empty(); ++i) {
            const auto expected = m_model.reserve(wishes[i].attemptId, periods(), wishes[i]);
            same("granted", answers[i].has_value(), expected.has_value());
            if (!answers[i] || !expected)
                continue;
            same("output", answers[i]->grantedOutput, expected->first);
            same("hold", answers[i]->held.nano(), expected->second);
            same("day", answers[i]->day, today());
            m_sequences.emplace_back(wishes[i].attemptId, answers[i]->sequence);
        }
    }

    void end(const Op& op)
    {
        if (m_sequences.empty())
            return;
        const auto& [id, sequence] = m_sequences[op.a % m_sequences.size()];
        const std::int64_t held = m_model.attempts[id].held;
        const AttemptState states[] = { AttemptState::Settled, AttemptState::SettledEstimate, AttemptState::Void,
            AttemptState::Uncertain };
        const AttemptState state = states[op.b % 8 < 4 ? 0 : op.b % 4];
        const std::int64_t amounts[] = { held / 3, held, held + 7, 0 };
        const std::int64_t amount = amounts[op.c % 16 == 0 ? 2 : op.c % 3 == 0 ? 1 : 0];
        const bool accepted = m_model.end(id, AttemptState::Pending, state, amount);
        if (accepted && amount > held && (state == AttemptState::Settled || state == AttemptState::SettledEstimate))
            m_excess += amount - held;
        same("accepted", m_desk.settle(sequence, ended(state, amount)), accepted);
    }

    void resolve(const Op& op)
    {
        if (m_sequences.empty())
            return;
        const std::string& id = m_sequences[op.a % m_sequences.size()].first;
        const AttemptState state = op.b % 2 == 0 ? AttemptState::Settled : AttemptState::Void;
        const std::int64_t amount = m_model.attempts[id].held / 2;
        const bool decided = m_desk.resolve(id, ended(state, amount)).has_value();
        same("decided", decided, m_model.end(id, AttemptState::Uncertain, state, amount));
    }

    void crash()
    {
        for (int i = 0; i < 2; ++i) // recovering twice is recovering once
            m_desk.reopen();
        for (const auto& [id, sequence] : m_sequences)
            m_model.end(id, AttemptState::Pending, AttemptState::Uncertain, 0);
        applyCeilings();
    }

    void changeCeiling(const Op& op)
    {
        const char* scopes[] = { "global", "tier:small", "key:vk_1", "sandbox", "provider:cloud", "feature:chat",
            "session:s1", "session:*", "feature:*", "key:*" };
        const std::string scope = scopes[op.a % 10];
        const Window window = kAllWindows[op.a / 10 % 4];
        std::erase_if(m_model.ceilings,
            [&](const Model::Limit& limit) { return limit.scope == scope && limit.window == window; });
        if (op.b % 5 != 0)
            m_model.ceilings.push_back({ scope, window, 500 + op.c % 4000 });
        applyCeilings();
    }

    void applyCeilings()
    {
        std::vector<Ceiling> ceilings;
        for (const Model::Limit& limit : m_model.ceilings) {
            Ceiling ceiling = ceilingOf(limit.scope, limit.amount);
            ceiling.id += std::string(windowName(limit.window));
            ceiling.window = limit.window;
            ceilings.push_back(std::move(ceiling));
        }
        m_desk.limit(ceilings);
    }

    void fault(const Op& op, int code)
    {
        m_vfs.arm(FaultVfs::Call::Write, 1 + static_cast<int>(op.a % 4), code, 1'000'000);
        const auto answer = m_desk.tryReserve(wishOf(op));
        if (m_vfs.failed() > 0)
            same("refused", answer && !*answer && answer->error().code == "ledger_unavailable", true);
        else if (answer && *answer)
            settleByHand(**answer);
        m_vfs.disarm();
        for (int i = 0; i < 4; ++i) {
            m_desk.clock.pass(450ms);
            m_desk.drain();
        }
        same("healthy", m_desk.ledger->healthy(), true);
    }

    /// The fault came too late for this one: it leaves no trace but a void row.
    void settleByHand(const Reservation& reservation)
    {
        m_vfs.disarm();
        same("voided", m_desk.settle(reservation.sequence, ended(AttemptState::Void)), true);
    }

    void compare()
    {
        m_desk.drain();
        for (const auto& [key, sums] : m_model.sums) {
            if (key.first != today() || !KeptSums::always().has(*kindOf(key.second), Window::Day))
                continue;
            const Balance balance = m_desk.ledger->balance(key.second);
            same("settled", balance.settled.nano(), sums.settled);
            same("pending", balance.pending.nano(), sums.pending);
            same("uncertain", balance.uncertain.nano(), sums.uncertain);
        }
        // Every ceiling in its own period, each of a kind for itself.
        const auto now = periods();
        for (const Ledger::Standing& standing : m_desk.ledger->standings()) {
            const auto& sums = m_model.sums[{ now.at(standing.ceiling.window), standing.balance.scope }];
            same("settled under a ceiling", standing.balance.settled.nano(), sums.settled);
            same("pending under a ceiling", standing.balance.pending.nano(), sums.pending);
            same("uncertain under a ceiling", standing.balance.uncertain.nano(), sums.uncertain);
        }
    }

    void finish()
    {
        const auto check = Ledger::verify(m_desk.folder.dir());
        if (!check)
            return same("verify", check.error().code, "fine");
        same("problems", check->problems.empty() ? "" : check->problems.front().text(), "");
        same("excess", check->excess.nano(), m_excess);
        std::map<std::string, AttemptState> rows;
        (void)Ledger::show(m_desk.folder.dir(), [&](const LedgerRow& row) {
            same("one row each", rows.emplace(row.attemptId, row.state).second, true);
            return true;
        });
        for (const auto& [id, attempt] : m_model.attempts)
            same(id.c_str(), rows.contains(id) && rows[id] == attempt.state, true);
    }

    [[nodiscard]] std::string today() const { return utcDays().dayOf(m_desk.clock.now()); }
    [[nodiscard]] std::map<Window, std::string> periods() const
    {
        std::map<Window, std::string> keys;
        for (const Window window : kAllWindows)
            keys[window] = periodOf(utcDays(), window, m_desk.clock.now());
        return keys;
    }

    FaultVfs m_vfs;
    HandDriven m_desk;
    Model m_model;
    std::vector<std::pair<std::string, std::int64_t>> m_sequences;
    std::int64_t m_number = 0;
    std::int64_t m_excess = 0;
    std::string m_wrong;
};

std::string outcomeOf(const std::vector<Op>& ops)
{
    return Trial().run(ops);
}

/// Leaves out halves, quarters, ... of the list while it still goes wrong.
std::vector<Op> shrunk(std::vector<Op> ops)
{
    for (std::size_t size = ops.size() / 2; size > 0; size /= 2) {
        for (std::size_t at = 0; at + size <= ops.size();) {
            std::vector<Op> fewer = ops;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at),
                fewer.begin() + static_cast<std::ptrdiff_t>(at + size));
            if (outcomeOf(fewer).empty())
                at += size;
            else
                ops = std::move(fewer);
        }
    }
    return ops;
}

TEST(LedgerProperty, random_operations_agree_with_the_model)
{
    const char* asked = std::getenv("SIGNALBOX_PROPERTY_RUNS");
    const int runs = asked != nullptr ? std::atoi(asked) : 40;
    const std::uint64_t first = 1'000;
    std::printf("seeds %llu to %llu\n", static_cast<unsigned long long>(first),
        static_cast<unsigned long long>(first + static_cast<std::uint64_t>(runs) - 1));
    for (int run = 0; run < runs; ++run) {
        const std::uint64_t seed = first + static_cast<std::uint64_t>(run);
        const std::vector<Op> ops = operations(seed, 250);
        if (outcomeOf(ops).empty())
            continue;
        const std::vector<Op> least = shrunk(ops);
        std::string list;
        for (const Op& op : least)
            list += fmt::format("{{ {}, {}, {}, {} }}\n", static_cast<int>(op.what), op.a, op.b, op.c);
        FAIL() << "seed " << seed << ": " << outcomeOf(least) << "\n" << list;
    }
}

/// With waiting, the order of answers is free, but these hold always.
TEST(LedgerProperty, whoever_waits_is_answered_in_time_and_never_denied_what_fits)
{
    for (std::uint64_t seed = 1; seed <= 15; ++seed) {
        std::mt19937_64 random(seed);
        HandDriven desk;
        const std::int64_t limit = 5'000;
        desk.limit({ ceilingOf("global", limit) });
        std::vector<Reservation> held;
        std::map<int, std::pair<Steady, std::chrono::milliseconds>> open;
        int asked = 0;
        for (int step = 0; step < 600; ++step) {
            if (random() % 2 == 0) {
                ReserveRequest request = wish(std::to_string(asked), static_cast<std::int64_t>(random() % 900), 5,
                    static_cast<std::int64_t>(random() % 300));
                request.floorOutput = std::min<std::int64_t>(request.wantedOutput, 20);
                request.mayWait = std::chrono::milliseconds(random() % 3'000);
                open[asked] = { desk.clock.steady(), request.mayWait };
                const std::int64_t least = request.worst.at(request.floorOutput).nano();
                desk.ledger->reserve(request, [&, least, number = asked](ReserveResult result) {
                    open.erase(number);
                    if (result)
                        held.push_back(*std::move(result));
                    else
                        EXPECT_GT(desk.ledger->balance("global").used().nano() + least, limit) << "seed " << seed;
                });
                ++asked;
            } else if (!held.empty()) {
                const std::size_t at = random() % held.size();
                const auto cost = static_cast<std::int64_t>(random() % 40);
                desk.ledger->settle(
                    held[at].sequence, ended(AttemptState::Settled, std::min(cost, held[at].held.nano())));
                held.erase(held.begin() + static_cast<std::ptrdiff_t>(at));
            }
            desk.clock.pass(std::chrono::milliseconds(random() % 120));
            desk.drain();
            EXPECT_LE(desk.ledger->balance("global").used().nano(), limit) << "seed " << seed;
            for (const auto& [number, since] : open)
                ASSERT_LT(desk.clock.steady(), since.first + since.second + 1ms)
                    << "seed " << seed << " request " << number;
        }
        desk.expectSound();
    }
}

} // namespace
} // namespace signalbox::test

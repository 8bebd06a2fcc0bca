// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include <unistd.h>

namespace signalbox::test {

constexpr WallUs kNoon = 1'795'003'200'000'000; ///< 2026-11-18T12:00:00Z
constexpr WallUs kHour = 3'600'000'000;

/// Stands still until a test moves it.
class StillClock final : public Clock {
public:
    WallUs now() const override { return m_now.load(); }
    Steady steady() const override { return Steady(std::chrono::microseconds(m_steady.load())); }
    void setWall(WallUs now) { m_now = now; }
    void pass(std::chrono::microseconds time)
    {
        m_now += time.count();
        m_steady += time.count();
    }

private:
    std::atomic<WallUs> m_now { kNoon };
    std::atomic<std::int64_t> m_steady { 1'000'000'000 };
};

/// Real time from noon of a fixed day on.
class RunningClock final : public Clock {
public:
    WallUs now() const override
    {
        return kNoon + m_shift.load()
            + std::chrono::duration_cast<std::chrono::microseconds>(steady() - m_start).count();
    }
    Steady steady() const override { return std::chrono::steady_clock::now(); }
    void shiftWall(WallUs by) { m_shift += by; }

private:
    Steady m_start = std::chrono::steady_clock::now();
    std::atomic<WallUs> m_shift { 0 };
};

/// In memory, where nothing depends on what a sync costs; on the disk where it does.
enum class Medium { Memory, Disk };

class TempFolder {
public:
    explicit TempFolder(Medium medium = Medium::Memory)
    {
        const bool memory = medium == Medium::Memory && ::access("/dev/shm", W_OK) == 0;
        const std::filesystem::path base = memory ? "/dev/shm" : std::filesystem::temp_directory_path();
        std::string pattern = (base / "signalbox-ledger-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no folder for a test");
        m_path = pattern;
    }
    ~TempFolder() { std::filesystem::remove_all(m_path); }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] std::string dir() const { return m_path + "/data"; }

private:
    std::string m_path;
};

[[nodiscard]] inline DayRule utcDays()
{
    return *DayRule::make("UTC", 0);
}

[[nodiscard]] inline Money nano(std::int64_t amount)
{
    return Money::fromNano(amount);
}

[[nodiscard]] inline Ceiling ceilingOf(std::string scope, std::int64_t limitNano)
{
    Ceiling ceiling;
    ceiling.id = "c-" + scope;
    ceiling.scope = std::move(scope);
    ceiling.limit = nano(limitNano);
    return ceiling;
}

/// fixed + perOutput * output nano-dollars.
[[nodiscard]] inline ReserveRequest wish(
    const std::string& id, std::int64_t fixed, std::int64_t perOutput = 0, std::int64_t wanted = 0)
{
    ReserveRequest request;
    request.attemptId = id;
    request.requestId = "req-" + id;
    request.tier = "small";
    request.provider = "box";
    request.model = "m1";
    request.keyId = "vk_1";
    request.priceSource = "test";
    request.worst.fixedPico = static_cast<__int128>(fixed) * 1000;
    request.worst.picoPerOutput = static_cast<__int128>(perOutput) * 1000;
    request.wantedOutput = wanted;
    request.floorOutput = wanted > 0 ? 1 : 0;
    request.mayWait = std::chrono::milliseconds(0);
    return request;
}

[[nodiscard]] inline Settlement ended(AttemptState state, std::int64_t amount = 0)
{
    Settlement settlement;
    settlement.state = state;
    settlement.amount = nano(amount);
    return settlement;
}

/// A ledger whose writer is the test itself: nothing happens but in drain().
class HandDriven {
public:
    HandDriven() { reopen(); }
    void reopen()
    {
        ledger.reset();
        auto opened = Ledger::open({ folder.dir() }, clock, utcDays());
        ASSERT_TRUE(opened) << opened.error().text();
        ledger = *std::move(opened);
    }
    void drain()
    {
        while (ledger->drain()) { }
    }
    std::optional<ReserveResult> tryReserve(ReserveRequest request)
    {
        auto answer = std::make_shared<std::optional<ReserveResult>>();
        ledger->reserve(std::move(request), [answer](ReserveResult result) { *answer = std::move(result); });
        drain();
        return *answer;
    }
    ReserveResult reserve(ReserveRequest request)
    {
        auto answer = tryReserve(std::move(request));
        return answer ? *answer : ReserveResult(fail("no_answer"));
    }
    bool settle(std::int64_t sequence, Settlement settlement)
    {
        std::optional<bool> accepted;
        ledger->settle(sequence, std::move(settlement), [&](bool yes) { accepted = yes; });
        drain();
        EXPECT_TRUE(accepted.has_value());
        return accepted.value_or(false);
    }
    Result<void> resolve(const std::string& attempt, Settlement settlement)
    {
        Result<void> answer = fail("no_answer");
        ledger->resolve(attempt, std::move(settlement), [&](Result<void> result) { answer = std::move(result); });
        drain();
        return answer;
    }
    void limit(std::vector<Ceiling> ceilings)
    {
        ledger->setCeilings(std::move(ceilings));
        drain();
    }
    [[nodiscard]] std::vector<LedgerRow> rows() const
    {
        std::vector<LedgerRow> all;
        const auto shown = Ledger::show(folder.dir(), [&](const LedgerRow& row) {
            all.push_back(row);
            return true;
        });
        EXPECT_TRUE(shown) << shown.error().text();
        return all;
    }
    void expectSound() const
    {
        const auto check = Ledger::verify(folder.dir());
        ASSERT_TRUE(check) << check.error().text();
        EXPECT_TRUE(check->sound);
        for (const Error& problem : check->problems)
            ADD_FAILURE() << problem.text();
    }

    TempFolder folder;
    StillClock clock;
    std::unique_ptr<Ledger> ledger;
};

} // namespace signalbox::test

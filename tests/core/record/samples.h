// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/record/record.h"
#include "core/record/rollup.h"
#include "tests/support/temporary_folder.h"

#include <string>

/// What the tests of this room share.
namespace signalbox::samples {

constexpr WallUs kNoon = 1'795'348'800LL * kSecondUs; // 2026-11-22T12:00:00Z

using test::TemporaryFolder;

inline DayRule utc()
{
    return *DayRule::make("UTC", 0);
}

inline AttemptRecord attempt(int number, const std::string& tier, std::int64_t costNano)
{
    AttemptRecord made;
    made.attemptNo = number;
    made.tier = tier;
    made.provider = "openai";
    made.model = tier == "frontier" ? "gpt-4o" : "gpt-4o-mini";
    made.responseModel = made.model + "-2026-08-06";
    made.purpose = number == 1 ? "try" : "escalation";
    made.state = "settled";
    made.outcome = "ok";
    made.finishReason = "stop";
    made.status = 200;
    made.connectUs = 1'200;
    made.firstByteUs = 310'000;
    made.totalUs = 842'000;
    made.reservedNano = costNano * 3;
    made.costNano = costNano;
    made.uncachedIn = 900;
    made.cachedIn = 304;
    made.out = 120;
    made.reasoningOut = 20;
    made.flags = "clamped";
    made.priceSource = "litellm 2026-08-01";
    made.rawUsage = R"({"prompt_tokens":1204,"completion_tokens":120,"prompt_tokens_details":{"cached_tokens":304}})";
    return made;
}

/// A request that went to one tier, everything filled in.
inline RequestRecord request(WallUs at, const std::string& tier = "small", std::int64_t costNano = 420'000)
{
    RequestRecord record;
    record.id = newRequestId(at);
    record.startedAt = at;
    record.totalUs = 912'000;
    record.firstByteUs = 330'000;
    record.decideUs = 12;
    record.reserveUs = 310;
    record.keyId = "vk_12345678";
    record.client = "ci";
    record.endpoint = "chat";
    record.requestedModel = "auto";
    record.stream = true;
    record.status = 200;
    record.tierPlanned = record.tier = tier;
    record.provider = "openai";
    record.model = tier == "frontier" ? "gpt-4o" : "gpt-4o-mini";
    record.ruleId = tier == "frontier" ? "r1" : "else";
    record.ruleName = tier == "frontier" ? "Code for paying users" : "Everything else";
    record.cause = "rule";
    record.reason = "rule:" + record.ruleId;
    record.rulesVersion = 14;
    record.strategy = "direct";
    record.finishReason = "stop";
    record.tokensIn = 1204;
    record.tokensOut = 120;
    record.costNano = costNano;
    record.baselineNano = 6'500'000;
    record.baselineKnown = true;
    record.requestBytes = 5'123;
    record.responseBytes = 812;
    record.feature = "chat";
    record.facts = std::string("packed\0facts", 12); // the log does not look into them
    record.attempts = { attempt(1, tier, costNano) };
    record.attempts.back().attemptId = attemptIdOf(record.id, 1);
    record.attempts.back().startedAt = at + 400;
    return record;
}

} // namespace signalbox::samples

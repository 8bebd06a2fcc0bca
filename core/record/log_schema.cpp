// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/log_store.h"

namespace signalbox {

namespace {

/// Version 1. request holds what the table shows and filters by; detail the rest, packed, so that a search through all
/// requests reads little. (Its indexes for filters have gone with version 5.)
constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE request (
    n INTEGER PRIMARY KEY,              -- start in microseconds * 1024 + a number
    id TEXT NOT NULL,
    total_us INTEGER NOT NULL,
    first_byte_us INTEGER NOT NULL,
    decide_us INTEGER NOT NULL,
    reserve_us INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    client TEXT NOT NULL,
    feature TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    requested_model TEXT NOT NULL,
    stream INTEGER NOT NULL,
    status INTEGER NOT NULL,
    error_code TEXT NOT NULL,
    failed INTEGER NOT NULL,
    tier_planned TEXT NOT NULL,
    tier TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    strategy TEXT NOT NULL,
    eligible INTEGER NOT NULL,
    escalated INTEGER NOT NULL,
    clamped INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    finish_reason TEXT NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    cost_nano INTEGER NOT NULL,
    baseline_nano INTEGER,              -- NULL: not known
    simulated INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    request_bytes INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL
);
CREATE INDEX request_id ON request(id);
CREATE INDEX request_tier ON request(tier);
CREATE INDEX request_model ON request(model);
CREATE INDEX request_rule ON request(rule_id);
CREATE INDEX request_client ON request(client);
CREATE INDEX request_failed ON request(failed) WHERE failed = 1;
CREATE INDEX request_error ON request(error_code) WHERE error_code <> '';
CREATE INDEX request_escalated ON request(escalated) WHERE escalated = 1;

CREATE TABLE pattern (
    id INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,                 -- of the first request that may have used it
    rules_hash TEXT NOT NULL,
    packed BLOB NOT NULL
);
CREATE TABLE detail (
    n INTEGER PRIMARY KEY,
    pattern INTEGER NOT NULL,
    packed BLOB NOT NULL                -- facts, trace, and the raw usage of each attempt
);
CREATE TABLE attempt (
    n INTEGER NOT NULL,
    attempt_no INTEGER NOT NULL,
    attempt_id TEXT NOT NULL,
    tier TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    response_model TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reject_reason TEXT NOT NULL,
    finish_reason TEXT NOT NULL,
    status INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    connect_us INTEGER NOT NULL,
    first_byte_us INTEGER NOT NULL,
    total_us INTEGER NOT NULL,
    reserved_nano INTEGER NOT NULL,
    cost_nano INTEGER NOT NULL,
    uncached_in INTEGER NOT NULL,
    cached_in INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    out INTEGER NOT NULL,
    reasoning_out INTEGER NOT NULL,
    clamped_to INTEGER NOT NULL,
    usage_estimated INTEGER NOT NULL,
    flags TEXT NOT NULL,
    price_source TEXT NOT NULL,
    retry_after TEXT NOT NULL,
    PRIMARY KEY (n, attempt_no)
) WITHOUT ROWID;

CREATE TABLE rollup_minute (
    minute INTEGER NOT NULL,            -- its start in microseconds
    tier TEXT NOT NULL,
    cost INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    baseline INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    simulated_requests INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    eligible INTEGER NOT NULL,
    escalated INTEGER NOT NULL,
    total_histogram TEXT NOT NULL,
    first_byte_histogram TEXT NOT NULL,
    PRIMARY KEY (minute, tier)
) WITHOUT ROWID;
CREATE TABLE rollup_reason (
    minute INTEGER NOT NULL,
    tier TEXT NOT NULL,                 -- that was left
    reason TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (minute, tier, reason)
) WITHOUT ROWID;
CREATE TABLE usage_quarter (
    quarter INTEGER NOT NULL,           -- its start in microseconds
    tier TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    client TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    baseline INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (quarter, tier, provider, model, client, rule_id, rule_name, simulated)
) WITHOUT ROWID;
)sql";

/// Version 2: what a replay reads stands by itself, unpacked, so that a million requests are read in seconds.
constexpr std::string_view kVersion2 = "ALTER TABLE detail ADD COLUMN facts BLOB NOT NULL DEFAULT x''";

/// Version 3: what the provider says a call cost, beside ours; bytes, from which tokens are estimated where nobody
/// counts.
constexpr std::string_view kVersion3 = R"sql(
ALTER TABLE attempt ADD COLUMN reported_nano INTEGER;
ALTER TABLE attempt ADD COLUMN prompt_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempt ADD COLUMN output_bytes INTEGER NOT NULL DEFAULT 0;
)sql";

/// Version 4: sums by feature, and what extra attempts cost, which older rows do not know.
constexpr std::string_view kVersion4 = R"sql(
CREATE TABLE usage_by_feature (
    quarter INTEGER NOT NULL,           -- its start in microseconds
    tier TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    client TEXT NOT NULL,
    feature TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    baseline INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    extra INTEGER NOT NULL,
    PRIMARY KEY (quarter, tier, provider, model, client, feature, rule_id, rule_name, simulated)
) WITHOUT ROWID;
INSERT INTO usage_by_feature SELECT quarter, tier, provider, model, client, '', rule_id, rule_name, simulated, requests,
    errors, unpriced, attempts, tokens_in, tokens_out, cost, baseline, saved, 0 FROM usage_quarter;
DROP TABLE usage_quarter;
ALTER TABLE usage_by_feature RENAME TO usage_quarter;
)sql";

/// Version 5: sessions; and blocks, each an account of about a thousand requests in a row, in place of an index for
/// every field: they are written beside the path of a request, and answer for fields together.
constexpr std::string_view kVersion5 = R"sql(
ALTER TABLE request ADD COLUMN session TEXT NOT NULL DEFAULT '';
CREATE TABLE request_block (
    last INTEGER PRIMARY KEY,           -- row numbers: it covers what lies from first to last
    first INTEGER NOT NULL,
    kinds BLOB NOT NULL,
    entries BLOB NOT NULL
);
DROP INDEX request_tier;
DROP INDEX request_model;
DROP INDEX request_rule;
DROP INDEX request_client;
DROP INDEX request_failed;
DROP INDEX request_error;
DROP INDEX request_escalated;
)sql";

} // namespace

std::string logPath(const std::string& dir)
{
    return dir + "/log.db";
}

const std::vector<Database::Migration>& logMigrations()
{
    static const std::vector<Database::Migration> migrations { { kVersion1 }, { kVersion2 }, { kVersion3 },
        { kVersion4 }, { kVersion5 } };
    return migrations;
}

} // namespace signalbox

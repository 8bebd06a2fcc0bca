// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_store.h"

#include "core/record/detail_codec.h"

#include <sqlite3.h>

#include <array>

namespace signalbox {

namespace {

// `entry` only grows. Everything else is drawn from it, and `signalbox ledger verify` proves that it still agrees.
// Reservations fill the columns of the first half, ends and decisions those of the second.
constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE entry(
    sequence INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK(kind BETWEEN 1 AND 3),
    at INTEGER NOT NULL,
    chain INTEGER NOT NULL,
    attempt_id TEXT, request_id TEXT, attempt_no INTEGER, day TEXT, tier TEXT, provider TEXT, model TEXT, key_id TEXT,
    price_source TEXT, simulated INTEGER, held INTEGER CHECK(held >= 0), wanted_output INTEGER, granted_output INTEGER,
    ref INTEGER, state INTEGER CHECK(state BETWEEN 1 AND 4), amount INTEGER CHECK(amount >= 0), flags TEXT,
    usage_bits INTEGER, uncached_in INTEGER, cached_in INTEGER, cache_write_5m INTEGER, cache_write_1h INTEGER,
    out INTEGER, reasoning_out INTEGER, usage_raw TEXT
) STRICT;
CREATE TABLE balance(
    day TEXT NOT NULL, scope TEXT NOT NULL, first INTEGER NOT NULL,
    settled INTEGER NOT NULL CHECK(settled >= 0),
    pending INTEGER NOT NULL CHECK(pending >= 0),
    uncertain INTEGER NOT NULL CHECK(uncertain >= 0),
    refused INTEGER NOT NULL CHECK(refused >= 0),
    clamped INTEGER NOT NULL CHECK(clamped >= 0),
    PRIMARY KEY(day, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE undecided(sequence INTEGER PRIMARY KEY, attempt_id TEXT NOT NULL) STRICT;
CREATE TABLE progress(id INTEGER PRIMARY KEY CHECK(id = 1), low_water INTEGER NOT NULL) STRICT;
INSERT INTO progress(id, low_water) VALUES(1, 1);
CREATE TABLE alert_mark(
    day TEXT NOT NULL, ceiling TEXT NOT NULL, share_ppm INTEGER NOT NULL, PRIMARY KEY(day, ceiling, share_ppm)
) STRICT, WITHOUT ROWID;
CREATE TABLE ceiling(
    after INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT, scope TEXT, amount INTEGER, PRIMARY KEY(after, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE virtual_key(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, last_four TEXT NOT NULL,
    created_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT;
)sql";

constexpr std::string_view kSchema2 = R"sql(
CREATE TABLE config_version(
    number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL, rules_hash TEXT NOT NULL, config_hash TEXT NOT NULL,
    origin TEXT NOT NULL, note TEXT NOT NULL, packed BLOB NOT NULL
);
)sql";

// `hour` is empty in what was written before: those rows are in no hour, feature or session.
constexpr std::string_view kSchema3 = R"sql(
ALTER TABLE entry ADD COLUMN hour TEXT;
ALTER TABLE entry ADD COLUMN feature TEXT;
ALTER TABLE entry ADD COLUMN session TEXT;
ALTER TABLE ceiling ADD COLUMN window TEXT;
CREATE TABLE raise(
    number INTEGER PRIMARY KEY, ceiling TEXT NOT NULL, amount INTEGER NOT NULL CHECK(amount >= 0), made_at INTEGER NOT NULL,
    until INTEGER NOT NULL, note TEXT NOT NULL, ended_at INTEGER
) STRICT;
CREATE TABLE stop(
    number INTEGER PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL, released_at INTEGER
) STRICT;
)sql";

// Of ends alone, and only where the provider named its answer.
constexpr std::string_view kSchema4 = "ALTER TABLE entry ADD COLUMN answer_id TEXT;";

// What a key may do, as JSON; NULL in keys of older programs: everything.
constexpr std::string_view kSchema5 = R"sql(
ALTER TABLE virtual_key ADD COLUMN terms TEXT;
)sql";

constexpr std::string_view kEntryColumns =
    "SELECT sequence, kind, at, chain, attempt_id, request_id, attempt_no, day, tier, provider, model, key_id, "
    "price_source, simulated, held, wanted_output, granted_output, ref, state, amount, flags, usage_bits, "
    "uncached_in, cached_in, cache_write_5m, cache_write_1h, out, reasoning_out, usage_raw, hour, feature, session, "
    "answer_id FROM entry ";

std::string entryQuery(std::string_view condition)
{
    return std::string(kEntryColumns).append(condition);
}

/// The columns of the other half are empty, and where not, somebody or something was there.
bool hasOnly(const Statement& row, int first, int last)
{
    for (int column = 4; column < 29; ++column) {
        const bool mine = column >= first && column <= last;
        if (row.isNull(column) == mine)
            return false;
    }
    // Hour, feature and session came later: all or none of them, and of reservations alone.
    const bool named = !row.isNull(29);
    if (!row.isNull(32) && (first == 4 || row.view(32).empty()))
        return false;
    return row.isNull(30) != named && row.isNull(31) != named && (!named || (first == 4 && !row.view(29).empty()));
}

Entry entryOf(const Statement& row)
{
    Entry entry;
    entry.sequence = row.integer(0);
    entry.kind = static_cast<EntryKind>(row.integer(1));
    entry.at = row.integer(2);
    entry.chain = row.integer(3);
    entry.wellFormed = entry.kind == EntryKind::Reserve ? hasOnly(row, 4, 16) : hasOnly(row, 17, 28);
    if (entry.kind == EntryKind::Reserve) {
        entry.attemptId = row.view(4);
        entry.requestId = row.view(5);
        entry.attemptNo = row.integer(6);
        entry.day = row.view(7);
        entry.tier = row.view(8);
        entry.provider = row.view(9);
        entry.model = row.view(10);
        entry.keyId = row.view(11);
        entry.priceSource = row.view(12);
        entry.simulated = row.integer(13) != 0;
        entry.held = Money::fromNano(row.integer(14));
        entry.wantedOutput = row.integer(15);
        entry.grantedOutput = row.integer(16);
        entry.hour = row.view(29);
        entry.feature = row.view(30);
        entry.session = row.view(31);
        return entry;
    }
    entry.ref = row.integer(17);
    entry.state = static_cast<AttemptState>(row.integer(18));
    entry.amount = Money::fromNano(row.integer(19));
    entry.flags = row.view(20);
    entry.usageBits = static_cast<int>(row.integer(21));
    entry.uncachedIn = row.integer(22);
    entry.cachedIn = row.integer(23);
    entry.cacheWrite5m = row.integer(24);
    entry.cacheWrite1h = row.integer(25);
    entry.out = row.integer(26);
    entry.reasoningOut = row.integer(27);
    entry.usageRaw = row.view(28);
    entry.answerId = row.view(32);
    return entry;
}

Book::Stored balanceOf(const Statement& row)
{
    Book::Stored stored;
    stored.balance.day = row.text(0);
    stored.balance.scope = row.text(1);
    stored.first = row.integer(2);
    stored.balance.settled = Money::fromNano(row.integer(3));
    stored.balance.pending = Money::fromNano(row.integer(4));
    stored.balance.uncertain = Money::fromNano(row.integer(5));
    stored.balance.refused = row.integer(6);
    stored.balance.clamped = row.integer(7);
    return stored;
}

} // namespace

std::string ledgerPath(const std::string& dir)
{
    return dir + "/ledger.db";
}

LedgerReader::LedgerReader(Database& database)
    : m_database(database)
{
}

LedgerHead LedgerReader::head()
{
    Statement row = m_database.prepare("SELECT sequence, chain FROM entry ORDER BY sequence DESC LIMIT 1");
    return row.step() ? LedgerHead { row.integer(0), row.integer(1) } : LedgerHead {};
}

std::optional<std::int64_t> LedgerReader::chainAt(std::int64_t sequence)
{
    if (sequence == 0)
        return 0;
    Statement row = m_database.prepare("SELECT chain FROM entry WHERE sequence = ?");
    row.bind(1, sequence);
    return row.step() ? std::optional(row.integer(0)) : std::nullopt;
}

std::int64_t LedgerReader::lowWater()
{
    Statement row = m_database.prepare("SELECT low_water FROM progress WHERE id = 1");
    return row.step() ? row.integer(0) : 1;
}

std::vector<Book::Stored> LedgerReader::balances(const std::string& day)
{
    Statement row = m_database.prepare(
        "SELECT day, scope, first, settled, pending, uncertain, refused, clamped FROM balance WHERE day = ?");
    row.bindView(1, day);
    std::vector<Book::Stored> found;
    while (row.step())
        found.push_back(balanceOf(row));
    return found;
}

std::int64_t LedgerReader::firstSince(const std::string& day)
{
    Statement row = m_database.prepare("SELECT min(first) FROM balance WHERE day >= ? AND first > 0 AND day LIKE "
                                       "'____-__-__' AND scope IN ('global', 'sandbox')");
    row.bindView(1, day);
    return row.step() && !row.isNull(0) ? row.integer(0) : 0;
}

WallUs LedgerReader::latestEntry()
{
    Statement row = m_database.prepare("SELECT coalesce(max(at), 0) FROM entry");
    return row.step() ? row.integer(0) : 0;
}

std::vector<Book::Stored> LedgerReader::allBalances()
{
    Statement row = m_database.prepare(
        "SELECT day, scope, first, settled, pending, uncertain, refused, clamped FROM balance ORDER BY day, scope");
    std::vector<Book::Stored> found;
    while (row.step())
        found.push_back(balanceOf(row));
    return found;
}

void LedgerReader::scan(std::int64_t from, const std::function<bool(const Entry&)>& row)
{
    Statement rows = m_database.prepare(entryQuery("WHERE sequence >= ? ORDER BY sequence"));
    rows.bind(1, from);
    while (rows.step()) {
        if (!row(entryOf(rows)))
            return;
    }
}

bool LedgerReader::read(std::int64_t sequence, const std::function<void(const Entry&)>& row)
{
    if (!m_read)
        m_read.emplace(m_database.prepare(entryQuery("WHERE sequence = ?")));
    m_read->bind(1, sequence);
    const bool found = m_read->step();
    if (found)
        row(entryOf(*m_read));
    m_read->reset();
    return found;
}

std::optional<std::int64_t> LedgerReader::undecided(const std::string& attemptId)
{
    Statement row =
        m_database.prepare("SELECT sequence FROM undecided WHERE attempt_id = ? ORDER BY sequence DESC LIMIT 1");
    row.bindView(1, attemptId);
    return row.step() ? std::optional(row.integer(0)) : std::nullopt;
}

std::set<std::int64_t> LedgerReader::undecided()
{
    Statement row = m_database.prepare("SELECT sequence FROM undecided ORDER BY sequence");
    std::set<std::int64_t> sequences;
    while (row.step())
        sequences.insert(sequences.end(), row.integer(0));
    return sequences;
}

std::set<AlertMark> LedgerReader::alertMarks()
{
    Statement row = m_database.prepare("SELECT day, ceiling, share_ppm FROM alert_mark");
    std::set<AlertMark> marks;
    while (row.step())
        marks.emplace(row.text(0), row.text(1), row.integer(2));
    return marks;
}

std::vector<LedgerReader::CeilingSet> LedgerReader::ceilingSets()
{
    Statement row = m_database.prepare("SELECT after, id, scope, amount, window FROM ceiling ORDER BY after, place");
    std::vector<CeilingSet> sets;
    while (row.step()) {
        if (sets.empty() || sets.back().after != row.integer(0))
            sets.push_back({ row.integer(0), {} });
        if (row.isNull(1))
            continue;
        Ceiling& ceiling = sets.back().ceilings.emplace_back();
        ceiling.id = row.text(1);
        ceiling.scope = row.text(2);
        ceiling.limit = Money::fromNano(row.integer(3));
        ceiling.alertAt.clear();
        ceiling.window = row.isNull(4) ? Window::Day : windowNamed(row.view(4)).value_or(Window::Day);
    }
    return sets;
}

const std::vector<Database::Migration>& LedgerStore::migrations()
{
    static const std::vector<Database::Migration> all { { kSchema1 }, { kSchema2 }, { kSchema3 }, { kSchema4 },
        { kSchema5 } };
    return all;
}

std::unique_ptr<LedgerStore> LedgerStore::open(const std::string& dir)
{
    auto database = std::make_unique<Database>(ledgerPath(dir), Database::Mode::WriteFull, migrations());
    return std::unique_ptr<LedgerStore>(new LedgerStore(std::move(database)));
}

LedgerStore::LedgerStore(std::unique_ptr<Database> database)
    : LedgerReader(*database)
    , m_owned(std::move(database))
    , m_begin(m_owned->prepare("BEGIN IMMEDIATE"))
    , m_commit(m_owned->prepare("COMMIT"))
    , m_reserve(m_owned->prepare("INSERT INTO entry(sequence, kind, at, chain, attempt_id, request_id, attempt_no, "
                                 "day, tier, provider, model, "
                                 "key_id, price_source, simulated, held, wanted_output, granted_output, hour, feature, "
                                 "session) VALUES(?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
    , m_close(m_owned->prepare(
          "INSERT INTO entry(sequence, kind, at, chain, ref, state, amount, flags, usage_bits, uncached_in, cached_in, "
          "cache_write_5m, cache_write_1h, out, reasoning_out, usage_raw, answer_id) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
    , m_balance(m_owned->prepare(
          "INSERT INTO balance(day, scope, first, settled, pending, uncertain, refused, clamped) "
          "VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(day, scope) DO UPDATE SET first = excluded.first, "
          "settled = excluded.settled, pending = excluded.pending, uncertain = excluded.uncertain, "
          "refused = excluded.refused, clamped = excluded.clamped"))
    , m_low(m_owned->prepare("UPDATE progress SET low_water = ? WHERE id = 1"))
{
}

void LedgerStore::begin()
{
    if (m_inGroup)
        return;
    m_begin.run();
    m_inGroup = true;
    m_written = false;
}

void LedgerStore::beginWriting()
{
    begin();
    m_written = true;
}

void LedgerStore::commit()
{
    m_commit.run();
    m_inGroup = false;
    m_written = false;
}

void LedgerStore::rollback() noexcept
{
    // A failed COMMIT may have rolled back already; then this is an error without a meaning.
    sqlite3_exec(m_owned->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    m_inGroup = false;
    m_written = false;
    m_lowWritten = -1;
}

void LedgerStore::insert(const Entry& entry)
{
    beginWriting();
    if (entry.kind == EntryKind::Reserve)
        insertReserve(entry);
    else
        insertClose(entry);
}

void LedgerStore::insertReserve(const Entry& entry)
{
    m_reserve.bind(1, entry.sequence).bind(2, entry.at).bind(3, entry.chain);
    m_reserve.bindView(4, entry.attemptId).bindView(5, entry.requestId).bind(6, entry.attemptNo);
    m_reserve.bindView(7, entry.day).bindView(8, entry.tier).bindView(9, entry.provider).bindView(10, entry.model);
    m_reserve.bindView(11, entry.keyId).bindView(12, entry.priceSource);
    m_reserve.bind(13, static_cast<std::int64_t>(entry.simulated)).bind(14, entry.held.nano());
    m_reserve.bind(15, entry.wantedOutput).bind(16, entry.grantedOutput);
    m_reserve.bindView(17, entry.hour).bindView(18, entry.feature).bindView(19, entry.session);
    m_reserve.run();
}

void LedgerStore::insertClose(const Entry& entry)
{
    m_close.bind(1, entry.sequence).bind(2, static_cast<std::int64_t>(entry.kind)).bind(3, entry.at);
    m_close.bind(4, entry.chain).bind(5, entry.ref).bind(6, static_cast<std::int64_t>(entry.state));
    m_close.bind(7, entry.amount.nano()).bindView(8, entry.flags);
    m_close.bind(9, static_cast<std::int64_t>(entry.usageBits)).bind(10, entry.uncachedIn).bind(11, entry.cachedIn);
    m_close.bind(12, entry.cacheWrite5m).bind(13, entry.cacheWrite1h).bind(14, entry.out).bind(15, entry.reasoningOut);
    m_close.bindView(16, entry.usageRaw);
    if (entry.answerId.empty())
        m_close.bindNull(17);
    else
        m_close.bindView(17, entry.answerId);
    m_close.run();
}

void LedgerStore::write(const ScopeSum& scope)
{
    beginWriting();
    const Balance& balance = scope.balance;
    m_balance.bindView(1, balance.day).bindView(2, balance.scope).bind(3, scope.first);
    m_balance.bind(4, balance.settled.nano()).bind(5, balance.pending.nano()).bind(6, balance.uncertain.nano());
    m_balance.bind(7, balance.refused).bind(8, balance.clamped);
    m_balance.run();
}

void LedgerStore::dropSums(KeptSums dropped)
{
    constexpr std::array<std::string_view, kWindows> kPeriods { "____-__-__T%", "____-__-__", "____-W__", "____-__" };
    constexpr std::array<std::string_view, kScopeKinds> kScopes { "", "tier:*", "provider:*", "key:*", "feature:*",
        "session:*" };
    for (const ScopeKind kind : kAllScopeKinds) {
        for (const Window window : kAllWindows) {
            if (!dropped.has(kind, window))
                continue;
            beginWriting();
            Statement drop = m_database.prepare(kind == ScopeKind::Global
                    ? "DELETE FROM balance WHERE day LIKE ?1 AND scope IN ('global', 'sandbox')"
                    : "DELETE FROM balance WHERE day LIKE ?1 AND (scope GLOB ?2 OR scope GLOB 'sandbox/' || ?2)");
            drop.bindView(1, kPeriods[static_cast<std::size_t>(window)]);
            if (kind != ScopeKind::Global)
                drop.bindView(2, kScopes[static_cast<std::size_t>(kind)]);
            drop.run();
        }
    }
}

void LedgerStore::writeLowWater(std::int64_t sequence)
{
    if (sequence == m_lowWritten)
        return;
    beginWriting();
    m_low.bind(1, sequence).run();
    m_lowWritten = sequence;
}

void LedgerStore::addUndecided(std::int64_t sequence, const std::string& attemptId)
{
    beginWriting();
    m_database.prepare("INSERT INTO undecided(sequence, attempt_id) VALUES(?, ?)")
        .bind(1, sequence)
        .bindView(2, attemptId)
        .run();
}

void LedgerStore::removeUndecided(std::int64_t sequence)
{
    beginWriting();
    m_database.prepare("DELETE FROM undecided WHERE sequence = ?").bind(1, sequence).run();
}

void LedgerStore::addMark(const AlertMark& mark)
{
    beginWriting();
    const auto& [day, ceiling, sharePpm] = mark;
    m_database.prepare("INSERT OR IGNORE INTO alert_mark(day, ceiling, share_ppm) VALUES(?, ?, ?)")
        .bindView(1, day)
        .bindView(2, ceiling)
        .bind(3, sharePpm)
        .run();
}

void LedgerStore::addVersion(const ConfigVersion& version)
{
    beginWriting();
    DetailPacker packer;
    Statement insert = m_database.prepare("INSERT INTO config_version(number, applied_at, rules_hash, config_hash, "
                                          "origin, note, packed) VALUES(?, ?, ?, ?, ?, ?, CAST(? AS BLOB))");
    insert.bind(1, version.number).bind(2, version.appliedAt).bindView(3, version.rulesHash);
    insert.bindView(4, version.configHash).bindView(5, version.origin).bindView(6, version.note);
    insert.bindView(7, packer.pack(version.text)).run();
}

namespace {

ConfigVersion versionOf(const Statement& row)
{
    ConfigVersion version;
    version.number = row.integer(0);
    version.appliedAt = row.integer(1);
    version.rulesHash = row.text(2);
    version.configHash = row.text(3);
    version.origin = row.text(4);
    version.note = row.text(5);
    return version;
}

} // namespace

std::vector<ConfigVersion> LedgerReader::versions()
{
    std::vector<ConfigVersion> all;
    Statement rows = m_database.prepare("SELECT number, applied_at, rules_hash, config_hash, origin, note FROM "
                                        "config_version ORDER BY number");
    while (rows.step())
        all.push_back(versionOf(rows));
    return all;
}

std::optional<ConfigVersion> LedgerReader::version(std::int64_t number)
{
    Statement row = m_database.prepare("SELECT number, applied_at, rules_hash, config_hash, origin, note, packed FROM "
                                       "config_version WHERE number = ?");
    row.bind(1, number);
    if (!row.step())
        return std::nullopt;
    ConfigVersion version = versionOf(row);
    auto text = unpackDetail(row.view(6), {});
    if (!text)
        return std::nullopt;
    version.text = std::move(*text);
    return version;
}

void LedgerStore::writeCeilings(std::int64_t after, const std::vector<Ceiling>& ceilings)
{
    beginWriting();
    m_database.prepare("DELETE FROM ceiling WHERE after = ?").bind(1, after).run();
    // The first row stands for the set, so that "no ceilings any more" is a fact too.
    m_database.prepare("INSERT INTO ceiling(after, place) VALUES(?, 0)").bind(1, after).run();
    Statement insert =
        m_database.prepare("INSERT INTO ceiling(after, place, id, scope, amount, window) VALUES(?, ?, ?, ?, ?, ?)");
    std::int64_t place = 0;
    for (const Ceiling& ceiling : ceilings) {
        insert.bind(1, after).bind(2, ++place).bindView(3, ceiling.id).bindView(4, ceiling.scope);
        insert.bind(5, ceiling.limit.nano()).bindView(6, windowName(ceiling.window)).run();
    }
}

} // namespace signalbox

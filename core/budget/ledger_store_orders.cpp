// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_store.h"

// Rows of what the operator orders: virtual keys, temporary raises and the panic stop.
namespace signalbox {

namespace {

/// Terms that nobody can read allow nothing: the key is over.
KeyTerms termsOf(std::string_view json)
{
    auto terms = keyTermsFromJson(json);
    if (terms)
        return std::move(*terms);
    KeyTerms none;
    none.expiresAt = 0;
    return none;
}

} // namespace

std::vector<VirtualKey> LedgerReader::keys()
{
    Statement row = m_database.prepare(
        "SELECT id, name, sha256, last_four, created_at, revoked_at, terms FROM virtual_key ORDER BY number");
    std::vector<VirtualKey> keys;
    while (row.step()) {
        VirtualKey key { row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), {}, {} };
        if (!row.isNull(5))
            key.revokedAt = row.integer(5);
        if (!row.isNull(6))
            key.terms = termsOf(row.view(6));
        keys.push_back(std::move(key));
    }
    return keys;
}

std::vector<Raise> LedgerReader::raises(WallUs now)
{
    Statement row =
        m_database.prepare("SELECT number, ceiling, amount, made_at, until, note FROM raise WHERE until > ? "
                           "AND ended_at IS NULL ORDER BY number");
    row.bind(1, now);
    std::vector<Raise> raises;
    while (row.step())
        raises.push_back({ row.integer(0), row.text(1), Money::fromNano(row.integer(2)), row.integer(3), row.integer(4),
            row.text(5) });
    return raises;
}

std::int64_t LedgerReader::lastRaise()
{
    Statement row = m_database.prepare("SELECT coalesce(max(number), 0) FROM raise");
    return row.step() ? row.integer(0) : 0;
}

std::optional<Stop> LedgerReader::openStop()
{
    Statement row =
        m_database.prepare("SELECT number, at, note FROM stop WHERE released_at IS NULL ORDER BY number DESC");
    if (!row.step())
        return std::nullopt;
    return Stop { row.integer(0), row.integer(1), row.text(2) };
}

std::int64_t LedgerReader::lastStop()
{
    Statement row = m_database.prepare("SELECT coalesce(max(number), 0) FROM stop");
    return row.step() ? row.integer(0) : 0;
}

void LedgerStore::addKey(const VirtualKey& key)
{
    beginWriting();
    Statement insert = m_database.prepare("INSERT INTO virtual_key(id, name, sha256, last_four, created_at, "
                                          "revoked_at, terms) VALUES(?, ?, ?, ?, ?, ?, ?)");
    const std::string terms = keyTermsJson(key.terms);
    insert.bindView(1, key.id).bindView(2, key.name).bindView(3, key.sha256).bindView(4, key.lastFour);
    insert.bind(5, key.createdAt);
    if (key.revokedAt)
        insert.bind(6, *key.revokedAt);
    insert.bindView(7, terms).run();
}

void LedgerStore::changeKey(const VirtualKey& key)
{
    beginWriting();
    const std::string terms = keyTermsJson(key.terms);
    m_database.prepare("UPDATE virtual_key SET name = ?, terms = ? WHERE id = ?")
        .bindView(1, key.name)
        .bindView(2, terms)
        .bindView(3, key.id)
        .run();
}

void LedgerStore::revokeKey(const std::string& id, std::optional<WallUs> at)
{
    beginWriting();
    if (!at) {
        m_database.prepare("UPDATE virtual_key SET revoked_at = NULL WHERE id = ?").bindView(1, id).run();
        return;
    }
    m_database.prepare("UPDATE virtual_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
        .bind(1, *at)
        .bindView(2, id)
        .run();
}

void LedgerStore::addRaise(const Raise& raise)
{
    beginWriting();
    Statement insert =
        m_database.prepare("INSERT INTO raise(number, ceiling, amount, made_at, until, note) VALUES(?, ?, ?, ?, ?, ?)");
    insert.bind(1, raise.number).bindView(2, raise.ceiling).bind(3, raise.limit.nano()).bind(4, raise.madeAt);
    insert.bind(5, raise.until).bindView(6, raise.note).run();
}

void LedgerStore::endRaise(std::int64_t number, WallUs at)
{
    beginWriting();
    m_database.prepare("UPDATE raise SET ended_at = ? WHERE number = ?").bind(1, at).bind(2, number).run();
}

void LedgerStore::addStop(const Stop& stop)
{
    beginWriting();
    Statement insert = m_database.prepare("INSERT INTO stop(number, at, note) VALUES(?, ?, ?)");
    insert.bind(1, stop.number).bind(2, stop.at).bindView(3, stop.note).run();
}

void LedgerStore::releaseStop(std::int64_t number, WallUs at)
{
    beginWriting();
    m_database.prepare("UPDATE stop SET released_at = ? WHERE number = ?").bind(1, at).bind(2, number).run();
}

} // namespace signalbox

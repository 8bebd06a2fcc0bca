// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert_store.h"

#include <sqlite3.h>

namespace signalbox {

namespace {

constexpr WallUs kYear = 366LL * 24 * 3600 * 1'000'000;

constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE alert(
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, last_at INTEGER NOT NULL, level TEXT NOT NULL, kind TEXT NOT NULL,
    subject TEXT NOT NULL, scope TEXT NOT NULL, span TEXT NOT NULL, time_window TEXT NOT NULL, share_ppm INTEGER NOT NULL,
    used INTEGER NOT NULL, amount_limit INTEGER NOT NULL, reaches_at INTEGER NOT NULL, resets_at INTEGER NOT NULL,
    at_limit TEXT NOT NULL, code TEXT NOT NULL, folded INTEGER NOT NULL, snoozed INTEGER NOT NULL, seen INTEGER NOT NULL
) STRICT;
CREATE TABLE mark(mark TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE snooze(key TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE delivery(
    alert INTEGER NOT NULL, channel TEXT NOT NULL, tries INTEGER NOT NULL, created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL, PRIMARY KEY(alert, channel)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::string_view kAlertColumns =
    "SELECT id, at, last_at, level, kind, subject, scope, span, time_window, share_ppm, used, amount_limit, "
    "reaches_at, resets_at, at_limit, code, folded, snoozed, seen FROM alert ";

std::string alertQuery(std::string_view condition)
{
    return std::string(kAlertColumns).append(condition);
}

Alert alertOf(const Statement& row)
{
    Alert alert;
    alert.id = row.integer(0);
    alert.at = row.integer(1);
    alert.lastAt = row.integer(2);
    alert.level = alertLevelOf(row.view(3)).value_or(AlertLevel::Info);
    alert.event.kind = alertKindOf(row.view(4)).value_or(AlertKind::Test);
    alert.event.subject = row.text(5);
    alert.event.scope = row.text(6);
    alert.event.span = row.text(7);
    alert.event.window = row.text(8);
    alert.event.sharePpm = row.integer(9);
    alert.event.used = Money::fromNano(row.integer(10));
    alert.event.limit = Money::fromNano(row.integer(11));
    alert.event.reachesAt = row.integer(12);
    alert.event.resetsAt = row.integer(13);
    alert.event.atLimit = row.text(14);
    alert.event.code = row.text(15);
    alert.folded = row.integer(16);
    alert.snoozed = row.integer(17) != 0;
    alert.seen = row.integer(18) != 0;
    return alert;
}

/// Rolls back unless it was committed.
class Transaction {
public:
    explicit Transaction(Database& database)
        : m_database(database)
    {
        m_database.execute("BEGIN IMMEDIATE");
    }
    ~Transaction()
    {
        if (!m_done)
            sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit()
    {
        m_database.execute("COMMIT");
        m_done = true;
    }

private:
    Database& m_database;
    bool m_done = false;
};

} // namespace

const std::vector<Database::Migration>& AlertStore::migrations()
{
    static const std::vector<Database::Migration> all { { kSchema1 } };
    return all;
}

std::unique_ptr<AlertStore> AlertStore::open(const std::string& dir)
{
    auto database = std::make_unique<Database>(dir + "/alerts.db", Database::Mode::WriteFull, migrations());
    return std::unique_ptr<AlertStore>(new AlertStore(std::move(database)));
}

AlertStore::AlertStore(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

AlertBook::Kept AlertStore::load(WallUs now)
{
    Transaction forgetting(*m_database);
    m_database->prepare("DELETE FROM mark WHERE at < ?").bind(1, now - kYear).run();
    m_database->prepare("DELETE FROM snooze WHERE until < ?").bind(1, now).run();
    m_database->prepare("DELETE FROM alert WHERE at < ? OR id NOT IN (SELECT id FROM alert ORDER BY id DESC LIMIT ?)")
        .bind(1, now - kYear)
        .bind(2, static_cast<std::int64_t>(AlertBook::kKept))
        .run();
    m_database->prepare("DELETE FROM delivery WHERE alert NOT IN (SELECT id FROM alert)").run();
    forgetting.commit();
    AlertBook::Kept kept;
    Statement alerts = m_database->prepare(alertQuery("ORDER BY id DESC"));
    while (alerts.step())
        kept.alerts.push_back(alertOf(alerts));
    Statement marks = m_database->prepare("SELECT mark, at FROM mark");
    while (marks.step())
        kept.marks[marks.text(0)] = marks.integer(1);
    Statement snoozes = m_database->prepare("SELECT key, until FROM snooze");
    while (snoozes.step())
        kept.snoozes[snoozes.text(0)] = snoozes.integer(1);
    return kept;
}

std::vector<Delivery> AlertStore::deliveries()
{
    std::vector<Delivery> waiting;
    Statement rows =
        m_database->prepare("SELECT alert, channel, tries, created_at, due_at FROM delivery ORDER BY alert, channel");
    while (rows.step()) {
        Statement row = m_database->prepare(alertQuery("WHERE id = ?"));
        row.bind(1, rows.integer(0));
        if (row.step())
            waiting.push_back(
                { rows.text(1), alertOf(row), static_cast<int>(rows.integer(2)), rows.integer(3), rows.integer(4) });
    }
    return waiting;
}

void AlertStore::writeAlert(const Alert& alert)
{
    const AlertEvent& event = alert.event;
    m_database
        ->prepare("INSERT OR REPLACE INTO alert(id, at, last_at, level, kind, subject, scope, span, time_window, "
                  "share_ppm, used, amount_limit, reaches_at, resets_at, at_limit, code, folded, snoozed, seen) "
                  "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(1, alert.id)
        .bind(2, alert.at)
        .bind(3, alert.lastAt)
        .bind(4, alertLevelName(alert.level))
        .bind(5, alertKindName(event.kind))
        .bind(6, event.subject)
        .bind(7, event.scope)
        .bind(8, event.span)
        .bind(9, event.window)
        .bind(10, event.sharePpm)
        .bind(11, event.used.nano())
        .bind(12, event.limit.nano())
        .bind(13, event.reachesAt)
        .bind(14, event.resetsAt)
        .bind(15, event.atLimit)
        .bind(16, event.code)
        .bind(17, alert.folded)
        .bind(18, std::int64_t { alert.snoozed })
        .bind(19, std::int64_t { alert.seen })
        .run();
}

void AlertStore::write(const AlertBook::Verdict& verdict, const std::vector<Delivery>& deliveries)
{
    Transaction whole(*m_database);
    writeAlert(verdict.alert);
    if (!verdict.mark.empty()) {
        m_database->prepare("INSERT OR IGNORE INTO mark(mark, at) VALUES(?, ?)")
            .bind(1, verdict.mark)
            .bind(2, verdict.alert.lastAt)
            .run();
    }
    for (const Delivery& delivery : deliveries)
        writeDelivery(delivery);
    whole.commit();
}

void AlertStore::writeDelivery(const Delivery& delivery)
{
    m_database
        ->prepare("INSERT OR REPLACE INTO delivery(alert, channel, tries, created_at, due_at) VALUES(?, ?, ?, ?, ?)")
        .bind(1, delivery.alert.id)
        .bind(2, delivery.channel)
        .bind(3, std::int64_t { delivery.tries })
        .bind(4, delivery.createdAt)
        .bind(5, delivery.dueAt)
        .run();
}

void AlertStore::removeDelivery(const Delivery& delivery)
{
    m_database->prepare("DELETE FROM delivery WHERE alert = ? AND channel = ?")
        .bind(1, delivery.alert.id)
        .bind(2, delivery.channel)
        .run();
}

void AlertStore::writeSnooze(const std::string& key, WallUs until)
{
    m_database->prepare("INSERT OR REPLACE INTO snooze(key, until) VALUES(?, ?)").bind(1, key).bind(2, until).run();
}

void AlertStore::removeSnooze(const std::string& key)
{
    m_database->prepare("DELETE FROM snooze WHERE key = ?").bind(1, key).run();
}

void AlertStore::markSeen()
{
    m_database->execute("UPDATE alert SET seen = 1 WHERE seen = 0");
}

} // namespace signalbox

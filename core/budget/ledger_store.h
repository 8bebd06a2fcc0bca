// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/book.h"
#include "core/budget/entry.h"
#include "core/record/config_version.h"
#include "core/record/database.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace signalbox {

/// The last entry: what the anchor outside the database remembers.
struct LedgerHead {
    std::int64_t sequence = 0;
    std::int64_t chain = 0;
    friend bool operator==(const LedgerHead&, const LedgerHead&) = default;
};

/// ledger.db as rows, for reading. Everything throws StorageError.
class LedgerReader {
public:
    explicit LedgerReader(Database& database);
    [[nodiscard]] LedgerHead head();
    /// nullopt: no such entry.
    [[nodiscard]] std::optional<std::int64_t> chainAt(std::int64_t sequence);
    [[nodiscard]] std::int64_t lowWater();
    [[nodiscard]] std::vector<Book::Stored> balances(const std::string& period);
    /// The first entry of the days from this one on; 0: none.
    [[nodiscard]] std::int64_t firstSince(const std::string& day);
    [[nodiscard]] WallUs latestEntry(); ///< by the clock; 0: none
    [[nodiscard]] std::vector<Book::Stored> allBalances();
    /// In order, from a sequence on; false from row stops. The entry's texts live until row returns.
    void scan(std::int64_t from, const std::function<bool(const Entry&)>& row);
    /// One entry; its texts live until row returns, which must not read another. False: no such entry.
    bool read(std::int64_t sequence, const std::function<void(const Entry&)>& row);
    /// The uncertain attempt of that id that nobody decided yet, latest first.
    [[nodiscard]] std::optional<std::int64_t> undecided(const std::string& attemptId);
    [[nodiscard]] std::set<std::int64_t> undecided();
    [[nodiscard]] std::set<AlertMark> alertMarks();
    [[nodiscard]] std::vector<VirtualKey> keys();
    [[nodiscard]] std::vector<Raise> raises(WallUs now); ///< that hold then
    [[nodiscard]] std::int64_t lastRaise();
    [[nodiscard]] std::optional<Stop> openStop();
    [[nodiscard]] std::int64_t lastStop();
    /// A set of ceilings and the last entry that was made without them.
    struct CeilingSet {
        std::int64_t after = 0;
        std::vector<Ceiling> ceilings;
    };
    [[nodiscard]] std::vector<CeilingSet> ceilingSets();
    /// Applied configurations, oldest first, without their texts; and one whole, nullopt where there is none.
    [[nodiscard]] std::vector<ConfigVersion> versions();
    [[nodiscard]] std::optional<ConfigVersion> version(std::int64_t number);

protected:
    Database& m_database;

private:
    std::optional<Statement> m_read;
};

/// ledger.db with its one writing connection. begin() to commit() is one group; after an exception the caller rolls
/// back. Statements are prepared once.
class LedgerStore : public LedgerReader {
public:
    /// Opens or creates <dir>/ledger.db and migrates it.
    [[nodiscard]] static std::unique_ptr<LedgerStore> open(const std::string& dir);
    [[nodiscard]] static const std::vector<Database::Migration>& migrations();

    void begin(); ///< may be called again within the group
    void commit();
    void rollback() noexcept;
    [[nodiscard]] bool inGroup() const { return m_inGroup; }
    [[nodiscard]] bool hasWritten() const { return m_written; } ///< in this group

    void insert(const Entry& entry);
    void write(const ScopeSum& scope);
    /// Sums that nobody keeps any more would soon be wrong.
    void dropSums(KeptSums dropped);
    void writeLowWater(std::int64_t sequence);
    void addUndecided(std::int64_t sequence, const std::string& attemptId);
    void removeUndecided(std::int64_t sequence);
    void addMark(const AlertMark& mark);
    void addVersion(const ConfigVersion& version);
    void addKey(const VirtualKey& key);
    void changeKey(const VirtualKey& key); ///< name and terms
    /// at: nullopt lets it hold again.
    void revokeKey(const std::string& id, std::optional<WallUs> at);
    void addRaise(const Raise& raise);
    void endRaise(std::int64_t number, WallUs at);
    void addStop(const Stop& stop);
    void releaseStop(std::int64_t number, WallUs at);
    void writeCeilings(std::int64_t after, const std::vector<Ceiling>& ceilings);

    [[nodiscard]] Database& database() { return *m_owned; }

private:
    void beginWriting();
    explicit LedgerStore(std::unique_ptr<Database> database);
    void insertReserve(const Entry& entry);
    void insertClose(const Entry& entry);

    std::unique_ptr<Database> m_owned;
    Statement m_begin, m_commit, m_reserve, m_close, m_balance, m_low;
    bool m_inGroup = false;
    bool m_written = false;
    std::int64_t m_lowWritten = -1;
};

[[nodiscard]] std::string ledgerPath(const std::string& dir);

} // namespace signalbox

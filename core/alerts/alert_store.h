// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_book.h"
#include "core/alerts/delivery.h"
#include "core/record/database.h"

#include <memory>
#include <string>
#include <vector>

namespace signalbox {

/// alerts.db: what was told, what waits to be told, what is snoozed. A file of its own with a writer of its own (the
/// thread of AlertDesk), so that an alert costs the ledger no commit and is told when the ledger can't be written.
/// Everything throws StorageError.
class AlertStore {
public:
    /// Opens or creates <dir>/alerts.db (0600) and migrates it.
    [[nodiscard]] static std::unique_ptr<AlertStore> open(const std::string& dir);
    [[nodiscard]] static const std::vector<Database::Migration>& migrations();

    /// Forgets marks and alerts that are older than a year before `now`, and alerts beyond AlertBook::kKept.
    [[nodiscard]] AlertBook::Kept load(WallUs now);
    [[nodiscard]] std::vector<Delivery> deliveries();

    /// The alert, its mark and what is to be sent become durable together.
    void write(const AlertBook::Verdict& verdict, const std::vector<Delivery>& deliveries);
    void writeDelivery(const Delivery& delivery);
    void removeDelivery(const Delivery& delivery);
    void writeSnooze(const std::string& key, WallUs until);
    void removeSnooze(const std::string& key);
    void markSeen();

private:
    explicit AlertStore(std::unique_ptr<Database> database);
    void writeAlert(const Alert& alert);
    std::unique_ptr<Database> m_database;
};

} // namespace signalbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>

class QSettings;

namespace signalbox::ui {

/// Which keys were saved in the keychain, by reference, with their last four characters and the day: never the key. A
/// locked keychain answers "not found", so only this memory can tell "locked or removed" from "never there". GUI
/// thread; settings outlive the object.
class RememberedSecrets {
public:
    explicit RememberedSecrets(QSettings& settings);
    struct Entry {
        QString lastFour;
        QString savedOn; ///< ISO date
    };
    void remember(const std::string& reference, const QString& lastFour);
    void forget(const std::string& reference);
    [[nodiscard]] std::optional<Entry> find(const std::string& reference) const;

private:
    QSettings& m_settings;
};

} // namespace signalbox::ui

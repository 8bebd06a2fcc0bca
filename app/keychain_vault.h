// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/vault.h"

#include <QObject>
#include <QString>

#include <atomic>

namespace signalbox::app {

/// Provider keys in the desktop's keychain, by QtKeychain (Secret Service, KWallet). Remembers in
/// <data-dir>/keychain.json which names were saved (never a key), because a locked keyring answers "not found" for a
/// key that exists. May be called from any thread but waits: never from the data plane, and from the GUI thread only in
/// verbs.
class KeychainVault final : public Vault {
public:
    explicit KeychainVault(const std::string& dataDir);
    ~KeychainVault() override;
    [[nodiscard]] Result<std::shared_ptr<const Secret>> read(const std::string& name) override;
    [[nodiscard]] Result<void> write(const std::string& name, std::string_view text) override;
    /// Read, delete, read again: a bare delete on a locked keyring says "done" and deletes nothing.
    [[nodiscard]] Result<void> remove(const std::string& name) override;
    [[nodiscard]] std::string name() const override;
    void giveUp() override { m_givenUp = true; }

private:
    [[nodiscard]] bool remembered(const std::string& name) const;
    void remember(const std::string& name, const std::string& lastFour);
    void forget(const std::string& name);
    std::string m_dataDir;
    QString m_memory; ///< path of keychain.json
    std::atomic<bool> m_givenUp { false };
};

} // namespace signalbox::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A provider's key in one locked page range (mlock, MADV_DONTDUMP), wiped when the last owner goes. Not copyable;
/// shared as shared_ptr<const Secret>. text() must not be copied anywhere but into a socket buffer that is wiped.
class Secret {
public:
    explicit Secret(std::string_view text);
    ~Secret();
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    [[nodiscard]] std::string_view text() const { return { m_bytes, m_size }; }
    [[nodiscard]] std::string lastFour() const; ///< "" for keys shorter than 12

private:
    char* m_bytes = nullptr;
    std::size_t m_size = 0;
    std::size_t m_mapped = 0;
};

/// 0x21..0x7E only, 1..4096 bytes: anything else could break out of a header field. Errors: secret_invalid.
[[nodiscard]] Result<void> checkSecretText(std::string_view text);
/// Overwrites in a way the compiler keeps.
void wipe(std::string& text);

/// Where provider keys live at rest. Implemented over the OS keychain in app; tests and headless runs use memory.
/// Blocking; never called on the GUI or the data-plane thread.
class Vault {
public:
    virtual ~Vault() = default;
    /// Errors: keychain_unavailable (reason), keychain_locked, secret_missing.
    [[nodiscard]] virtual Result<std::shared_ptr<const Secret>> read(const std::string& name) = 0;
    [[nodiscard]] virtual Result<void> write(const std::string& name, std::string_view text) = 0;
    [[nodiscard]] virtual Result<void> remove(const std::string& name) = 0;
    [[nodiscard]] virtual std::string name() const = 0; ///< "GNOME Keyring", "memory"
    /// At the end of the process: what waits for the keychain, now or later, fails with keychain_unavailable. Any
    /// thread.
    virtual void giveUp() { }
};

/// Keys for this session only: nothing is written anywhere.
class MemoryVault final : public Vault {
public:
    [[nodiscard]] Result<std::shared_ptr<const Secret>> read(const std::string& name) override;
    [[nodiscard]] Result<void> write(const std::string& name, std::string_view text) override;
    [[nodiscard]] Result<void> remove(const std::string& name) override;
    [[nodiscard]] std::string name() const override { return "memory"; }

private:
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<const Secret>> m_secrets;
};

/// The secrets of the running proxy, by reference ("keychain:openai", "env:NAME", "session:openai"). Thread-safe: the
/// data plane looks up in memory only; loading is done by whoever may block. Taking env:NAME writes to the environment
/// block: no other thread may read the environment meanwhile, so load those before threads start.
class SecretStore {
public:
    explicit SecretStore(std::shared_ptr<Vault> vault);
    /// Reads a reference once and keeps it. env:NAME is read and then wiped from the environment block.
    /// Errors: as Vault::read; secret_reference_invalid, secret_missing.
    [[nodiscard]] Result<void> load(const std::string& reference);
    /// In memory already? Otherwise nullptr: 503 key_unavailable.
    [[nodiscard]] std::shared_ptr<const Secret> find(const std::string& reference) const;
    [[nodiscard]] Result<void> store(const std::string& reference, std::string_view text);
    [[nodiscard]] Result<void> remove(const std::string& reference);
    struct View {
        std::string reference;
        std::string lastFour;
        bool loaded = false;
        std::string problem; ///< code of the last failed load, or ""
    };
    [[nodiscard]] std::vector<View> view() const;
    [[nodiscard]] std::string vaultName() const;
    void giveUp(); ///< as Vault::giveUp
    /// Replaces every known secret in text by "[secret]", also where it stands base64-coded (alone or inside a longer
    /// text), JSON-escaped or percent-coded: the one filter in front of each log sink. A replaced or removed secret is
    /// still found while a request in flight uses it. Secrets under 4 bytes can't be told from ordinary text.
    [[nodiscard]] std::string redacted(std::string text) const;

private:
    struct Kept {
        std::shared_ptr<const Secret> secret;
        std::shared_ptr<const Secret> codings; ///< its other spellings, one per line; in locked memory as well
    };
    struct Retired {
        std::weak_ptr<const Secret> secret;
        std::shared_ptr<const Secret> codings;
    };
    void keep(const std::string& reference, std::shared_ptr<const Secret> secret);
    void retire(const std::string& reference); ///< with m_mutex held
    [[nodiscard]] Result<std::shared_ptr<const Secret>> fetch(const std::string& reference);

    std::shared_ptr<Vault> m_vault;
    mutable std::mutex m_mutex;
    std::map<std::string, Kept> m_secrets;
    std::vector<Retired> m_retired;
    std::map<std::string, std::string> m_problems;
};

} // namespace signalbox

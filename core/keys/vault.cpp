// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/vault.h"

#include <fmt/format.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <new>

namespace signalbox {

namespace {

constexpr std::string_view kMark = "[secret]";
constexpr std::size_t kShortestRedacted = 4;
constexpr std::size_t kShortestCoding = 8;
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A string whose bytes are overwritten when it goes; never grows, so that no former buffer is left behind.
class Scratch {
public:
    explicit Scratch(std::size_t capacity) { m_text.reserve(capacity); }
    ~Scratch() { wipe(m_text); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::string& text() { return m_text; }

private:
    std::string m_text;
};

/// The characters of the base64 of (`lead` unknown bytes + secret + anything) that depend on the secret alone.
void appendBase64Core(std::string& out, std::string_view secret, std::size_t lead, std::string_view alphabet)
{
    const std::size_t bits = (lead + secret.size()) * 8;
    const auto bitAt = [&](std::size_t bit) {
        const auto byte = static_cast<unsigned char>(secret[bit / 8 - lead]);
        return static_cast<unsigned>(byte >> (7 - bit % 8)) & 1U;
    };
    const std::size_t first = (lead * 8 + 5) / 6;
    for (std::size_t character = first; (character + 1) * 6 <= bits; ++character) {
        unsigned value = 0;
        for (std::size_t bit = character * 6; bit < (character + 1) * 6; ++bit)
            value = value << 1 | bitAt(bit);
        out += alphabet[value];
    }
}

void appendJsonEscaped(std::string& out, std::string_view secret, std::string_view escaped)
{
    for (const char c : secret) {
        if (escaped.find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
}

void appendPercentCoded(std::string& out, std::string_view secret)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : secret) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
            out += c;
        } else {
            out += '%';
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
}

/// Drops a line that says the plain text once more: there shall be one copy of that.
void endLine(std::string& text, std::size_t begin, std::string_view secret)
{
    if (std::string_view(text).substr(begin) == secret) {
        explicit_bzero(text.data() + begin, text.size() - begin);
        text.resize(begin);
    }
    text += '\n';
}

/// Every spelling but the plain one, one per line. base64 comes first: six lines.
std::shared_ptr<const Secret> codingsOf(std::string_view secret)
{
    if (secret.size() < kShortestCoding)
        return std::make_shared<const Secret>("");
    Scratch lines(secret.size() * 20 + 64);
    std::string& text = lines.text();
    for (const std::string_view alphabet : { kBase64, kBase64Url }) {
        for (std::size_t lead = 0; lead < 3; ++lead) {
            appendBase64Core(text, secret, lead, alphabet);
            text += '\n';
        }
    }
    for (const std::string_view escaped : { "\"\\", "\"\\/" }) {
        const std::size_t begin = text.size();
        appendJsonEscaped(text, secret, escaped);
        endLine(text, begin, secret);
    }
    const std::size_t begin = text.size();
    appendPercentCoded(text, secret);
    endLine(text, begin, secret);
    return std::make_shared<const Secret>(text);
}

bool isBase64Character(char c)
{
    return kBase64.find(c) != std::string_view::npos || c == '-' || c == '_' || c == '=';
}

void replaceAll(std::string& text, std::string_view what)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + kMark.size()))
        text.replace(at, what.size(), kMark);
}

/// Takes the whole run of base64 characters with it: the ones at the edges carry bits of the secret too.
void replaceRuns(std::string& text, std::string_view core)
{
    for (std::size_t at = text.find(core); at != std::string::npos; at = text.find(core, at)) {
        std::size_t end = at + core.size();
        while (at > 0 && isBase64Character(text[at - 1]))
            --at;
        while (end < text.size() && isBase64Character(text[end]))
            ++end;
        text.replace(at, end - at, kMark);
        at += kMark.size();
    }
}

void redactOne(std::string& text, const Secret& secret, const Secret& codings)
{
    if (secret.text().size() < kShortestRedacted)
        return;
    replaceAll(text, secret.text());
    std::string_view rest = codings.text();
    for (int line = 0; !rest.empty(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view coding = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (coding.size() < kShortestCoding)
            continue;
        line < 6 ? replaceRuns(text, coding) : replaceAll(text, coding);
    }
}

struct Reference {
    std::string_view scheme;
    std::string_view name;
};

Result<Reference> parseReference(const std::string& reference)
{
    const std::string_view text = reference;
    const std::size_t colon = text.find(':');
    const auto invalid = [&] { return fail("secret_reference_invalid", { { "reference", reference } }); };
    if (colon == std::string_view::npos || colon + 1 == text.size() || text.size() > 256)
        return invalid();
    const Reference parsed { text.substr(0, colon), text.substr(colon + 1) };
    if (parsed.scheme != "keychain" && parsed.scheme != "env" && parsed.scheme != "session")
        return invalid();
    const bool printable =
        std::all_of(parsed.name.begin(), parsed.name.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (!printable || (parsed.scheme == "env" && parsed.name.find('=') != std::string_view::npos))
        return invalid();
    return parsed;
}

/// Takes NAME out of the environment: /proc/<pid>/environ shows the block the process was started with, so the bytes
/// themselves go, in every entry of that name, before the entry does.
Result<std::shared_ptr<const Secret>> takeFromEnvironment(const std::string& name)
{
    std::shared_ptr<const Secret> taken;
    Result<void> usable = fail("secret_missing", { { "name", name } });
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        if (std::strncmp(*entry, name.c_str(), name.size()) != 0 || (*entry)[name.size()] != '=')
            continue;
        char* value = *entry + name.size() + 1;
        const std::size_t size = std::strlen(value);
        if (!taken && size > 0) {
            usable = checkSecretText({ value, size });
            taken = std::make_shared<const Secret>(usable ? std::string_view(value, size) : std::string_view());
        }
        explicit_bzero(value, size);
    }
    unsetenv(name.c_str());
    if (!usable)
        return tl::unexpected(usable.error());
    return taken;
}

} // namespace

Secret::Secret(std::string_view text)
    : m_size(text.size())
{
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    m_mapped = (std::max<std::size_t>(text.size(), 1) + page - 1) / page * page;
    void* pages = mmap(nullptr, m_mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    // Both are fences beside the wiping; where a limit of the system refuses one, the secret is still usable.
    (void)mlock(pages, m_mapped);
    (void)madvise(pages, m_mapped, MADV_DONTDUMP);
    m_bytes = static_cast<char*>(pages);
    std::copy(text.begin(), text.end(), m_bytes);
}

Secret::~Secret()
{
    explicit_bzero(m_bytes, m_mapped);
    munlock(m_bytes, m_mapped);
    munmap(m_bytes, m_mapped);
}

std::string Secret::lastFour() const
{
    return m_size < 12 ? std::string() : std::string(text().substr(m_size - 4));
}

Result<void> checkSecretText(std::string_view text)
{
    if (text.empty() || text.size() > 4096)
        return fail("secret_invalid", { { "reason", text.empty() ? "empty" : "too_long" } });
    const auto bad = std::find_if(text.begin(), text.end(), [](char c) { return c < 0x21 || c > 0x7E; });
    if (bad != text.end())
        return fail("secret_invalid", { { "reason", "character" }, { "at", fmt::format("{}", bad - text.begin()) } });
    return {};
}

void wipe(std::string& text)
{
    text.resize(text.capacity()); // what a longer former content left behind is reached as well
    explicit_bzero(text.data(), text.size());
    text.clear();
}

Result<std::shared_ptr<const Secret>> MemoryVault::read(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return fail("secret_missing", { { "name", name } });
    return found->second;
}

Result<void> MemoryVault::write(const std::string& name, std::string_view text)
{
    if (auto usable = checkSecretText(text); !usable)
        return usable;
    auto secret = std::make_shared<const Secret>(text);
    const std::lock_guard lock(m_mutex);
    m_secrets[name] = std::move(secret);
    return {};
}

Result<void> MemoryVault::remove(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    if (m_secrets.erase(name) == 0)
        return fail("secret_missing", { { "name", name } });
    return {};
}

SecretStore::SecretStore(std::shared_ptr<Vault> vault)
    : m_vault(vault ? std::move(vault) : std::make_shared<MemoryVault>())
{
}

Result<void> SecretStore::load(const std::string& reference)
{
    if (find(reference))
        return {};
    auto secret = fetch(reference);
    if (!secret) {
        const std::lock_guard lock(m_mutex);
        m_problems[reference] = secret.error().code;
        return tl::unexpected(secret.error());
    }
    keep(reference, *std::move(secret));
    return {};
}

Result<std::shared_ptr<const Secret>> SecretStore::fetch(const std::string& reference)
{
    const auto parsed = parseReference(reference);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const std::string name(parsed->name);
    if (parsed->scheme == "env")
        return takeFromEnvironment(name);
    if (parsed->scheme == "session")
        return fail("secret_missing", { { "name", name } });
    auto secret = m_vault->read(name);
    if (!secret)
        return secret;
    if (auto usable = checkSecretText((*secret)->text()); !usable)
        return tl::unexpected(usable.error());
    return secret;
}

std::shared_ptr<const Secret> SecretStore::find(const std::string& reference) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(reference);
    return found == m_secrets.end() ? nullptr : found->second.secret;
}

Result<void> SecretStore::store(const std::string& reference, std::string_view text)
{
    const auto parsed = parseReference(reference);
    if (!parsed)
        return tl::unexpected(parsed.error());
    if (parsed->scheme == "env")
        return fail("secret_reference_invalid", { { "reference", reference } });
    if (auto usable = checkSecretText(text); !usable)
        return usable;
    if (parsed->scheme == "keychain") {
        if (auto written = m_vault->write(std::string(parsed->name), text); !written)
            return written;
    }
    keep(reference, std::make_shared<const Secret>(text));
    return {};
}

Result<void> SecretStore::remove(const std::string& reference)
{
    const auto parsed = parseReference(reference);
    if (!parsed)
        return tl::unexpected(parsed.error());
    if (parsed->scheme == "keychain") {
        if (auto removed = m_vault->remove(std::string(parsed->name)); !removed)
            return removed;
    }
    const std::lock_guard lock(m_mutex);
    m_problems.erase(reference);
    if (parsed->scheme != "keychain" && m_secrets.count(reference) == 0)
        return fail("secret_missing", { { "name", std::string(parsed->name) } });
    retire(reference);
    return {};
}

void SecretStore::keep(const std::string& reference, std::shared_ptr<const Secret> secret)
{
    auto codings = codingsOf(secret->text());
    const std::lock_guard lock(m_mutex);
    retire(reference);
    m_secrets[reference] = { std::move(secret), std::move(codings) };
    m_problems.erase(reference);
}

void SecretStore::retire(const std::string& reference)
{
    m_retired.erase(
        std::remove_if(m_retired.begin(), m_retired.end(), [](const Retired& old) { return old.secret.expired(); }),
        m_retired.end());
    const auto found = m_secrets.find(reference);
    if (found == m_secrets.end())
        return;
    m_retired.push_back({ found->second.secret, found->second.codings });
    m_secrets.erase(found);
}

std::vector<SecretStore::View> SecretStore::view() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<View> views;
    for (const auto& [reference, kept] : m_secrets)
        views.push_back({ reference, kept.secret->lastFour(), true, {} });
    for (const auto& [reference, problem] : m_problems)
        views.push_back({ reference, {}, false, problem });
    std::sort(views.begin(), views.end(), [](const View& a, const View& b) { return a.reference < b.reference; });
    return views;
}

std::string SecretStore::vaultName() const
{
    return m_vault->name();
}

void SecretStore::giveUp()
{
    m_vault->giveUp();
}

std::string SecretStore::redacted(std::string text) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto& [reference, kept] : m_secrets)
        redactOne(text, *kept.secret, *kept.codings);
    for (const Retired& old : m_retired) {
        if (const auto secret = old.secret.lock())
            redactOne(text, *secret, *old.codings);
    }
    return text;
}

} // namespace signalbox

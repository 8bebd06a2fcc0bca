// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/vault.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <thread>

namespace signalbox {
namespace {

std::string fileText(const char* path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::int64_t lockedKiB()
{
    const std::string status = fileText("/proc/self/status");
    return std::atoll(status.c_str() + status.find("VmLck:") + 6);
}

/// False where a limit forbids it, and under sanitizers, which turn mlock into nothing.
bool locksWork()
{
    static std::array<char, 4096> page {};
    const std::int64_t before = lockedKiB();
    const bool works = mlock(page.data(), page.size()) == 0 && lockedKiB() > before;
    munlock(page.data(), page.size());
    return works;
}

/// A key that stands nowhere in the program: made of a counter, character by character, into a buffer of the caller.
void fillCanary(std::string& buffer, unsigned seed)
{
    buffer.clear();
    for (unsigned i = 0; i < 48; ++i) {
        seed = seed * 1664525U + 1013904223U;
        buffer += static_cast<char>('A' + (seed >> 24) % 26);
    }
}

struct MemoryRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

std::vector<MemoryRange> readableRanges()
{
    std::vector<MemoryRange> ranges;
    std::istringstream maps(fileText("/proc/self/maps"));
    for (std::string line; std::getline(maps, line);) {
        MemoryRange range;
        char dash = 0;
        std::string rights;
        std::istringstream(line) >> std::hex >> range.begin >> dash >> range.end >> rights;
        constexpr std::uint64_t kShadowMemoryOfSanitizers = 64U << 20;
        if (rights.rfind("r", 0) == 0 && range.end - range.begin < kShadowMemoryOfSanitizers)
            ranges.push_back(range);
    }
    return ranges;
}

/// How often the canary of this seed stands in our own memory. The pattern is kept inverted, so as not to find itself.
int copiesInMemory(unsigned seed)
{
    std::string inverted;
    inverted.reserve(64);
    fillCanary(inverted, seed);
    for (char& c : inverted)
        c = static_cast<char>(~c);
    int copies = 0;
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    for (const MemoryRange& range : readableRanges()) {
        std::string bytes(range.end - range.begin, '\0');
        const ssize_t got = pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(range.begin));
        for (char& c : bytes)
            c = static_cast<char>(~c);
        for (std::size_t at = 0; got > 0 && (at = bytes.find(inverted, at)) != std::string::npos; ++at)
            ++copies;
        explicit_bzero(bytes.data(), bytes.size()); // inverted once more by a later search it would be a copy
    }
    close(memory);
    return copies;
}

TEST(Secret, is_held_in_locked_memory)
{
    if (!locksWork())
        GTEST_SKIP() << "this system lets no page be locked";
    const std::int64_t before = lockedKiB();
    {
        const Secret secret("sk-0123456789abcdef");
        EXPECT_GT(lockedKiB(), before);
        EXPECT_EQ(secret.text(), "sk-0123456789abcdef");
        EXPECT_EQ(secret.lastFour(), "cdef");
    }
    EXPECT_EQ(lockedKiB(), before);
}

TEST(Secret, stays_out_of_core_dumps)
{
    const Secret secret("sk-0123456789abcdef");
    std::istringstream smaps(fileText("/proc/self/smaps"));
    const auto address = reinterpret_cast<std::uint64_t>(secret.text().data());
    bool ours = false;
    bool found = false;
    for (std::string line; std::getline(smaps, line);) {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
        char dash = 0;
        if (std::istringstream(line) >> std::hex >> begin >> dash >> end && dash == '-')
            ours = begin <= address && address < end;
        if (ours && line.rfind("VmFlags:", 0) == 0) {
            found = true;
            EXPECT_NE(line.find(" dd"), std::string::npos) << line;
        }
    }
    EXPECT_TRUE(found);
}

TEST(Secret, leaves_no_copy_in_memory_when_it_goes)
{
    constexpr unsigned kSeed = 4711;
    std::string canary;
    canary.reserve(64);
    fillCanary(canary, kSeed);
    {
        SecretStore store(std::make_shared<MemoryVault>());
        ASSERT_TRUE(store.store("session:canary", canary));
        wipe(canary);
        EXPECT_EQ(copiesInMemory(kSeed), 1) << "the search must find the one copy that is meant to be";
        ASSERT_TRUE(store.remove("session:canary"));
    }
    EXPECT_EQ(copiesInMemory(kSeed), 0);
}

TEST(Secret, a_short_one_shows_none_of_its_characters)
{
    EXPECT_EQ(Secret("elevenchars").lastFour(), "");
    EXPECT_EQ(Secret("twelve-chars").lastFour(), "hars");
}

TEST(Wipe, reaches_what_a_longer_former_content_left_behind)
{
    std::string text(100, 'x');
    const char* bytes = text.data();
    text.resize(3);
    wipe(text);
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(std::string_view(bytes, 100).find('x'), std::string_view::npos);
}

struct TextCase {
    const char* why;
    std::string text;
    bool fine;
};

class SecretTexts : public testing::TestWithParam<TextCase> { };

TEST_P(SecretTexts, are_printable_and_of_limited_size)
{
    const auto verdict = checkSecretText(GetParam().text);
    EXPECT_EQ(verdict.has_value(), GetParam().fine) << GetParam().why;
    if (!verdict) {
        EXPECT_EQ(verdict.error().code, "secret_invalid");
        EXPECT_EQ(verdict.error().text().find("sk-"), std::string::npos) << "an error must not carry the key";
    }
}

INSTANTIATE_TEST_SUITE_P(keys, SecretTexts,
    testing::Values(TextCase { "ordinary", "sk-proj-abc_DEF", true }, TextCase { "one byte", "x", true },
        TextCase { "all the edges", "!~", true }, TextCase { "longest", std::string(4096, 'k'), true },
        TextCase { "empty", "", false }, TextCase { "too long", std::string(4097, 'k'), false },
        TextCase { "line break", "sk-a\r\nx: y", false }, TextCase { "space at the end", "sk-a ", false },
        TextCase { "NUL", std::string("sk-\0a", 5), false }, TextCase { "not ASCII", "sk-\xC3\xA4", false },
        TextCase { "DEL", "sk-\x7F", false }));

class References : public testing::TestWithParam<const char*> { };

TEST_P(References, of_an_unknown_form_are_refused)
{
    SecretStore store(std::make_shared<MemoryVault>());
    EXPECT_EQ(store.load(GetParam()).error().code, "secret_reference_invalid");
    EXPECT_EQ(store.store(GetParam(), "sk-0123456789").error().code, "secret_reference_invalid");
}

INSTANTIATE_TEST_SUITE_P(forms, References,
    testing::Values("", "openai", "file:/etc/passwd", "keychain:", "env:", "session:", ":x", "env:A=B", "keychain:a\nb",
        "Keychain:openai"));

TEST(SecretStore, finds_what_was_loaded_and_nothing_else)
{
    auto vault = std::make_shared<MemoryVault>();
    ASSERT_TRUE(vault->write("openai", "sk-0123456789abcdef"));
    SecretStore store(vault);
    EXPECT_EQ(store.find("keychain:openai"), nullptr);
    ASSERT_TRUE(store.load("keychain:openai"));
    ASSERT_NE(store.find("keychain:openai"), nullptr);
    EXPECT_EQ(store.find("keychain:openai")->text(), "sk-0123456789abcdef");
    EXPECT_EQ(store.find("session:openai"), nullptr);

    EXPECT_EQ(store.load("keychain:absent").error().code, "secret_missing");
    EXPECT_EQ(store.load("session:absent").error().code, "secret_missing");
    const auto view = store.view();
    ASSERT_EQ(view.size(), 3u);
    EXPECT_EQ(view[0].reference, "keychain:absent");
    EXPECT_EQ(view[0].problem, "secret_missing");
    EXPECT_EQ(view[1].reference, "keychain:openai");
    EXPECT_TRUE(view[1].loaded);
    EXPECT_EQ(view[1].lastFour, "cdef");
}

TEST(SecretStore, keeps_session_keys_out_of_the_vault)
{
    auto vault = std::make_shared<MemoryVault>();
    SecretStore store(vault);
    ASSERT_TRUE(store.store("session:openai", "sk-session-0001"));
    EXPECT_FALSE(vault->read("openai"));
    ASSERT_TRUE(store.store("keychain:openai", "sk-keychain-0001"));
    EXPECT_EQ((*vault->read("openai"))->text(), "sk-keychain-0001");
    EXPECT_EQ(store.store("env:OPENAI", "sk-0001").error().code, "secret_reference_invalid");
    ASSERT_TRUE(store.remove("keychain:openai"));
    EXPECT_FALSE(vault->read("openai"));
    EXPECT_EQ(store.find("keychain:openai"), nullptr);
    EXPECT_EQ(store.remove("keychain:openai").error().code, "secret_missing");
}

/// A vault that is locked, as a keychain may be.
class LockedVault final : public Vault {
public:
    Result<std::shared_ptr<const Secret>> read(const std::string&) override { return fail("keychain_locked"); }
    Result<void> write(const std::string&, std::string_view) override { return fail("keychain_locked"); }
    Result<void> remove(const std::string&) override { return fail("keychain_locked"); }
    [[nodiscard]] std::string name() const override { return "locked"; }
};

TEST(SecretStore, a_locked_vault_is_a_problem_and_loses_no_loaded_key)
{
    SecretStore store(std::make_shared<LockedVault>());
    EXPECT_EQ(store.load("keychain:openai").error().code, "keychain_locked");
    EXPECT_EQ(store.store("keychain:openai", "sk-0123456789").error().code, "keychain_locked");
    EXPECT_EQ(store.find("keychain:openai"), nullptr);
    EXPECT_EQ(store.view().at(0).problem, "keychain_locked");
    ASSERT_TRUE(store.store("session:openai", "sk-0123456789"));
    EXPECT_EQ(store.remove("keychain:openai").error().code, "keychain_locked");
    EXPECT_NE(store.find("session:openai"), nullptr);
}

struct RedactionCase {
    const char* why;
    const char* before;
    const char* after;
};

class Redaction : public testing::TestWithParam<RedactionCase> { };

TEST_P(Redaction, goes_by_value)
{
    SecretStore store(std::make_shared<MemoryVault>());
    ASSERT_TRUE(store.store("session:a", "sk-test/Key+\"42\"~"));
    ASSERT_TRUE(store.store("session:b", "tiny"));
    ASSERT_TRUE(store.store("session:c", "abc"));
    EXPECT_EQ(store.redacted(GetParam().before), GetParam().after) << GetParam().why;
}

// The base64 texts are of: the key alone; "u:" + key; "me:" + key + " "; "key=" + key.
INSTANTIATE_TEST_SUITE_P(spellings, Redaction,
    testing::Values(RedactionCase { "nothing to hide", "all is well", "all is well" },
        RedactionCase { "plain, twice", "sk-test/Key+\"42\"~ or sk-test/Key+\"42\"~", "[secret] or [secret]" },
        RedactionCase { "in JSON", R"({"k":"sk-test/Key+\"42\"~"})", R"({"k":"[secret]"})" },
        RedactionCase { "in JSON with escaped slashes", R"("sk-test\/Key+\"42\"~")", R"("[secret]")" },
        RedactionCase { "in a URL", "?key=sk-test%2FKey%2B%2242%22~&x=1", "?key=[secret]&x=1" },
        RedactionCase { "base64", "got c2stdGVzdC9LZXkrIjQyIn4=", "got [secret]" },
        RedactionCase { "base64 without padding", "got c2stdGVzdC9LZXkrIjQyIn4.", "got [secret]." },
        RedactionCase { "base64 behind two bytes", "Basic dTpzay10ZXN0L0tleSsiNDIifg==", "Basic [secret]" },
        RedactionCase { "base64 behind three bytes", "Basic bWU6c2stdGVzdC9LZXkrIjQyIn4g", "Basic [secret]" },
        RedactionCase { "base64 behind four bytes", "<a2V5PXNrLXRlc3QvS2V5KyI0MiJ+>", "<[secret]>" },
        RedactionCase { "URL-safe base64", "a2V5PXNrLXRlc3QvS2V5KyI0MiJ-", "[secret]" },
        RedactionCase { "four bytes", "a tiny one", "a [secret] one" },
        RedactionCase { "three bytes can't be told from text", "abc", "abc" }));

TEST(Redaction, holds_for_a_replaced_key_while_a_request_uses_it)
{
    SecretStore store(std::make_shared<MemoryVault>());
    ASSERT_TRUE(store.store("session:a", "sk-old-0123456789"));
    auto inFlight = store.find("session:a");
    ASSERT_TRUE(store.store("session:a", "sk-new-0123456789"));
    EXPECT_EQ(store.redacted("sk-old-0123456789 sk-new-0123456789"), "[secret] [secret]");
    inFlight.reset();
    EXPECT_EQ(store.redacted("sk-old-0123456789 sk-new-0123456789"), "sk-old-0123456789 [secret]");
}

TEST(SecretStore, may_be_asked_while_keys_change)
{
    SecretStore store(std::make_shared<MemoryVault>());
    ASSERT_TRUE(store.store("session:a", "sk-0000000000000000"));
    std::thread changes([&] {
        for (int i = 0; i < 200; ++i)
            EXPECT_TRUE(store.store("session:a", "sk-000000000000000" + std::to_string(i % 10)));
    });
    for (int i = 0; i < 200; ++i) {
        const auto secret = store.find("session:a");
        ASSERT_NE(secret, nullptr);
        EXPECT_EQ(secret->text().size(), 19u);
    }
    changes.join();
}

/// In a process of its own: 0 where the key was taken and its bytes are gone from the block the process started with.
int takeFromEnvironmentBlock()
{
    if (fileText("/proc/self/environ").find("CanaryInTheBlock") == std::string::npos)
        return 2;
    SecretStore store(std::make_shared<MemoryVault>());
    if (!store.load("env:SIGNALBOX_TEST_KEY") || store.find("env:SIGNALBOX_TEST_KEY")->text() != "CanaryInTheBlock-42")
        return 3;
    if (std::getenv("SIGNALBOX_TEST_KEY") != nullptr)
        return 4;
    if (fileText("/proc/self/environ").find("CanaryInTheBlock") != std::string::npos)
        return 5;
    return store.load("env:SIGNALBOX_TEST_KEY") ? 0 : 6; // once read it is kept
}

TEST(SecretStoreDeathTest, an_environment_key_is_wiped_from_the_block)
{
    // The "threadsafe" style starts the program anew, so the variable is in the child's block from the beginning.
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    setenv("SIGNALBOX_TEST_KEY", "CanaryInTheBlock-42", 0);
    EXPECT_EXIT(_exit(takeFromEnvironmentBlock()), testing::ExitedWithCode(0), "");
    unsetenv("SIGNALBOX_TEST_KEY");
}

TEST(SecretStore, an_unusable_environment_key_is_wiped_as_well)
{
    setenv("SIGNALBOX_TEST_BAD", "with a space", 1);
    SecretStore store(std::make_shared<MemoryVault>());
    EXPECT_EQ(store.load("env:SIGNALBOX_TEST_BAD").error().code, "secret_invalid");
    EXPECT_EQ(std::getenv("SIGNALBOX_TEST_BAD"), nullptr);
    EXPECT_EQ(store.load("env:SIGNALBOX_TEST_BAD").error().code, "secret_missing");
}

} // namespace
} // namespace signalbox

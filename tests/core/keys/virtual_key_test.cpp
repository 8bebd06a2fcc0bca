// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/virtual_key.h"

#include "core/base/ids.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace signalbox {
namespace {

constexpr WallUs kNow = 1'795'000'000'000'000;

TEST(VirtualKey, a_generated_key_is_unguessable_and_stored_as_its_digest_only)
{
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto made = makeVirtualKey("ci", std::nullopt, kNow);
        ASSERT_TRUE(made);
        EXPECT_EQ(made->text.rfind("sk-sb-", 0), 0U);
        EXPECT_EQ(made->text.size(), 46U);
        EXPECT_EQ(made->key.sha256, sha256Hex(made->text));
        EXPECT_EQ(made->key.id.rfind("vk_", 0), 0U);
        EXPECT_EQ(made->key.id.size(), 11U);
        EXPECT_EQ(made->key.lastFour, made->text.substr(42));
        EXPECT_EQ(made->key.createdAt, kNow);
        EXPECT_FALSE(made->key.revokedAt);
        EXPECT_TRUE(seen.insert(made->text).second);
        EXPECT_TRUE(seen.insert(made->key.id).second);
    }
}

TEST(VirtualKey, a_given_value_has_8_to_512_visible_characters)
{
    struct Case {
        std::string value;
        bool good;
    };
    const Case cases[] = { { std::string(7, 'a'), false }, { std::string(8, 'a'), true },
        { std::string(512, '~'), true }, { std::string(513, 'a'), false }, { "", false },
        { "has a space in it!", false }, { "tab\tin the key-----", false }, { "line-feed-at-end-\n", false },
        { std::string("nul-in-the-key-\0-x", 18), false }, { "umlaut-\xC3\xA4-key-long", false },
        { "delete-\x7F-key-long-", false }, { "sk-h1-test-value-1", true } };
    for (const Case& c : cases) {
        const auto made = makeVirtualKey("x", c.value, kNow);
        EXPECT_EQ(made.has_value(), c.good) << c.value;
        if (made)
            EXPECT_EQ(made->text, c.value);
        else
            EXPECT_EQ(made.error().code, "key_invalid");
    }
}

TEST(VirtualKeys, a_name_is_one_line)
{
    struct Case {
        std::string name;
        std::string code;
    };
    const Case cases[] = { { "ci", "" }, { "Überwachung 2", "" }, { std::string(256, 'n'), "" },
        { "", "key_name_missing" }, { "  ", "key_name_missing" }, { std::string(257, 'n'), "key_name_invalid" },
        { "two\nlines", "key_name_invalid" }, { "tab\there", "key_name_invalid" }, { "\x7F", "key_name_invalid" },
        { std::string("nul\0", 4), "key_name_invalid" } };
    for (const Case& c : cases) {
        const auto made = makeVirtualKey(c.name, std::nullopt, kNow);
        EXPECT_EQ(made ? "" : made.error().code, c.code) << c.name;
    }
}

TEST(VirtualKeys, a_key_is_found_by_its_whole_text_only)
{
    const auto made = makeVirtualKey("ci", std::nullopt, kNow);
    VirtualKeys keys;
    EXPECT_TRUE(keys.empty());
    keys.replace({ made->key });
    EXPECT_FALSE(keys.empty());
    const auto client = keys.find(made->text);
    ASSERT_TRUE(client);
    EXPECT_EQ(client->keyId, made->key.id);
    EXPECT_EQ(client->name, "ci");

    EXPECT_FALSE(keys.find(made->text.substr(0, 45)));
    EXPECT_FALSE(keys.find(made->text + "x"));
    EXPECT_FALSE(keys.find(made->key.sha256));
    EXPECT_FALSE(keys.find(made->key.id));
    EXPECT_FALSE(keys.find(""));
    std::string other = made->text;
    other.back() = other.back() == 'a' ? 'b' : 'a';
    EXPECT_FALSE(keys.find(other));
}

TEST(VirtualKeys, a_revoked_key_is_listed_but_not_in_force)
{
    auto revoked = makeVirtualKey("old", std::nullopt, kNow);
    const auto kept = makeVirtualKey("new", std::nullopt, kNow);
    VirtualKeys keys;
    keys.replace({ revoked->key, kept->key });
    const auto before = keys.find(revoked->text);
    ASSERT_TRUE(before);
    revoked->key.revokedAt = kNow + 1;
    keys.replace({ revoked->key, kept->key });
    ASSERT_TRUE(keys.find(revoked->text)); // so that the log can say whose it was
    EXPECT_EQ(keys.find(revoked->text)->obstacle(kNow), "key_revoked");
    EXPECT_EQ(keys.current(*before)->obstacle(kNow), "key_revoked");
    EXPECT_EQ(keys.find(kept->text)->obstacle(kNow), "");
    EXPECT_EQ(keys.list().size(), 2U);
    EXPECT_EQ(before->name, "old"); // a request in flight keeps its client
    keys.replace({ revoked->key });
    EXPECT_TRUE(keys.empty());
}

TEST(VirtualKeys, a_lookup_beside_a_replacement_sees_the_old_or_the_new_set)
{
    const auto always = makeVirtualKey("always", std::nullopt, kNow);
    const auto sometimes = makeVirtualKey("sometimes", std::nullopt, kNow);
    VirtualKeys keys;
    keys.replace({ always->key });
    std::thread editor([&] {
        for (int i = 0; i < 300; ++i)
            keys.replace(i % 2 == 0 ? std::vector { always->key, sometimes->key } : std::vector { always->key });
    });
    int misses = 0;
    for (int i = 0; i < 3000; ++i)
        misses += keys.find(always->text) == nullptr;
    editor.join();
    EXPECT_EQ(misses, 0);
}

} // namespace
} // namespace signalbox

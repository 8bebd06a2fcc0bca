// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_undo.h"

#include "core/base/embedded.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

Json base()
{
    return Json::parse(embedded::sandbox_config);
}

/// The base with the tier "new" on the provider "elsewhere", and a rule that leads there.
Json imported()
{
    Json json = base();
    json["providers"].push_back({ { "id", "elsewhere" }, { "preset", "openai" }, { "secret", "keychain:elsewhere" } });
    const Json deployment = { { "provider", "elsewhere" }, { "model", "gpt-4o" } };
    json["tiers"].push_back({ { "id", "new" }, { "chain", Json::array({ deployment }) } });
    json["rules"].back()["route"] = { { "strategy", "direct" }, { "tier", "new" } };
    return json;
}

/// As after an undo of the rules alone.
Json withOldRules(Json json)
{
    json["rules"] = base()["rules"];
    return json;
}

bool has(const std::string& text, const char* section, const std::string& id)
{
    const Json json = Json::parse(text);
    for (const Json& each : json[section]) {
        if (each["id"] == id)
            return true;
    }
    return false;
}

struct Case {
    const char* name;
    void (*change)(Json& now);
    bool tierStays, providerStays;
    std::vector<std::string> codes;
};

class UndoneImport : public ::testing::TestWithParam<Case> { };

TEST_P(UndoneImport, takes_back_what_came_and_says_what_stays)
{
    Json now = withOldRules(imported());
    GetParam().change(now);
    const UndoneConfig undone = withoutAdditions(now.dump(), base().dump(), imported().dump());
    EXPECT_EQ(has(undone.text, "tiers", "new"), GetParam().tierStays);
    EXPECT_EQ(has(undone.text, "providers", "elsewhere"), GetParam().providerStays);
    std::vector<std::string> codes;
    for (const ConfigProblem& problem : undone.kept) {
        EXPECT_TRUE(problem.warning);
        codes.push_back(problem.error.code);
    }
    EXPECT_EQ(codes, GetParam().codes);
    EXPECT_NE(readConfig(undone.text, PriceBook::builtIn()).config, nullptr);
}

const Case kCases[] {
    { "nothing_was_done_since", [](Json&) {}, false, false, {} },
    { "the_tier_was_edited", [](Json& now) { now["tiers"].back()["chain"][0]["max_output"] = 100; }, true, true,
        { "tier_kept_edited", "provider_kept_used" } },
    { "the_provider_was_edited", [](Json& now) { now["providers"].back()["price_factor"] = "1.1"; }, false, true,
        { "provider_kept_edited" } },
    { "a_rule_names_the_tier",
        [](Json& now) {
            now["rules"].back()["route"] = { { "strategy", "direct" }, { "tier", "new" } };
        },
        true, true, { "tier_kept_used", "provider_kept_used" } },
    { "a_ceiling_names_the_tier",
        [](Json& now) {
            now["ceilings"].push_back(
                { { "id", "c" }, { "scope", "tier:new" }, { "window", "day" }, { "limit", "1" } });
        },
        true, true, { "tier_kept_used", "provider_kept_used" } },
    { "another_tier_calls_the_provider",
        [](Json& now) {
            now["tiers"][0]["chain"].push_back({ { "provider", "elsewhere" }, { "model", "gpt-4o-mini" } });
        },
        false, true, { "provider_kept_used" } },
    { "they_are_gone_already", [](Json& now) { now = base(); }, false, false, {} },
};

INSTANTIATE_TEST_SUITE_P(
    Cases, UndoneImport, ::testing::ValuesIn(kCases), [](const auto& each) { return each.param.name; });

TEST(UndoneImport, leaves_the_configuration_as_it_was)
{
    const UndoneConfig undone = withoutAdditions(withOldRules(imported()).dump(), base().dump(), imported().dump());
    EXPECT_EQ(Json::parse(undone.text), base());
}

/// Versions by number, as the ledger keeps them.
class Versions {
public:
    void add(const std::string& origin, const Json& config)
    {
        ConfigVersion version;
        version.number = static_cast<std::int64_t>(m_versions.size()) + 1;
        version.origin = origin;
        version.text = config.dump();
        m_versions.push_back(version);
    }
    [[nodiscard]] Result<UndoneConfig> backTo(std::int64_t number) const
    {
        return rolledBack(m_versions.back().text, number, m_versions, [this](std::int64_t each) {
            return each >= 1 && each <= static_cast<std::int64_t>(m_versions.size())
                ? Result<ConfigVersion>(m_versions[static_cast<std::size_t>(each - 1)])
                : fail("version_unknown");
        });
    }

private:
    std::vector<ConfigVersion> m_versions;
};

TEST(RolledBack, to_before_an_import_takes_its_providers_back)
{
    Versions versions;
    versions.add("start", base());
    versions.add("import:no_traffic", imported());
    const auto undone = versions.backTo(1);
    ASSERT_TRUE(undone);
    EXPECT_EQ(Json::parse(undone->text), base());
    EXPECT_TRUE(undone->kept.empty());
}

TEST(RolledBack, leaves_a_provider_that_was_added_by_hand)
{
    Versions versions;
    versions.add("start", base());
    versions.add("apply", imported());
    const auto undone = versions.backTo(1);
    ASSERT_TRUE(undone);
    EXPECT_FALSE(has(undone->text, "tiers", "new"));
    EXPECT_TRUE(has(undone->text, "providers", "elsewhere"));
}

TEST(RolledBack, to_the_import_brings_its_providers_again)
{
    Versions versions;
    versions.add("start", base());
    versions.add("import", imported());
    versions.add("rollback:1", base());
    const auto undone = versions.backTo(2);
    ASSERT_TRUE(undone);
    EXPECT_EQ(Json::parse(undone->text), imported());
    EXPECT_NE(readConfig(undone->text, PriceBook::builtIn()).config, nullptr);
}

TEST(RolledBack, to_a_version_that_is_not_stored_is_refused)
{
    Versions versions;
    versions.add("start", base());
    const auto undone = versions.backTo(7);
    ASSERT_FALSE(undone);
    EXPECT_EQ(undone.error().code, "version_unknown");
}

} // namespace
} // namespace signalbox

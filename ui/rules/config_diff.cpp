// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/config_diff.h"

#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace signalbox::ui {

namespace {

struct ConfigDiff {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::ConfigDiff)
};

using Kind = DiffLine::Kind;

QString tierWords(const RuleJson& tier)
{
    QStringList chain;
    for (const RuleJson& deployment : tier.value("chain", RuleJson::array()))
        chain.append(
            toQString(deployment.value("provider", std::string()) + "/" + deployment.value("model", std::string())));
    return chain.join(QStringLiteral(" → "));
}

QString providerWords(const RuleJson& provider, const Config& config)
{
    const auto known = config.findProvider(provider.value("id", std::string()));
    if (known == nullptr)
        return {};
    const QString address = toQString(known->baseUrl);
    QStringList keys;
    for (const std::string& reference : known->secretRefs)
        keys.append(toQString(reference));
    return keys.isEmpty() ? address
                          //: a provider: %1 its address, %2 where its key is kept
                          : ConfigDiff::tr("%1, key %2").arg(address, keys.join(QStringLiteral(", ")));
}

QString ceilingWords(const RuleJson& ceiling)
{
    const auto text = [&ceiling](const char* member, const char* otherwise) {
        const auto found = ceiling.find(member);
        return toQString(found != ceiling.end() && found->is_string() ? found->get<std::string>() : otherwise);
    };
    //: a ceiling: %1 what it holds for, %2 its period, %3 dollars, %4 what happens at the limit
    return ConfigDiff::tr("%1, %2, %3, at the limit: %4")
        .arg(text("scope", "global"), text("window", "day"), QStringLiteral("$") + text("limit", "–"),
            text("at_limit", "block"));
}

/// One list of a configuration, in words.
struct Section {
    const char* name;
    QString added, gone, changed;
    QString (*words)(const RuleJson& entry, const Config& config);
};

std::vector<Section> sections()
{
    return {
        //: what changes beside the rules
        { "tiers", ConfigDiff::tr("new tier"), ConfigDiff::tr("tier goes"), ConfigDiff::tr("tier"),
            [](const RuleJson& entry, const Config&) { return tierWords(entry); } },
        { "providers", ConfigDiff::tr("new provider"), ConfigDiff::tr("provider goes"), ConfigDiff::tr("provider"),
            providerWords },
        { "ceilings", ConfigDiff::tr("new ceiling"), ConfigDiff::tr("ceiling goes"), ConfigDiff::tr("ceiling"),
            [](const RuleJson& entry, const Config&) { return ceilingWords(entry); } },
    };
}

RuleJson listOf(const RuleJson& config, const char* name)
{
    return config.is_object() ? config.value(name, RuleJson::array()) : RuleJson::array();
}

RuleJson entryOf(const RuleJson& list, const std::string& id)
{
    for (const RuleJson& each : list) {
        if (each.value("id", std::string()) == id)
            return each;
    }
    return {};
}

QString titleOf(const RuleJson& entry)
{
    const std::string name = entry.value("name", std::string());
    return toQString(name.empty() ? entry.value("id", std::string()) : name);
}

} // namespace

std::vector<DiffLine> configDiff(const Config& before, const Config& after)
{
    std::vector<DiffLine> lines;
    const RuleJson was = RuleJson::parse(before.text, nullptr, false);
    const RuleJson is = RuleJson::parse(after.text, nullptr, false);
    for (const Section& section : sections()) {
        const RuleJson former = listOf(was, section.name);
        const RuleJson now = listOf(is, section.name);
        for (const RuleJson& entry : now) {
            const RuleJson old = entryOf(former, entry.value("id", std::string()));
            const QString words = section.words(entry, after);
            if (old.is_null())
                lines.push_back({ Kind::Added, {}, titleOf(entry), section.added, {}, words });
            else if (old != entry) // the words may be the same: prices, limits and the like stand in the file
                lines.push_back(
                    { Kind::Changed, {}, titleOf(entry), section.changed, section.words(old, before), words });
        }
        for (const RuleJson& entry : former) {
            if (entryOf(now, entry.value("id", std::string())).is_null())
                lines.push_back({ Kind::Removed, {}, titleOf(entry), section.gone, section.words(entry, before), {} });
        }
    }
    if (before.baselineTier != after.baselineTier)
        lines.push_back({ Kind::Changed, {}, ConfigDiff::tr("All traffic"), ConfigDiff::tr("baseline"),
            toQString(before.baselineTier), toQString(after.baselineTier) });
    return lines;
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/proxy_card.h"

#include "ui/settings/compact_part.h"
#include "ui/settings/outer_rows.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

ConfigLine* line(Engine& engine, Page& page, const MemberPath& path, ConfigLine::Kind kind, QWidget* parent)
{
    return new ConfigLine(ConfigPlace(engine, page, path), kind, parent);
}

} // namespace

ProxyCard::ProxyCard(Engine& engine, const Theme& theme, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_port(line(engine, page, { "listen", "port" }, ConfigLine::Kind::Number, this))
    , m_origins(line(engine, page, { "listen", "allowed_origins" }, ConfigLine::Kind::Texts, this))
    , m_floor(line(engine, page, { "budget", "clamp_floor" }, ConfigLine::Kind::Number, this))
    , m_most(line(engine, page, { "budget", "default_max_output" }, ConfigLine::Kind::Number, this))
    , m_sameUser(new ConfigChoice(ConfigPlace(engine, page, { "listen", "same_user_only" }), ConfigJson(true), this))
    , m_named(new ConfigSwitch(ConfigPlace(engine, page, { "honour_named_models" }), ConfigSwitch::Default::Off, this))
    , m_baseline(new ConfigChoice(ConfigPlace(engine, page, { "baseline_tier" }), this))
{
    auto* rows = new SettingRows(theme, this);
    addAll(*rows, m_port, m_sameUser, m_origins);
    m_outer = new OuterRows(engine, page, *rows);
    addAll(*rows, m_named, m_baseline, m_floor, m_most);
    m_port->setPlaceholderText(u"8787"_s);
    m_origins->setPlaceholderText(u"https://app.example.com"_s);
    m_floor->setPlaceholderText(u"64"_s);
    m_most->setPlaceholderText(u"4096"_s);
    body()->addWidget(rows);
    connect(&engine, &Engine::configChanged, this, &ProxyCard::refresh);
    connect(&engine, &Engine::pulled, this, &ProxyCard::sayPort);
    connect(&engine, &Engine::pulled, m_outer, &OuterRows::sayState);
    retranslate();
}

void ProxyCard::retranslate()
{
    setTitle(tr("Proxy"));
    sayPort();
    m_port->setDone(tr("Port changed: applications have to use the new address"));
    m_sameUser->setTexts(tr("Who may ask"),
        tr("Requests of other users of this computer are refused, whatever key they have. In some containers the "
           "system can't say whose a request is."));
    m_sameUser->setDone(tr("Who may ask changed"));
    m_sameUser->setChoices({ { tr("This user, where known"), "" }, { tr("This user, proven"), "\"required\"" },
        { tr("Every user"), "false" } });
    m_origins->setTexts(
        tr("Web pages that may ask"), tr("Origins, with commas between them. Empty: none, as it should usually be."));
    m_origins->setDone(tr("Web pages that may ask changed"));
    m_outer->retranslate();
    m_named->setTexts(tr("Follow a model that the client names"),
        tr("Where a tier offers it. Otherwise the rules decide, and the name is only a fact they may look at."));
    m_named->setDone(tr("Named models are followed"), tr("The rules decide, whatever model is named"));
    m_baseline->setTexts(tr("Savings are compared with"));
    m_baseline->setDone(tr("Baseline changed"));
    m_floor->setTexts(tr("Shortest answer a ceiling may leave"),
        tr("Tokens. Where the ceiling has less room, the request is refused instead of cut so short."));
    m_floor->setDone(tr("Shortest answer changed"));
    m_most->setTexts(
        tr("Longest answer where the client says nothing"), tr("Tokens. This much is reserved for each request."));
    m_most->setDone(tr("Longest answer changed"));
    refresh();
}

// What holds may be another port than the one in the file.
void ProxyCard::sayPort()
{
    const RunningProxy::Status& status = m_engine.status();
    //: %1 is a URL
    QString remark = tr("Applications use %1.").arg(toQString(status.baseUrl));
    if (!status.listening && status.listenError)
        remark = errorText(*status.listenError);
    else if (m_engine.config()->port != 0 && status.port != m_engine.config()->port)
        //: %1 is a URL
        remark = tr("Until the program ends applications use %1, as it was started or as the banner was answered.")
                     .arg(toQString(status.baseUrl));
    m_port->setTexts(tr("Port"), remark);
}

void ProxyCard::refresh()
{
    std::vector<std::pair<QString, std::string>> tiers;
    tiers.emplace_back(tr("The last tier"), std::string());
    for (const Tier& tier : m_engine.config()->tiers)
        tiers.emplace_back(toQString(tier.name.empty() ? tier.id : tier.name), tier.id);
    m_baseline->setChoices(tiers);
    for (ConfigLine* each : { m_port, m_origins, m_floor, m_most })
        each->refresh();
    m_sameUser->refresh();
    m_outer->refresh();
    m_named->refresh();
}

StorageCard::StorageCard(Engine& engine, DeskFiles& files, const Theme& theme, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_requestDays(line(engine, page, { "log", "request_days" }, ConfigLine::Kind::Number, this))
    , m_figureDays(line(engine, page, { "log", "figure_days" }, ConfigLine::Kind::Number, this))
    , m_megabytes(line(engine, page, { "log", "megabytes" }, ConfigLine::Kind::Number, this))
    , m_prompts(new ConfigSwitch(ConfigPlace(engine, page, { "prompts_in_memory" }), ConfigSwitch::Default::On, this))
    , m_compact(new CompactPart(engine, files, theme, page, this))
{
    auto* rows = new SettingRows(theme, this);
    addAll(*rows, m_requestDays, m_figureDays, m_megabytes, m_prompts);
    m_requestDays->setPlaceholderText(u"30"_s);
    m_figureDays->setPlaceholderText(u"400"_s);
    m_megabytes->setPlaceholderText(u"2048"_s);
    body()->addWidget(rows);
    body()->addWidget(m_compact);
    connect(&engine, &Engine::configChanged, this, &StorageCard::refresh);
    retranslate();
}

void StorageCard::retranslate()
{
    setTitle(tr("What is kept"));
    m_requestDays->setTexts(tr("Requests, for days"), tr("1 to 3,650 days. The ledger keeps every amount for ever."));
    m_requestDays->setDone(tr("Age of requests changed"));
    m_figureDays->setTexts(
        tr("Figures, for days"), tr("1 to 3,650 days: sums by quarter of an hour, for charts and reports."));
    m_figureDays->setDone(tr("Age of figures changed"));
    m_megabytes->setTexts(tr("Log at most, in MB"), tr("16 to 1,000,000 MB; then the oldest requests go first."));
    m_megabytes->setDone(tr("Size of the log changed"));
    m_prompts->setTexts(tr("The newest prompts, in memory only"),
        tr("They answer what a draft of the rules would have done. Never on disk, gone when the program ends."));
    m_prompts->setDone(tr("The newest prompts are kept in memory"), tr("No prompt is kept, not even in memory"));
    m_compact->retranslate();
    refresh();
}

void StorageCard::refresh()
{
    for (ConfigLine* each : { m_requestDays, m_figureDays, m_megabytes })
        each->refresh();
    m_prompts->refresh();
}

void StorageCard::ask()
{
    refresh();
    m_compact->refresh();
}

} // namespace signalbox::ui

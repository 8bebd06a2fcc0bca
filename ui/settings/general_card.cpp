// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/general_card.h"

#include "ui/settings/autostart.h"
#include "ui/settings/user_service.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/main_window.h"

#include <QSettings>
#include <QSignalBlocker>
#include <QTimeZone>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array kTextSizes { 100, 125, 150, 200 };

void choose(QComboBox& box, const QVariant& value)
{
    const QSignalBlocker quiet(box);
    box.setCurrentIndex(std::max(0, box.findData(value)));
}

} // namespace

GeneralCard::GeneralCard(const Surroundings& around, Page& page, QWidget* parent)
    : Card(parent)
    , m_around(around)
    , m_page(page)
    , m_language(new ChoiceBox(this))
    , m_theme(new ChoiceBox(this))
    , m_textSize(new ChoiceBox(this))
    , m_login(new QCheckBox(this))
    , m_service(new QCheckBox(this))
    , m_tray(new QCheckBox(this))
    , m_serviceOffered(around.standard && isServiceOffered())
    , m_zone(new ConfigChoice(ConfigPlace(around.engine, page, { "day", "zone" }), this))
    , m_dayStart(new ConfigLine(ConfigPlace(around.engine, page, { "day", "starts_at" }), ConfigLine::Kind::Text, this))
{
    build();
    connectParts();
    retranslate();
}

void GeneralCard::build()
{
    auto* rows = new SettingRows(m_around.theme, this);
    m_languageRow = rows->add(m_language);
    m_themeRow = rows->add(m_theme);
    m_textSizeRow = rows->add(m_textSize);
    addAll(*rows, m_zone, m_dayStart);
    m_loginRow = rows->add(m_login);
    m_service->setVisible(m_serviceOffered);
    if (m_serviceOffered)
        m_serviceRow = rows->add(m_service);
    m_trayRow = rows->add(m_tray);
    m_dayStart->setPlaceholderText(u"00:00"_s);
    body()->addWidget(rows);
}

void GeneralCard::connectParts()
{
    connect(m_language, &QComboBox::activated, this, [this] { setLanguage(m_language->currentData().toString()); });
    connect(m_theme, &QComboBox::activated, this, [this] { setTheme(m_theme->currentData().toInt()); });
    connect(m_textSize, &QComboBox::activated, this, [this] { setTextScale(m_textSize->currentData().toInt()); });
    connect(m_login, &QCheckBox::clicked, this, &GeneralCard::setAtLogin);
    connect(m_service, &QCheckBox::clicked, this, &GeneralCard::setService);
    connect(m_tray, &QCheckBox::clicked, this, &GeneralCard::setCloseToTray);
    connect(&m_around.theme, &Theme::changed, this, &GeneralCard::refresh);
    connect(&m_around.engine, &Engine::configChanged, this, &GeneralCard::refresh);
}

void GeneralCard::fillChoices()
{
    const QSignalBlocker language(m_language);
    const QSignalBlocker theme(m_theme);
    const QSignalBlocker size(m_textSize);
    m_language->clear();
    m_language->addItem(tr("As the system"), u"system"_s);
    for (const auto& [code, name] : Language::offered())
        m_language->addItem(name, code);
    m_theme->clear();
    m_theme->addItem(tr("As the system"), int(ThemeMode::System));
    m_theme->addItem(tr("Light"), int(ThemeMode::Light));
    m_theme->addItem(tr("Dark"), int(ThemeMode::Dark));
    m_textSize->clear();
    for (const int percent : kTextSizes)
        //: text size; %1 is a number such as 125
        m_textSize->addItem(tr("%1 %").arg(percent), percent);
    std::vector<std::pair<QString, std::string>> zones;
    //: %1 is a time zone such as Europe/Berlin
    zones.emplace_back(tr("As the system (%1)").arg(QString::fromUtf8(QTimeZone::systemTimeZoneId())), "system");
    zones.emplace_back(u"UTC"_s, "UTC");
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        if (id.contains('/') && !id.startsWith("Etc/"))
            zones.emplace_back(QString::fromUtf8(id), id.toStdString());
    }
    m_zone->setChoices(zones);
}

void GeneralCard::retranslate()
{
    setTitle(tr("General"));
    fillChoices();
    m_languageRow.setTexts(tr("Language"));
    m_themeRow.setTexts(tr("Theme"));
    m_textSizeRow.setTexts(tr("Text size"));
    m_zone->setTexts(tr("Time zone of a day"), tr("By it days, weeks and months of ceilings begin and end."));
    m_zone->setDone(tr("Time zone changed"));
    m_dayStart->setTexts(tr("A day begins at"), tr("When ceilings of a day are reset, such as 00:00 or 06:30."));
    m_dayStart->setDone(tr("Start of the day changed"));
    m_loginRow.setTexts(tr("Start at login"));
    if (m_serviceOffered)
        m_serviceRow.setTexts(tr("Run as a service, the window attaches"),
            tr("From login on requests are routed without a window. Closing, killing or updating the window is nothing "
               "to them."));
    m_trayRow.setTexts(tr("Closing the window leaves it running in the tray"),
        m_around.tray ? QString() : tr("There is no tray on this desktop: closing the window ends the program."));
    refresh();
}

void GeneralCard::refresh()
{
    choose(*m_language, m_around.language.code());
    choose(*m_theme, int(m_around.theme.mode()));
    choose(*m_textSize, qRound(m_around.theme.textScale() * 100));
    m_zone->refresh();
    m_dayStart->refresh();
    m_login->setChecked(startsAtLogin());
    m_service->setChecked(isServiceOn());
    m_tray->setEnabled(m_around.tray);
    m_tray->setChecked(m_around.settings.value(kCloseToTray, true).toBool());
}

void GeneralCard::setLanguage(const QString& code)
{
    const QString former = m_around.language.code();
    if (code == former)
        return;
    m_around.language.use(code);
    m_around.settings.setValue(kLanguageSetting, code);
    Q_EMIT m_page.notice({ tr("Language changed"), tr("Undo"), [this, former] { setLanguage(former); } });
}

void GeneralCard::setTheme(int mode)
{
    const int former = int(m_around.theme.mode());
    if (mode == former)
        return;
    m_around.theme.setMode(ThemeMode(mode));
    m_around.settings.setValue(kThemeSetting, mode);
    Q_EMIT m_page.notice({ tr("Theme changed"), tr("Undo"), [this, former] { setTheme(former); } });
}

void GeneralCard::setTextScale(int percent)
{
    const int former = qRound(m_around.theme.textScale() * 100);
    if (percent == former)
        return;
    m_around.theme.setTextScale(percent / 100.0);
    m_around.settings.setValue(kTextScaleSetting, percent / 100.0);
    Q_EMIT m_page.notice({ tr("Text size changed"), tr("Undo"), [this, former] { setTextScale(former); } });
}

void GeneralCard::setAtLogin(bool start)
{
    const Result<void> done = ui::setAtLogin(start ? AtLogin::Start : AtLogin::Nothing, m_around.startCommand);
    m_loginRow.setProblem(done ? QString() : errorText(done.error()));
    m_login->setChecked(startsAtLogin());
    if (done)
        Q_EMIT m_page.notice({ start ? tr("Signalbox starts at login") : tr("Signalbox does not start at login"),
            tr("Undo"), [this, start] { setAtLogin(!start); } });
}

void GeneralCard::setService(bool start)
{
    m_service->setEnabled(false);
    setServiceAtLogin(start ? ServiceAtLogin::Start : ServiceAtLogin::Nothing, this, [this, start](Result<void> done) {
        m_service->setEnabled(true);
        m_serviceRow.setProblem(done ? QString() : errorText(done.error()));
        m_service->setChecked(isServiceOn());
        if (done)
            sayService(start);
    });
}

void GeneralCard::sayService(bool start)
{
    // What routes now goes on until somebody wants it otherwise.
    if (start && !m_around.engine.attachment())
        Q_EMIT m_page.notice({ tr("The service starts at the next login"), tr("Start it now"),
            [this] { Q_EMIT startServiceWanted(); } });
    else
        Q_EMIT m_page.notice(
            { start ? tr("The service starts at login") : tr("The service does not start at login any more"),
                tr("Undo"), [this, start] { setService(!start); } });
}

void GeneralCard::setCloseToTray(bool close)
{
    m_around.settings.setValue(kCloseToTray, close);
    m_tray->setChecked(close);
    Q_EMIT m_page.notice({ close ? tr("Closing the window leaves Signalbox running")
                                 : tr("Closing the window ends "
                                      "Signalbox"),
        tr("Undo"), [this, close] { setCloseToTray(!close); } });
}

} // namespace signalbox::ui

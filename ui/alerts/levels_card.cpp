// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/levels_card.h"

#include "ui/alerts/alert_edit.h"
#include "ui/alerts/alert_words.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/sized_line.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace signalbox::ui {

namespace {

constexpr int kLevelRows = 5; ///< then the second pair of columns
const QString kOff = QStringLiteral("off");

QString wordOf(std::optional<AlertLevel> level)
{
    return level ? toQString(alertLevelName(*level)) : kOff;
}

void fill(QComboBox& box, const std::vector<AlertLevel>& levels, const QString& off)
{
    const QSignalBlocker quiet(box);
    const QVariant before = box.currentData();
    box.clear();
    box.addItem(off, kOff);
    for (const AlertLevel level : levels)
        box.addItem(alertLevelText(level), wordOf(level));
    box.setCurrentIndex(std::max(0, box.findData(before)));
}

void choose(QComboBox& box, const QString& word)
{
    const QSignalBlocker quiet(box);
    box.setCurrentIndex(std::max(0, box.findData(word)));
}

} // namespace

LevelsCard::LevelsCard(Engine& engine, Page& page, const Theme& theme, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_theme(theme)
    , m_grid(new QGridLayout)
    , m_desktopName(makeLabel(TextRole::Body, this))
    , m_desktop(new ChoiceBox(this))
    , m_sound(new QCheckBox(this))
    , m_foldName(makeLabel(TextRole::Body, this))
    , m_fold(new QSpinBox(this))
    , m_hourName(makeLabel(TextRole::Body, this))
    , m_hour(new SizedLine(QStringLiteral("00:00 00"), this))
    , m_problem(makeParagraph(this, Tone::Error))
{
    m_grid->setHorizontalSpacing(2 * Theme::kSpace);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(4, 1);
    buildLevels();
    buildRest();
    arrange();
    connect(&m_theme, &Theme::changed, this, &LevelsCard::arrange);
    body()->addLayout(m_grid);
    body()->addWidget(m_problem);
    m_problem->hide();
    for (const auto& [kind, row] : m_levels)
        setWriting(*row.level);
    for (QWidget* control : std::initializer_list<QWidget*> { m_desktop, m_sound, m_fold, m_hour })
        setWriting(*control);
    connect(&m_engine, &Engine::configChanged, this, &LevelsCard::refresh);
    retranslate();
}

void LevelsCard::buildLevels()
{
    for (const AlertKind kind : kAlertKinds) {
        const Row row { makeLabel(TextRole::Body, this), new ChoiceBox(this) };
        row.name->setBuddy(row.level);
        connect(row.level, &QComboBox::activated, this,
            [this, kind, box = row.level] { setLevel(kind, box->currentData().toString()); });
        m_levels[kind] = row;
    }
}

/// Two pairs in a line; large text has room for one.
void LevelsCard::arrange()
{
    const bool large = m_theme.hasLargeText();
    const auto put = [this](QWidget* part, int row, int column, int columns = 1) {
        m_grid->removeWidget(part);
        m_grid->addWidget(part, row, column, 1, columns);
    };
    const int inLine = large ? int(kAlertKinds.size()) : kLevelRows;
    int place = 0;
    for (const AlertKind kind : kAlertKinds) {
        put(m_levels[kind].name, place % inLine, place / inLine * 2);
        put(m_levels[kind].level, place % inLine, place / inLine * 2 + 1);
        ++place;
    }
    put(m_desktopName, inLine, 0);
    put(m_desktop, inLine, 1);
    put(m_sound, large ? inLine + 1 : inLine, large ? 0 : 2, 2);
    put(m_foldName, large ? inLine + 2 : inLine + 1, 0);
    put(m_fold, large ? inLine + 2 : inLine + 1, 1);
    put(m_hourName, large ? inLine + 3 : inLine + 1, large ? 0 : 2);
    put(m_hour, large ? inLine + 3 : inLine + 1, large ? 1 : 3);
}

void LevelsCard::buildRest()
{
    m_fold->setRange(0, 1440);
    m_hour->setMaxLength(5);
    m_hour->setPlaceholderText(QStringLiteral("18:00"));
    m_desktopName->setBuddy(m_desktop);
    m_foldName->setBuddy(m_fold);
    m_hourName->setBuddy(m_hour);
    connect(m_desktop, &QComboBox::activated, this, [this] {
        apply(setAlertText(text(), "desktop", toStd(m_desktop->currentData().toString())), tr("Notifications changed"));
    });
    connect(m_sound, &QCheckBox::clicked, this,
        [this](bool on) { apply(setAlertSound(text(), on), on ? tr("Sound is on") : tr("Sound is off")); });
    connect(m_fold, &QSpinBox::editingFinished, this, [this] {
        const auto config = m_engine.config();
        if (config != nullptr && config->alerts.fold.count() != m_fold->value())
            apply(setAlertNumber(text(), "fold_minutes", m_fold->value()), tr("Folding changed"));
    });
    connect(m_hour, &QLineEdit::editingFinished, this, &LevelsCard::setHour);
}

void LevelsCard::retranslate()
{
    setTitle(tr("What is told"));
    for (auto& [kind, row] : m_levels) {
        row.name->setText(alertKindText(kind));
        //: %1: a kind of alert ("Ceiling reached")
        row.level->setAccessibleName(tr("Level of: %1").arg(alertKindText(kind)));
        fill(*row.level, { AlertLevel::Info, AlertLevel::Attention, AlertLevel::Urgent }, tr("Off"));
    }
    m_desktopName->setText(tr("Desktop notification from"));
    m_desktop->setAccessibleName(tr("Lowest level that is notified on the desktop"));
    fill(*m_desktop, { AlertLevel::Attention, AlertLevel::Urgent }, tr("Never"));
    m_sound->setText(tr("With a sound"));
    m_foldName->setText(tr("Fold repeats for"));
    m_fold->setAccessibleName(tr("Minutes for which repeats of the same alert are folded"));
    m_fold->setSuffix(tr(" min"));
    m_hourName->setText(tr("Forecast of a ceiling before"));
    m_hour->setAccessibleName(tr("Hour before which a forecast is told, such as 18:00"));
    refresh();
}

void LevelsCard::refresh()
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return;
    const AlertSettings& alerts = config->alerts;
    for (const auto& [kind, row] : m_levels)
        choose(*row.level, wordOf(alerts.levelOf(kind)));
    choose(*m_desktop, wordOf(alerts.desktop));
    m_sound->setChecked(alerts.sound);
    if (!m_fold->hasFocus())
        m_fold->setValue(int(alerts.fold.count()));
    if (!m_hour->hasFocus()) {
        m_hour->setText(alerts.forecastBefore ? toQString(clockText(*alerts.forecastBefore)) : QString());
    }
}

std::string LevelsCard::text() const
{
    return m_engine.config() == nullptr ? std::string() : m_engine.config()->text;
}

void LevelsCard::apply(const Result<std::string>& edited, const QString& done)
{
    const auto problems = applyEdit(m_engine, m_page, edited, done);
    m_problem->setText(problems.empty() ? QString() : errorText(problems.front().error));
    m_problem->setVisible(!problems.empty());
}

void LevelsCard::setLevel(AlertKind kind, const QString& word)
{
    //: %1: a kind of alert ("Ceiling reached")
    apply(setAlertLevel(text(), std::string(alertKindName(kind)), toStd(word)),
        tr("Level changed: %1").arg(alertKindText(kind)));
}

void LevelsCard::setHour()
{
    const auto config = m_engine.config();
    const std::string hour = toStd(m_hour->text().trimmed());
    if (config == nullptr || (hour.empty() && !config->alerts.forecastBefore))
        return;
    const auto edited = setAlertText(text(), "forecast_before", hour);
    if (edited && *edited != config->text)
        apply(edited, tr("Forecast changed"));
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceiling_editor.h"

#include "core/proxy/config.h"
#include "ui/budgets/ceiling_words.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>
#include <array>
#include <set>

namespace signalbox::ui {

namespace {

constexpr const char* kEach = "*";

void choose(QComboBox& box, const std::string& word)
{
    const int index = box.findData(toQString(word));
    box.setCurrentIndex(std::max(0, index));
}

QString typed(const QLineEdit& line)
{
    return line.text().trimmed();
}

} // namespace

CeilingEditor::CeilingEditor(const Engine& engine, const CeilingEntry& ceiling, QWidget* parent)
    : Form(parent)
    , m_engine(engine)
    , m_former(ceiling)
    , m_formerDayStart(clockText(engine.config()->day.startMinute()))
    , m_kind(new ChoiceBox(this))
    , m_subject(new ChoiceBox(this))
    , m_limit(new QLineEdit(this))
    , m_window(new ChoiceBox(this))
    , m_dayStart(new QLineEdit(toQString(m_formerDayStart), this))
    , m_alerts(new QLineEdit(toQString(ceiling.alertAt), this))
    , m_early(new QLineEdit(toQString(ceiling.earlyFrom), this))
    , m_earlyTiers(new QLineEdit(toQString(ceiling.earlyTiers), this))
    , m_earlyRules(new QLineEdit(toQString(ceiling.earlyRules), this))
    , m_atLimit(new ChoiceBox(this))
    , m_inFlight(new ChoiceBox(this))
{
    setWritesConfiguration();
    buildScope();
    buildAmount();
    buildActions();
    for (QLineEdit* line : findChildren<QLineEdit*>())
        connect(line, &QLineEdit::textEdited, this, &CeilingEditor::changed);
    fillSubjects();
}

void CeilingEditor::buildScope()
{
    m_kind->addItem(tr("All traffic"), QStringLiteral("global"));
    m_kind->addItem(tr("A tier"), QStringLiteral("tier"));
    m_kind->addItem(tr("A provider"), QStringLiteral("provider"));
    m_kind->addItem(tr("A virtual key"), QStringLiteral("key"));
    m_kind->addItem(tr("A feature"), QStringLiteral("feature"));
    m_kind->addItem(tr("A session"), QStringLiteral("session"));
    if (m_former.scope == "sandbox")
        m_kind->addItem(tr("Simulated traffic"), QStringLiteral("sandbox"));
    m_subject->setEditable(true);
    m_subject->setInsertPolicy(QComboBox::NoInsert);
    addField("scope_kind", tr("What it limits"), m_kind);
    addField("scope", tr("Which one"), m_subject);
    choose(*m_kind, m_former.scope.substr(0, m_former.scope.find(':')));
    connect(m_kind, &QComboBox::activated, this, [this] {
        fillSubjects();
        changed();
    });
}

void CeilingEditor::buildAmount()
{
    for (const Window window : { Window::Hour, Window::Day, Window::Week, Window::Month })
        m_window->addItem(windowText(window), toQString(windowName(window)));
    choose(*m_window, m_former.window);
    m_limit->setText(toQString(m_former.limit));
    m_limit->setMaxLength(24);
    m_limit->setPlaceholderText(QStringLiteral("20.00"));
    addField("limit", tr("Limit in dollars"), m_limit);
    addField("window", tr("Per"), m_window);
    m_dayStart->setMaxLength(5);
    addField("starts_at", tr("Days begin at"), m_dayStart);
    m_dayStart->setToolTip(tr("For all ceilings: weeks and months begin at this time too."));
    connect(m_window, &QComboBox::activated, this, &CeilingEditor::changed);
}

void CeilingEditor::buildActions()
{
    addField("alert_at", tr("Alert at (%)"), m_alerts);
    m_early->setPlaceholderText(tr("never"));
    addField("share", tr("Downgrade from (%)"), m_early);
    m_earlyTiers->setPlaceholderText(tr("all"));
    addField("tiers", tr("… requests of the tiers"), m_earlyTiers);
    m_earlyRules->setPlaceholderText(tr("all"));
    addField("rules", tr("… requests of the rules"), m_earlyRules);
    m_atLimit->addItem(tr("Refuse paid requests"), QStringLiteral("block"));
    m_atLimit->addItem(tr("Use the next cheaper tier that fits"), QStringLiteral("downgrade"));
    m_atLimit->addItem(tr("Use a tier that costs nothing"), QStringLiteral("free"));
    choose(*m_atLimit, m_former.atLimit);
    addField("at_limit", tr("At the limit"), m_atLimit);
    m_inFlight->addItem(tr("Finish within what is reserved"), QStringLiteral("finish"));
    m_inFlight->addItem(tr("Go on while more can be reserved"), QStringLiteral("extend"));
    m_inFlight->addItem(tr("Are cut, with an honest error"), QStringLiteral("cut"));
    choose(*m_inFlight, m_former.inFlight);
    addField("in_flight", tr("Answers in flight then"), m_inFlight);
    const auto showEarly = [this] {
        setFieldVisible("tiers", !typed(*m_early).isEmpty());
        setFieldVisible("rules", !typed(*m_early).isEmpty());
    };
    connect(m_early, &QLineEdit::textChanged, this, showEarly);
    showEarly();
}

void CeilingEditor::fillSubjects()
{
    const std::string kind = toStd(m_kind->currentData().toString());
    const bool hasSubject = kind != "global" && kind != "sandbox";
    setFieldVisible("scope", hasSubject);
    m_subject->clear();
    if (!hasSubject)
        return;
    m_subject->addItem(tr("Each of them by itself"), QString::fromLatin1(kEach));
    const auto config = m_engine.config();
    if (kind == "tier") {
        for (const Tier& tier : config->tiers)
            m_subject->addItem(toQString(tier.id), toQString(tier.id));
    } else if (kind == "provider") {
        for (const auto& provider : config->providers)
            m_subject->addItem(toQString(provider->id), toQString(provider->id));
    } else if (kind == "key") {
        for (const VirtualKey& key : m_engine.keys()) {
            if (!key.revokedAt)
                m_subject->addItem(toQString(key.name), toQString(key.id));
        }
    }
    const bool same = m_former.scope.starts_with(kind + ":");
    const QString subject = same ? toQString(m_former.scope.substr(kind.size() + 1)) : QString();
    if (const int index = m_subject->findData(subject); index >= 0)
        m_subject->setCurrentIndex(index);
    else if (!subject.isEmpty())
        m_subject->setEditText(subject);
}

void CeilingEditor::changed()
{
    m_confirmed.clear();
    clearProblems();
    setSaveText(tr("Save"));
}

CeilingEntry CeilingEditor::entry() const
{
    CeilingEntry entry = m_former;
    entry.scope = toStd(m_kind->currentData().toString());
    if (entry.scope != "global" && entry.scope != "sandbox") {
        const int index = m_subject->findText(m_subject->currentText());
        const QString subject = index >= 0 ? m_subject->itemData(index).toString() : m_subject->currentText().trimmed();
        entry.scope += ':' + toStd(subject);
    }
    entry.limit = toStd(typed(*m_limit));
    entry.window = toStd(m_window->currentData().toString());
    entry.alertAt = toStd(typed(*m_alerts));
    entry.earlyFrom = toStd(typed(*m_early));
    entry.earlyTiers = toStd(typed(*m_earlyTiers));
    entry.earlyRules = toStd(typed(*m_earlyRules));
    entry.atLimit = toStd(m_atLimit->currentData().toString());
    entry.inFlight = toStd(m_inFlight->currentData().toString());
    return entry;
}

std::string CeilingEditor::dayStart() const
{
    return toStd(typed(*m_dayStart));
}

bool CeilingEditor::dayStartChanged() const
{
    return dayStart() != m_formerDayStart;
}

QString CeilingEditor::doubt() const
{
    const CeilingEntry now = entry();
    const auto limit = Money::fromDollars(now.limit);
    const auto former = Money::fromDollars(m_former.limit);
    if (!limit || now.scope == "sandbox")
        return {};
    if (limit->isZero())
        return tr("A limit of zero refuses every paid request. Save it?");
    Money used;
    for (const Ledger::Standing& standing : standingsOf(m_engine)) {
        if (standing.ceiling.scope == now.scope && windowName(standing.ceiling.window) == now.window)
            used = std::max(used, standing.balance.used());
    }
    if (const Window window = windowNamed(now.window).value_or(Window::Day); used.isZero() && window == Window::Day) {
        const auto found = std::ranges::find(m_engine.balances(), now.scope, &Balance::scope);
        used = found == m_engine.balances().end() ? Money() : found->used();
    }
    if (*limit < used)
        //: %1 is an amount of money
        return tr("%1 is used already in this period: at once nothing more would be sent. Save it?")
            .arg(moneyText(used));
    if (!isNew() && former && *limit > *former && now.window == m_former.window)
        //: asked before a ceiling is raised: %1 and %2 are amounts, %3 is "Day", "Week", ...
        return tr("Raise the ceiling from %1 to %2 (%3) for good?")
            .arg(moneyText(*former), moneyText(*limit), m_window->currentText());
    return {};
}

bool CeilingEditor::isConfirmed()
{
    const QString question = doubt();
    if (question.isEmpty() || question == m_confirmed)
        return true;
    m_confirmed = question;
    showNote(question, Tone::Warning);
    setSaveText(tr("Yes, save"));
    return false;
}

} // namespace signalbox::ui

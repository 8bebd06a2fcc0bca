// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceiling_card.h"

#include "ui/budgets/ceiling_editor.h"
#include "ui/budgets/ceiling_ring.h"
#include "ui/budgets/ceiling_words.h"
#include "ui/budgets/raise_editor.h"
#include "ui/budgets/usage_bar.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMembersShown = 5;

} // namespace

CeilingCard::CeilingCard(Engine& engine, const Theme& theme, const Ceiling& ceiling, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_ceiling(ceiling)
    , m_view(new QWidget(this))
    , m_ring(new CeilingRing(theme, m_view))
    , m_figure(makeLabel(TextRole::Figure, m_view))
    , m_share(makeLabel(TextRole::Body, m_view, Tone::Muted))
    , m_figures(new QHBoxLayout)
    , m_parts(makeParagraph(m_view, Tone::Muted))
    , m_outlook(makeParagraph(m_view, Tone::Muted))
    , m_terms(makeParagraph(m_view, Tone::Muted))
    , m_members(new QWidget(m_view))
    , m_raiseRow(new QWidget(m_view))
    , m_raise(makeParagraph(m_raiseRow, Tone::Info))
    , m_endRaise(makeButton(ButtonKind::Quiet, m_raiseRow))
    , m_raiseButton(makeButton(ButtonKind::Plain, this))
    , m_edit(makeButton(ButtonKind::Plain, this))
    , m_remove(makeIconButton(theme, u"trash"_s, this))
    , m_actions(new QHBoxLayout)
{
    buildFigures(theme);
    buildActions();
    body()->addWidget(m_view);
    body()->addLayout(m_actions);
    m_actions->addStretch();
    arrange();
    connect(&theme, &Theme::changed, this, &CeilingCard::arrange);
    m_view->setVisible(!ceiling.id.empty());
    retranslate();
}

void CeilingCard::buildFigures(const Theme& theme)
{
    m_figure->setFont(theme.figures(TextRole::Figure));
    auto* row = new QHBoxLayout(m_view);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * Theme::kSpace);
    row->addWidget(m_ring, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(Theme::kSpace / 2);
    m_figures->setSpacing(Theme::kSpace);
    m_figures->addWidget(m_figure);
    m_figures->addWidget(m_share, 0, Qt::AlignBottom);
    m_figures->addStretch();
    words->addLayout(m_figures);
    words->addWidget(m_parts);
    words->addWidget(m_outlook);
    auto* raise = new QHBoxLayout(m_raiseRow);
    raise->setContentsMargins(0, 0, 0, 0);
    raise->addWidget(m_raise, 1);
    raise->addWidget(m_endRaise);
    words->addWidget(m_raiseRow);
    m_raiseRow->hide();
    auto* members = new QVBoxLayout(m_members);
    members->setContentsMargins(0, 0, 0, 0);
    members->setSpacing(2);
    m_members->hide();
    words->addWidget(m_members);
    words->addWidget(m_terms);
    words->addStretch();
    row->addLayout(words, 1);
}

void CeilingCard::buildActions()
{
    for (QWidget* action : std::initializer_list<QWidget*> { m_raiseButton, m_edit, m_remove })
        action->setVisible(!m_ceiling.id.empty());
    setWriting(*m_remove);
    connect(m_edit, &QPushButton::clicked, this, &CeilingCard::editWanted);
    connect(m_raiseButton, &QPushButton::clicked, this, &CeilingCard::startRaising);
    connect(m_remove, &QToolButton::clicked, this, &CeilingCard::removeWanted);
    connect(m_endRaise, &QPushButton::clicked, this, [this] {
        if (const auto raise = shown().raise)
            Q_EMIT endRaiseWanted(raise->number);
    });
}

/// Side by side; large text has no room for that.
void CeilingCard::arrange()
{
    const bool large = m_theme.hasLargeText();
    m_figures->setDirection(large ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_share->setWordWrap(large);
    QHBoxLayout* const wanted = large ? m_actions : header();
    for (QWidget* action : std::initializer_list<QWidget*> { m_raiseButton, m_edit, m_remove }) {
        m_actions->removeWidget(action);
        header()->removeWidget(action);
        wanted->addWidget(action);
    }
}

void CeilingCard::setCeiling(const Ceiling& ceiling)
{
    m_ceiling = ceiling;
    updateTexts();
}

void CeilingCard::setStandings(std::vector<Ledger::Standing> standings)
{
    std::ranges::stable_sort(standings,
        [](const Ledger::Standing& a, const Ledger::Standing& b) { return a.balance.used() > b.balance.used(); });
    m_standings = std::move(standings);
    updateTexts();
}

Ledger::Standing CeilingCard::shown() const
{
    if (!m_standings.empty())
        return m_standings.front();
    Ledger::Standing standing;
    standing.ceiling = m_ceiling;
    standing.configured = m_ceiling.limit;
    return standing;
}

void CeilingCard::retranslate()
{
    m_edit->setText(tr("Edit"));
    m_raiseButton->setText(tr("Raise for a while"));
    m_endRaise->setText(tr("End the raise"));
    updateTexts();
}

QString CeilingCard::partsText(const Balance& balance, Money limit) const
{
    const Money left = std::max(Money(), limit - balance.used());
    QStringList parts { tr("%1 settled (solid)").arg(moneyText(balance.settled)),
        tr("%1 reserved (hatched)").arg(moneyText(balance.pending)) };
    if (!balance.uncertain.isZero())
        //: sent to a provider, but no status came back
        parts.append(tr("%1 uncertain (crossed)").arg(moneyText(balance.uncertain)));
    parts.append(tr("%1 left").arg(moneyText(left)));
    if (balance.refused > 0)
        parts.append(tr("%Ln request(s) refused", nullptr, int(balance.refused)));
    if (balance.clamped > 0)
        parts.append(tr("%Ln answer(s) shortened", nullptr, int(balance.clamped)));
    return parts.join(u" · "_s);
}

void CeilingCard::updateTexts()
{
    if (m_ceiling.id.empty())
        return setTitle(tr("New ceiling"));
    const WallUs now = wallNow();
    const Ledger::Standing standing = shown();
    const Ceiling& ceiling = standing.ceiling;
    const QString name = scopeText(m_engine, m_theme, m_ceiling.scope);
    //: title of a ceiling: %1 what it limits, %2 "Hour", "Day", "Week" or "Month"
    setTitle(tr("%1 · %2").arg(name, windowText(m_ceiling.window)));
    //: when a period begins anew; %1 is a time of day or a date
    setRemark(standing.resetsAt == 0 ? QString() : tr("resets at %1").arg(endText(standing.resetsAt, now)));
    m_ring->setUsage(ceiling, standing.balance);
    m_figure->setText(moneyText(standing.balance.used()));
    const double share = shareOf(standing.balance.used(), ceiling.limit);
    //: follows the amount used: %1 the ceiling, %2 "today", "this week", ..., %3 a percentage
    QString of = tr("of %1 %2 · %3").arg(moneyText(ceiling.limit), periodText(ceiling.window), percentText(share, 0));
    if (isForEach(m_ceiling.scope) && !standing.balance.scope.empty() && standing.balance.scope != m_ceiling.scope)
        of += u" · "_s % scopeText(m_engine, m_theme, standing.balance.scope);
    m_share->setText(of);
    m_parts->setText(partsText(standing.balance, ceiling.limit));
    m_terms->setText(termsText(m_ceiling, m_engine.config().get()));
    updateOutlook(standing, now);
    updateRaise(now);
    updateMembers();
    m_ring->setAccessibleName(tr("Use of the ceiling “%1”").arg(titleLabel()->text()));
    m_ring->setAccessibleDescription(m_figure->text() % u' ' % m_share->text() % u". " % m_parts->text());
    m_edit->setAccessibleName(tr("Edit the ceiling “%1”").arg(titleLabel()->text()));
    m_raiseButton->setAccessibleName(tr("Raise the ceiling “%1” for a while").arg(titleLabel()->text()));
    nameButton(*m_remove, tr("Delete the ceiling “%1”").arg(titleLabel()->text()));
    m_endRaise->setAccessibleName(tr("End the raise of “%1”").arg(titleLabel()->text()));
}

void CeilingCard::updateOutlook(const Ledger::Standing& shown, WallUs now)
{
    const auto outlook = isSimulated() || m_standings.empty() ? std::nullopt : outlookOf(m_engine, shown);
    m_outlook->setVisible(outlook.has_value());
    if (!outlook)
        return;
    m_outlook->setText(outlookSentence(*outlook, shown.ceiling, now));
    setTone(*m_outlook, outlookTone(*outlook));
}

void CeilingCard::updateRaise(WallUs now)
{
    const Ledger::Standing standing = shown();
    m_raiseRow->setVisible(standing.raise.has_value());
    m_raiseButton->setVisible(!standing.raise && !isSimulated() && !m_ceiling.id.empty());
    if (!standing.raise)
        return;
    const Raise& raise = *standing.raise;
    //: %1 and %2 are amounts of money, %3 is a time of day or a date
    QString text = tr("Raised from %1 to %2 until %3.")
                       .arg(moneyText(standing.configured), moneyText(raise.limit), endText(raise.until, now));
    if (!raise.note.empty())
        text += u' ' % toQString(raise.note);
    m_raise->setTextFormat(Qt::PlainText);
    m_raise->setText(text);
}

void CeilingCard::updateMembers()
{
    const bool many = isForEach(m_ceiling.scope) && m_standings.size() > 1;
    m_members->setVisible(many);
    if (!many)
        return;
    const std::size_t shownCount = std::min(m_standings.size(), kMembersShown);
    QLayout* rows = m_members->layout();
    while (rows->count() < int(shownCount))
        rows->addWidget(makeParagraph(m_members, Tone::Normal));
    for (int i = 0; i < rows->count(); ++i) {
        auto* label = qobject_cast<QLabel*>(rows->itemAt(i)->widget());
        label->setVisible(std::size_t(i) < shownCount);
        if (std::size_t(i) >= shownCount)
            continue;
        const Ledger::Standing& each = m_standings[std::size_t(i)];
        const double share = shareOf(each.balance.used(), each.ceiling.limit);
        //: one of many under a ceiling: %1 what, %2 used, %3 limit, %4 percentage
        label->setText(tr("%1: %2 of %3 (%4)")
                           .arg(scopeText(m_engine, m_theme, each.balance.scope), moneyText(each.balance.used()),
                               moneyText(each.ceiling.limit), percentText(share, 0)));
    }
}

void CeilingCard::showForm(Form& form)
{
    body()->addWidget(&form);
    connect(&form, &Form::cancelled, this, [this] {
        closeForms();
        m_edit->setFocus();
        Q_EMIT closed();
    });
    form.show();
    form.focusFirst();
}

void CeilingCard::edit(const CeilingEntry& entry)
{
    closeForms();
    m_editor = new CeilingEditor(m_engine, entry, this);
    connect(m_editor, &Form::saved, this, &CeilingCard::saveWanted);
    showForm(*m_editor);
}

void CeilingCard::startRaising()
{
    closeForms();
    m_raiseEditor = new RaiseEditor(shown(), this);
    connect(m_raiseEditor, &Form::saved, this, &CeilingCard::raiseWanted);
    showForm(*m_raiseEditor);
}

void CeilingCard::closeForms()
{
    for (Form* form : std::initializer_list<Form*> { m_editor, m_raiseEditor }) {
        if (form != nullptr)
            retire(form);
    }
    m_editor = nullptr;
    m_raiseEditor = nullptr;
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceilings_part.h"

#include "core/proxy/config.h"
#include "ui/budgets/ceiling_card.h"
#include "ui/budgets/ceiling_editor.h"
#include "ui/budgets/ceiling_words.h"
#include "ui/budgets/raise_editor.h"
#include "ui/budgets/stop_card.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kBottom = 16;

} // namespace

CeilingsPart::CeilingsPart(Engine& engine, const Theme& theme, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_page(page)
    , m_column(nullptr)
    , m_stop(nullptr)
    , m_empty(nullptr)
{
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, kBottom);
    m_column->setSpacing(Theme::kSpace + 4);
    m_stop = new StopCard(engine, content);
    m_empty = new EmptyState(content);
    m_column->addWidget(m_stop);
    m_column->addWidget(m_empty);
    m_column->addStretch(1);
    QScrollArea* area = makePageScroll(content, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area);
    setWriting(*m_empty->actionButton());
    connect(m_empty, &EmptyState::actionTriggered, this, &CeilingsPart::addNew);
    connect(m_stop, &StopCard::said, this, [this](const QString& text) { Q_EMIT m_page.notice({ text, {}, {} }); });
    connect(&m_engine, &Engine::configChanged, this, &CeilingsPart::rebuild);
    retranslate();
}

void CeilingsPart::retranslate()
{
    m_empty->setTexts(tr("No ceilings"),
        tr("Without a ceiling nothing limits what a day costs. Add one: what does not fit is refused before it costs "
           "anything."));
    m_empty->setAction(tr("New ceiling"));
    m_stop->retranslate();
    for (CeilingCard* card : m_cards)
        card->retranslate();
    rebuild();
}

QString CeilingsPart::nameOf(const std::string& scope) const
{
    return scopeText(m_engine, m_theme, scope);
}

CeilingCard* CeilingsPart::card(const QString& ceilingId) const
{
    const auto found =
        std::ranges::find_if(m_cards, [&](CeilingCard* each) { return toQString(each->ceiling().id) == ceilingId; });
    return found == m_cards.end() ? nullptr : *found;
}

CeilingCard* CeilingsPart::makeCard(const Ceiling& ceiling)
{
    auto* card = new CeilingCard(m_engine, m_theme, ceiling, this);
    connect(card, &CeilingCard::editWanted, this, [this, card] { startEditing(*card); });
    connect(card, &CeilingCard::saveWanted, this, [this, card] { save(*card); });
    connect(card, &CeilingCard::raiseWanted, this, [this, card] { raise(*card); });
    connect(card, &CeilingCard::removeWanted, this, [this, card] { remove(*card); });
    connect(card, &CeilingCard::endRaiseWanted, this, &CeilingsPart::endRaise);
    return card;
}

void CeilingsPart::rebuild()
{
    const auto config = m_engine.config();
    const std::vector<Ceiling> ceilings = config == nullptr ? std::vector<Ceiling>() : config->ceilings;
    const auto sameId = [](const CeilingCard* card, const Ceiling& ceiling) {
        return card->ceiling().id == ceiling.id;
    };
    // A card that is being edited must not go away under the cursor.
    if (!std::ranges::equal(m_cards, ceilings, sameId)) {
        for (CeilingCard* card : m_cards)
            retire(card);
        m_cards.clear();
        for (const Ceiling& ceiling : ceilings) {
            CeilingCard* card = makeCard(ceiling);
            m_column->insertWidget(m_column->count() - 1, card);
            card->show();
            m_cards.push_back(card);
        }
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setCeiling(ceilings[i]);
    m_empty->setVisible(m_cards.empty() && m_new == nullptr);
    refresh();
}

void CeilingsPart::refresh()
{
    m_stop->refresh();
    const std::vector<Ledger::Standing> all = standingsOf(m_engine);
    for (CeilingCard* card : m_cards) {
        std::vector<Ledger::Standing> own;
        std::ranges::copy_if(all, std::back_inserter(own),
            [&](const Ledger::Standing& standing) { return standing.ceiling.id == card->ceiling().id; });
        card->setStandings(std::move(own));
    }
}

void CeilingsPart::addNew()
{
    if (m_new == nullptr) {
        m_new = makeCard({});
        m_column->insertWidget(2, m_new);
        m_new->show();
        connect(m_new, &CeilingCard::closed, this, &CeilingsPart::closeNew);
        m_empty->hide();
    }
    m_new->edit({});
}

void CeilingsPart::closeNew()
{
    if (m_new != nullptr)
        retire(m_new);
    m_new = nullptr;
    m_empty->setVisible(m_cards.empty());
}

void CeilingsPart::askStop()
{
    m_stop->ask();
}

void CeilingsPart::closeForms()
{
    for (CeilingCard* card : m_cards)
        card->closeForms();
    closeNew();
}

void CeilingsPart::open(const QString& item)
{
    const bool raises = item.startsWith(QLatin1String("raise:"));
    CeilingCard* target = card(raises ? item.mid(6) : item);
    if (target != nullptr && raises)
        target->startRaising();
    else if (target != nullptr)
        startEditing(*target);
}

void CeilingsPart::startEditing(CeilingCard& card)
{
    const auto entry = readCeiling(m_engine.config()->text, card.ceiling().id);
    if (entry)
        card.edit(*entry);
    else
        Q_EMIT m_page.notice({ errorText(entry.error()), {}, {} });
}

void CeilingsPart::save(CeilingCard& card)
{
    CeilingEditor* editor = card.editor();
    if (editor == nullptr || !editor->isConfirmed())
        return;
    const CeilingEntry entry = editor->entry();
    const std::string& text = m_engine.config()->text;
    EditedText edited = editor->isNew() ? addCeiling(text, entry) : editCeiling(text, entry);
    if (edited && editor->dayStartChanged())
        edited = setDayStart(*edited, editor->dayStart());
    //: said after a ceiling was saved: %1 what it limits, %2 an amount as typed, %3 "Day", "Week", ...
    const QString done = tr("Ceiling saved: %1, $%2 (%3)")
                             .arg(nameOf(entry.scope), toQString(entry.limit),
                                 windowText(windowNamed(entry.window).value_or(Window::Day)));
    const bool isNew = editor->isNew();
    const QPointer<CeilingCard> guarded(&card); // applying may rebuild the cards
    const auto problems = applyEdit(m_engine, m_page, edited, done);
    if (!guarded)
        return;
    if (!problems.empty())
        return editor->showProblems(problems);
    if (isNew)
        return closeNew();
    guarded->closeForms();
}

void CeilingsPart::remove(CeilingCard& card)
{
    //: %1 what a ceiling limits, %2 "Day", "Week", ...
    const QString done =
        tr("Ceiling deleted: %1 (%2)").arg(nameOf(card.ceiling().scope), windowText(card.ceiling().window));
    const auto problems = applyEdit(m_engine, m_page, removeCeiling(m_engine.config()->text, card.ceiling().id), done);
    if (!problems.empty())
        Q_EMIT m_page.notice({ errorText(problems.front().error), {}, {} });
}

void CeilingsPart::raise(CeilingCard& card)
{
    RaiseEditor* editor = card.raiseEditor();
    if (editor == nullptr)
        return;
    const auto wanted = editor->raise(wallNow());
    const auto refuse = [](const QPointer<RaiseEditor>& form, const Error& error) {
        if (form)
            form->showProblems({ { error.code == "raise_over" ? "/until" : "/limit", 0, 0, error, false } });
    };
    if (!wanted)
        return refuse(editor, wanted.error());
    m_engine.raiseCeiling(*wanted, this,
        [this, refuse, form = QPointer<RaiseEditor>(editor), shown = QPointer<CeilingCard>(&card), made = *wanted](
            const Result<bool>& result) {
            if (!result)
                return refuse(form, result.error());
            m_engine.pull();
            refresh();
            if (shown)
                shown->closeForms();
            const auto undo = [this, id = made.ceiling] {
                for (const Ledger::Standing& standing : m_engine.standings()) {
                    if (standing.ceiling.id == id && standing.raise)
                        return endRaise(standing.raise->number);
                }
            };
            //: %1 is an amount of money, %2 a time of day or a date
            Q_EMIT m_page.notice(
                { tr("Raised to %1 until %2").arg(moneyText(made.limit), endText(made.until, wallNow())), tr("Undo"),
                    undo });
        });
}

void CeilingsPart::endRaise(qint64 number)
{
    m_engine.endRaise(number, this, [this](const Result<bool>& result) {
        m_engine.pull();
        refresh();
        Q_EMIT m_page.notice({ result ? tr("The raise is over") : errorText(result.error()), {}, {} });
    });
}

} // namespace signalbox::ui

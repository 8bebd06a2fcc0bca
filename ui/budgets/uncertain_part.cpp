// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/uncertain_part.h"

#include "ui/budgets/sums_table.h"
#include "ui/shell/error_text.h"
#include "ui/shell/flow_layout.h"
#include "ui/shell/format.h"
#include "ui/shell/sized_line.h"
#include "ui/shell/widgets.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBottom = 16;

} // namespace

UncertainPart::UncertainPart(Engine& engine, const Theme& theme, Page& page, Books& books, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_page(page)
    , m_books(books)
{
    build();
    connect(m_table, &SumsTable::selectionChanged, this, &UncertainPart::updateButtons);
    connect(m_settle, &QPushButton::clicked, this, [this] { ask(AttemptState::Settled); });
    connect(m_void, &QPushButton::clicked, this, [this] { ask(AttemptState::Void); });
    connect(m_yes, &QPushButton::clicked, this, &UncertainPart::decide);
    connect(m_no, &QPushButton::clicked, this, &UncertainPart::leaveQuestion);
    connect(m_amount, &QLineEdit::textEdited, this, &UncertainPart::leaveQuestion);
    retranslate();
}

void UncertainPart::build()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kBottom);
    m_card = new Card(content);
    m_intro = makeParagraph(m_card);
    m_state = makeParagraph(m_card);
    m_table = new SumsTable(m_theme, 4, { 130, 230, 220, 110, 90 }, 1, m_card);
    m_actions = new QWidget(m_card);
    m_amountLabel = makeLabel(TextRole::Body, m_actions);
    m_amount = new SizedLine(QStringLiteral("0.000000000"), m_actions);
    m_amount->setMaxLength(24);
    m_amountLabel->setBuddy(m_amount);
    m_settle = makeButton(ButtonKind::Plain, m_actions);
    m_void = makeButton(ButtonKind::Plain, m_actions);
    m_question = makeParagraph(m_card, Tone::Warning);
    m_yes = makeButton(ButtonKind::Primary, m_card);
    m_no = makeButton(ButtonKind::Plain, m_card);
    auto* actions = new FlowLayout(FlowLayout::Side::Leading, m_actions);
    actions->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part : std::initializer_list<QWidget*> { m_amountLabel, m_amount, m_settle, m_void })
        actions->addWidget(part);
    auto* answers = new QHBoxLayout;
    answers->addWidget(m_yes);
    answers->addWidget(m_no);
    answers->addStretch();
    for (QWidget* part : std::initializer_list<QWidget*> { m_intro, m_state, m_table, m_actions, m_question })
        m_card->body()->addWidget(part);
    m_card->body()->addLayout(answers);
    column->addWidget(m_card);
    column->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makePageScroll(content, this));
}

void UncertainPart::retranslate()
{
    m_card->setTitle(tr("Uncertain attempts"));
    m_intro->setText(
        tr("They were sent whole, and no answer said what they cost: the provider hung up, or this program "
           "ended. They count at what was held for them. Decide by the provider's usage page, or import "
           "its export under “Invoices”."));
    m_table->setHeader({ tr("When"), tr("Attempt"), tr("Model"), tr("Why"), tr("Held") }, tr("Uncertain attempts"));
    m_amountLabel->setText(tr("Dollars of each:"));
    m_amount->setAccessibleName(tr("Dollars of each"));
    m_amount->setPlaceholderText(tr("as held"));
    m_amount->setToolTip(m_amount->placeholderText());
    m_settle->setText(tr("Was billed…"));
    m_void->setText(tr("Was not billed…"));
    m_yes->setText(tr("Yes, write it down"));
    m_no->setText(tr("Cancel"));
    leaveQuestion();
    fill();
}

void UncertainPart::load()
{
    m_books.uncertain(this, [this](const Result<std::vector<LedgerRow>>& rows) {
        if (!rows) {
            m_rows.clear();
            fill();
            m_state->setText(errorText(rows.error()));
            setTone(*m_state, Tone::Error);
            return m_state->show();
        }
        m_rows = *rows;
        fill();
    });
}

void UncertainPart::fill()
{
    const WallUs now = wallNow();
    std::vector<SumsTable::Row> rows;
    for (const LedgerRow& row : m_rows) {
        const bool crashed = std::ranges::find(row.flags, "recovered") != row.flags.end();
        rows.push_back(
            { { momentText(row.createdAt, now), toQString(row.attemptId), toQString(row.provider + "/" + row.model),
                  crashed ? tr("program ended") : tr("no status"), moneyText(row.reserved, MoneyStyle::Row) },
                Tone::Normal });
    }
    m_table->fill(rows);
    m_table->setVisible(!rows.empty());
    m_actions->setVisible(!rows.empty());
    m_state->setText(rows.empty() ? tr("There are none: everything that was sent is settled.") : QString());
    setTone(*m_state, Tone::Ok);
    m_state->setVisible(rows.empty());
    updateButtons();
}

void UncertainPart::updateButtons()
{
    const bool any = !m_table->selectedRows().empty();
    m_settle->setEnabled(any);
    m_void->setEnabled(any);
    leaveQuestion();
}

void UncertainPart::leaveQuestion()
{
    m_asked.clear();
    m_question->hide();
    m_yes->hide();
    m_no->hide();
}

void UncertainPart::ask(AttemptState state)
{
    leaveQuestion();
    const QString typed = m_amount->text().trimmed();
    const auto amount = Money::fromDollars(toStd(typed));
    if (state == AttemptState::Settled && !typed.isEmpty() && (!amount || *amount < Money())) {
        m_question->setText(amount ? errorSentence("money_negative") : errorSentence(amount.error()));
        setTone(*m_question, Tone::Error);
        return m_question->show();
    }
    Money sum;
    for (const int index : m_table->selectedRows()) {
        const LedgerRow& row = m_rows[std::size_t(index)];
        Settlement settlement;
        settlement.state = state;
        settlement.amount = state == AttemptState::Void ? Money() : typed.isEmpty() ? row.reserved : *amount;
        settlement.flags = { "operator" };
        sum += settlement.amount;
        m_asked.emplace_back(row.attemptId, std::move(settlement));
    }
    const int count = int(m_asked.size());
    m_question->setText(state == AttemptState::Void
            ? tr("Write down that %n attempt(s) cost nothing? This can't be taken back.", nullptr, count)
            //: %1 is an amount of money
            : tr("Write down that %n attempt(s) cost %1 together? This can't be taken back.", nullptr, count)
                  .arg(moneyText(sum)));
    setTone(*m_question, Tone::Warning);
    m_question->show();
    m_yes->show();
    m_no->show();
    m_yes->setFocus();
}

void UncertainPart::decide()
{
    const auto asked = m_asked;
    leaveQuestion();
    m_waiting = int(asked.size());
    m_done = 0;
    m_problem = {};
    for (const auto& [attempt, settlement] : asked)
        m_engine.resolveAttempt(attempt, settlement, this, [this](const Result<bool>& result) { decided(result); });
}

void UncertainPart::decided(const Result<bool>& result)
{
    if (result)
        ++m_done;
    else
        m_problem = result.error();
    if (--m_waiting > 0)
        return;
    m_engine.pull();
    load();
    Q_EMIT m_page.notice(
        { m_problem.code.empty() ? tr("%n attempt(s) decided", nullptr, m_done) : errorText(m_problem), {}, {} });
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/trial_part.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/budgets/sums_table.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/flow_layout.h"
#include "ui/shell/format.h"
#include "ui/shell/sized_line.h"
#include "ui/shell/widgets.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBottom = 16;
constexpr qint64 kDayUs = 86'400'000'000;

template <class Fill> void refill(QComboBox& box, Fill fill)
{
    const int index = std::max(0, box.currentIndex());
    box.clear();
    fill(box);
    box.setCurrentIndex(std::min(index, box.count() - 1));
}

} // namespace

TrialPart::TrialPart(Engine& engine, const Theme& theme, Books& books, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_books(books)
{
    build();
    connect(m_ask, &QPushButton::clicked, this, &TrialPart::ask);
    connect(m_limit, &QLineEdit::returnPressed, this, &TrialPart::ask);
    connect(m_limit, &QLineEdit::textEdited, this, [this] { say({}, Tone::Normal); });
    connect(&m_engine, &Engine::configChanged, this, &TrialPart::fillScopes);
    retranslate();
}

void TrialPart::build()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kBottom);
    m_card = new Card(content);
    m_intro = makeParagraph(m_card);
    m_limit = new SizedLine(u"10000.00"_s, m_card);
    m_limit->setText(u"5.00"_s);
    m_limit->setMaxLength(24);
    m_window = new ChoiceBox(m_card);
    m_scope = new ChoiceBox(m_card);
    m_atLimit = new ChoiceBox(m_card);
    m_range = new ChoiceBox(m_card);
    m_ask = makeButton(ButtonKind::Primary, m_card);
    m_answer = makeParagraph(m_card, Tone::Normal);
    m_table = new SumsTable(m_theme, 2, { 150, 160, 100, 110, 90, 100, 130 }, 1, m_card);
    m_card->body()->addWidget(m_intro);
    auto* row = new FlowLayout(FlowLayout::Side::Leading);
    for (QWidget* field : std::initializer_list<QWidget*> { m_limit, m_window, m_scope, m_atLimit, m_range, m_ask })
        row->addWidget(field);
    m_card->body()->addLayout(row);
    m_card->body()->addWidget(m_answer);
    m_card->body()->addWidget(m_table);
    m_answer->hide();
    m_table->hide();
    column->addWidget(m_card);
    column->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makePageScroll(content, this));
}

void TrialPart::fillScopes()
{
    refill(*m_scope, [this](QComboBox& box) {
        for (const char* scope : { "global", "tier:*", "provider:*", "key:*", "feature:*", "session:*" })
            box.addItem(scopeText(m_engine, m_theme, scope), QString::fromLatin1(scope));
        const auto config = m_engine.config();
        if (config == nullptr)
            return;
        for (const Tier& tier : config->tiers)
            box.addItem(scopeText(m_engine, m_theme, "tier:" + tier.id), toQString("tier:" + tier.id));
    });
}

void TrialPart::retranslate()
{
    m_card->setTitle(tr("What if there had been a ceiling?"));
    m_intro->setText(tr(
        "Past attempts once more, each at what it cost in the end. What clients would have done instead of a refused "
        "request, nobody knows."));
    m_limit->setAccessibleName(tr("Dollars of the ceiling"));
    m_window->setAccessibleName(tr("Per"));
    m_scope->setAccessibleName(tr("What it limits"));
    m_atLimit->setAccessibleName(tr("At the limit"));
    m_range->setAccessibleName(tr("Time range"));
    refill(*m_window, [](QComboBox& box) {
        for (const Window window : { Window::Day, Window::Hour, Window::Week, Window::Month })
            box.addItem(windowText(window), toQString(windowName(window)));
    });
    refill(*m_atLimit, [](QComboBox& box) { box.addItems({ tr("Refuse"), tr("Cheaper tier"), tr("Free tier") }); });
    refill(*m_range, [](QComboBox& box) {
        for (const int days : { 7, 1, 30, 90, 365 })
            box.addItem(tr("Last %Ln day(s)", nullptr, days), days);
    });
    fillScopes();
    m_ask->setText(tr("Try it"));
    m_table->setHeader(
        { tr("Period"), tr("What"), tr("Spent"), tr("Would spend"), tr("Refused"), tr("Downgraded"), tr("Reached at") },
        tr("Periods under this ceiling"));
}

void TrialPart::say(const QString& text, Tone tone)
{
    m_answer->setText(text);
    setTone(*m_answer, tone);
    m_answer->setVisible(!text.isEmpty());
    const bool invalid = tone == Tone::Error;
    m_limit->setAccessibleDescription(invalid ? text : QString());
    m_limit->setProperty("invalid", invalid);
    m_limit->style()->unpolish(m_limit);
    m_limit->style()->polish(m_limit);
}

Ceiling TrialPart::ceiling(Money limit) const
{
    Ceiling ceiling;
    ceiling.id = "trial";
    ceiling.limit = limit;
    ceiling.scope = toStd(m_scope->currentData().toString());
    ceiling.window = windowNamed(toStd(m_window->currentData().toString())).value_or(Window::Day);
    ceiling.atLimit = AtLimit(std::max(0, m_atLimit->currentIndex()));
    return ceiling;
}

void TrialPart::ask()
{
    const auto config = m_engine.config();
    const auto limit = Money::fromDollars(toStd(m_limit->text().trimmed()));
    if (!limit || *limit < Money())
        return say(limit ? errorSentence("money_negative") : errorSentence(limit.error()), Tone::Error);
    if (config == nullptr)
        return;
    const int asked = ++m_asked;
    m_tried = ceiling(*limit);
    say(tr("Reading the ledger…"), Tone::Muted);
    const std::string since = config->day.dayOf(wallNow() - (m_range->currentData().toInt() - 1) * kDayUs);
    m_books.tryCeiling(since, m_tried, config, this, [this, asked](const Result<TrialReport>& report) {
        if (asked != m_asked)
            return;
        if (report)
            return show(*report);
        m_table->hide();
        say(errorText(report.error()), Tone::Error);
    });
}

void TrialPart::show(const TrialReport& report)
{
    m_table->setVisible(!report.periods.empty());
    if (report.periods.empty())
        return say(tr("Nothing was spent in this time that this ceiling would be about."), Tone::Muted);
    //: %1 amount, %2 "Day", "Week", ..., %3 and %4 amounts
    QString text = tr("Under %1 (%2): %3 instead of %4 would have been spent, %5 saved.")
                       .arg(moneyText(m_tried.limit), windowText(m_tried.window), moneyText(report.wouldSpend),
                           moneyText(report.spent), moneyText(report.saved()));
    //: %1, %2 and %3 are numbers of requests
    text += u' '
        + tr("Of %1 requests %2 refused, %3 sent to a cheaper tier.")
              .arg(countText(report.requests), countText(report.refused), countText(report.downgraded));
    say(text, Tone::Normal);
    std::vector<SumsTable::Row> rows;
    const WallUs now = wallNow();
    for (auto period = report.periods.rbegin(); period != report.periods.rend(); ++period)
        rows.push_back(
            { { toQString(period->period), scopeText(m_engine, m_theme, period->scope), moneyText(period->spent),
                  moneyText(period->wouldSpend), countText(period->refused), countText(period->downgraded),
                  period->reachedAt == 0 ? dashText() : momentText(period->reachedAt, now) },
                period->refused > 0 ? Tone::Warning : Tone::Normal });
    m_table->fill(rows);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/history_part.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/budgets/day_bars.h"
#include "ui/budgets/sums_table.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"

#include "core/base/period.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array kRanges { 7, 30, 90, 365 };
constexpr int kBottom = 16;
constexpr int kPatienceMs = 300; ///< before "reading" is said
constexpr qint64 kDayUs = 86'400'000'000;

enum By { ByTier, ByProvider, ByKey, ByFeature, BySession };

const std::vector<SpendLine>& linesOf(const Spending& spending, int by)
{
    switch (by) {
    case ByProvider:
        return spending.providers;
    case ByKey:
        return spending.keys;
    case ByFeature:
        return spending.features;
    case BySession:
        return spending.sessions;
    default:
        return spending.tiers;
    }
}

QString perRequest(const SpendLine& line)
{
    return line.requests == 0 ? dashText()
                              : moneyText(Money::fromNano(line.settled.nano() / line.requests), MoneyStyle::Row);
}

} // namespace

HistoryPart::HistoryPart(Engine& engine, const Theme& theme, Page& page, Books& books, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_page(page)
    , m_books(books)
{
    build();
    connect(m_range, &QComboBox::activated, this, &HistoryPart::load);
    connect(m_by, &QComboBox::activated, this, &HistoryPart::fillTable);
    connect(m_export, &QPushButton::clicked, this, &HistoryPart::chooseReport);
    connect(m_again, &QPushButton::clicked, this, &HistoryPart::load);
    retranslate();
}

void HistoryPart::build()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kBottom);
    m_card = new Card(content);
    m_range = new ChoiceBox(m_card);
    m_by = new ChoiceBox(m_card);
    m_export = makeButton(ButtonKind::Plain, m_card);
    m_card->header()->addWidget(m_range);
    m_card->header()->addWidget(m_export);
    m_summary = makeParagraph(m_card, Tone::Normal);
    m_cost = makeParagraph(m_card, Tone::Muted);
    m_state = makeParagraph(m_card, Tone::Muted);
    m_again = makeButton(ButtonKind::Plain, m_card);
    m_bars = new DayBars(m_theme, m_card);
    m_dayTable = new SumsTable(m_theme, 1, { 110, 90, 90, 90, 90, 100, 100, 100 }, 0, m_card);
    m_dayTable->setObjectName(u"days"_s);
    m_dayTable->setMostRows(8);
    m_table = new SumsTable(m_theme, 1, { 180, 90, 90, 100, 90, 90, 90 }, 0, m_card);
    m_table->setObjectName(u"groups"_s);
    for (QWidget* part : std::initializer_list<QWidget*> { m_summary, m_cost, m_state, m_again, m_bars, m_dayTable })
        m_card->body()->addWidget(part);
    m_card->body()->addWidget(m_by, 0, Qt::AlignLeft);
    m_card->body()->addWidget(m_table);
    column->addWidget(m_card);
    column->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makePageScroll(content, this));
}

void HistoryPart::retranslate()
{
    const int range = std::max(0, m_range->currentIndex());
    m_range->clear();
    for (const int days : kRanges)
        m_range->addItem(tr("Last %Ln day(s)", nullptr, days), days);
    m_range->setCurrentIndex(range);
    m_range->setAccessibleName(tr("Time range"));
    const int by = std::max(0, m_by->currentIndex());
    m_by->clear();
    m_by->addItems({ tr("By tier"), tr("By provider"), tr("By key"), tr("By feature"), tr("By session") });
    m_by->setCurrentIndex(by);
    m_by->setAccessibleName(tr("Break-down"));
    m_export->setText(tr("Export…"));
    m_export->setAccessibleName(tr("Export the report as a file"));
    m_again->setText(tr("Retry"));
    m_card->setTitle(tr("What was spent"));
    m_bars->setAccessibleName(tr("Cost per day"));
    m_dayTable->setHeader({ tr("Day"), tr("Settled"), tr("Estimated"), tr("Extra tries"), tr("Requests"), tr("Refused"),
                              tr("Downgraded"), tr("Shortened") },
        tr("Cost per day"));
    m_table->setHeader({ tr("Name"), tr("Settled"), tr("Extra tries"), tr("Per request"), tr("Requests"),
                           tr("Tokens in"), tr("Tokens out") },
        tr("Break-down"));
    showSpending();
}

int HistoryPart::days() const
{
    return m_range->currentData().toInt();
}

/// In the first day of the range: today is one of them.
qint64 HistoryPart::since() const
{
    return wallNow() - (days() - 1) * kDayUs;
}

void HistoryPart::load()
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return;
    const int asked = ++m_asked;
    QTimer::singleShot(kPatienceMs, this, [this, asked] {
        if (asked == m_asked && !m_spending)
            showState(tr("Reading the ledger…"), Tone::Muted);
    });
    m_books.spending(config->day.dayOf(since()), config->day, this, [this, asked](const Result<Spending>& spending) {
        if (asked != m_asked)
            return;
        if (!spending) {
            m_spending.reset();
            showSpending();
            showState(tr("The ledger could not be read: %1").arg(errorText(spending.error())), Tone::Error);
            return m_again->show();
        }
        m_spending = *spending;
        showSpending();
    });
}

void HistoryPart::showState(const QString& text, Tone tone)
{
    m_state->setText(text);
    setTone(*m_state, tone);
    m_state->setVisible(!text.isEmpty());
}

void HistoryPart::showSpending()
{
    const bool any = m_spending && !m_spending->days.empty();
    for (QWidget* part : std::initializer_list<QWidget*> { m_summary, m_cost, m_bars, m_dayTable, m_by, m_table })
        part->setVisible(any);
    m_again->hide();
    showState(m_spending && !any
            ? tr("Nothing was spent in this time. What applications send through Signalbox is listed here by day.")
            : QString(),
        Tone::Muted);
    if (!any)
        return;
    const SpendLine& total = m_spending->total;
    //: %1 amount, %2 amount per request, %3 amount
    m_summary->setText(tr("%1 settled, %2 per request; %3 of it for tries that were not enough")
                           .arg(moneyText(total.settled), perRequest(total), moneyText(total.extra)));
    m_cost->setText(tr("What ceilings did: %1 refused, %2 sent to a cheaper tier, %3 answers shortened.")
                        .arg(countText(total.refused), countText(total.downgraded), countText(total.shortened)));
    const auto config = m_engine.config();
    m_bars->show(m_spending->days, config == nullptr ? std::string() : config->day.dayOf(wallNow()));
    fillDays();
    fillTable();
}

void HistoryPart::fillDays()
{
    std::vector<SumsTable::Row> rows;
    for (auto day = m_spending->days.rbegin(); day != m_spending->days.rend(); ++day) {
        const QDate date = QDate::fromString(toQString(day->key), Qt::ISODate);
        rows.push_back(
            { { date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : toQString(day->key),
                  moneyText(day->settled), moneyText(day->estimated), moneyText(day->extra), countText(day->requests),
                  countText(day->refused), countText(day->downgraded), countText(day->shortened) },
                day->refused > 0 ? Tone::Warning : Tone::Normal });
    }
    m_dayTable->fill(rows);
}

QString HistoryPart::nameOf(const std::string& key) const
{
    if (key.empty())
        return tr("(none)");
    if (key == Spending::kRest)
        return tr("All others");
    switch (m_by->currentIndex()) {
    case ByTier:
        return tierLook(m_theme, m_engine.config().get(), key).name;
    case ByKey:
        for (const VirtualKey& known : m_engine.keys()) {
            if (known.id == key)
                return toQString(known.name);
        }
        return toQString(key);
    default:
        return toQString(key);
    }
}

void HistoryPart::fillTable()
{
    if (!m_spending)
        return;
    std::vector<SumsTable::Row> rows;
    for (const SpendLine& line : linesOf(*m_spending, m_by->currentIndex()))
        rows.push_back({ { nameOf(line.key), moneyText(line.settled), moneyText(line.extra), perRequest(line),
                             countText(line.requests), countText(line.tokensIn), countText(line.tokensOut) },
            Tone::Normal });
    m_table->fill(rows);
}

void HistoryPart::chooseReport()
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return;
    const QStringList filters { tr("Page to print (*.html)"), tr("Table (*.csv)"), tr("JSON (*.json)") };
    const QString name = u"signalbox-report-%1-to-%2.html"_s.arg(
        toQString(config->day.dayOf(since())), toQString(config->day.dayOf(wallNow())));
    QString chosen = filters.front();
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export the report"), QDir::home().filePath(name), filters.join(u";;"_s), &chosen);
    if (path.isEmpty())
        return;
    const bool csv = path.endsWith(u".csv"_s, Qt::CaseInsensitive);
    const bool json = path.endsWith(u".json"_s, Qt::CaseInsensitive);
    writeReport(path, csv ? "csv" : json ? "json" : "html");
}

void HistoryPart::writeReport(const QString& path, const std::string& format)
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return;
    // The whole of its first day, as the page shows it.
    const WallUs from = startOfDay(config->day, since());
    m_books.writeReport(path, format, from, config->day, this, [this, path](const Result<bool>& written) {
        //: %1 is a path
        Q_EMIT m_page.notice({ written ? tr("Report written: %1").arg(path) : errorText(written.error()), {}, {} });
    });
}

} // namespace signalbox::ui

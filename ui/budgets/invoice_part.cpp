// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/invoice_part.h"

#include "ui/budgets/sums_table.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBottom = 16;

} // namespace

InvoicePart::InvoicePart(Engine& engine, const Theme& theme, Page& page, Books& books, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_page(page)
    , m_books(books)
{
    build();
    connect(m_choose, &QPushButton::clicked, this, &InvoicePart::chooseFile);
    connect(m_settle, &QPushButton::clicked, this, &InvoicePart::settleProposed);
    connect(&m_engine, &Engine::configChanged, this, &InvoicePart::fillProviders);
    retranslate();
}

void InvoicePart::build()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kBottom);
    m_card = new Card(content);
    m_intro = makeParagraph(m_card);
    m_provider = new ChoiceBox(m_card);
    m_choose = makeButton(ButtonKind::Primary, m_card);
    m_answer = makeParagraph(m_card, Tone::Normal);
    m_notes = makeParagraph(m_card);
    m_lines = new SumsTable(m_theme, 2, { 100, 200, 100, 100, 100, 120, 120 }, 1, m_card);
    m_lines->setObjectName(u"lines"_s);
    m_uncertainTitle = makeLabel(TextRole::Section, m_card);
    m_proposals = new SumsTable(m_theme, 3, { 240, 200, 180, 100, 100 }, 0, m_card);
    m_proposals->setObjectName(u"proposals"_s);
    m_settle = makeButton(ButtonKind::Plain, m_card);
    auto* row = new QHBoxLayout;
    row->addWidget(m_provider);
    row->addWidget(m_choose);
    row->addStretch();
    m_card->body()->addWidget(m_intro);
    m_card->body()->addLayout(row);
    for (QWidget* part : std::initializer_list<QWidget*> { m_answer, m_notes, m_lines, m_uncertainTitle, m_proposals })
        m_card->body()->addWidget(part);
    m_card->body()->addWidget(m_settle, 0, Qt::AlignLeft);
    for (QWidget* part :
        std::initializer_list<QWidget*> { m_answer, m_notes, m_lines, m_uncertainTitle, m_proposals, m_settle })
        part->hide();
    column->addWidget(m_card);
    column->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makePageScroll(content, this));
}

void InvoicePart::fillProviders()
{
    const QString former = m_provider->currentData().toString();
    m_provider->clear();
    if (const auto config = m_engine.config()) {
        for (const auto& provider : config->providers)
            m_provider->addItem(
                toQString(provider->name.empty() ? provider->id : provider->name), toQString(provider->id));
    }
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(former)));
}

void InvoicePart::retranslate()
{
    m_card->setTitle(tr("Compare with a provider's invoice"));
    m_intro->setText(
        tr("Takes the usage export of OpenAI or Anthropic (CSV) and OpenRouter's activity. The file is only "
           "read; nothing is sent anywhere."));
    m_provider->setAccessibleName(tr("Provider"));
    m_choose->setText(tr("Choose file…"));
    m_choose->setAccessibleName(tr("Choose the provider's usage export"));
    m_lines->setHeader(
        { tr("Day (UTC)"), tr("Model"), tr("Ours"), tr("Theirs"), tr("Gap"), tr("Our tokens"), tr("Their tokens") },
        tr("Ledger and invoice by day and model"));
    m_uncertainTitle->setText(tr("Uncertain attempts"));
    m_proposals->setHeader({ tr("Attempt"), tr("Model"), tr("The export says"), tr("Held"), tr("Amount") },
        tr("What the export says about uncertain attempts"));
    fillProviders();
    if (m_result)
        show(*m_result);
}

void InvoicePart::say(const QString& text, Tone tone)
{
    m_answer->setText(text);
    setTone(*m_answer, tone);
    m_answer->setVisible(!text.isEmpty());
}

void InvoicePart::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Choose the provider's usage export"), {}, tr("Tables (*.csv *.txt);;All files (*)"));
    if (!path.isEmpty())
        read(path);
}

void InvoicePart::read(const QString& path)
{
    const auto config = m_engine.config();
    if (config == nullptr || m_provider->currentIndex() < 0)
        return;
    m_path = path;
    const int asked = ++m_asked;
    say(tr("Reading…"), Tone::Muted);
    m_books.reconcile(path, toStd(m_provider->currentData().toString()), config, this,
        [this, asked](const Result<Reconciliation>& result) {
            if (asked != m_asked)
                return;
            if (result)
                return show(*result);
            // What was shown before stays: it is another file's.
            say(errorText(result.error()), Tone::Error);
        });
}

void InvoicePart::chooseProvider(const QString& id)
{
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(id)));
}

int InvoicePart::decidable() const
{
    return m_result ? int(std::ranges::count_if(m_result->uncertain,
               [](const UncertainProposal& each) { return each.state != AttemptState::Uncertain; }))
                    : 0;
}

void InvoicePart::show(const Reconciliation& result)
{
    m_result = result;
    //: %1, %2 and %3 are amounts of money
    say(tr("The ledger says %1, the export %2: a gap of %3.")
            .arg(moneyText(result.ours), moneyText(result.theirs), moneyText(result.gap(), MoneyStyle::Signed)),
        result.gap().isZero() ? Tone::Ok : Tone::Normal);
    QStringList notes { tr("%Ln row(s) read", nullptr, int(result.rows)) };
    if (result.repeated > 0)
        notes.append(tr("%Ln row(s) repeated and counted once", nullptr, int(result.repeated)));
    if (result.matchedById + result.matchedByTokens > 0)
        notes.append(tr("%1 matched by id, %2 by time and tokens")
                         .arg(countText(result.matchedById), countText(result.matchedByTokens)));
    if (result.onlyTheirs > 0)
        notes.append(tr("%Ln request(s) the ledger does not know", nullptr, int(result.onlyTheirs)));
    if (result.unpricedRows > 0)
        notes.append(tr("%Ln row(s) without a known price", nullptr, int(result.unpricedRows)));
    if (!result.ourHolds.isZero())
        notes.append(tr("%1 held by uncertain attempts").arg(moneyText(result.ourHolds)));
    m_notes->setText(notes.join(u" · "_s));
    m_notes->show();
    fillLines(result);
    fillProposals(result);
}

void InvoicePart::fillLines(const Reconciliation& result)
{
    std::vector<SumsTable::Row> rows;
    for (const ReconciledLine& line : result.lines)
        rows.push_back({ { toQString(line.day), toQString(line.model), moneyText(line.ours),
                             line.priced ? moneyText(line.theirs) : dashText(),
                             line.priced ? moneyText(line.gap(), MoneyStyle::Signed) : dashText(),
                             countText(line.ourTokens), countText(line.theirTokens) },
            line.priced && !line.gap().isZero() ? Tone::Warning : Tone::Normal });
    m_lines->fill(rows);
    m_lines->setVisible(!rows.empty());
}

void InvoicePart::fillProposals(const Reconciliation& result)
{
    std::vector<SumsTable::Row> rows;
    for (const UncertainProposal& each : result.uncertain) {
        const bool settles = each.state == AttemptState::Settled;
        rows.push_back({ { toQString(each.row.attemptId), toQString(each.row.model),
                             settles                                ? tr("was billed")
                                 : each.state == AttemptState::Void ? tr("was not billed")
                                                                    : tr("nothing certain"),
                             moneyText(each.row.reserved, MoneyStyle::Row),
                             settles ? moneyText(each.amount, MoneyStyle::Row) : dashText() },
            Tone::Normal });
    }
    m_proposals->fill(rows);
    m_proposals->setVisible(!rows.empty());
    m_uncertainTitle->setVisible(!rows.empty());
    m_settle->setVisible(decidable() > 0);
    m_settle->setText(tr("Write down %n decision(s)", nullptr, decidable()));
}

void InvoicePart::settleProposed()
{
    if (!m_result || m_waiting > 0)
        return;
    m_done = 0;
    m_waiting = decidable();
    for (const UncertainProposal& each : m_result->uncertain) {
        if (each.state == AttemptState::Uncertain)
            continue;
        Settlement settlement;
        settlement.state = each.state;
        settlement.amount = each.amount;
        settlement.usage = each.usage;
        settlement.flags = { "usage_export" };
        m_engine.resolveAttempt(
            each.row.attemptId, settlement, this, [this](const Result<bool>& result) { settled(result); });
    }
}

void InvoicePart::settled(const Result<bool>& result)
{
    m_done += result ? 1 : 0;
    if (!result)
        Q_EMIT m_page.notice({ errorText(result.error()), {}, {} });
    if (--m_waiting > 0)
        return;
    m_engine.pull();
    Q_EMIT m_page.notice({ tr("%n attempt(s) decided", nullptr, m_done), {}, {} });
    read(m_path);
}

} // namespace signalbox::ui

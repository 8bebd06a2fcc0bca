// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/prices_page.h"

#include "ui/prices/compare_sheet.h"
#include "ui/prices/import_sheet.h"
#include "ui/prices/price_panel.h"
#include "ui/prices/price_sheet.h"
#include "ui/shell/error_text.h"
#include "ui/shell/flow_layout.h"
#include "ui/shell/format.h"
#include "ui/shell/sized_line.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>

namespace signalbox::ui {

namespace {

constexpr int kMargin = 16;
constexpr int kRowHeight = 32;
constexpr std::chrono::seconds kWeekEvery { 10 };
constexpr WallUs kWeekUs = 7LL * 24 * 3600 * 1'000'000;
constexpr std::array kWidths { 156, 84, 92, 66, 72, 182, 92, 66, 66, 62 };

} // namespace

PricesPage::PricesPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
    , m_stack(new QStackedWidget(this))
    , m_panel(new PricePanel(theme, this))
    , m_sheet(new PriceSheet(this))
    , m_model(new PricesModel(this))
    , m_filter(new PriceFilter(this))
    , m_setAction(new QAction(this))
    , m_otherAction(new QAction(this))
    , m_importAction(new QAction(this))
    , m_compareAction(new QAction(this))
{
    const auto known = [this](ListScope scope) {
        const auto config = m_engine.config();
        if (config == nullptr)
            return std::vector<PricedModel>();
        return pricedModels(priceLines(*config, *m_engine.prices(), today(), scope));
    };
    m_import = new ImportSheet(engine, theme, known, this);
    m_compare = new CompareSheet(engine, theme, this);
    auto* list = new QWidget(this);
    buildList(list);
    for (QWidget* part :
        { list, static_cast<QWidget*>(m_sheet), static_cast<QWidget*>(m_import), static_cast<QWidget*>(m_compare) })
        m_stack->addWidget(part);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    page->addWidget(m_stack, 1);
    connectParts();
    retranslate();
    // Nobody listens to a page that is being made: the badge is told when somebody does.
    const auto tell = [this] {
        m_badge.clear();
        showUnpriced();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void PricesPage::buildUnpriced()
{
    m_unpriced = new Card(this);
    m_unpricedText = makeParagraph(m_unpriced, Tone::Error);
    m_priceFirst = makeButton(ButtonKind::Primary, m_unpriced);
    auto* row = new QHBoxLayout;
    row->addWidget(m_unpricedText, 1);
    row->addWidget(m_priceFirst);
    m_unpriced->body()->addLayout(row);
    m_unpriced->hide();
}

void PricesPage::buildList(QWidget* list)
{
    buildUnpriced();
    m_other = makeButton(ButtonKind::Plain, m_header);
    m_compareButton = makeButton(ButtonKind::Plain, m_header);
    m_importButton = makeButton(ButtonKind::Plain, m_header);
    for (QPushButton* button : { m_other, m_compareButton, m_importButton })
        m_header->addAction(button);
    m_filterLine = new SizedLine(QString(), list);
    m_filterLine->setClearButtonEnabled(true);
    m_withBook = new QCheckBox(list);
    auto* filters = new FlowLayout(FlowLayout::Side::Leading);
    filters->addWidget(m_filterLine);
    filters->addWidget(m_withBook);
    m_card = new Card(list);
    m_card->body()->setContentsMargins(1, 1, 1, 1);
    m_table = makeTable(m_theme, kRowHeight, m_card);
    m_filter->setSourceModel(m_model);
    m_filter->setSortRole(PricesModel::SortRole);
    m_table->setModel(m_filter);
    m_table->setSortingEnabled(true);
    // Its arrow takes room from every column, so it is there only while it says something.
    QHeaderView* titles = m_table->horizontalHeader();
    titles->setSortIndicator(-1, Qt::AscendingOrder);
    titles->setSortIndicatorShown(false);
    connect(titles, &QHeaderView::sortIndicatorChanged, titles,
        [titles](int section) { titles->setSortIndicatorShown(section >= 0); });
    titles->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(PricesModel::Source, QHeaderView::Stretch);
    m_empty = new EmptyState(m_card);
    m_card->body()->addWidget(m_table, 1);
    m_card->body()->addWidget(m_empty, 1);
    m_problem = makeParagraph(list, Tone::Error);
    m_problem->hide();
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kSpace + 2);
    column->addWidget(m_header);
    column->addWidget(m_unpriced);
    column->addLayout(filters);
    column->addWidget(m_problem);
    column->addWidget(m_card, 1);
    column->addWidget(m_panel);
}

void PricesPage::connectParts()
{
    connect(m_other, &QPushButton::clicked, m_otherAction, &QAction::trigger);
    connect(m_importButton, &QPushButton::clicked, m_importAction, &QAction::trigger);
    connect(m_compareButton, &QPushButton::clicked, m_compareAction, &QAction::trigger);
    connect(m_priceFirst, &QPushButton::clicked, this, [this] {
        if (const PriceRow* row = m_model->row(m_model->rowOf(m_firstUnpriced)))
            setPriceOf(&row->line);
    });
    connect(m_setAction, &QAction::triggered, this, &PricesPage::setSelected);
    connect(m_otherAction, &QAction::triggered, this, [this] { setPriceOf(nullptr); });
    connect(m_importAction, &QAction::triggered, this, [this] { showPart(Part::Import); });
    connect(m_compareAction, &QAction::triggered, this, [this] { showPart(Part::Compare); });
    connect(m_panel, &PricePanel::setWanted, this, &PricesPage::setSelected);
    connect(m_panel, &PricePanel::removeWanted, this, [this](qint64 number) {
        applyOrder({ {}, { number }, {} }, tr("The price is removed"), {});
    });
    connect(m_panel, &PricePanel::restoreWanted, this, [this](qint64 number) {
        applyOrder({ {}, {}, { number } }, tr("The price holds again"), {});
    });
    for (Sheet* sheet : { static_cast<Sheet*>(m_sheet), static_cast<Sheet*>(m_import), static_cast<Sheet*>(m_compare) })
        connect(sheet, &Sheet::closed, this, [this] { showPart(Part::List); });
    connect(m_sheet, &PriceSheet::saved, this, &PricesPage::saveEntry);
    connect(m_import, &ImportSheet::takeWanted, this, &PricesPage::takeOver);
    connect(m_compare, &CompareSheet::takeWanted, this, &PricesPage::takeOver);
    connect(m_table, &QTableView::activated, this, &PricesPage::setSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PricesPage::showSelected);
    connect(m_filterLine, &QLineEdit::textChanged, this, [this](const QString& line) {
        m_filter->setWords(line);
        updateEmpty();
    });
    connect(m_withBook, &QCheckBox::toggled, this, &PricesPage::rebuild);
    connect(m_empty, &EmptyState::actionTriggered, m_filterLine, &QLineEdit::clear);
    connect(&m_engine, &Engine::configChanged, this, &PricesPage::rebuild);
    m_weekTimer.setInterval(kWeekEvery);
    connect(&m_weekTimer, &QTimer::timeout, this, &PricesPage::readWeek);
}

void PricesPage::retranslate()
{
    m_header->setTitle(title());
    m_header->setRemark(tr("Dollars per million tokens. A call is booked at the price of its own day."));
    m_filterLine->setPlaceholderText(tr("Filter: model, provider, source, unpriced"));
    m_filterLine->updateGeometry(); // as wide as these words
    m_filterLine->setAccessibleName(tr("Filter the prices"));
    m_withBook->setText(tr("With all models of the built-in book"));
    m_table->setAccessibleName(tr("Prices of models"));
    m_setAction->setText(tr("Set the price of the selected model"));
    m_otherAction->setText(tr("Set a price for another model"));
    m_importAction->setText(tr("Import a price list"));
    m_compareAction->setText(tr("Compare price lists"));
    m_other->setText(tr("Another model…"));
    m_other->setAccessibleName(m_otherAction->text());
    m_importButton->setText(tr("Import…"));
    m_importButton->setAccessibleName(m_importAction->text());
    m_compareButton->setText(tr("Compare lists…"));
    m_compareButton->setAccessibleName(m_compareAction->text());
    m_priceFirst->setText(tr("Set price"));
    m_priceFirst->setAccessibleName(tr("Set the price of the first unpriced model"));
    m_model->retranslate();
    m_panel->retranslate();
    m_sheet->retranslate();
    m_import->retranslate();
    m_compare->retranslate();
    setColumnWidths(*m_table, m_theme, kWidths);
    rebuild();
}

QList<QAction*> PricesPage::menuActions() const
{
    return { m_setAction, m_otherAction, m_importAction, m_compareAction };
}

void PricesPage::shown()
{
    m_shown = true;
    m_weekTimer.start();
    rebuild();
    readWeek();
}

void PricesPage::hidden()
{
    m_shown = false;
    m_weekTimer.stop();
}

std::string PricesPage::today() const
{
    const auto config = m_engine.config();
    return config == nullptr ? std::string() : config->day.dayOf(wallNow());
}

std::vector<std::pair<std::string, QString>> PricesPage::providers() const
{
    std::vector<std::pair<std::string, QString>> all;
    const auto config = m_engine.config();
    if (config == nullptr)
        return all;
    for (const auto& provider : config->providers) {
        if (!provider->simulated)
            all.emplace_back(provider->id, toQString(provider->name.empty() ? provider->id : provider->name));
    }
    return all;
}

void PricesPage::rebuild()
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return;
    const auto history = m_engine.prices();
    const std::string day = today();
    std::vector<PriceRow> rows;
    const ListScope scope = m_withBook->isChecked() ? ListScope::WithBook : ListScope::Known;
    for (PriceLine& line : priceLines(*config, *history, day, scope)) {
        PriceRow row;
        const PriceEntry* entry = line.entry == 0 ? nullptr : history->at(line.provider, line.preset, line.model, day);
        row.from = entry != nullptr ? entry->from : line.price ? line.price->date : std::string();
        row.line = std::move(line);
        rows.push_back(std::move(row));
    }
    m_model->set(std::move(rows));
    showUnpriced();
    updateEmpty();
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
        chooseRow(*m_table, 0);
    showSelected();
}

void PricesPage::readWeek()
{
    m_engine.fetchModelCosts(
        wallNow() - kWeekUs, this, [this](const Result<std::vector<RequestLog::ModelCost>>& costs) {
            m_problem->setVisible(!costs);
            if (!costs)
                return m_problem->setText(
                    tr("What was spent cannot be read, so the columns of the last days stay empty. %1")
                        .arg(errorText(costs.error())));
            m_model->setWeek(*costs);
            showUnpriced();
            showSelected();
        });
}

void PricesPage::showUnpriced()
{
    QStringList names;
    qint64 calls = 0;
    m_firstUnpriced.clear();
    for (const PriceRow& row : m_model->rows()) {
        if (row.line.price || !row.line.inUse)
            continue;
        if (names.isEmpty())
            m_firstUnpriced = row.line.id();
        names.append(toQString(row.line.id()));
        calls += row.week ? row.week->attempts : 0;
    }
    m_unpriced->setVisible(!names.isEmpty());
    QString text =
        tr("%n model(s) in use without a price: %1.", nullptr, int(names.size()))
            .arg(names.mid(0, 4).join(QStringLiteral(", ")) + (names.size() > 4 ? QStringLiteral(", …") : QString()));
    text += QLatin1Char(' ')
        + (calls > 0 ? tr("%Ln call(s) in seven days, at a cost that nobody knows.", nullptr, int(calls))
                     : tr("Nothing is sent there while a ceiling stands."));
    m_unpricedText->setText(text);
    updateBadge(int(names.size()));
}

void PricesPage::updateBadge(int unpriced)
{
    const QString badge = unpriced == 0 ? QString() : QStringLiteral("!");
    if (badge == m_badge)
        return;
    m_badge = badge;
    Q_EMIT badgeChanged(badge, unpriced == 0 ? QString() : tr("%n unpriced model(s)", nullptr, unpriced));
}

void PricesPage::updateEmpty()
{
    const bool none = m_filter->rowCount() == 0;
    m_table->setVisible(!none);
    m_empty->setVisible(none);
    const bool filtered = !m_filterLine->text().trimmed().isEmpty();
    //: %1 is what was typed as a filter
    m_empty->setTexts(filtered ? tr("No price matches “%1”").arg(m_filterLine->text().trimmed()) : tr("No models yet"),
        filtered ? tr("Models that are not in use are shown with the box above.")
                 : tr("Deployments of your tiers stand here with what they cost. Add one on the Tiers page."));
    m_empty->setAction(filtered ? tr("Clear filter") : QString());
    m_panel->setVisible(selected() != nullptr && !none);
}

const PriceRow* PricesPage::selected() const
{
    return m_model->row(m_filter->mapToSource(m_table->currentIndex()).row());
}

void PricesPage::showSelected()
{
    const PriceRow* row = selected();
    m_panel->setVisible(row != nullptr && m_filter->rowCount() > 0);
    m_setAction->setEnabled(row != nullptr && !row->line.simulated);
    if (row != nullptr)
        m_panel->show(*row, *m_engine.prices(), today(), m_engine.tokenYields());
}

void PricesPage::showPart(Part part)
{
    m_stack->setCurrentIndex(int(part));
    if (part == Part::Import)
        m_import->begin();
    else if (part == Part::Compare)
        m_compare->begin();
    else if (part == Part::List)
        m_table->setFocus();
}

void PricesPage::setSelected()
{
    if (const PriceRow* row = selected())
        setPriceOf(&row->line);
}

void PricesPage::setPriceOf(const PriceLine* line)
{
    m_stack->setCurrentIndex(int(Part::Set));
    m_sheet->begin(line, providers(), today());
}

void PricesPage::applyOrder(const PriceOrder& order, const QString& done, const QString& subject)
{
    m_engine.changePrices(order, this, [this, order, done, subject](const Result<std::vector<std::int64_t>>& numbers) {
        if (!numbers) {
            m_problem->setText(errorText(numbers.error()));
            m_problem->show();
            m_sheet->showError(numbers.error());
            m_import->showError(numbers.error());
            return;
        }
        m_problem->hide();
        showPart(Part::List);
        rebuild();
        if (const int row = m_model->rowOf(toStd(subject)); row >= 0)
            chooseRow(*m_table, m_filter->mapFromSource(m_model->index(row, 0)).row());
        // The inverse, without a toast of its own.
        const PriceOrder inverse { {}, order.restore.empty() ? *numbers : order.restore, order.remove };
        const auto undo = [this, inverse] {
            m_engine.changePrices(inverse, this, [this](const Result<std::vector<std::int64_t>>&) { rebuild(); });
        };
        Q_EMIT notice({ done, tr("Undo"), undo });
    });
}

void PricesPage::saveEntry(const PriceEntry& entry)
{
    const QString subject = toQString(entry.provider + "/" + entry.model);
    //: %1 a model, %2 a day
    applyOrder(
        { { entry }, {}, {} }, tr("The price of %1 is set from %2 on").arg(subject, toQString(entry.from)), subject);
}

void PricesPage::takeOver(const std::vector<PriceChange>& changes)
{
    PriceOrder order;
    for (const PriceChange& change : changes)
        order.add.push_back(entryOf(change, today()));
    applyOrder(order, tr("%n price(s) taken over from the list", nullptr, int(changes.size())),
        toQString(changes.front().provider + "/" + changes.front().model));
}

void PricesPage::open(const PageTarget& target)
{
    rebuild();
    showPart(Part::List);
    const int row = m_model->rowOf(toStd(target.item));
    if (row < 0)
        return;
    chooseRow(*m_table, m_filter->mapFromSource(m_model->index(row, 0)).row());
    setSelected();
}

bool PricesPage::focusFilter()
{
    showPart(Part::List);
    m_filterLine->setFocus();
    m_filterLine->selectAll();
    return true;
}

} // namespace signalbox::ui

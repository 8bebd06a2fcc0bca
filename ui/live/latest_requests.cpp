// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/latest_requests.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"

#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Sample {
    LatestModel::Column column;
    QStringView text; ///< about the widest that is common
    int extra;        ///< mark, margins
};

constexpr Sample kSamples[] = {
    { LatestModel::Time, u"00:00:00", 28 },
    { LatestModel::TierName, u"Frontier", 42 },
    { LatestModel::Model, u"claude-opus-4-1", 20 },
    { LatestModel::Tokens, u"12,345 / 1,234", 24 },
    { LatestModel::Latency, u"12.45 s", 24 },
    { LatestModel::Cost, u"≈ $0.0000000", 24 },
    { LatestModel::Status, u"✓ 200 xxxx", 24 },
};

} // namespace

LatestRequests::LatestRequests(const Engine& engine, const Theme& theme, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_model(new LatestModel(theme, this))
    , m_table(makeTable(theme, Theme::kLogRowHeight, this))
    , m_all(makeButton(ButtonKind::Quiet, this))
{
    body()->setContentsMargins(1, 6, 1, 4);
    header()->setContentsMargins(13, 0, 6, 0);
    header()->addWidget(m_all);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setMinimumSectionSize(theme.scaled(40));
    m_table->viewport()->setMouseTracking(true);
    m_table->viewport()->installEventFilter(this);
    m_table->setMinimumHeight(theme.scaled(28 * 4 + 32));
    body()->addWidget(m_table, 1);
    fitColumns();
    connect(&theme, &Theme::changed, this, &LatestRequests::fitColumns);
    connect(m_all, &QPushButton::clicked, this, &LatestRequests::allWanted);
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT requestChosen(toQString(m_model->at(index.row()).id)); });
    retranslate();
}

void LatestRequests::fitColumns()
{
    const QFontMetrics metrics(m_theme.figures(TextRole::Body));
    std::array<int, LatestModel::ColumnCount> widths {};
    for (const Sample& sample : kSamples) {
        const int wide = metrics.horizontalAdvance(sample.text.toString()) + sample.extra;
        widths[std::size_t(sample.column)] = int(std::lround(wide / m_theme.textScale()));
    }
    m_table->horizontalHeader()->setSectionResizeMode(LatestModel::Reason, QHeaderView::Stretch);
    setColumnWidths(*m_table, m_theme, widths);
}

bool LatestRequests::isHeld() const
{
    return m_table->viewport()->underMouse() || (m_table->hasFocus() && m_table->selectionModel()->hasSelection());
}

int LatestRequests::waiting() const
{
    if (m_model->rowCount() == 0)
        return 0;
    int count = 0;
    for (const LiveRequest& request : m_engine.live().latest) {
        if (request.id == m_model->at(0).id)
            break;
        ++count;
    }
    return count;
}

void LatestRequests::refresh()
{
    if (!isHeld() || m_model->rowCount() == 0)
        m_model->update(m_engine.live().latest, m_engine.config());
    const int held = waiting();
    setRemark(held > 0 ? tr("%n new", "requests that wait while the pointer is on the table", held) : QString());
}

void LatestRequests::retranslate()
{
    setTitle(tr("Latest requests"));
    m_all->setText(tr("Show all"));
    m_table->setAccessibleName(tr("Latest requests"));
    m_model->retranslate();
    fitColumns();
}

bool LatestRequests::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave)
        QMetaObject::invokeMethod(this, &LatestRequests::refresh, Qt::QueuedConnection);
    return Card::eventFilter(watched, event);
}

} // namespace signalbox::ui

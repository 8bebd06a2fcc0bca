// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/columns.h"

#include "ui/shell/layout_memory.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTitleRoom = 8;
constexpr int kFitMs = 40;
constexpr int kNarrowest = 16;
constexpr int kLeastLast = 64;
constexpr int kWidest = 2000;

} // namespace

Columns& Columns::of(QTableView& table, const Theme& theme)
{
    auto* known = table.findChild<Columns*>(QString(), Qt::FindDirectChildrenOnly);
    return *(known != nullptr ? known : new Columns(table, theme)); // the table owns it
}

Columns::Columns(QTableView& table, const Theme& theme)
    : QObject(&table)
    , m_table(table)
    , m_theme(theme)
{
    m_fit.setSingleShot(true);
    m_fit.setInterval(kFitMs);
    table.installEventFilter(this);
    table.viewport()->installEventFilter(this); // a bar at the side comes and goes without the table
    connect(&m_fit, &QTimer::timeout, this, &Columns::fitFigures);
    connect(&theme, &Theme::changed, this, &Columns::apply);
    connect(&header(), &QHeaderView::sectionResized, this, &Columns::noteResized);
    connect(&header(), &QHeaderView::sectionMoved, this, &Columns::keep);
    watchModel();
}

QHeaderView& Columns::header() const
{
    return *m_table.horizontalHeader();
}

void Columns::watchModel()
{
    const QAbstractItemModel* model = m_table.model();
    if (model == nullptr)
        return;
    const auto later = [this] {
        if (!m_fit.isActive() && m_table.isVisible())
            m_fit.start();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, later);
    connect(model, &QAbstractItemModel::dataChanged, this, later);
    connect(model, &QAbstractItemModel::modelReset, this, later);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { m_words.clear(); });
}

void Columns::set(std::span<const int> widths)
{
    m_house.assign(widths.begin(), widths.end());
    m_words.clear(); // they are said in another language, perhaps
    recall();
    apply();
}

bool Columns::isOurs(int column) const
{
    const bool last = header().stretchLastSection() && header().visualIndex(column) == header().count() - 1;
    return column < header().count() && !last && header().sectionResizeMode(column) == QHeaderView::Interactive;
}

bool Columns::isChosen(int column) const
{
    const auto table = m_chosen.find(header().count());
    return table != m_chosen.end() && table->second.contains(column);
}

int Columns::width(int column) const
{
    const double scale = m_theme.textScale();
    const int title = header().sectionSizeHint(column) + kTitleRoom;
    if (isChosen(column))
        return std::max(int(std::lround(m_chosen.at(header().count()).at(column) * scale)), kNarrowest);
    const int house = column < int(m_house.size()) ? m_theme.scaled(m_house[std::size_t(column)]) : 0;
    const auto figures = m_figures.find(column);
    const int seen = figures == m_figures.end() || std::abs(m_figuresScale - scale) > 0.001 ? 0 : figures->second;
    return std::max({ title, house, seen });
}

void Columns::apply()
{
    const QScopedValueRollback guard(m_applying, true);
    for (int column = 0; column < std::min(int(m_house.size()), header().count()); ++column) {
        if (isOurs(column) && !header().isSectionHidden(column))
            header().resizeSection(column, width(column));
    }
    share();
    if (m_table.isVisible())
        m_fit.start();
}

void Columns::shareRoom()
{
    m_shares = true;
    apply();
}

int Columns::wordsWidth(int column)
{
    int& seen = m_words[column];
    const int now = static_cast<const QAbstractItemView&>(m_table).sizeHintForColumn(column);
    seen = std::clamp(now, seen, m_theme.scaled(kWidest));
    return std::max(seen, header().sectionSizeHint(column) + kTitleRoom);
}

void Columns::share()
{
    if (!m_shares || !m_table.isVisible() || m_house.empty())
        return;
    struct Part {
        int column, given, whole;
    };
    std::vector<Part> parts;
    int room = m_table.viewport()->width();
    int wanted = 0; // by those whose words are cut
    int spare = 0;  // of those that have more than their words need
    for (int column = 0; column < header().count(); ++column) {
        if (header().isSectionHidden(column))
            continue;
        const int given = width(column);
        const int whole = isChosen(column) ? given : wordsWidth(column);
        parts.push_back({ column, given, whole });
        room -= given;
        wanted += std::max(0, whole - given);
        spare += std::max(0, given - whole);
    }
    const int missing = std::clamp(wanted - room, 0, spare);
    for (Part& part : parts) {
        const int back =
            part.given <= part.whole ? 0 : int(std::ceil(double(part.given - part.whole) * missing / spare));
        part.given -= back;
        room += back;
    }
    // The least wishes first, so that as few columns as can be are left with cut words.
    std::ranges::sort(parts, {}, [](const Part& part) { return std::pair(part.whole - part.given, part.column); });
    const QScopedValueRollback guard(m_applying, true);
    // Qt's own least is as wide as the widest letter of the font: the last column would never be narrower.
    const int last = header().logicalIndex(header().count() - 1);
    header().setMinimumSectionSize(std::min(header().sectionSizeHint(last) + kTitleRoom, m_theme.scaled(kLeastLast)));
    for (const Part& part : parts) {
        const int more = std::clamp(part.whole - part.given, 0, std::max(0, room));
        room -= more;
        if (isOurs(part.column))
            header().resizeSection(part.column, part.given + more);
    }
    // By itself it takes what is left, but it does not always give back what it had.
    if (!isOurs(last)) {
        const int others = header().length() - header().sectionSize(last);
        header().resizeSection(last, std::max(header().minimumSectionSize(), m_table.viewport()->width() - others));
    }
}

void Columns::noteResized(int column, int before, int now)
{
    // A section that is hidden or comes back was not dragged, nor one that a larger text gives its least size.
    const bool forced = before == 0 || now == 0 || (now > before && now <= header().minimumSectionSize());
    if (m_applying || forced || m_house.empty() || !isOurs(column))
        return;
    m_chosen[header().count()][column] = int(std::lround(now / m_theme.textScale()));
    keep();
}

/// Figures are never cut: half a number is a wrong one.
void Columns::fitFigures()
{
    const QAbstractItemModel* model = m_table.model();
    const int row = std::max(0, m_table.rowAt(0));
    if (model == nullptr || row >= model->rowCount())
        return;
    if (std::abs(m_figuresScale - m_theme.textScale()) > 0.001) {
        m_figures.clear();
        m_words.clear();
    }
    m_figuresScale = m_theme.textScale();
    const QScopedValueRollback guard(m_applying, true);
    for (int column = 0; column < std::min(int(m_house.size()), header().count()); ++column) {
        const int side = model->index(row, column).data(Qt::TextAlignmentRole).toInt();
        if ((side & int(Qt::AlignRight)) == 0 || header().isSectionHidden(column) || !isOurs(column))
            continue;
        const int needed = static_cast<const QAbstractItemView&>(m_table).sizeHintForColumn(column);
        int& seen = m_figures[column];
        seen = std::clamp(needed, seen, m_theme.scaled(kWidest));
        if (!m_shares)
            header().resizeSection(column, width(column));
    }
    share();
}

bool Columns::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show && watched == &m_table) {
        recall();
        apply();
    } else if (event->type() == QEvent::Resize) {
        share();
    }
    return QObject::eventFilter(watched, event);
}

void Columns::recall()
{
    const LayoutMemory* memory = m_recalled ? nullptr : LayoutMemory::of(m_table);
    if (memory == nullptr)
        return;
    m_recalled = true;
    read(memory->recall(m_table));
}

void Columns::keep()
{
    if (m_applying)
        return;
    QStringList order;
    for (int place = 0; place < header().count(); ++place)
        order.append(QString::number(header().logicalIndex(place)));
    m_order = header().sectionsMoved() ? order.join(u',') : QString();
    if (LayoutMemory* memory = LayoutMemory::of(m_table))
        memory->keep(m_table, text());
}

// "7:0=120,3=88;3:1=240;order=1,0,2": of a table with seven columns two widths, of one with three one.
QString Columns::text() const
{
    QStringList tables;
    for (const auto& [count, widths] : m_chosen) {
        QStringList columns;
        for (const auto& [column, width] : widths)
            columns.append(u"%1=%2"_s.arg(column).arg(width));
        tables.append(u"%1:%2"_s.arg(QString::number(count), columns.join(u',')));
    }
    if (!m_order.isEmpty())
        tables.append(u"order="_s + m_order);
    return tables.join(u';');
}

void Columns::read(const QString& text)
{
    for (const QString& table : text.split(u';', Qt::SkipEmptyParts)) {
        if (table.startsWith("order="_L1)) {
            m_order = table.section(u'=', 1);
            continue;
        }
        for (const QString& column : table.section(u':', 1).split(u',', Qt::SkipEmptyParts)) {
            const int width = column.section(u'=', 1).toInt();
            if (width > 0)
                m_chosen[table.section(u':', 0, 0).toInt()][column.section(u'=', 0, 0).toInt()] =
                    std::clamp(width, kNarrowest, kWidest);
        }
    }
    const QStringList order = m_order.split(u',', Qt::SkipEmptyParts);
    if (!header().sectionsMovable() || order.size() != header().count())
        return;
    const QScopedValueRollback guard(m_applying, true);
    for (int place = 0; place < order.size(); ++place) {
        const int now = header().visualIndex(order[place].toInt());
        if (now >= 0)
            header().moveSection(now, place);
    }
}

} // namespace signalbox::ui

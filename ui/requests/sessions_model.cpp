// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/sessions_model.h"

#include "ui/shell/format.h"
#include "ui/shell/mirror.h"
#include "ui/shell/tier_mark.h"

#include <QPainter>

#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMarkSize = 9;
constexpr int kMarkStep = 12;
constexpr int kCellMargin = 8;

bool isFigure(int column)
{
    return column == SessionsModel::Requests || (column >= SessionsModel::Duration && column <= SessionsModel::Cost);
}

} // namespace

SessionsModel::SessionsModel(Fetch fetch, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_fetch(std::move(fetch))
    , m_theme(theme)
{
}

void SessionsModel::setConfig(std::shared_ptr<const Config> config)
{
    m_config = std::move(config);
    retranslate();
}

void SessionsModel::retranslate()
{
    if (!m_sessions.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void SessionsModel::setFilter(const RequestFilter& filter)
{
    m_filter = filter;
    reload();
}

void SessionsModel::setOrder(SessionOrder order)
{
    if (order == m_order)
        return;
    m_order = order;
    reload();
}

void SessionsModel::reload()
{
    ++m_generation;
    m_asking = false;
    m_state = State::Loading;
    Q_EMIT stateChanged();
    ask(0);
}

void SessionsModel::ask(qint64 from)
{
    if (m_asking)
        return;
    m_asking = true;
    m_fetch(
        m_filter, m_order, from, kPartRows, this, [this, from, generation = m_generation](Result<SessionList> list) {
            answer(from, generation, std::move(list));
        });
}

void SessionsModel::answer(qint64 from, quint64 generation, Result<SessionList> list)
{
    if (generation != m_generation)
        return;
    m_asking = false;
    m_state = list ? State::Ready : State::Failed;
    m_error = list ? Error() : list.error();
    if (list && from == 0) {
        beginResetModel();
        m_sessions = std::move(list->sessions);
        m_all = list->all;
        endResetModel();
    } else if (list && !list->sessions.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(list->sessions.size()) - 1);
        std::ranges::move(list->sessions, std::back_inserter(m_sessions));
        m_all = std::max<qint64>(list->all, rowCount());
        endInsertRows();
    } else if (list) {
        m_all = rowCount(); // there are fewer by now
    }
    Q_EMIT stateChanged();
}

const SessionSum* SessionsModel::session(int row) const
{
    return row >= 0 && row < rowCount() ? &m_sessions[std::size_t(row)] : nullptr;
}

int SessionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_sessions.size());
}

int SessionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool SessionsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_state == State::Ready && rowCount() < m_all;
}

void SessionsModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        ask(rowCount());
}

QVariantList SessionsModel::marks(const SessionSum& session) const
{
    QVariantList marks;
    for (const SessionStep& step : session.steps) {
        const TierLook look = tierLook(m_theme, m_config.get(), step.tier);
        marks << QVariant::fromValue(SessionMark { look.shape, look.color, step.failed, step.escalated });
    }
    return marks;
}

// "12× Small, Mid (escalated), 2× Small": neighbours that are alike are one.
QString SessionsModel::loopText(const SessionSum& session) const
{
    QStringList parts;
    for (std::size_t at = 0; at < session.steps.size();) {
        const SessionStep& step = session.steps[at];
        std::size_t end = at + 1;
        while (end < session.steps.size() && session.steps[end].tier == step.tier
            && session.steps[end].failed == step.failed && session.steps[end].escalated == step.escalated)
            ++end;
        QString part = tierLook(m_theme, m_config.get(), step.tier).name;
        if (end - at > 1)
            //: so many requests in a row went to a tier; %1 is a number, %2 the name of a tier
            part = tr("%1× %2").arg(end - at).arg(part);
        if (step.failed)
            //: a request to a tier that failed; %1 is the name of the tier
            part = tr("%1 (failed)").arg(part);
        else if (step.escalated)
            //: a request that ended at this tier after an escalation; %1 is the name of the tier
            part = tr("%1 (escalated)").arg(part);
        parts << part;
        at = end;
    }
    const qint64 more = session.requests - qint64(session.steps.size());
    if (more > 0)
        parts << tr("and %n more", "requests of a session", int(more));
    return parts.join(u", "_s);
}

QString SessionsModel::text(const SessionSum& session, int column) const
{
    switch (column) {
    case Session:
        return toQString(session.session);
    case Last:
        return momentText(session.last, wallNow());
    case Requests:
        return countText(session.requests);
    case Tiers:
        return loopText(session);
    case Duration:
        return durationText(session.last - session.first);
    case Latency:
        return durationText(session.waitedUs / std::max<qint64>(1, session.requests));
    case Cost:
        return moneyText(Money::fromNano(session.costNano), MoneyStyle::Row);
    case Problems: {
        QStringList parts;
        if (session.failed > 0)
            parts << tr("%n failed", "requests of a session", int(session.failed));
        if (session.escalated > 0)
            parts << tr("%n escalated", "requests of a session", int(session.escalated));
        return parts.isEmpty() ? dashText() : parts.join(u" · "_s);
    }
    default:
        return {};
    }
}

QString SessionsModel::toolTip(const SessionSum& session, int column) const
{
    const WallUs now = wallNow();
    if (column == Session || column == Tiers)
        return text(session, column);
    if (column == Last || column == Duration)
        //: of a session; %1 and %2 are moments
        return tr("First request %1, last answer %2")
            .arg(momentText(session.first, now), momentText(session.last, now));
    if (column == Latency)
        //: of a session; %1 to %3 are durations
        return tr("%1 a request on average, %2 at most, %3 waited in all")
            .arg(text(session, Latency), durationText(session.longestUs), durationText(session.waitedUs));
    if (column == Cost && session.simulatedNano > 0)
        //: %1 is an amount of money
        return tr("Sandbox requests are not counted here: %1, simulated.")
            .arg(moneyText(Money::fromNano(session.simulatedNano)));
    return {};
}

QVariant SessionsModel::data(const QModelIndex& index, int role) const
{
    const SessionSum* row = session(index.row());
    if (row == nullptr)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, column);
    case Qt::ToolTipRole:
        return toolTip(*row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        return int(column == Problems && row->failed > 0                       ? Tone::Error
                : column == Problems && row->escalated > 0                     ? Tone::Warning
                : column == Problems || (column == Cost && row->costNano == 0) ? Tone::Muted
                                                                               : Tone::Normal);
    case BadgeRole:
        return column == Session && row->simulatedNano > 0 ? tr("sandbox") : QVariant();
    case MarksRole:
        return column == Tiers ? QVariant(marks(*row)) : QVariant();
    case MoreRole:
        return qlonglong(row->requests - qint64(row->steps.size()));
    default:
        return {};
    }
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == Latency)
        return tr("Mean time from a request to the end of its answer");
    if (role == Qt::ToolTipRole && section == Duration)
        return tr("From the first request to the end of the last answer");
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> names { tr("Session"), tr("Last activity"), tr("Requests"),
        //: the tiers that the requests of a session went to, in their order
        tr("Tiers along the loop"), tr("Duration"), tr("Latency"), tr("Cost"),
        //: failed and escalated requests
        tr("Problems") };
    return names[std::size_t(section)];
}

void SessionDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    RowDelegate::initStyleOption(option, index);
    if (index.column() == SessionsModel::Tiers)
        option->text.clear(); // drawn as marks
}

void SessionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    RowDelegate::paint(painter, option, index);
    const QVariantList marks = index.data(SessionsModel::MarksRole).toList();
    if (marks.isEmpty())
        return;
    const Tokens& tokens = m_theme.tokens();
    const QRect cell = option.rect.adjusted(kCellMargin, 0, -kCellMargin, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_theme.figures(TextRole::Small));
    const QFontMetrics metrics(painter->font());
    const auto more = [](qint64 count) -> QString { return u"+"_s + countText(count); };
    qint64 shown = marks.size();
    const qint64 beyond = index.data(SessionsModel::MoreRole).toLongLong();
    const int room = cell.width();
    if (shown * kMarkStep + (beyond > 0 ? metrics.horizontalAdvance(more(beyond)) : 0) > room)
        shown = std::max(0, (room - metrics.horizontalAdvance(more(beyond + marks.size()))) / kMarkStep);
    int left = cell.left();
    for (qsizetype at = 0; at < shown; ++at, left += kMarkStep) {
        const auto mark = marks[at].value<SessionMark>();
        const QRectF box = mirrored(option.direction, option.rect,
            QRectF(left, cell.center().y() - kMarkSize / 2.0 + 0.5, kMarkSize, kMarkSize));
        if (!mark.failed) {
            paintTierMark(*painter, box, mark.shape, mark.color);
        } else {
            painter->setPen(QPen(tokens.error, 1.8));
            painter->drawLine(box.topLeft(), box.bottomRight());
            painter->drawLine(box.topRight(), box.bottomLeft());
        }
        if (mark.escalated) { // a bar under it
            painter->setPen(QPen(tokens.warning, 1.6));
            painter->drawLine(QPointF(box.left(), box.bottom() + 3), QPointF(box.right(), box.bottom() + 3));
        }
    }
    if (const qint64 unseen = beyond + marks.size() - shown; unseen > 0) {
        painter->setPen(tokens.muted);
        const QRect rest(left + 2, cell.top(), cell.right() - left, cell.height());
        painter->drawText(
            mirrored(option.direction, option.rect, rest), Qt::AlignLeft | Qt::AlignVCenter, more(unseen));
    }
    painter->restore();
}

} // namespace signalbox::ui

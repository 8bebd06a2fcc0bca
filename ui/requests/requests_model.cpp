// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requests_model.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"
#include "ui/shell/table.h"
#include "ui/shell/tier_mark.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kClientLeft = 499;

bool isFigure(int column)
{
    return column >= RequestsModel::Tokens && column <= RequestsModel::Saved;
}

bool failed(const LiveRequest& request)
{
    return request.status >= 400 || !request.errorCode.empty();
}

bool wasRepeated(const LiveRequest& request)
{
    return !failed(request) && !request.escalated && request.attempts > 1;
}

} // namespace

RequestsModel::RequestsModel(Fetch fetch, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_fetch(std::move(fetch))
    , m_theme(theme)
{
}

void RequestsModel::setConfig(std::shared_ptr<const Config> config)
{
    m_config = std::move(config);
    retranslate();
}

void RequestsModel::retranslate()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void RequestsModel::setFilter(const RequestFilter& filter)
{
    m_filter = filter;
    reload();
}

void RequestsModel::forgetRows()
{
    ++m_generation;
    m_asking = false;
    beginResetModel();
    m_rows.clear();
    m_ids.clear();
    m_nextBefore = m_nextAfter = 0;
    endResetModel();
    m_waiting.clear();
    m_moreWaiting = false;
    Q_EMIT waitingChanged();
    setState(State::Loading);
}

void RequestsModel::reload()
{
    forgetRows();
    ask(Question::First);
}

void RequestsModel::goToOldest()
{
    if (!m_fetchAfter)
        return;
    m_following = false;
    if (m_nextBefore == 0 && m_state == State::Ready) { // they are all here
        Q_EMIT reachedOldest();
        return;
    }
    forgetRows();
    ask(Question::Oldest);
}

void RequestsModel::fetchNewer()
{
    if (isDetached() && m_state == State::Ready)
        ask(Question::Newer);
}

void RequestsModel::poll()
{
    if (isDetached())
        return;
    if (m_state == State::Ready)
        ask(Question::Newest);
    else if (m_state == State::Failed)
        ask(Question::First);
}

void RequestsModel::ask(Question question)
{
    if (m_asking)
        return;
    m_asking = true;
    const bool upwards = question == Question::Oldest || question == Question::Newer;
    const qint64 from = question == Question::More ? m_nextBefore
        : question == Question::Newer              ? m_nextAfter
        : question == Question::Oldest             ? -1
                                                   : 0;
    const quint64 generation = m_generation;
    (upwards ? m_fetchAfter : m_fetch)(m_filter, from, kPageRows, this,
        [this, question, generation](Result<RequestPage> page) { answer(question, generation, std::move(page)); });
}

void RequestsModel::answer(Question question, quint64 generation, Result<RequestPage> page)
{
    if (generation != m_generation)
        return;
    m_asking = question == Question::Oldest && page; // nothing is read from above before the end has been shown
    if (!page) {
        m_error = page.error();
        setState(State::Failed);
        return;
    }
    if (question == Question::First || question == Question::Oldest)
        replaceRows(std::move(*page));
    else if (question == Question::Newer)
        prependRows(std::move(*page));
    else if (question == Question::More)
        appendRows(std::move(*page));
    else
        takeNewest(std::move(*page));
    setState(State::Ready);
    if (question == Question::Oldest) {
        Q_EMIT reachedOldest();
        m_asking = false;
    }
}

void RequestsModel::replaceRows(RequestPage page)
{
    beginResetModel();
    m_rows.assign(std::make_move_iterator(page.rows.begin()), std::make_move_iterator(page.rows.end()));
    m_ids.clear();
    for (const LiveRequest& row : m_rows)
        m_ids.insert(row.id);
    m_nextBefore = page.nextBefore;
    m_nextAfter = page.nextAfter;
    endResetModel();
    m_waiting.clear();
    m_moreWaiting = false;
    Q_EMIT waitingChanged();
}

void RequestsModel::appendRows(RequestPage page)
{
    m_nextBefore = page.nextBefore;
    // A row that came in while this page was read may be known already.
    std::erase_if(page.rows, [this](const LiveRequest& row) { return m_ids.contains(row.id); });
    if (page.rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(page.rows.size()) - 1);
    for (LiveRequest& row : page.rows) {
        m_ids.insert(row.id);
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
}

void RequestsModel::prependRows(RequestPage page)
{
    m_nextAfter = page.nextAfter;
    std::erase_if(page.rows, [this](const LiveRequest& row) { return m_ids.contains(row.id); });
    if (page.rows.empty()) {
        Q_EMIT waitingChanged();
        return;
    }
    beginInsertRows({}, 0, int(page.rows.size()) - 1);
    for (const LiveRequest& row : page.rows)
        m_ids.insert(row.id);
    m_rows.insert(m_rows.begin(), std::make_move_iterator(page.rows.begin()), std::make_move_iterator(page.rows.end()));
    endInsertRows();
    Q_EMIT waitingChanged();
}

// Rows older than the last one read belong to a page that is still to come.
bool RequestsModel::belongsHere(const LiveRequest& request) const
{
    return !m_ids.contains(request.id) && (m_nextBefore == 0 || request.at >= m_rows.back().at);
}

void RequestsModel::takeNewest(RequestPage page)
{
    const auto known = [this](const LiveRequest& row) { return m_ids.contains(row.id); };
    const bool gap = !m_rows.empty() && !page.rows.empty() && std::ranges::none_of(page.rows, known);
    if (m_rows.empty() || (m_following && (gap || m_rows.size() > kFollowedRows))) {
        if (!page.rows.empty())
            replaceRows(std::move(page));
        return;
    }
    std::erase_if(page.rows, [this](const LiveRequest& row) { return !belongsHere(row); });
    if (page.rows.size() == m_waiting.size() && gap == m_moreWaiting)
        return;
    m_waiting = std::move(page.rows);
    m_moreWaiting = gap;
    if (m_following)
        letIn();
    Q_EMIT waitingChanged();
}

std::size_t RequestsModel::placeOf(const LiveRequest& request) const
{
    const auto notNewer = [&request](const LiveRequest& row) { return row.at <= request.at; };
    return std::size_t(std::ranges::find_if(m_rows, notNewer) - m_rows.begin());
}

void RequestsModel::letIn()
{
    // From the oldest to the newest, so that places found are not moved by what is inserted before them.
    std::size_t last = m_waiting.size();
    while (last > 0) {
        const std::size_t at = placeOf(m_waiting[last - 1]);
        std::size_t first = last - 1;
        while (first > 0 && placeOf(m_waiting[first - 1]) == at)
            --first;
        insertGroup(at, first, last);
        last = first;
    }
    m_waiting.clear();
    m_moreWaiting = false;
}

void RequestsModel::insertGroup(std::size_t at, std::size_t first, std::size_t last)
{
    beginInsertRows({}, int(at), int(at + last - first) - 1);
    for (std::size_t i = first; i < last; ++i)
        m_ids.insert(m_waiting[i].id);
    const auto source = m_waiting.begin();
    m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), std::make_move_iterator(source + std::ptrdiff_t(first)),
        std::make_move_iterator(source + std::ptrdiff_t(last)));
    endInsertRows();
}

void RequestsModel::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    if (!following)
        return;
    if (m_moreWaiting || isDetached()) {
        reload();
        return;
    }
    letIn();
    Q_EMIT waitingChanged();
}

void RequestsModel::setState(State state)
{
    if (state == State::Ready)
        m_error = {};
    m_state = state;
    Q_EMIT stateChanged();
}

const LiveRequest* RequestsModel::request(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[std::size_t(row)] : nullptr;
}

int RequestsModel::rowOf(const std::string& id) const
{
    const auto found = std::ranges::find(m_rows, id, &LiveRequest::id);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RequestsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RequestsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool RequestsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_nextBefore > 0 && m_state == State::Ready;
}

void RequestsModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        ask(Question::More);
}

QVariant RequestsModel::data(const QModelIndex& index, int role) const
{
    const LiveRequest* row = request(index.row());
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
        return int(tone(*row, column));
    case BadgeRole:
        //: a short mark of traffic that never cost money
        return column == Reason && row->simulated ? tr("sandbox") : QVariant();
    default:
        break;
    }
    if (column != TierColumn || (role != TierShapeRole && role != TierColorRole) || row->tier.empty())
        return {};
    const TierLook look = tierLook(m_theme, m_config.get(), row->tier);
    return role == TierShapeRole ? QVariant(int(look.shape)) : QVariant(look.color);
}

QString RequestsModel::text(const LiveRequest& request, int column) const
{
    switch (column) {
    case Time:
        return momentText(request.at, wallNow());
    case TierColumn:
        return request.tier.empty() ? dashText() : tierLook(m_theme, m_config.get(), request.tier).name;
    case Model:
        return request.model.empty() ? dashText() : toQString(request.model);
    case RuleColumn:
        return toQString(request.ruleName.empty() ? request.ruleId : request.ruleName);
    case Reason:
        return reasonText(toQString(request.reason), toQString(request.ruleName));
    case Tokens:
        //: tokens in and out of one request: %1 in, %2 out
        return tr("%1 / %2").arg(countText(request.tokensIn), countText(request.tokensOut));
    case Latency:
        return durationText(request.totalUs);
    case Ttft:
        return durationText(request.firstByteUs);
    case Cost:
        //: in place of a cost: the model has no price
        return request.unpriced ? tr("unpriced") : moneyText(Money::fromNano(request.costNano), MoneyStyle::Row);
    case Saved:
        if (request.savedNano == 0)
            return dashText();
        return (request.savedNano > 0 ? u"+"_s : QString())
            + moneyText(Money::fromNano(request.savedNano), MoneyStyle::Row);
    case ClientColumn:
        return request.client.empty() ? dashText() : toQString(request.client);
    case Feature:
        return request.feature.empty() ? dashText() : toQString(request.feature);
    case Session:
        return request.session.empty() ? dashText() : toQString(request.session);
    case Status:
        break;
    default:
        return {};
    }
    QString words = statusText(request.status, toQString(request.errorCode));
    if (!wasRepeated(request))
        return words;
    //: status of a request that needed more than one try: %1 status, %n number of tries
    return tr("%1 · %Ln tries", nullptr, request.attempts).arg(words);
}

Tone RequestsModel::tone(const LiveRequest& request, int column) const
{
    if (column == Cost && request.unpriced)
        return Tone::Error;
    if (column == Cost && request.simulated)
        return Tone::Muted;
    if (column == Saved && request.savedNano < 0)
        return Tone::Warning;
    if (column != Status)
        return Tone::Normal;
    if (request.status == kClientLeft)
        return Tone::Warning;
    if (failed(request))
        return Tone::Error;
    return wasRepeated(request) ? Tone::Warning : Tone::Ok;
}

QString RequestsModel::toolTip(const LiveRequest& request, int column) const
{
    if (column == Status && !request.errorCode.empty())
        return errorSentence(request.errorCode);
    if (column == Cost && request.simulated)
        return tr("Simulated: booked under the sandbox ceiling, never counted as money.");
    if (column == Cost && request.estimated)
        return tr("Estimated: the provider sent no usage, so the tokens were counted here.");
    if (column == Model || column == RuleColumn || column == Reason || column >= ClientColumn)
        return text(request, column);
    return {};
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == Ttft)
        return tr("Time to first token");
    if (role == Qt::ToolTipRole && section == Saved)
        return tr("What the baseline tier would have cost, less what this cost");
    if (role != Qt::DisplayRole)
        return {};
    //: TTFT = time to first token, a column header
    const std::array<QString, ColumnCount> names { tr("Time"), tr("Tier"), tr("Model"), tr("Rule"), tr("Reason"),
        tr("Tokens in/out"), tr("Latency"), tr("TTFT"), tr("Cost"), tr("Saved"), tr("Status"),
        //: a column: the application that asked, by the name of its key
        tr("Client"), tr("Feature"), tr("Session") };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui

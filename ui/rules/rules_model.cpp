// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_model.h"

#include "ui/rules/condition_words.h"
#include "ui/rules/rule_language.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/tier_mark.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

RulesModel::RulesModel(const RuleDraft& draft, const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_draft(draft)
    , m_theme(theme)
    , m_rows(rowsNow())
{
    connect(&draft, &RuleDraft::changed, this, &RulesModel::refresh);
}

std::vector<RulesModel::Row> RulesModel::rowsNow() const
{
    std::vector<Row> rows;
    for (std::size_t at = 0; at < m_draft.rules().size(); ++at)
        rows.push_back({ m_draft.rules()[at], int(at) });
    const RuleDraft::Rules& applied = m_draft.applied();
    for (const DraftRulePtr& gone : m_draft.removed()) {
        // Behind the applied rule that stood before it.
        const auto place = std::ranges::find(applied, gone);
        auto where = rows.begin();
        if (place != applied.begin() && place != applied.end()) {
            const std::string& before = (*std::prev(place))->id();
            const auto found = std::ranges::find_if(rows, [&](const Row& row) { return row.rule->id() == before; });
            where = found == rows.end() ? rows.begin() : std::next(found);
        }
        rows.insert(where, { gone, -1 });
    }
    return rows;
}

void RulesModel::refresh()
{
    const std::vector<Row> now = rowsNow();
    exchange(now);
    m_rows = now;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

// Says the least that makes the one list the other, so that the selection stays with its rule.
void RulesModel::exchange(std::vector<Row> next)
{
    const auto same = [](const Row& one, const Row& other) { return one.rule->id() == other.rule->id(); };
    const auto [oldHead, newHead] = std::ranges::mismatch(m_rows, next, same);
    const int head = int(oldHead - m_rows.begin());
    int tail = 0;
    const int most = int(std::min(m_rows.size(), next.size())) - head;
    while (
        tail < most && same(m_rows[m_rows.size() - 1 - std::size_t(tail)], next[next.size() - 1 - std::size_t(tail)]))
        ++tail;
    const int before = int(m_rows.size()) - head - tail;
    const int after = int(next.size()) - head - tail;
    if (before == 0 && after == 0)
        return;
    // Rows that stay say what they said until the list has its new form.
    std::map<std::string_view, const Row*> former;
    for (const Row& row : m_rows)
        former.emplace(row.rule->id(), &row);
    for (Row& row : next) {
        const auto found = former.find(row.rule->id());
        row = found == former.end() ? row : *found->second;
    }
    const auto take = [this, &next] { m_rows = std::move(next); };
    if (before == 0) {
        beginInsertRows({}, head, head + after - 1);
        take();
        return endInsertRows();
    }
    if (after == 0) {
        beginRemoveRows({}, head, head + before - 1);
        take();
        return endRemoveRows();
    }
    const auto oldMiddle = m_rows.begin() + head;
    const auto newMiddle = next.begin() + head;
    const bool down = before == after && std::equal(oldMiddle + 1, oldMiddle + before, newMiddle, same);
    const bool up = before == after && std::equal(oldMiddle, oldMiddle + before - 1, newMiddle + 1, same);
    if (down || up) {
        const int last = head + before - 1;
        beginMoveRows({}, down ? head : last, down ? head : last, {}, down ? last + 1 : head);
        take();
        return endMoveRows();
    }
    beginResetModel();
    take();
    endResetModel();
}

void RulesModel::setConfig(std::shared_ptr<const Config> config, std::vector<ConfigProblem> problems)
{
    m_config = std::move(config);
    m_problems = std::move(problems);
    refresh();
}

void RulesModel::setHits(const std::vector<RequestLog::RuleHits>& hits, WallUs now)
{
    m_hits.clear();
    m_allHits = 0;
    m_now = now;
    m_known = true;
    for (const RequestLog::RuleHits& each : hits) {
        m_hits[each.ruleId] = each;
        m_allHits += each.hits;
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Hits), index(rowCount() - 1, LastHit));
}

void RulesModel::setWarnings(Warnings warnings)
{
    m_warnings = std::move(warnings);
    sayAll();
}

void RulesModel::setTroubles(Warnings troubles)
{
    m_troubles = std::move(troubles);
    sayAll();
}

void RulesModel::sayAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void RulesModel::retranslate()
{
    sayAll();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const RulesModel::Row* RulesModel::row(int at) const
{
    return at >= 0 && at < rowCount() ? &m_rows[std::size_t(at)] : nullptr;
}

DraftRulePtr RulesModel::rule(int at) const
{
    const Row* found = row(at);
    return found == nullptr ? nullptr : found->rule;
}

bool RulesModel::isRemoved(int at) const
{
    const Row* found = row(at);
    return found != nullptr && found->place < 0;
}

int RulesModel::placeOf(int at) const
{
    const Row* found = row(at);
    return found == nullptr ? -1 : found->place;
}

int RulesModel::placeBefore(int at) const
{
    return int(std::count_if(m_rows.begin(), m_rows.begin() + std::clamp(at, 0, rowCount()),
        [](const Row& each) { return each.place >= 0; }));
}

int RulesModel::rowOf(const std::string& id) const
{
    const auto found = std::ranges::find_if(m_rows, [&id](const Row& each) { return each.rule->id() == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int RulesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RulesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RulesModel::tierName(const std::string& id) const
{
    return tierLook(m_theme, m_config.get(), id).name;
}

QString RulesModel::routeText(const DraftRule& rule) const
{
    if (!rule.rule())
        //: stands where it is not said yet where a rule leads
        return rule.json().contains("route") ? tr("…") : dashText();
    return routeWords(rule.rule()->route, [this](const std::string& tier) { return tierName(tier); });
}

QString RulesModel::problemsOf(const Row& row) const
{
    QStringList sentences;
    for (const Error& problem : row.rule->problems())
        sentences.append(ruleProblemText(problem));
    for (const Warnings* warnings : { &m_warnings, &m_troubles }) {
        const auto known = warnings->find(row.rule->id());
        if (known != warnings->end() && row.place >= 0)
            sentences.append(known->second.second);
    }
    const RuleChange change = m_draft.changeOf(row.rule->id());
    if (change.was < 0 || change.edited)
        return sentences.join(u'\n');
    const std::string pointer = "/rules/" + std::to_string(change.was);
    for (const ConfigProblem& problem : m_problems) {
        if (problem.pointer == pointer || problem.pointer.starts_with(pointer + "/"))
            sentences.append(errorSentence(problem.error));
    }
    return sentences.join(u'\n');
}

QString RulesModel::badge(const Row& row) const
{
    if (row.place < 0)
        //: mark of a rule that goes when the draft is applied
        return tr("deleted");
    const RuleChange change = m_draft.changeOf(row.rule->id());
    QStringList marks;
    if (row.rule->origin() == DraftRule::Origin::Imported)
        //: mark of an imported rule nobody has looked at
        marks.append(tr("unreviewed"));
    else if (change.added)
        //: mark of a rule that is not applied yet
        marks.append(tr("new"));
    else if (change.edited)
        //: mark of a rule that differs from the applied one
        marks.append(tr("changed"));
    if (change.moved)
        //: mark of a rule that stood in another place; %1 is a number
        marks.append(tr("was %1").arg(change.was + 1));
    return marks.join(u" · "_s);
}

QString RulesModel::warning(const Row& row) const
{
    if (row.place < 0)
        return {};
    if (!row.rule->rule())
        //: mark of a rule that can't be applied as it is
        return tr("⚠ not complete");
    QStringList marks;
    for (const Warnings* warnings : { &m_troubles, &m_warnings }) { // what stops requests counts more
        const auto known = warnings->find(row.rule->id());
        if (known != warnings->end() && !known->second.first.isEmpty())
            marks.append(known->second.first);
    }
    return marks.isEmpty() ? QString() : u"⚠ "_s % marks.join(u" · "_s);
}

QString RulesModel::text(const Row& row, int column) const
{
    const auto hits = m_hits.find(row.rule->id());
    switch (column) {
    case Place:
        return row.place < 0 ? dashText() : countText(row.place + 1);
    case Name:
        return row.rule->title();
    case When:
        return draftWords(shortest(row.rule->json().at("when")));
    case Route:
        return routeText(*row.rule);
    case Hits:
        return !m_known ? dashText() : countText(hits == m_hits.end() ? 0 : hits->second.hits);
    case LastHit:
        return !m_known ? dashText() : agoText(hits == m_hits.end() ? 0 : hits->second.last, m_now);
    default:
        return {};
    }
}

QString RulesModel::toolTip(const Row& row, int column) const
{
    if (column == Name) {
        QStringList lines { problemsOf(row), toQString(row.rule->text("note")), toQString(row.rule->id()) };
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    if (column == Route && row.rule->rule() && !row.rule->rule()->route.validators.empty())
        //: %1 is a list of checks, such as "valid JSON, no refusal"
        return tr("%1\nThe cheaper answer is kept when it passes: %2")
            .arg(routeText(*row.rule), validatorWords(row.rule->rule()->route));
    if (column == LastHit)
        return tr("Within the last 24 hours");
    if (column == When) {
        QStringList lines { problemsOf(row), text(row, column) };
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    return column == Route ? text(row, column) : QString();
}

QVariant RulesModel::look(const Row& row, int role) const
{
    if (!row.rule->rule() || row.rule->rule()->route.tiers.empty())
        return {};
    const TierLook tier = tierLook(m_theme, m_config.get(), row.rule->rule()->route.tiers.front());
    return role == TierShapeRole ? QVariant(int(tier.shape)) : QVariant(tier.color);
}

QVariant RulesModel::data(const QModelIndex& index, int role) const
{
    const Row* found = row(index.row());
    if (found == nullptr)
        return {};
    const int column = index.column();
    const bool gone = found->place < 0;
    switch (role) {
    case Qt::DisplayRole:
        return text(*found, column);
    case Qt::ToolTipRole:
        return toolTip(*found, column);
    case Qt::CheckStateRole:
        return column == On && !gone ? QVariant(int(found->rule->on() ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case Qt::AccessibleTextRole:
        if (column != On)
            break;
        //: whether a rule is switched on
        return found->rule->on() ? tr("on") : tr("off");
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column == Hits ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        return int(gone || !found->rule->on() ? Tone::Muted : Tone::Normal);
    case StruckRole:
        return gone && (column == Name || column == When || column == Route);
    case BadgeRole:
        return column == Name ? badge(*found) : QVariant();
    case WarningRole:
        return column == When ? warning(*found) : QVariant();
    case TierShapeRole:
    case TierColorRole:
        return column == Route ? look(*found, role) : QVariant();
    case ShareRole: {
        const auto hits = m_hits.find(found->rule->id());
        const bool none = column != Hits || hits == m_hits.end() || m_allHits == 0;
        return none ? 0.0 : double(hits->second.hits) / double(m_allHits);
    }
    default:
        break;
    }
    return {};
}

bool RulesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const int place = placeOf(index.row());
    if (role != Qt::CheckStateRole || index.column() != On || place < 0)
        return false;
    Q_EMIT switched(place, Qt::CheckState(value.toInt()));
    return true;
}

Qt::ItemFlags RulesModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const int place = placeOf(index.row());
    if (index.column() == On && place >= 0 && !m_draft.isLast(place))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant RulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == Hits ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> names { //: column: place of a rule in the list
        tr("#"),
        //: column: whether a rule is switched on
        tr("On"), tr("Rule"), tr("When"), tr("Route to"), tr("Hits 24 h"), tr("Last hit")
    };
    return names[std::size_t(section)];
}

} // namespace signalbox::ui

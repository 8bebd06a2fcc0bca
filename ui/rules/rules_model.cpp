// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_model.h"

#include "ui/rules/condition_words.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/tier_mark.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

RulesModel::RulesModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void RulesModel::setConfig(std::shared_ptr<const Config> config, std::vector<ConfigProblem> problems)
{
    beginResetModel();
    m_config = std::move(config);
    m_problems = std::move(problems);
    endResetModel();
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

void RulesModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const Rule* RulesModel::rule(int row) const
{
    return row >= 0 && row < rowCount() ? &m_config->rules.rules[std::size_t(row)] : nullptr;
}

int RulesModel::rowOf(const std::string& id) const
{
    if (m_config == nullptr)
        return -1;
    const auto found = std::ranges::find(m_config->rules.rules, id, &Rule::id);
    return found == m_config->rules.rules.end() ? -1 : int(found - m_config->rules.rules.begin());
}

int RulesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_config == nullptr ? 0 : int(m_config->rules.rules.size());
}

int RulesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RulesModel::routeText(const Rule& rule) const
{
    return routeWords(
        rule.route, [this](const std::string& tier) { return tierLook(m_theme, m_config.get(), tier).name; });
}

QString RulesModel::problemsOf(int row) const
{
    const std::string pointer = "/rules/" + std::to_string(row);
    QStringList sentences;
    for (const ConfigProblem& problem : m_problems) {
        if (problem.pointer == pointer || problem.pointer.starts_with(pointer + "/"))
            sentences.append(errorSentence(problem.error));
    }
    return sentences.join(u'\n');
}

QString RulesModel::text(const Rule& rule, int row, int column) const
{
    const auto hits = m_hits.find(rule.id);
    switch (column) {
    case Place:
        return countText(row + 1);
    case On:
        //: whether a rule is switched on
        return rule.on ? tr("✓ on") : tr("off");
    case Name:
        return (problemsOf(row).isEmpty() ? QString() : u"⚠ "_s) + toQString(rule.name.empty() ? rule.id : rule.name);
    case When:
        return conditionWords(rule.when);
    case Route:
        return routeText(rule);
    case Hits:
        return !m_known ? dashText() : countText(hits == m_hits.end() ? 0 : hits->second.hits);
    case LastHit:
        return !m_known ? dashText() : agoText(hits == m_hits.end() ? 0 : hits->second.last, m_now);
    default:
        return {};
    }
}

QString RulesModel::toolTip(const Rule& rule, int row, int column) const
{
    if (column == Name) {
        QStringList lines { problemsOf(row), toQString(rule.note), toQString(rule.id) };
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    if (column == Route && !rule.route.validators.empty())
        //: %1 is a list of checks, such as "valid JSON, no refusal"
        return tr("%1\nThe cheaper answer is kept when it passes: %2").arg(routeText(rule), validatorWords(rule.route));
    if (column == LastHit)
        return tr("Within the last 24 hours");
    return column == When || column == Route ? text(rule, row, column) : QString();
}

QVariant RulesModel::data(const QModelIndex& index, int role) const
{
    const Rule* row = rule(index.row());
    if (row == nullptr)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.row(), column);
    case Qt::ToolTipRole:
        return toolTip(*row, index.row(), column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (column == Hits ? Qt::AlignRight : Qt::AlignLeft));
    case ToneRole:
        return int(!row->on                                            ? Tone::Muted
                : column == Name && !problemsOf(index.row()).isEmpty() ? Tone::Warning
                : column == On                                         ? Tone::Ok
                                                                       : Tone::Normal);
    default:
        break;
    }
    if (role == ShareRole && column == Hits) {
        const auto hits = m_hits.find(row->id);
        return hits == m_hits.end() || m_allHits == 0 ? 0.0 : double(hits->second.hits) / double(m_allHits);
    }
    if (column != Route || row->route.tiers.empty() || (role != TierShapeRole && role != TierColorRole))
        return {};
    const TierLook look = tierLook(m_theme, m_config.get(), row->route.tiers.front());
    return role == TierShapeRole ? QVariant(int(look.shape)) : QVariant(look.color);
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

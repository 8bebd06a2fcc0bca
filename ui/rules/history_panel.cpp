// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/history_panel.h"

#include "ui/rules/diff_table.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 80, 150, 200, 90, 90, 60 };

} // namespace

HistoryPanel::HistoryPanel(const Theme& theme, QWidget* parent)
    : Sheet(parent)
    , m_theme(theme)
    , m_rollBack(makeButton(ButtonKind::Primary, header()))
    , m_problem(makeParagraph(this, Tone::Error))
    , m_model(new QStandardItemModel(this))
    , m_about(makeParagraph(this))
{
    QVBoxLayout* column = body();
    header()->addAction(m_rollBack);
    column->addWidget(m_problem);
    auto* list = new Card(this);
    list->body()->setContentsMargins(1, 1, 1, 1);
    m_table = makeTable(theme, Theme::kRuleRowHeight, list);
    m_table->setModel(m_model);
    list->body()->addWidget(m_table);
    auto* side = new Card(this);
    side->body()->addWidget(m_about);
    m_diff = new DiffTable(theme, side);
    side->body()->addWidget(m_diff, 1);
    column->addWidget(list, 2);
    column->addWidget(side, 3);
    m_problem->hide();
    setWriting(*m_rollBack);
    connect(m_rollBack, &QPushButton::clicked, this, [this] { Q_EMIT rollBackWanted(m_selected); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPanel::selected);
    retranslate();
}

QString HistoryPanel::originText(const std::string& origin)
{
    constexpr std::string_view kRollBack = "rollback:";
    //: where an applied version of the rules came from
    if (origin == "start")
        return tr("at the start");
    if (origin == "apply")
        return tr("applied here");
    if (origin == "file")
        return tr("from the file");
    if (origin == "import")
        return tr("from an import");
    if (origin.starts_with("apply:"))
        //: applied although the replay spoke against it, with a reason
        return tr("against the gate");
    if (origin.starts_with("import:"))
        return tr("from an import, against the gate");
    if (origin.starts_with(kRollBack))
        //: %1 is the number of a version
        return tr("back to %1").arg(toQString(origin.substr(kRollBack.size())));
    return toQString(origin);
}

void HistoryPanel::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("History of the rules"));
    header()->setRemark(tr("Going back makes a new version; nothing is lost."));
    m_table->setAccessibleName(tr("Applied versions, newest first"));
    m_diff->retranslate();
    show(m_versions, m_current, m_now);
}

void HistoryPanel::show(const std::vector<ConfigVersion>& versions, qint64 current, WallUs now)
{
    m_versions = versions;
    m_current = current;
    m_now = now;
    m_model->clear();
    //: columns of the list of versions
    m_model->setHorizontalHeaderLabels(
        { tr("Version"), tr("Applied"), tr("How"), tr("Requests"), tr("Cost"), tr("Why") });
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        QList<QStandardItem*> row;
        const QString number = QString::number(version->number);
        const auto known = m_figures.find(version->number);
        const bool none = known == m_figures.end();
        for (const QString& text :
            { version->number == current ? QStringLiteral("● ") + number : number, momentText(version->appliedAt, now),
                originText(version->origin), none ? dashText() : countText(known->second.requests),
                none ? dashText() : moneyText(Money::fromNano(known->second.costNano)), toQString(version->note) }) {
            auto* item = new QStandardItem(text);
            item->setToolTip(text);
            item->setData(qint64(version->number), Qt::UserRole);
            row.append(item);
        }
        for (QStandardItem* figure : { row[3], row[4] }) {
            figure->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            figure->setToolTip(tr("Of the newest %1 requests").arg(countText(m_requests)));
        }
        m_model->appendRow(row);
    }
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    m_table->horizontalHeader()->setStretchLastSection(true);
    if (m_model->rowCount() > 0)
        chooseRow(*m_table, 0);
    selected();
}

void HistoryPanel::setFigures(std::map<qint64, Figures> figures, qint64 requests)
{
    m_figures = std::move(figures);
    m_requests = requests;
}

void HistoryPanel::selected()
{
    const QModelIndex index = m_table->currentIndex();
    m_selected = index.isValid() ? index.data(Qt::UserRole).toLongLong() : 0;
    const bool other = m_selected != 0 && m_selected != m_current;
    m_rollBack->setEnabled(other);
    //: %1 is the number of a version
    m_rollBack->setText(other ? tr("Go back to version %1").arg(m_selected) : tr("Go back"));
    m_diff->show({});
    m_about->setText(m_selected == 0 ? tr("No version is stored yet.")
            : other                  ? tr("Reading …")
                                     : tr("This version is in force."));
    if (other)
        Q_EMIT diffWanted(m_selected);
}

void HistoryPanel::showDiff(qint64 version, const std::vector<DiffLine>& lines, const QString& remarks)
{
    if (version != m_selected)
        return;
    QStringList about { remarks,
        lines.empty() ? tr("Its rules, tiers and ceilings are the same as those in force.")
                      : tr("Going back to version %1 would change:").arg(version) };
    about.removeAll(QString());
    m_about->setText(about.join(QLatin1Char('\n')));
    m_diff->show(lines);
}

void HistoryPanel::setProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void HistoryPanel::focusList()
{
    m_table->setFocus(Qt::TabFocusReason);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/apply_sheet.h"

#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 190, 120, 280, 280 };

} // namespace

ApplySheet::ApplySheet(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
    , m_back(makeButton(ButtonKind::Plain, m_header))
    , m_apply(makeButton(ButtonKind::Primary, m_header))
    , m_problems(makeParagraph(this, Tone::Error))
    , m_figures(makeParagraph(this))
    , m_card(new Card(this))
    , m_model(new QStandardItemModel(this))
    , m_table(makeTable(theme, Theme::kRuleRowHeight, m_card))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kSpace);
    m_header->addAction(m_back);
    m_header->addAction(m_apply);
    m_card->body()->setContentsMargins(1, 1, 1, 1);
    m_card->body()->addWidget(m_table);
    column->addWidget(m_header);
    column->addWidget(m_problems);
    column->addWidget(m_figures);
    column->addWidget(m_card, 1);
    m_table->setModel(m_model);
    m_problems->hide();
    m_figures->hide();
    connect(m_back, &QPushButton::clicked, this, &ApplySheet::closed);
    connect(m_apply, &QPushButton::clicked, this, &ApplySheet::applyWanted);
    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT ruleWanted(index.data(Qt::UserRole).toString()); });
    retranslate();
}

void ApplySheet::retranslate()
{
    m_header->setTitle(tr("Review and apply"));
    m_back->setText(tr("Back to editing"));
    m_table->setAccessibleName(tr("What the draft changes"));
    show(std::exchange(m_lines, {}), m_nextVersion);
}

QString ApplySheet::kindText(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added:
        return QStringLiteral("+");
    case DiffLine::Kind::Removed:
        return QStringLiteral("−");
    case DiffLine::Kind::Moved:
        return QStringLiteral("↕");
    case DiffLine::Kind::Changed:
        break;
    }
    return QStringLiteral("~");
}

void ApplySheet::show(const std::vector<DiffLine>& lines, qint64 nextVersion)
{
    m_lines = lines;
    m_nextVersion = nextVersion;
    //: %1 is the number the rules will have
    m_apply->setText(nextVersion > 0 ? tr("Apply as version %1").arg(nextVersion) : tr("Apply"));
    m_apply->setEnabled(!lines.empty());
    m_header->setRemark(lines.empty() ? tr("The draft is the same as what is applied.")
                                      : tr("%n change(s). Requests in flight finish under the rules they started with.",
                                          nullptr, int(lines.size())));
    m_model->clear();
    //: columns of the list of changes
    m_model->setHorizontalHeaderLabels({ tr("Rule"), tr("Change"), tr("Before"), tr("After") });
    for (const DiffLine& line : lines) {
        QList<QStandardItem*> row;
        const QString change = kindText(line.kind) % QLatin1Char(' ') % line.what;
        for (const QString& text : { line.rule, change, line.before, line.after }) {
            auto* item = new QStandardItem(text.isEmpty() ? dashText() : text);
            item->setToolTip(text);
            item->setData(toQString(line.ruleId), Qt::UserRole);
            row.append(item);
        }
        row[1]->setData(int(line.kind == DiffLine::Kind::Added         ? Tone::Ok
                                : line.kind == DiffLine::Kind::Removed ? Tone::Error
                                                                       : Tone::Info),
            ToneRole);
        m_model->appendRow(row);
    }
    for (int column = 0; column < int(kColumnWidths.size()); ++column)
        m_table->setColumnWidth(column, m_theme.scaled(kColumnWidths[std::size_t(column)]));
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
}

void ApplySheet::setProblems(const QString& problems)
{
    m_problems->setText(problems);
    m_problems->setVisible(!problems.isEmpty());
}

void ApplySheet::setFigures(const QString& figures)
{
    m_figures->setText(figures);
    m_figures->setVisible(!figures.isEmpty());
}

void ApplySheet::focusApply()
{
    m_apply->setFocus(Qt::TabFocusReason);
}

void ApplySheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox::ui

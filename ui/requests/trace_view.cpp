// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/trace_view.h"

#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QGridLayout>
#include <QPushButton>
#include <QToolButton>

#include <set>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStepWidth = 84;
constexpr int kMarkWidth = 18;
constexpr int kIndent = 16;

QString sign(TraceMark mark)
{
    switch (mark) {
    case TraceMark::Yes:
        return u"✓"_s;
    case TraceMark::No:
    case TraceMark::Failed:
        return u"✕"_s;
    case TraceMark::Note:
        return u"ℹ"_s;
    case TraceMark::None:
        break;
    }
    return {};
}

Tone tone(TraceMark mark)
{
    switch (mark) {
    case TraceMark::Yes:
        return Tone::Ok;
    case TraceMark::No:
        return Tone::Muted;
    case TraceMark::Failed:
        return Tone::Error;
    case TraceMark::Note:
        return Tone::Info;
    case TraceMark::None:
        break;
    }
    return Tone::Normal;
}

QString spoken(TraceMark mark)
{
    switch (mark) {
    case TraceMark::Yes:
        return TraceView::tr("yes");
    case TraceMark::No:
        return TraceView::tr("no");
    case TraceMark::Failed:
        return TraceView::tr("failed");
    case TraceMark::Note:
        return TraceView::tr("note");
    case TraceMark::None:
        break;
    }
    return {};
}

} // namespace

TraceView::TraceView(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QString TraceView::text() const
{
    QString out;
    for (const TraceLine& line : m_lines) {
        const QString indent(2 * line.indent, u' ');
        const QString mark = line.mark == TraceMark::None ? QString() : sign(line.mark) + u' ';
        out += line.step.leftJustified(12) % indent % mark % line.text % u'\n';
    }
    return out;
}

void TraceView::setLines(const std::vector<TraceLine>& lines)
{
    m_lines = lines;
    auto* content = new QWidget;
    content->setAccessibleName(tr("Decision trace"));
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, Theme::kSpace, Theme::kSpace, Theme::kSpace);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(4);
    grid->setColumnStretch(2, 1);
    grid->setColumnMinimumWidth(0, m_theme.scaled(kStepWidth));
    grid->setColumnMinimumWidth(1, m_theme.scaled(kMarkWidth));
    QList<QWidget*> folded;
    std::set<std::string> rules;
    int row = 0;
    for (const TraceLine& line : m_lines) {
        if (line.folded.empty() && !folded.isEmpty()) {
            addFold(*grid, row++, folded, int(rules.size()));
            folded.clear();
            rules.clear();
        }
        if (!line.folded.empty())
            rules.insert(line.folded);
        addLine(*grid, line, row++, folded);
    }
    if (!folded.isEmpty())
        addFold(*grid, row++, folded, int(rules.size()));
    grid->setRowStretch(row, 1);
    setWidget(content);
}

QWidget* TraceView::markLabel(TraceMark mark, QWidget* parent) const
{
    QLabel* label = makeLabel(TextRole::Body, parent, tone(mark));
    label->setText(sign(mark));
    label->setAccessibleName(spoken(mark));
    label->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    return label;
}

void TraceView::addLine(QGridLayout& grid, const TraceLine& line, int row, QList<QWidget*>& folded)
{
    QWidget* parent = grid.parentWidget();
    QLabel* step = makeLabel(TextRole::Body, parent, Tone::Muted);
    step->setText(line.step);
    grid.addWidget(step, row, 0, Qt::AlignTop);
    auto* sentence = new QWidget(parent);
    auto* across = new QHBoxLayout(sentence);
    across->setContentsMargins(line.indent * m_theme.scaled(kIndent), 0, 0, 0);
    across->setSpacing(4);
    QWidget* mark = markLabel(line.mark, sentence);
    mark->setFixedWidth(m_theme.scaled(kMarkWidth));
    QLabel* text = makeParagraph(sentence, Tone::Normal);
    text->setMinimumWidth(120);
    text->setText(line.text);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAlignment(Qt::AlignTop);
    across->addWidget(mark, 0, Qt::AlignTop);
    across->addWidget(text, 1);
    if (!line.ruleId.empty()) {
        QPushButton* open = makeButton(ButtonKind::Quiet, sentence);
        open->setText(tr("Open rule"));
        //: %1 is a line such as "Rule 4: Code for paying users"
        open->setAccessibleName(tr("Open rule: %1").arg(line.text));
        const QString id = toQString(line.ruleId);
        connect(open, &QPushButton::clicked, this, [this, id] { Q_EMIT openRule(id); });
        across->addWidget(open, 0, Qt::AlignTop);
        // The button is higher than a line: step, mark and text begin where its text does.
        const int down = std::max(0, (open->sizeHint().height() - text->fontMetrics().height()) / 2);
        for (QWidget* label : { static_cast<QWidget*>(step), mark, static_cast<QWidget*>(text) })
            label->setContentsMargins(0, down, 0, 0);
    }
    grid.addWidget(sentence, row, 1, 1, 2);
    if (line.folded.empty())
        return;
    for (QWidget* widget : { static_cast<QWidget*>(step), sentence }) {
        widget->hide();
        folded.append(widget);
    }
}

void TraceView::addFold(QGridLayout& grid, int row, const QList<QWidget*>& folded, int rules)
{
    QPushButton* button = makeButton(ButtonKind::Quiet, grid.parentWidget());
    button->setCheckable(true);
    button->setIcon(m_theme.icon(u"chevron-right"_s));
    //: unfolds the rules that did not match; %n is their number
    button->setText(tr("%Ln more not matched", nullptr, rules));
    for (QWidget* widget : folded)
        connect(button, &QPushButton::toggled, widget, &QWidget::setVisible);
    grid.addWidget(button, row, 1, 1, 2, Qt::AlignLeft);
}

} // namespace signalbox::ui

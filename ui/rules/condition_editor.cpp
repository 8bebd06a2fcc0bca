// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/condition_editor.h"

#include "ui/rules/condition_row.h"
#include "ui/rules/editor_fields.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kRoot = "/when";

// Pointers of this editor name the group's kind as JSON does; rows and groups alone decide what has to be built.
std::string shapeText(const RuleJson& node)
{
    const std::string kind = groupKind(node);
    if (kind.empty())
        return "t";
    std::string text = "(" + kind;
    for (const RuleJson& child : node.at(kind))
        text += shapeText(child);
    return text + ")";
}

RuleJson::json_pointer placeIn(const std::string& pointer)
{
    return RuleJson::json_pointer(pointer.substr(kRoot.size()));
}

RuleJson emptyTest()
{
    return { { "fact", "" }, { "is", "" } };
}

} // namespace

ConditionEditor::ConditionEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void ConditionEditor::show(const RuleJson& when)
{
    if (when == m_when && m_content != nullptr)
        return;
    m_when = when;
    if (shapeText(when) != m_shape)
        rebuild();
    else
        showValues(m_when, kRoot);
}

void ConditionEditor::retranslate()
{
    if (m_content != nullptr)
        rebuild();
}

void ConditionEditor::setSeen(SeenValues seen)
{
    m_seen = std::move(seen);
    for (ConditionRow* row : m_rows)
        row->setSeen(&m_seen);
}

void ConditionEditor::rebuild()
{
    if (m_content != nullptr)
        retire(m_content);
    m_rows.clear();
    m_groups.clear();
    m_shape = shapeText(m_when);
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kSpace);
    buildGroup(m_when, kRoot, 1, m_content, column);
    m_column->addWidget(m_content);
    showProblems(m_problems);
    Q_EMIT rebuilt();
}

void ConditionEditor::buildGroup(
    const RuleJson& node, const std::string& pointer, int depth, QWidget* parent, QBoxLayout* column)
{
    const std::string kind = groupKind(node);
    Group group;
    group.pointer = pointer;
    buildHead(group, kind, depth, parent, column);
    group.problem = makeParagraph(parent, Tone::Error);
    group.problem->setMinimumWidth(0);
    group.problem->hide();
    const std::size_t place = m_groups.size();
    m_groups.push_back(group);
    buildChildren(node.at(kind), pointer + "/" + kind, depth, parent, column);
    column->addWidget(group.problem);
    buildFoot(m_groups[place], depth, parent, column);
}

void ConditionEditor::buildHead(Group& group, const std::string& kind, int depth, QWidget* parent, QBoxLayout* column)
{
    auto* line = new QHBoxLayout;
    QLabel* when = makeLabel(TextRole::Body, parent, Tone::Muted);
    group.kind = new Choice(parent);
    group.kind->add(tr("all of these match"), "all");
    group.kind->add(tr("any of these matches"), "any");
    group.kind->add(tr("none of these matches"), "none");
    group.kind->show(kind);
    //: before a choice: "When | all of these match"
    when->setText(depth == 1 ? tr("When") : tr("Group:"));
    when->setBuddy(group.kind);
    const int number = int(m_groups.size());
    group.kind->setAccessibleName(
        //: %1 is the number of a group of conditions within a rule
        depth == 1 ? tr("When which of the conditions match")
                   : tr("Group %1: which of its conditions match").arg(number));
    line->addWidget(when);
    line->addWidget(group.kind, 1);
    const std::string pointer = group.pointer;
    connect(group.kind, &QComboBox::currentIndexChanged, this,
        [this, pointer, box = group.kind] { changeKind(pointer, box->value()); });
    if (depth > 1) {
        QToolButton* remove = makeIconButton(m_theme, u"minus"_s, parent);
        nameButton(*remove, tr("Remove group %1").arg(number));
        line->addWidget(remove);
        connect(remove, &QToolButton::clicked, this, [this, pointer] { removeAt(pointer); });
    }
    column->addLayout(line);
}

void ConditionEditor::buildChildren(
    const RuleJson& children, const std::string& pointer, int depth, QWidget* parent, QBoxLayout* column)
{
    for (std::size_t at = 0; at < children.size(); ++at) {
        const std::string place = pointer + "/" + std::to_string(at);
        if (groupKind(children[at]).empty()) {
            auto* row = new ConditionRow(m_theme, place, int(m_rows.size()) + 1, parent);
            row->show(children[at]);
            row->setSeen(&m_seen);
            connect(row, &ConditionRow::edited, this, &ConditionEditor::changeTest);
            connect(row, &ConditionRow::removed, this, &ConditionEditor::removeAt);
            m_rows.push_back(row);
            column->addWidget(row);
            continue;
        }
        auto* frame = new QFrame(parent);
        frame->setProperty("group", true);
        auto* inner = new QVBoxLayout(frame);
        inner->setContentsMargins(10, 6, 0, 6);
        inner->setSpacing(6);
        buildGroup(children[at], place, depth + 1, frame, inner);
        column->addWidget(frame);
    }
}

void ConditionEditor::buildFoot(Group& group, int depth, QWidget* parent, QBoxLayout* column)
{
    auto* line = new QHBoxLayout;
    group.add = makeButton(ButtonKind::Plain, parent);
    group.add->setText(tr("+ Condition"));
    const int number = int(std::ranges::find(m_groups, group.pointer, &Group::pointer) - m_groups.begin());
    if (depth > 1)
        group.add->setAccessibleName(tr("Add a condition to group %1").arg(number));
    line->addWidget(group.add);
    const std::string pointer = group.pointer;
    connect(group.add, &QPushButton::clicked, this, [this, pointer] { addTo(pointer, emptyTest()); });
    if (depth < kMostDepth) {
        QPushButton* nested = makeButton(ButtonKind::Plain, parent);
        nested->setText(tr("+ Group"));
        if (depth > 1)
            nested->setAccessibleName(tr("Add a group to group %1").arg(number));
        line->addWidget(nested);
        const RuleJson fresh = { { "any", RuleJson::array({ emptyTest() }) } };
        connect(nested, &QPushButton::clicked, this, [this, pointer, fresh] { addTo(pointer, fresh); });
    }
    line->addStretch(1);
    column->addLayout(line);
}

void ConditionEditor::showValues(const RuleJson& node, const std::string& pointer)
{
    const std::string kind = groupKind(node);
    if (kind.empty()) {
        const auto row = std::ranges::find(m_rows, pointer, &ConditionRow::pointer);
        if (row != m_rows.end())
            (*row)->show(node);
        return;
    }
    const RuleJson& children = node.at(kind);
    for (std::size_t at = 0; at < children.size(); ++at)
        showValues(children[at], pointer + "/" + kind + "/" + std::to_string(at));
}

void ConditionEditor::showProblems(const std::vector<Error>& problems)
{
    m_problems = problems;
    for (ConditionRow* row : m_rows)
        row->showProblems(problems);
    for (const Group& group : m_groups) {
        QString words;
        for (const Error& problem : problems) {
            const std::string_view at = problem.parameter("pointer");
            const bool here = at == group.pointer
                || (at.starts_with(group.pointer) && problem.code == "group_empty"
                    && at.find('/', group.pointer.size() + 1) == std::string_view::npos);
            if (here && words.isEmpty())
                words = ruleProblemText(problem);
        }
        markField(*group.kind, group.problem, words);
    }
}

void ConditionEditor::focusFirst()
{
    if (m_rows.empty())
        m_groups.front().add->setFocus(Qt::TabFocusReason);
    else
        m_rows.front()->focusField();
}

void ConditionEditor::focusNew()
{
    const auto row =
        std::ranges::find_if(m_rows, [this](const ConditionRow* each) { return each->pointer().starts_with(m_added); });
    if (row != m_rows.end())
        (*row)->focusField();
    else if (!m_groups.empty())
        m_groups.front().add->setFocus(Qt::TabFocusReason);
}

void ConditionEditor::addTo(const std::string& pointer, const RuleJson& child)
{
    RuleJson when = m_when;
    RuleJson& group = when.at(placeIn(pointer));
    const std::string kind = groupKind(group);
    m_added = pointer + "/" + kind + "/" + std::to_string(group[kind].size());
    group[kind].push_back(child);
    show(when);
    focusNew();
    Q_EMIT edited(when, {});
}

void ConditionEditor::removeAt(const std::string& pointer)
{
    RuleJson when = m_when;
    const std::size_t slash = pointer.rfind('/');
    const std::size_t at = std::stoul(pointer.substr(slash + 1));
    RuleJson& siblings = when.at(placeIn(pointer.substr(0, slash)));
    siblings.erase(siblings.begin() + std::ptrdiff_t(at));
    m_added = pointer.substr(0, slash + 1) + std::to_string(at >= siblings.size() && at > 0 ? at - 1 : at);
    show(when);
    focusNew();
    Q_EMIT edited(when, {});
}

void ConditionEditor::changeKind(const std::string& pointer, const std::string& kind)
{
    RuleJson when = m_when;
    RuleJson& group = when.at(placeIn(pointer));
    const std::string former = groupKind(group);
    if (former.empty() || kind.empty() || former == kind)
        return;
    RuleJson children = group[former];
    group = RuleJson { { kind, std::move(children) } };
    const auto place = std::ranges::find(m_groups, pointer, &Group::pointer) - m_groups.begin();
    show(when);
    m_groups[std::size_t(place)].kind->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited(when, pointer + "#kind");
}

void ConditionEditor::changeTest(const std::string& pointer, const RuleJson& test, const std::string& part)
{
    m_when[placeIn(pointer)] = test;
    Q_EMIT edited(m_when, pointer + "#" + part);
}

} // namespace signalbox::ui

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

const std::string kRoot; // the path of the outermost group

// What has to be built; the kinds of groups are changed in place.
std::string shapeText(const RuleJson& node)
{
    const std::string kind = groupKind(node);
    if (kind.empty())
        return "t";
    std::string text = "(";
    for (const RuleJson& child : node.at(kind))
        text += shapeText(child);
    return text + ")";
}

// The JSON pointer of a path within a condition: "/1/0" as "/all/1/any/0".
std::string pointerOf(const RuleJson& when, const std::string& path)
{
    std::string pointer;
    const RuleJson* node = &when;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at + 1), path.size());
        const std::string number = path.substr(at + 1, end - at - 1);
        const std::string kind = groupKind(*node);
        pointer += "/" + kind + "/" + number;
        node = &node->at(kind).at(std::stoul(number));
        at = end;
    }
    return pointer;
}

RuleJson& nodeAt(RuleJson& when, const std::string& path)
{
    return when.at(RuleJson::json_pointer(pointerOf(when, path)));
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
    m_content->show(); // now, not with the next event: the focus goes there
    showProblems(m_problems);
    Q_EMIT rebuilt();
}

void ConditionEditor::buildGroup(
    const RuleJson& node, const std::string& path, int depth, QWidget* parent, QBoxLayout* column)
{
    const std::string kind = groupKind(node);
    Group group;
    group.path = path;
    buildHead(group, kind, depth, parent, column);
    group.problem = makeParagraph(parent, Tone::Error);
    group.problem->setMinimumWidth(0);
    group.problem->hide();
    const std::size_t place = m_groups.size();
    m_groups.push_back(group);
    buildChildren(node.at(kind), path, depth, parent, column);
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
    const std::string path = group.path;
    connect(group.kind, &QComboBox::currentIndexChanged, this,
        [this, path, box = group.kind] { changeKind(path, box->value()); });
    if (depth > 1) {
        QToolButton* remove = makeIconButton(m_theme, u"minus"_s, parent);
        nameButton(*remove, tr("Remove group %1").arg(number));
        line->addWidget(remove);
        connect(remove, &QToolButton::clicked, this, [this, path] { removeAt(path); });
    }
    column->addLayout(line);
}

void ConditionEditor::buildChildren(
    const RuleJson& children, const std::string& path, int depth, QWidget* parent, QBoxLayout* column)
{
    for (std::size_t at = 0; at < children.size(); ++at) {
        const std::string place = path + "/" + std::to_string(at);
        if (groupKind(children[at]).empty()) {
            auto* row = new ConditionRow(m_theme, place, int(m_rows.size()) + 1, parent);
            row->show(children[at]);
            row->setSeen(&m_seen);
            connect(row, &ConditionRow::edited, this, &ConditionEditor::changeTest);
            connect(row, &ConditionRow::removed, this, &ConditionEditor::removeAt);
            connect(row, &ConditionRow::rearranged, this, &ConditionEditor::rebuilt);
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
    const int number = int(std::ranges::find(m_groups, group.path, &Group::path) - m_groups.begin());
    if (depth > 1)
        group.add->setAccessibleName(tr("Add a condition to group %1").arg(number));
    line->addWidget(group.add);
    const std::string path = group.path;
    connect(group.add, &QPushButton::clicked, this, [this, path] { addTo(path, emptyTest()); });
    if (depth < kMostDepth) {
        QPushButton* nested = makeButton(ButtonKind::Plain, parent);
        nested->setText(tr("+ Group"));
        if (depth > 1)
            nested->setAccessibleName(tr("Add a group to group %1").arg(number));
        line->addWidget(nested);
        const RuleJson fresh = { { "any", RuleJson::array({ emptyTest() }) } };
        connect(nested, &QPushButton::clicked, this, [this, path, fresh] { addTo(path, fresh); });
    }
    line->addStretch(1);
    column->addLayout(line);
}

void ConditionEditor::showValues(const RuleJson& node, const std::string& path)
{
    const std::string kind = groupKind(node);
    if (kind.empty()) {
        const auto row = std::ranges::find(m_rows, path, &ConditionRow::path);
        if (row != m_rows.end())
            (*row)->show(node);
        return;
    }
    const auto group = std::ranges::find(m_groups, path, &Group::path);
    if (group != m_groups.end())
        group->kind->show(kind);
    const RuleJson& children = node.at(kind);
    for (std::size_t at = 0; at < children.size(); ++at)
        showValues(children[at], path + "/" + std::to_string(at));
}

void ConditionEditor::showProblems(const std::vector<Error>& problems)
{
    m_problems = problems;
    for (ConditionRow* row : m_rows)
        row->showProblems(problems, "/when" + pointerOf(m_when, row->path()));
    for (const Group& group : m_groups) {
        const std::string pointer = "/when" + pointerOf(m_when, group.path);
        QString words;
        for (const Error& problem : problems) {
            const std::string_view at = problem.parameter("pointer");
            const bool ofKind =
                at.starts_with(pointer + "/") && at.find('/', pointer.size() + 1) == std::string_view::npos;
            if (words.isEmpty() && (at == pointer || ofKind))
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
    const auto row = std::ranges::find_if(
        m_rows, [this](const ConditionRow* each) { return (each->path() + "/").starts_with(m_added + "/"); });
    if (row != m_rows.end())
        (*row)->focusField();
    else if (!m_groups.empty())
        m_groups.front().add->setFocus(Qt::TabFocusReason);
}

void ConditionEditor::addTo(const std::string& path, const RuleJson& child)
{
    RuleJson when = m_when;
    RuleJson& group = nodeAt(when, path);
    RuleJson& children = group[groupKind(group)];
    m_added = path + "/" + std::to_string(children.size());
    children.push_back(child);
    show(when);
    focusNew();
    Q_EMIT edited(when, {});
}

void ConditionEditor::removeAt(const std::string& path)
{
    RuleJson when = m_when;
    const std::size_t slash = path.rfind('/');
    const std::size_t at = std::stoul(path.substr(slash + 1));
    RuleJson& group = nodeAt(when, path.substr(0, slash));
    RuleJson& siblings = group[groupKind(group)];
    siblings.erase(siblings.begin() + std::ptrdiff_t(at));
    m_added = path.substr(0, slash + 1) + std::to_string(at >= siblings.size() && at > 0 ? at - 1 : at);
    show(when);
    focusNew();
    Q_EMIT edited(when, {});
}

void ConditionEditor::changeKind(const std::string& path, const std::string& kind)
{
    RuleJson when = m_when;
    RuleJson& group = nodeAt(when, path);
    const std::string former = groupKind(group);
    if (former.empty() || kind.empty() || former == kind)
        return;
    RuleJson children = group[former];
    group = RuleJson::object();
    group[kind] = std::move(children);
    m_when = when;
    Q_EMIT edited(when, "when" + path + "#kind");
}

void ConditionEditor::changeTest(const std::string& path, const RuleJson& test, const std::string& part)
{
    nodeAt(m_when, path) = test;
    Q_EMIT edited(m_when, "when" + path + "#" + part);
}

} // namespace signalbox::ui

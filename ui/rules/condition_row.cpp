// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/condition_row.h"

#include "ui/rules/editor_fields.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGap = 6;
constexpr int kFieldPart = 5; ///< of the first line
constexpr int kOperatorPart = 4;

std::string factOf(const RuleJson& test)
{
    const auto fact = test.is_object() ? test.find("fact") : test.end();
    return test.is_object() && fact != test.end() && fact->is_string() ? fact->get<std::string>() : std::string();
}

// "is_not" true and "is" false are the same; the choice shows the second.
bool wantsTrue(const RuleJson& test)
{
    const RuleJson value = valueOf(test);
    return (value.is_boolean() && value.get<bool>()) == (operatorOf(test) == "is");
}

} // namespace

ConditionRow::ConditionRow(const Theme& theme, std::string path, int number, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_path(std::move(path))
    , m_number(number)
    , m_field(new Choice(this))
    , m_argument(new EditorLine(this))
    , m_operator(new Choice(this))
    , m_choice(new Choice(this))
    , m_value(new EditorLine(this))
    , m_and(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_upper(new EditorLine(this))
    , m_unit(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_remove(makeIconButton(theme, u"minus"_s, this))
    , m_problem(makeParagraph(this, Tone::Error))
    , m_firstLine(new QHBoxLayout)
    , m_foldedLine(new QHBoxLayout)
    , m_secondLine(new QHBoxLayout)
{
    build();
    nameParts();
    connect(m_field, &QComboBox::currentIndexChanged, this, &ConditionRow::fieldChosen);
    connect(m_argument, &QLineEdit::textEdited, this, &ConditionRow::argumentTyped);
    connect(m_operator, &QComboBox::currentIndexChanged, this, &ConditionRow::operatorChosen);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] { valueTyped("value"); });
    connect(m_value, &QLineEdit::textChanged, this, [this] { valueTyped("value"); });
    connect(m_upper, &QLineEdit::textEdited, this, [this] { valueTyped("upper"); });
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removed(m_path); });
}

void ConditionRow::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_firstLine->setSpacing(kGap);
    m_foldedLine->setSpacing(kGap);
    m_secondLine->setSpacing(kGap);
    m_firstLine->addWidget(m_field, kFieldPart);
    m_firstLine->addWidget(m_operator, kOperatorPart);
    m_secondLine->addWidget(m_argument, 2);
    m_secondLine->addWidget(m_choice, 3);
    m_secondLine->addWidget(m_value, 3);
    m_secondLine->addWidget(m_and);
    m_secondLine->addWidget(m_upper, 3);
    m_secondLine->addWidget(m_unit);
    column->addLayout(m_firstLine);
    column->addLayout(m_foldedLine);
    column->addLayout(m_secondLine);
    column->addWidget(m_problem);
    m_problem->setMinimumWidth(0);
    m_problem->hide();
    for (const FactChoice& choice : factChoices())
        m_field->add(choice.words, choice.name);
    m_field->setPlaceholderText(tr("Choose…"));
    m_and->setText(tr("and"));
}

void ConditionRow::nameParts()
{
    //: names of the parts of a condition; %1 is its number
    m_field->setAccessibleName(tr("Condition %1: field").arg(m_number));
    m_argument->setAccessibleName(tr("Condition %1: name").arg(m_number));
    m_operator->setAccessibleName(tr("Condition %1: comparison").arg(m_number));
    m_choice->setAccessibleName(tr("Condition %1: value").arg(m_number));
    m_value->setAccessibleName(tr("Condition %1: value").arg(m_number));
    m_upper->setAccessibleName(tr("Condition %1: upper value").arg(m_number));
    nameButton(*m_remove, tr("Remove condition %1").arg(m_number));
}

void ConditionRow::show(const RuleJson& test)
{
    if (test == m_test)
        return;
    m_test = test;
    const std::string fact = factOf(test);
    const std::string choice = choiceOf(fact);
    m_field->show(choice.empty() ? fact : choice);
    const bool family = choice.ends_with(':');
    m_argument->setVisible(family);
    if (family) {
        m_argument->show(toQString(fact.substr(choice.size())));
        m_argument->setPlaceholderText(argumentWords(choice));
        m_argument->setToolTip(argumentWords(choice));
    }
    showOperators();
    showValues();
    fillCompletions();
}

void ConditionRow::showOperators()
{
    const QSignalBlocker quiet(m_operator);
    const std::string fact = factOf(m_test);
    m_operator->clear();
    m_operator->setVisible(!fact.empty());
    if (shapeOf(fact).kind == ValueKind::Truth) {
        m_operator->add(tr("is true"), "true");
        m_operator->add(tr("is false"), "false");
        m_operator->show(wantsTrue(m_test) ? "true" : "false");
        return;
    }
    for (const std::string& op : operatorsOf(fact))
        m_operator->add(operatorWords(op), op);
    m_operator->show(operatorOf(m_test));
}

void ConditionRow::showValues()
{
    const std::string fact = factOf(m_test);
    const FactShape shape = shapeOf(fact);
    const std::string op = operatorOf(m_test);
    const RuleJson value = valueOf(m_test);
    const bool none = fact.empty() || shape.kind == ValueKind::Truth;
    const bool between = !none && op == "between";
    const bool listed = !none && shape.kind == ValueKind::Choice && op != "in";
    m_choice->setVisible(listed);
    m_value->setVisible(!none && !listed);
    m_and->setVisible(between);
    m_upper->setVisible(between);
    m_unit->setVisible(!none && !shape.unit.isEmpty());
    m_unit->setText(shape.unit);
    placeParts();
    if (listed) {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const std::string& each : shape.values)
            m_choice->add(valueWords(fact, each), each);
        m_choice->show(toStd(shownValue(value)));
        return;
    }
    const bool isText = shape.kind == ValueKind::Text && (op == "is" || op == "is_not");
    m_value->setPlaceholderText(op == "in"   ? tr("one, two, three")
            : shape.kind == ValueKind::Clock ? u"08:00"_s
            //: in an empty field: the condition asks for a fact that a request says nothing of
            : isText ? tr("empty: not given")
                     : QString());
    if (between && value.is_array() && value.size() == 2) {
        m_value->show(shownValue(value[0]));
        m_upper->show(shownValue(value[1]));
    } else if (op == "in") {
        if (typedList(m_value->text()) != value) // while it is typed, "pro, " has to stay as it is
            m_value->show(shownList(value));
    } else {
        m_value->show(shownValue(value));
    }
}

// With large text or in a narrow window the comparison gets a line of its own: its words are never cut. The button
// stands at the end of the last line, so that reading and tab order are one.
void ConditionRow::placeParts()
{
    const int room = width() - kGap;
    const bool shown = !factOf(m_test).empty();
    const bool folded = shown
        && (m_field->shownWidth() > room * kFieldPart / (kFieldPart + kOperatorPart)
            || m_operator->shownWidth() > room * kOperatorPart / (kFieldPart + kOperatorPart));
    const bool values = m_choice->isVisibleTo(this) || m_value->isVisibleTo(this);
    QHBoxLayout* second = folded ? m_foldedLine : m_firstLine;
    QHBoxLayout* last = values ? m_secondLine : second;
    bool moved = false;
    if (second->indexOf(m_operator) < 0) {
        second->addWidget(m_operator, kOperatorPart);
        last->removeWidget(m_remove); // it comes behind it
        moved = true;
    }
    if (moved || last->indexOf(m_remove) < 0) {
        last->addWidget(m_remove);
        Q_EMIT rearranged();
    }
}

void ConditionRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeParts();
}

void ConditionRow::setSeen(const SeenValues* seen)
{
    m_seen = seen;
    fillCompletions();
}

void ConditionRow::fillCompletions()
{
    const auto values = m_seen == nullptr ? decltype(m_seen->byFact.end()) {} : m_seen->byFact.find(factOf(m_test));
    const bool one = operatorOf(m_test) != "in";
    if (m_seen == nullptr || values == m_seen->byFact.end() || !one || values->second.empty()) {
        m_value->setCompleter(nullptr);
        return;
    }
    auto* completer = new QCompleter(m_value);
    auto* model = new QStandardItemModel(completer);
    for (const auto& [value, count] : values->second) {
        auto* item = new QStandardItem;
        //: a value that was seen, and in how many requests: "pro · 2,114"
        item->setData(
            count > 0 ? tr("%1 · %2").arg(toQString(value), countText(count)) : toQString(value), Qt::DisplayRole);
        item->setData(toQString(value), Qt::UserRole);
        model->appendRow(item);
    }
    completer->setModel(model);
    completer->setCompletionRole(Qt::UserRole);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_value->setCompleter(completer);
}

void ConditionRow::showProblems(const std::vector<Error>& problems, const std::string& pointer)
{
    QString words;
    std::string place;
    for (const Error& problem : problems) {
        const std::string at(problem.parameter("pointer"));
        if (!words.isEmpty() || (at != pointer && !at.starts_with(pointer + "/")))
            continue;
        words = ruleProblemText(problem);
        place = at.substr(pointer.size());
    }
    const bool ofField = place == "/fact" || factOf(m_test).empty();
    const bool ofUpper = m_upper->isVisibleTo(this) && place.ends_with("/1");
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
    QWidget* value = m_choice->isVisibleTo(this) ? static_cast<QWidget*>(m_choice) : m_value;
    markField(*m_field, nullptr, ofField ? words : QString());
    markField(*m_upper, nullptr, ofUpper ? words : QString());
    markField(*value, nullptr, ofField || ofUpper ? QString() : words);
}

void ConditionRow::focusField()
{
    m_field->setFocus(Qt::TabFocusReason);
}

void ConditionRow::say(const RuleJson& test, const std::string& part)
{
    if (test == m_test)
        return;
    show(test);
    Q_EMIT edited(m_path, test, part);
}

void ConditionRow::fieldChosen()
{
    const std::string fact = m_field->value();
    if (!fact.empty())
        say(freshTest(fact, {}, m_test), "field");
}

void ConditionRow::argumentTyped()
{
    const std::string fact = choiceOf(factOf(m_test)) + toStd(m_argument->text().trimmed());
    RuleJson test = { { "fact", fact } };
    test[operatorOf(m_test)] = valueOf(m_test);
    m_test = test;
    Q_EMIT edited(m_path, test, "name");
}

void ConditionRow::operatorChosen()
{
    const std::string fact = factOf(m_test);
    const std::string op = m_operator->value();
    if (op.empty())
        return;
    if (shapeOf(fact).kind == ValueKind::Truth)
        say({ { "fact", fact }, { "is", op == "true" } }, "operator");
    else
        say(freshTest(fact, op, m_test), "operator");
}

RuleJson ConditionRow::valueFromFields(const std::string& op) const
{
    const FactShape shape = shapeOf(factOf(m_test));
    if (shape.kind == ValueKind::Choice && op != "in")
        return m_choice->value();
    if (op == "in")
        return typedList(m_value->text());
    if (op == "between")
        return RuleJson::array({ typedValue(shape, m_value->text()), typedValue(shape, m_upper->text()) });
    return typedValue(shape, m_value->text());
}

void ConditionRow::valueTyped(const std::string& part)
{
    const std::string op = operatorOf(m_test);
    if (op.empty() || (part == "value" && shapeOf(factOf(m_test)).kind == ValueKind::Truth))
        return;
    RuleJson test = { { "fact", factOf(m_test) } };
    test[op] = valueFromFields(op);
    if (test == m_test)
        return;
    m_test = test;
    Q_EMIT edited(m_path, test, part);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_editor.h"

#include "ui/rules/action_editor.h"
#include "ui/rules/condition_editor.h"
#include "ui/rules/condition_words.h"
#include "ui/rules/editor_fields.h"
#include "ui/rules/rule_language.h"
#include "ui/rules/tab_order.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 14;
constexpr int kNoteHeight = 60;

} // namespace

RuleEditor::RuleEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_empty(makeParagraph(this))
    , m_restore(makeButton(ButtonKind::Plain, this))
    , m_form(new QWidget)
    , m_importNote(makeParagraph(m_form, Tone::Warning))
    , m_reviewed(makeButton(ButtonKind::Plain, m_form))
    , m_nameLabel(makeLabel(TextRole::Body, m_form, Tone::Muted))
    , m_name(new EditorLine(m_form))
    , m_nameProblem(makeParagraph(m_form, Tone::Error))
    , m_condition(new ConditionEditor(theme, m_form))
    , m_always(makeParagraph(m_form))
    , m_action(new ActionEditor(theme, m_form))
    , m_noteLabel(makeLabel(TextRole::Body, m_form, Tone::Muted))
    , m_note(new EditorText(m_form))
    , m_words(makeParagraph(m_form))
    , m_others(makeParagraph(m_form, Tone::Error))
    , m_below(new QVBoxLayout)
{
    build();
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) { memberTyped("name", text); });
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] { memberTyped("note", m_note->toPlainText()); });
    connect(m_condition, &ConditionEditor::rebuilt, this, [this] { orderTabs(*m_form->layout()); });
    connect(m_action, &ActionEditor::rebuilt, this, [this] { orderTabs(*m_form->layout()); });
    connect(m_condition, &ConditionEditor::edited, this, &RuleEditor::conditionEdited);
    connect(m_action, &ActionEditor::edited, this, &RuleEditor::actionEdited);
    connect(m_restore, &QPushButton::clicked, this, &RuleEditor::restoreWanted);
    connect(m_reviewed, &QPushButton::clicked, this, &RuleEditor::reviewed);
    retranslate();
    show(nullptr, Scope::Whole);
}

void RuleEditor::build()
{
    auto* form = new QVBoxLayout(m_form);
    form->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    form->setSpacing(Theme::kSpace);
    for (QLabel* label : { m_importNote, m_nameProblem, m_always, m_words, m_others })
        label->setMinimumWidth(0);
    for (QWidget* part : std::initializer_list<QWidget*> { m_importNote, m_reviewed, m_nameLabel, m_name, m_nameProblem,
             m_condition, m_always, m_action, m_noteLabel, m_note, m_words, m_others })
        form->addWidget(part);
    form->addLayout(m_below);
    form->addStretch(1);
    m_note->setMaximumHeight(m_theme.scaled(kNoteHeight));
    m_nameLabel->setBuddy(m_name);
    m_noteLabel->setBuddy(m_note);
    m_nameProblem->hide();
    m_area = makePageScroll(m_form, this);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->setSpacing(0); // what is hidden leaves no gap above the form
    auto* restore = new QHBoxLayout;
    restore->addSpacing(kMargin);
    restore->addWidget(m_restore);
    restore->addStretch(1);
    column->addLayout(restore);
    column->addWidget(m_area, 1);
    column->addStretch(0);
    m_empty->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_empty->setAlignment(Qt::AlignTop);
    // Leaving a field ends its step.
    m_name->installEventFilter(this);
    m_note->installEventFilter(this);
    m_form->installEventFilter(this);
}

void RuleEditor::retranslate()
{
    m_restore->setText(tr("Restore"));
    m_empty->setText(m_removed.isEmpty() ? tr("Select a rule to edit it, or make a new one.")
                                         : tr("“%1” goes when the draft is applied.").arg(m_removed));
    m_importNote->setText(tr("This rule came from an import. Look at it before you apply it."));
    m_reviewed->setText(tr("I have looked at it"));
    m_nameLabel->setText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the rule"));
    m_always->setText(tr("The last rule takes every request that no rule above it has taken. It has no condition."));
    m_noteLabel->setText(tr("Note"));
    m_note->setAccessibleName(tr("Note"));
    m_condition->retranslate();
    m_action->retranslate();
    showWords();
}

void RuleEditor::setConfig(std::shared_ptr<const Config> config)
{
    m_config = config;
    m_action->setConfig(std::move(config));
    showWords();
}

void RuleEditor::setSeen(SeenValues seen)
{
    m_condition->setSeen(std::move(seen));
}

void RuleEditor::show(const DraftRulePtr& rule, Scope scope)
{
    m_rule = rule;
    if (!m_removed.isEmpty() || rule == nullptr) {
        m_removed.clear();
        m_empty->setText(tr("Select a rule to edit it, or make a new one."));
    }
    m_restore->hide();
    m_empty->setVisible(rule == nullptr);
    m_area->setVisible(rule != nullptr);
    if (rule == nullptr)
        return;
    const bool imported = rule->origin() == DraftRule::Origin::Imported;
    m_importNote->setVisible(imported);
    m_reviewed->setVisible(imported);
    m_name->show(toQString(rule->text("name")));
    m_note->show(toQString(rule->text("note")));
    m_condition->setVisible(scope == Scope::Whole);
    m_always->setVisible(scope == Scope::LastRule);
    m_condition->show(rule->json().at("when"));
    m_action->show(rule->json().value("route", RuleJson::object()));
    showWords();
}

void RuleEditor::showRemoved(const QString& title)
{
    show(nullptr, Scope::Whole);
    m_removed = title;
    m_empty->setText(tr("“%1” goes when the draft is applied.").arg(title));
    m_restore->show();
}

void RuleEditor::showWords()
{
    if (m_rule == nullptr)
        return;
    const std::vector<Error>& problems = m_rule->problems();
    m_condition->showProblems(problems);
    m_action->showProblems(problems);
    QStringList others;
    QString name;
    for (const Error& problem : problems) {
        const std::string_view place = problem.parameter("pointer");
        if (place == "/name")
            name = ruleProblemText(problem);
        else if (!place.starts_with("/when") && !place.starts_with("/route"))
            others.append(ruleProblemText(problem));
    }
    markField(*m_name, m_nameProblem, name);
    m_others->setText(others.join(u'\n'));
    m_others->setVisible(!others.isEmpty());
    QString words = draftWords(shortest(m_rule->json().at("when")));
    if (m_rule->rule())
        //: a rule in plain words: %1 a condition, %2 where it leads ("Frontier")
        words = tr("Reads: when %1 → %2").arg(words, routeWords(m_rule->rule()->route, [this](const std::string& tier) {
            return tierLook(m_theme, m_config.get(), tier).name;
        }));
    else
        //: a rule that is not complete yet: %1 a condition
        words = tr("Not complete yet: when %1").arg(words);
    m_words->setText(words);
    setTone(*m_words, m_rule->rule() ? Tone::Muted : Tone::Warning);
}

void RuleEditor::focusName()
{
    m_name->setFocus(Qt::TabFocusReason);
    m_name->selectAll();
}

void RuleEditor::memberTyped(const char* member, const QString& text)
{
    if (m_rule == nullptr)
        return;
    RuleJson json = m_rule->json();
    json[member] = toStd(text);
    if (text.isEmpty() && std::string_view(member) == "note")
        json.erase(member);
    Q_EMIT edited(json, member);
}

void RuleEditor::conditionEdited(const RuleJson& when, const std::string& field)
{
    if (m_rule == nullptr)
        return;
    RuleJson json = m_rule->json();
    json["when"] = when;
    Q_EMIT edited(json, field);
}

void RuleEditor::actionEdited(const RuleJson& route, const std::string& field)
{
    if (m_rule == nullptr)
        return;
    RuleJson json = m_rule->json();
    json["route"] = route;
    Q_EMIT edited(json, field);
}

QSize RuleEditor::minimumSizeHint() const
{
    const int bar = m_area->verticalScrollBar()->sizeHint().width();
    return { m_form->minimumSizeHint().width() + bar, QWidget::minimumSizeHint().height() };
}

bool RuleEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_form && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    if (event->type() == QEvent::FocusOut)
        Q_EMIT fieldLeft();
    return QWidget::eventFilter(watched, event);
}

void RuleEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox::ui

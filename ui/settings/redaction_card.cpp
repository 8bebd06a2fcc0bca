// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/redaction_card.h"

#include "core/record/redaction.h"
#include "ui/rules/tab_order.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QFontDatabase>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestName = 80;
constexpr int kLongestPattern = 1000;
constexpr int kLongestWith = 200;

/// By its name, or else by the pattern itself.
QString titleOf(const RedactionEntry& entry)
{
    return toQString(entry.name.empty() ? entry.pattern : entry.name);
}

} // namespace

RedactionEditor::RedactionEditor(Purpose purpose, const RedactionEntry& entry, QWidget* parent)
    : Form(parent)
    , m_name(new QLineEdit(toQString(entry.name), this))
    , m_pattern(new QLineEdit(toQString(entry.pattern), this))
    , m_with(new QLineEdit(toQString(entry.with), this))
{
    setWritesConfiguration();
    m_name->setMaxLength(kLongestName);
    m_pattern->setMaxLength(kLongestPattern);
    m_with->setMaxLength(kLongestWith);
    QFont fixed; // its size stays that of the text
    fixed.setFamily(QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    m_pattern->setFont(fixed);
    m_name->setPlaceholderText(tr("Customer numbers"));
    m_pattern->setPlaceholderText(u"(?i)cust-[0-9]+"_s);
    m_with->setPlaceholderText(tr("nothing"));
    addField("name", tr("Name"), m_name);
    addField("pattern", tr("Pattern"), m_pattern);
    addField("with", tr("Becomes"), m_with);
    setSaveText(purpose == Purpose::New ? tr("Add pattern") : tr("Save"));
    for (const QLineEdit* line : { m_name, m_pattern, m_with })
        connect(line, &QLineEdit::textEdited, this, &RedactionEditor::typed);
}

RedactionEntry RedactionEditor::entry() const
{
    // Spaces at the ends of a pattern mean something.
    return { toStd(m_name->text().trimmed()), toStd(m_pattern->text()), toStd(m_with->text()) };
}

RedactionCard::RedactionCard(Engine& engine, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_meaning(makeParagraph(this))
    , m_none(makeParagraph(this))
    , m_add(makeButton(ButtonKind::Plain, this))
    , m_lines(new QVBoxLayout)
    , m_tryName(makeLabel(TextRole::Body, this))
    , m_sample(new QLineEdit(this))
    , m_result(makeParagraph(this, Tone::Normal))
{
    addHeaderWidget(m_add);
    body()->addWidget(m_meaning);
    body()->addWidget(m_none);
    body()->addLayout(m_lines);
    auto* trial = new QHBoxLayout;
    trial->setSpacing(2 * Theme::kSpace);
    trial->addWidget(m_tryName);
    trial->addWidget(m_sample, 1);
    body()->addLayout(trial);
    body()->addWidget(m_result);
    m_tryName->setBuddy(m_sample);
    m_sample->setClearButtonEnabled(true);
    m_result->setTextFormat(Qt::PlainText); // what is tried may look like anything
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel* label : { m_meaning, m_none, m_result })
        label->setMinimumWidth(0);
    setWriting(*m_add);
    connect(m_add, &QPushButton::clicked, this, &RedactionCard::add);
    connect(m_sample, &QLineEdit::textChanged, this, &RedactionCard::sayTried);
    connect(&m_engine, &Engine::configChanged, this, &RedactionCard::refresh);
    retranslate();
}

void RedactionCard::retranslate()
{
    setTitle(tr("What is taken out"));
    m_meaning->setText(
        tr("Patterns (RE2) for what must not be kept: every match in features, sessions, headers that rules look at, "
           "model names, error messages and alerts is replaced before it is stored, sent or looked at by rules. "
           "Prompts are never stored; they go to the provider as they are."));
    m_none->setText(tr("Nothing is taken out. Keys are hidden anyway."));
    m_add->setText(tr("Add pattern…"));
    m_tryName->setText(tr("Try it"));
    m_sample->setAccessibleName(tr("Text to try the patterns on"));
    m_sample->setPlaceholderText(tr("a text; it is kept nowhere"));
    closeEditor();
    m_entries.clear();
    refresh();
}

std::string RedactionCard::text() const
{
    return m_engine.config()->text;
}

void RedactionCard::refresh()
{
    std::vector<RedactionEntry> entries = readRedactions(text());
    m_none->setVisible(entries.empty());
    if (entries != m_entries || entries.size() != m_shown.size()) {
        for (QWidget* line : m_shown)
            retire(line);
        m_shown.clear();
        m_entries = std::move(entries);
        for (const RedactionEntry& entry : m_entries) {
            m_shown.push_back(makeLine(entry));
            m_lines->addWidget(m_shown.back());
            m_shown.back()->show();
        }
        orderTabs(*body());
    }
    sayTried();
}

QWidget* RedactionCard::makeLine(const RedactionEntry& entry)
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    if (!entry.name.empty()) {
        auto* name = new ElidedLabel(TextRole::Body, line);
        name->say(toQString(entry.name));
        layout->addWidget(name, 1);
    }
    auto* pattern = new ElidedLabel(TextRole::Small, line, Tone::Muted);
    //: %1: a pattern, %2: the text that stands in the place of what it finds
    pattern->say(entry.with.empty() ? tr("%1 → nothing").arg(toQString(entry.pattern))
                                    : tr("%1 → %2").arg(toQString(entry.pattern), toQString(entry.with)));
    QPushButton* edit = makeButton(ButtonKind::Quiet, line);
    QPushButton* away = makeButton(ButtonKind::Quiet, line);
    edit->setText(tr("Change"));
    away->setText(tr("Remove"));
    edit->setAccessibleName(tr("Change the pattern “%1”").arg(titleOf(entry)));
    away->setAccessibleName(tr("Remove the pattern “%1”").arg(titleOf(entry)));
    layout->addWidget(pattern, 2);
    layout->addWidget(edit);
    layout->addWidget(away);
    connect(edit, &QPushButton::clicked, this, [this, entry] { change(entry); });
    setWriting(*away);
    connect(away, &QPushButton::clicked, this, [this, entry] { remove(entry); });
    return line;
}

void RedactionCard::add()
{
    openEditor(RedactionEditor::Purpose::New, RedactionEntry());
}

void RedactionCard::change(const RedactionEntry& entry)
{
    openEditor(RedactionEditor::Purpose::Change, entry);
}

void RedactionCard::openEditor(RedactionEditor::Purpose purpose, const RedactionEntry& entry)
{
    closeEditor();
    m_purpose = purpose;
    m_former = entry;
    m_editor = new RedactionEditor(purpose, entry, this);
    m_editor->setCheck([this] { return check(); });
    connect(m_editor, &Form::saved, this, &RedactionCard::save);
    connect(m_editor, &Form::cancelled, this, &RedactionCard::closeEditor);
    connect(m_editor, &RedactionEditor::typed, this, &RedactionCard::sayTried);
    body()->insertWidget(body()->indexOf(m_none) + 2, m_editor); // after the lines, before the trial
    m_editor->show();
    orderTabs(*body());
    m_editor->focusFirst();
}

void RedactionCard::closeEditor()
{
    if (m_editor == nullptr)
        return;
    retire(m_editor);
    m_editor = nullptr;
    sayTried();
    m_add->setFocus();
}

EditedText RedactionCard::edited() const
{
    return m_purpose == RedactionEditor::Purpose::New ? addRedaction(text(), m_editor->entry())
                                                      : editRedaction(text(), m_former, m_editor->entry());
}

std::vector<ConfigProblem> RedactionCard::check()
{
    if (m_editor == nullptr)
        return {};
    m_editor->showNote(takesEverything(m_editor->entry())
            ? tr("⚠ Nothing would be left of any text: rules could not tell features apart, and no error would say "
                 "what is wrong. Say more exactly what must not be kept.")
            : QString(),
        Tone::Warning);
    return problemsOf(edited());
}

void RedactionCard::save()
{
    const bool isNew = m_purpose == RedactionEditor::Purpose::New;
    const QString title = titleOf(m_editor->entry());
    //: %1: a pattern that is taken out of texts
    const QString done = (isNew ? tr("Pattern “%1” added") : tr("Pattern “%1” changed")).arg(title);
    if (const auto problems = applyEdit(m_engine, m_page, edited(), done); !problems.empty())
        return m_editor->showProblems(problems);
    closeEditor();
    refresh();
}

void RedactionCard::remove(const RedactionEntry& entry)
{
    closeEditor();
    (void)applyEdit(m_engine, m_page, removeRedaction(text(), entry), tr("Pattern “%1” removed").arg(titleOf(entry)));
    m_add->setFocus();
}

void RedactionCard::tryOn(const QString& sample)
{
    m_sample->setText(sample);
}

/// With what is being typed in its place, so that it can be tried before it is in force.
void RedactionCard::sayTried()
{
    const QString sample = m_sample->text();
    m_result->setVisible(!sample.isEmpty());
    if (sample.isEmpty())
        return;
    std::vector<Redaction::Rule> rules;
    for (const RedactionEntry& each : m_editor != nullptr ? readRedactions(edited().value_or(text())) : m_entries)
        rules.push_back({ each.pattern, each.with });
    const auto made = Redaction::make(rules);
    if (!made) {
        setTone(*m_result, Tone::Muted);
        return m_result->setText(tr("The pattern can't be used yet."));
    }
    const QString left = toQString((*made)->applied(toStd(sample)));
    setTone(*m_result, left == sample ? Tone::Muted : Tone::Normal);
    //: %1: what is left of a text
    m_result->setText(left == sample ? tr("Nothing in it is taken out.") : tr("Becomes: %1").arg(left));
}

} // namespace signalbox::ui

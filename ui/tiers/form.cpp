// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/form.h"

#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QTimer>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kFieldWidth = 24;    ///< lines of text high
constexpr int kCheckAfterMs = 150; ///< of no further key

/// In one line where there is room; it wraps before it takes the field's.
class FieldLabel final : public QLabel {
public:
    explicit FieldLabel(const QString& text, QWidget* parent)
        : QLabel(text, parent)
    {
        setTextFormat(Qt::PlainText);
        setTextRole(*this, TextRole::Body);
        setTone(*this, Tone::Normal);
        setWordWrap(true);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QMargins margins = contentsMargins();
        return QSize(fontMetrics().horizontalAdvance(text()) + margins.left() + margins.right() + kRounding,
            QLabel::sizeHint().height());
    }

private:
    static constexpr int kRounding = 2;
};

} // namespace

Form::Form(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_parts(new QVBoxLayout)
    , m_soon(new QTimer(this))
    , m_others(makeParagraph(this, Tone::Error))
    , m_save(makeButton(ButtonKind::Primary, this))
    , m_cancel(makeButton(ButtonKind::Plain, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, Theme::kSpace, 0, 0);
    column->setSpacing(Theme::kSpace);
    m_grid->setHorizontalSpacing(2 * Theme::kSpace);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1);
    column->addLayout(m_grid);
    column->addLayout(m_parts);
    m_soon->setSingleShot(true);
    m_soon->setInterval(kCheckAfterMs);
    connect(m_soon, &QTimer::timeout, this, &Form::showTyped);
    column->addWidget(m_others);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    column->addLayout(buttons);
    m_others->hide();
    m_save->setText(tr("Save"));
    m_cancel->setText(tr("Cancel"));
    connect(m_save, &QPushButton::clicked, this, &Form::saved);
    connect(m_cancel, &QPushButton::clicked, this, &Form::cancelled);
}

void Form::addField(const std::string& member, const QString& label, QWidget* field)
{
    const int row = 2 * int(m_fields.size());
    auto* name = new FieldLabel(label, this);
    name->setBuddy(field);
    field->setParent(this);
    field->setAccessibleName(label);
    field->setMaximumWidth(kFieldWidth * fontMetrics().height());
    QLabel* problem = makeParagraph(this, Tone::Error);
    problem->hide();
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(field, row, 1);
    m_grid->addWidget(problem, row + 1, 1, 1, 2);
    m_grid->setColumnMinimumWidth(1, 260);
    m_fields.push_back({ member, name, field, problem });
    setTabOrder(field, m_save);
    setTabOrder(m_save, m_cancel);
    const auto touched = [this, field] { touch(field); };
    if (auto* line = qobject_cast<QLineEdit*>(field))
        connect(line, &QLineEdit::textEdited, this, touched);
    else if (auto* box = qobject_cast<QComboBox*>(field))
        connect(box, &QComboBox::activated, this, touched);
    else if (auto* button = qobject_cast<QAbstractButton*>(field))
        connect(button, &QAbstractButton::clicked, this, touched);
}

void Form::addPart(QWidget* part)
{
    part->setParent(this);
    m_parts->addWidget(part);
    part->show();
}

void Form::touch(const QWidget* field)
{
    const auto found = std::ranges::find(m_fields, field, &Field::field);
    if (found != m_fields.end())
        found->touched = true;
    if (m_check)
        m_soon->start();
}

/// Fields that nobody has come to yet are not blamed for being empty; a mark that is there goes as soon as it may.
void Form::showTyped()
{
    if (isHidden())
        return; // it is closed and about to go: whoever checks does not know it any more
    const std::vector<ConfigProblem> problems = m_check();
    for (const Field& field : m_fields) {
        if (field.field->isHidden() || (!field.touched && field.problem->text().isEmpty()))
            continue;
        showAt(field, problemOf(problems, field.member));
    }
}

void Form::setFieldVisible(const std::string& member, bool visible)
{
    const auto found = std::ranges::find(m_fields, member, &Field::member);
    if (found == m_fields.end())
        return;
    found->label->setVisible(visible);
    found->field->setVisible(visible);
    found->problem->setVisible(visible && !found->problem->text().isEmpty());
}

void Form::setWritesConfiguration()
{
    setWriting(*m_save);
}

void Form::setSaveText(const QString& text)
{
    m_save->setText(text);
}

void Form::showAt(const Field& field, const QString& problem)
{
    field.problem->setText(problem);
    field.problem->setVisible(!problem.isEmpty() && !field.field->isHidden());
    field.field->setAccessibleDescription(problem);
    if (field.field->property("invalid").toBool() == !problem.isEmpty())
        return;
    field.field->setProperty("invalid", !problem.isEmpty());
    field.field->style()->unpolish(field.field);
    field.field->style()->polish(field.field);
}

void Form::showProblems(const std::vector<ConfigProblem>& problems)
{
    m_soon->stop();
    std::vector<std::string_view> members;
    QWidget* first = nullptr;
    for (const Field& field : m_fields) {
        if (field.field->isHidden())
            continue;
        members.push_back(field.member);
        const QString problem = problemOf(problems, field.member);
        showAt(field, problem);
        if (first == nullptr && !problem.isEmpty())
            first = field.field;
    }
    const QString others = otherProblems(problems, members);
    showNote(others, Tone::Error);
    if (first != nullptr)
        first->setFocus();
}

void Form::showNote(const QString& note, Tone tone)
{
    setTone(*m_others, tone);
    m_others->setText(note);
    m_others->setVisible(!note.isEmpty());
}

void Form::clearProblems()
{
    showProblems({});
}

QString Form::shownProblems() const
{
    QStringList shown { m_others->text() };
    for (const Field& field : m_fields)
        shown.append(field.problem->text());
    shown.removeAll(QString());
    return shown.join(QLatin1Char('\n'));
}

void Form::focusFirst()
{
    const auto shown = std::ranges::find_if(m_fields, [](const Field& field) {
        return field.field->isEnabledTo(field.field->parentWidget()) && !field.field->isHidden();
    });
    if (shown == m_fields.end())
        return;
    shown->field->setFocus();
    // Once it has its place: large text may have put it below what is seen.
    QTimer::singleShot(0, shown->field, [this, field = shown->field] {
        for (QWidget* each = parentWidget(); each != nullptr; each = each->parentWidget()) {
            auto* area = qobject_cast<QScrollArea*>(each);
            if (area == nullptr)
                continue;
            area->widget()->layout()->activate();
            area->ensureWidgetVisible(this, 0, 0);
            area->ensureWidgetVisible(field, 0, 0); // where the form is higher than the page
        }
    });
}

void Form::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        m_save->click(); // where it may
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/new_key_panel.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

constexpr int kNameWidth = 280;
constexpr int kLongestName = 64;

} // namespace

NewKeyPanel::NewKeyPanel(Engine& engine, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_asking(new QWidget(this))
    , m_showing(new QWidget(this))
    , m_label(makeLabel(TextRole::Body, m_asking))
    , m_name(new QLineEdit(m_asking))
    , m_create(makeButton(ButtonKind::Primary, m_asking))
    , m_cancel(makeButton(ButtonKind::Plain, m_asking))
    , m_once(makeParagraph(m_showing, Tone::Warning))
    , m_key(new QLineEdit(m_showing))
    , m_copy(makeButton(ButtonKind::Primary, m_showing))
    , m_stored(makeButton(ButtonKind::Plain, m_showing))
    , m_problem(makeParagraph(this, Tone::Error))
{
    m_name->setMaxLength(kLongestName);
    m_name->setMaximumWidth(kNameWidth);
    m_label->setBuddy(m_name);
    m_key->setReadOnly(true);
    m_key->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* asking = new QHBoxLayout(m_asking);
    asking->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : { static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_name),
             static_cast<QWidget*>(m_create), static_cast<QWidget*>(m_cancel) })
        asking->addWidget(widget);
    asking->addStretch();
    auto* line = new QHBoxLayout;
    line->addWidget(m_key, 1);
    line->addWidget(m_copy);
    line->addWidget(m_stored);
    auto* showing = new QVBoxLayout(m_showing);
    showing->setContentsMargins(0, 0, 0, 0);
    showing->addWidget(m_once);
    showing->addLayout(line);
    body()->addWidget(m_asking);
    body()->addWidget(m_showing);
    body()->addWidget(m_problem);
    m_problem->hide();
    connect(m_create, &QPushButton::clicked, this, &NewKeyPanel::create);
    connect(m_name, &QLineEdit::returnPressed, this, &NewKeyPanel::create);
    connect(m_name, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    connect(m_cancel, &QPushButton::clicked, this, &NewKeyPanel::close);
    connect(m_stored, &QPushButton::clicked, this, &NewKeyPanel::close);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyToClipboard(m_key->text()); });
    retranslate();
    hide();
}

void NewKeyPanel::retranslate()
{
    setTitle(tr("New key for an application"));
    m_label->setText(tr("Name of the application:"));
    m_name->setAccessibleName(m_label->text());
    //: example of the name of an application
    m_name->setPlaceholderText(tr("editor"));
    m_create->setText(tr("Create key"));
    m_cancel->setText(tr("Cancel"));
    m_once->setText(tr("⚠ This key is shown once, now. Copy it into the application's settings."));
    m_key->setAccessibleName(tr("New key"));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the new key"));
    m_stored->setText(tr("I stored it"));
}

void NewKeyPanel::open()
{
    m_key->clear();
    m_showing->hide();
    m_asking->show();
    m_create->setEnabled(true);
    showProblem({});
    show();
    m_name->clear();
    m_name->setFocus();
}

void NewKeyPanel::close()
{
    m_key->clear();
    hide();
    Q_EMIT closed();
}

QString NewKeyPanel::keyText() const
{
    return m_key->text();
}

void NewKeyPanel::create()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty()) {
        showProblem(tr("Give the key a name, so that its requests can be told apart."));
        return;
    }
    m_create->setEnabled(false);
    m_engine.addKey(name, this, [this](const Result<NewKey>& key) { showKey(key); });
}

void NewKeyPanel::showKey(const Result<NewKey>& key)
{
    m_create->setEnabled(true);
    if (!key) {
        showProblem(errorText(key.error()));
        return;
    }
    m_asking->hide();
    m_showing->show();
    m_key->setText(toQString(key->text));
    m_key->setCursorPosition(0);
    m_copy->setFocus();
    Q_EMIT created(m_key->text());
}

void NewKeyPanel::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_name->setAccessibleDescription(problem);
}

void NewKeyPanel::keyPressEvent(QKeyEvent* event)
{
    // Escape must not throw away a key that was not copied yet.
    if (event->key() == Qt::Key_Escape && m_key->text().isEmpty())
        close();
    else
        Card::keyPressEvent(event);
}

} // namespace signalbox::ui

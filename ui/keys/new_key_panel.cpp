// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/new_key_panel.h"

#include "ui/keys/key_editor.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/page.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

NewKeyPanel::NewKeyPanel(Engine& engine, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_showing(new QWidget(this))
    , m_once(makeParagraph(m_showing, Tone::Warning))
    , m_key(new QLineEdit(m_showing))
    , m_copy(makeButton(ButtonKind::Primary, m_showing))
    , m_stored(makeButton(ButtonKind::Plain, m_showing))
{
    m_key->setReadOnly(true);
    m_key->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* line = new QHBoxLayout;
    line->addWidget(m_key, 1);
    line->addWidget(m_copy);
    line->addWidget(m_stored);
    auto* showing = new QVBoxLayout(m_showing);
    showing->setContentsMargins(0, 0, 0, 0);
    showing->addWidget(m_once);
    showing->addLayout(line);
    body()->addWidget(m_showing);
    connect(m_stored, &QPushButton::clicked, this, &NewKeyPanel::close);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyToClipboard(m_key->text()); });
    retranslate();
    hide();
}

void NewKeyPanel::retranslate()
{
    const bool edits = m_editor && !m_editor->keyId().empty();
    setTitle(edits ? tr("Key of an application") : tr("New key for an application"));
    m_once->setText(tr("⚠ This key is shown once, now. Copy it into the application's settings."));
    m_key->setAccessibleName(tr("New key"));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the new key"));
    m_stored->setText(tr("I stored it"));
    if (m_editor)
        showEditor(m_editor->keyId(), KeyWish(m_editor->former()));
}

void NewKeyPanel::open()
{
    showEditor({}, {});
}

void NewKeyPanel::openToEdit(const VirtualKey& key)
{
    showEditor(key.id, { key.name, key.terms, keyCeilingIn(m_engine.config()->text, key.id) });
}

void NewKeyPanel::showEditor(const std::string& id, const KeyWish& former)
{
    if (m_editor)
        retire(m_editor);
    m_key->clear();
    m_showing->hide();
    m_editor = new KeyEditor(m_engine, id, former, this);
    if (id.empty())
        m_editor->setSaveText(tr("Create the key"));
    setTitle(id.empty() ? tr("New key for an application") : tr("Key of an application"));
    body()->insertWidget(0, m_editor);
    connect(m_editor, &Form::saved, this, &NewKeyPanel::save);
    connect(m_editor, &Form::cancelled, this, &NewKeyPanel::close);
    show();
    m_editor->show();
    m_editor->focusFirst();
}

void NewKeyPanel::close()
{
    if (m_editor)
        retire(m_editor);
    m_editor.clear();
    m_key->clear();
    hide();
    Q_EMIT closed();
}

QString NewKeyPanel::keyText() const
{
    return m_key->text();
}

void NewKeyPanel::save()
{
    const auto wish = m_editor ? m_editor->wish() : std::nullopt;
    if (!wish)
        return;
    m_editor->setEnabled(false);
    if (m_editor->keyId().empty())
        create(*wish);
    else
        change(m_editor->keyId(), m_editor->former(), *wish);
}

Result<void> NewKeyPanel::setCeiling(const std::string& id, const KeyWish& wish)
{
    const std::string& config = m_engine.config()->text;
    if (keyCeilingIn(config, id) == wish.ceiling || keyCeilingIn(config, id).limit + wish.ceiling.limit == "")
        return {};
    const auto edited = withKeyCeiling(config, id, wish.ceiling.limit, wish.ceiling.window);
    if (!edited)
        return tl::unexpected(edited.error());
    return verdict(m_engine.apply(*edited));
}

void NewKeyPanel::create(const KeyWish& wish)
{
    m_engine.addKey(toQString(wish.name), wish.terms, this, [this, wish](const Result<NewKey>& key) {
        if (!key)
            return showProblem(key.error());
        // A key that could not be limited as asked is not handed out.
        if (const auto limited = setCeiling(key->key.id, wish); !limited) {
            m_engine.revokeKey(key->key.id, this, [](const Result<bool>&) {});
            return showProblem(limited.error());
        }
        showKey(*key);
    });
}

void NewKeyPanel::change(const std::string& id, const KeyWish& former, const KeyWish& wish)
{
    if (const auto limited = setCeiling(id, wish); !limited)
        return showProblem(limited.error());
    m_engine.changeKey(id, wish.name, wish.terms, this, [this, id, former, wish](const Result<bool>& result) {
        if (!result) {
            (void)setCeiling(id, former);
            return showProblem(result.error());
        }
        close();
        //: %1 is the name of a virtual key
        Q_EMIT m_page.notice({ tr("Key “%1” saved").arg(toQString(wish.name)), tr("Undo"),
            [this, id, former] { takeBack(id, former); } });
    });
}

void NewKeyPanel::takeBack(const std::string& id, const KeyWish& former)
{
    (void)setCeiling(id, former);
    m_engine.changeKey(id, former.name, former.terms, this, [this](const Result<bool>& result) {
        if (!result)
            Q_EMIT m_page.notice({ errorText(result.error()), {}, {} });
    });
}

void NewKeyPanel::showKey(const NewKey& key)
{
    if (m_editor)
        retire(m_editor);
    m_editor.clear();
    m_showing->show();
    m_key->setText(toQString(key.text));
    m_key->setCursorPosition(0);
    m_copy->setFocus();
    Q_EMIT created(m_key->text());
}

void NewKeyPanel::showProblem(const Error& error)
{
    if (!m_editor)
        return;
    m_editor->setEnabled(true);
    m_editor->showProblems({ { {}, 0, 0, error, false } });
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

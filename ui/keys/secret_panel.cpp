// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/secret_panel.h"

#include "ui/keys/secrets_model.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/tiers/config_change.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace signalbox::ui {

namespace {

constexpr std::chrono::seconds kPatience { 1 };
constexpr int kFieldWidth = 460;
constexpr int kLongestKey = 4096;

} // namespace

SecretPanel::SecretPanel(Engine& engine, RememberedSecrets& remembered, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_remembered(remembered)
    , m_page(page)
    , m_fields(new QWidget(this))
    , m_label(makeLabel(TextRole::Body, m_fields))
    , m_text(new QLineEdit(m_fields))
    , m_session(new QCheckBox(m_fields))
    , m_note(makeParagraph(this))
    , m_problem(makeParagraph(this, Tone::Error))
    , m_go(makeButton(ButtonKind::Primary, this))
    , m_cancel(makeButton(ButtonKind::Plain, this))
{
    build();
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_note->setText(tr("Waiting for the keychain. It may be asking you to unlock it, in a window of its own."));
    });
    connect(m_go, &QPushButton::clicked, this, &SecretPanel::run);
    connect(m_text, &QLineEdit::returnPressed, this, &SecretPanel::run);
    connect(m_text, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    connect(m_cancel, &QPushButton::clicked, this, &SecretPanel::cancel);
    connect(m_session, &QCheckBox::toggled, this, &SecretPanel::retranslate);
    retranslate();
    hide();
}

void SecretPanel::build()
{
    m_text->setEchoMode(QLineEdit::Password);
    m_text->setMaxLength(kLongestKey);
    m_text->setMaximumWidth(kFieldWidth);
    m_label->setBuddy(m_text);
    auto* fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->addWidget(m_label);
    fields->addWidget(m_text);
    fields->addWidget(m_session);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_go);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    body()->addWidget(m_fields);
    body()->addWidget(m_note);
    body()->addWidget(m_problem);
    body()->addLayout(buttons);
    m_problem->hide();
}

QString SecretPanel::name() const
{
    return m_provider == nullptr ? QString() : toQString(m_provider->name.empty() ? m_provider->id : m_provider->name);
}

QString SecretPanel::place(const std::string& reference) const
{
    return SecretsModel::storedIn(reference, m_engine.vaultName());
}

std::string SecretPanel::reference() const
{
    if (m_task == Task::Remove)
        return m_provider->secretRef;
    if (m_session->isChecked())
        return "session:" + m_provider->id;
    return m_provider->secretRef.starts_with("keychain:") ? m_provider->secretRef : "keychain:" + m_provider->id;
}

void SecretPanel::retranslate()
{
    m_cancel->setText(tr("Cancel"));
    m_session->setText(tr("For this session only: keep it in memory, store it nowhere"));
    if (m_provider == nullptr)
        return;
    const bool storing = m_task == Task::Store;
    setTitle(storing ? tr("Key of %1").arg(name()) : tr("Remove the key of %1?").arg(name()));
    m_label->setText(tr("Paste the provider's key:"));
    m_text->setAccessibleName(tr("Key of %1, hidden").arg(name()));
    m_go->setText(storing ? tr("Store key") : tr("Remove key"));
    if (m_waiting)
        return;
    if (!storing)
        //: %1 is a provider, %2 a place such as "GNOME Keyring"
        m_note->setText(tr("%1 is no longer called until a key is added. The key is taken out of: %2.")
                            .arg(name(), place(m_provider->secretRef)));
    else if (m_session->isChecked())
        m_note->setText(tr("The key is gone when the program ends."));
    else
        //: %1 is a place such as "GNOME Keyring"
        m_note->setText(
            tr("The key is stored in: %1. Your desktop may ask you to unlock it. Signalbox never writes it to a "
               "file.")
                .arg(place(reference())));
}

void SecretPanel::openToStore(std::shared_ptr<const Provider> provider)
{
    openFor(Task::Store, std::move(provider));
    m_text->setFocus();
}

void SecretPanel::openToRemove(std::shared_ptr<const Provider> provider)
{
    openFor(Task::Remove, std::move(provider));
    m_cancel->setFocus();
}

void SecretPanel::openFor(Task task, std::shared_ptr<const Provider> provider)
{
    ++m_attempt;
    setWaiting(false);
    showProblem({});
    m_task = task;
    m_provider = std::move(provider);
    m_text->clear();
    const ProviderPreset* preset = findPreset(m_provider->preset);
    m_text->setPlaceholderText(preset == nullptr ? QString() : toQString(preset->keyHint));
    m_session->setChecked(m_provider->secretRef.starts_with("session:"));
    m_fields->setVisible(task == Task::Store);
    retranslate();
    show();
}

void SecretPanel::close()
{
    ++m_attempt;
    setWaiting(false);
    m_text->clear();
    m_provider.reset();
    hide();
    Q_EMIT closed();
}

void SecretPanel::run()
{
    if (m_waiting || m_provider == nullptr)
        return;
    showProblem({});
    if (m_task == Task::Store)
        store();
    else
        remove();
}

void SecretPanel::store()
{
    // Pasted keys often carry a line end.
    const QString text = m_text->text().trimmed();
    if (const Result<void> sound = checkSecretText(toStd(text)); !sound) {
        showProblem(errorSentence(sound.error()));
        return;
    }
    const std::string where = reference();
    const quint64 attempt = ++m_attempt;
    setWaiting(true);
    m_engine.setSecret(where, text, this, [this, where, attempt](const Result<bool>& result) {
        if (attempt == m_attempt)
            stored(where, result);
    });
}

void SecretPanel::stored(const std::string& reference, const Result<bool>& result)
{
    setWaiting(false);
    if (!result) {
        showProblem(errorText(result.error()));
        m_text->setFocus();
        return;
    }
    const auto secrets = m_engine.secrets();
    const auto view = std::ranges::find(secrets, reference, &SecretStore::View::reference);
    if (reference.starts_with("keychain:"))
        m_remembered.remember(reference, view == secrets.end() ? QString() : toQString(view->lastFour));
    //: %1 is a provider, %2 a place such as "GNOME Keyring"
    const QString done = tr("Key of %1 is now in: %2").arg(name(), place(reference));
    if (m_provider->secretRef != reference) {
        const auto problems =
            applyEdit(m_engine, m_page, setProviderSecret(m_engine.config()->text, m_provider->id, reference), done);
        if (!problems.empty()) {
            showProblem(otherProblems(problems, {}));
            return;
        }
    } else {
        Q_EMIT m_page.notice({ done, {}, {} });
    }
    close();
}

void SecretPanel::remove()
{
    const std::string where = reference();
    const quint64 attempt = ++m_attempt;
    setWaiting(true);
    m_engine.removeSecret(where, this, [this, where, attempt](const Result<bool>& result) {
        if (attempt == m_attempt)
            removed(where, result);
    });
}

void SecretPanel::removed(const std::string& reference, const Result<bool>& result)
{
    setWaiting(false);
    if (!result || !*result) {
        showProblem(result ? errorText({ "secret_not_removed", {} }) : errorText(result.error()));
        return;
    }
    m_remembered.forget(reference);
    Q_EMIT m_page.notice({ tr("Key of %1 removed").arg(name()), {}, {} });
    close();
}

void SecretPanel::cancel()
{
    if (!m_waiting) {
        close();
        return;
    }
    ++m_attempt;
    setWaiting(false);
    m_note->setText(tr("No longer waiting. If the keychain is unlocked later, it may still do what was asked."));
}

void SecretPanel::setWaiting(bool waiting)
{
    m_waiting = waiting;
    m_fields->setEnabled(!waiting);
    m_go->setEnabled(!waiting);
    if (waiting)
        m_patience.start();
    else
        m_patience.stop();
    retranslate();
}

void SecretPanel::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_text->setAccessibleDescription(problem);
}

QString SecretPanel::problem() const
{
    return m_problem->text();
}

void SecretPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        cancel();
    else
        Card::keyPressEvent(event);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/secret_panel.h"

#include "ui/keys/secrets_model.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"
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
    connect(&m_patience, &QTimer::timeout, this, &SecretPanel::sayWaiting);
    connect(m_go, &QPushButton::clicked, this, &SecretPanel::run);
    connect(m_text, &QLineEdit::returnPressed, this, &SecretPanel::run);
    connect(m_text, &QLineEdit::textEdited, this, [this] { showProblem({}); });
    connect(m_cancel, &QPushButton::clicked, this, &SecretPanel::cancel);
    connect(m_session, &QCheckBox::toggled, this, &SecretPanel::retranslate);
    setWriting(*m_session); // another place is another reference
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

bool SecretPanel::isPool() const
{
    return m_provider != nullptr && m_provider->secretRefs.size() > 1;
}

/// keychain:openai-2, or the next that no provider has.
std::string SecretPanel::freeReference() const
{
    const auto config = m_engine.config();
    for (int number = 2;; ++number) {
        const std::string name = m_provider->id + "-" + std::to_string(number);
        const bool taken = std::ranges::any_of(config->providers, [&name](const auto& provider) {
            return std::ranges::any_of(provider->secretRefs,
                [&name](const std::string& key) { return key.substr(key.find(':') + 1) == name; });
        });
        if (!taken)
            return "keychain:" + name;
    }
}

std::string SecretPanel::reference() const
{
    if (m_task == Task::Remove)
        return m_reference;
    const bool env = m_reference.starts_with("env:");
    const std::string name = env ? m_provider->id : m_reference.substr(m_reference.find(':') + 1);
    return (m_session->isChecked() ? "session:" : "keychain:") + name;
}

QString SecretPanel::heading() const
{
    if (m_task == Task::Add)
        return tr("Another key of %1").arg(name());
    if (m_task == Task::Remove)
        return isPool() ? tr("Remove the key %2 of %1?").arg(name(), toQString(m_reference))
                        : tr("Remove the key of %1?").arg(name());
    //: %1 is a provider, %2 the name of one of its keys
    return isPool() ? tr("Key %2 of %1").arg(name(), toQString(m_reference)) : tr("Key of %1").arg(name());
}

QString SecretPanel::note() const
{
    if (m_task == Task::Remove && m_reference.starts_with("env:"))
        //: %1 is a provider
        return tr("%1 is called with its other keys. The environment variable stays as it is.").arg(name());
    if (m_task == Task::Remove && isPool())
        //: %1 is a provider, %2 a place such as "GNOME Keyring"
        return tr("%1 is called with its other keys. The key is taken out of: %2.").arg(name(), place(m_reference));
    if (m_task == Task::Remove)
        //: %1 is a provider, %2 a place such as "GNOME Keyring"
        return tr("%1 is no longer called until a key is added. The key is taken out of: %2.")
            .arg(name(), place(m_reference));
    if (m_session->isChecked())
        return tr("The key is gone when the program ends.");
    //: %1 is a place such as "GNOME Keyring"
    return tr("The key is stored in: %1. Your desktop may ask you to unlock it. Signalbox never writes it to a "
              "file.")
        .arg(place(reference()));
}

void SecretPanel::retranslate()
{
    m_cancel->setText(tr("Cancel"));
    m_session->setText(tr("For this session only: keep it in memory, store it nowhere"));
    if (m_provider == nullptr)
        return;
    setTitle(heading());
    m_label->setText(tr("Paste the provider's key:"));
    m_text->setAccessibleName(tr("Key of %1, hidden").arg(name()));
    m_go->setText(m_task == Task::Remove ? tr("Remove key") : tr("Store key"));
    if (!m_waiting)
        m_note->setText(note());
}

void SecretPanel::openToStore(std::shared_ptr<const Provider> provider, const std::string& reference)
{
    openFor(Task::Store, std::move(provider), reference);
    m_text->setFocus();
}

void SecretPanel::openToAdd(std::shared_ptr<const Provider> provider)
{
    openFor(Task::Add, std::move(provider), {});
    m_text->setFocus();
}

void SecretPanel::openToRemove(std::shared_ptr<const Provider> provider, const std::string& reference)
{
    openFor(Task::Remove, std::move(provider), reference);
    m_cancel->setFocus();
}

void SecretPanel::openFor(Task task, std::shared_ptr<const Provider> provider, const std::string& reference)
{
    ++m_attempt;
    setWaiting(false);
    showProblem({});
    m_task = task;
    m_provider = std::move(provider);
    m_reference = task == Task::Add ? freeReference() : reference;
    m_text->clear();
    const ProviderPreset* preset = findPreset(m_provider->preset);
    m_text->setPlaceholderText(preset == nullptr ? QString() : toQString(preset->keyHint));
    m_session->setChecked(
        task == Task::Add ? m_provider->secretRef.starts_with("session:") : m_reference.starts_with("session:"));
    m_fields->setVisible(task != Task::Remove);
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
    if (m_task == Task::Remove)
        remove();
    else
        store();
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
    std::vector<std::string> keys = keysNow();
    if (m_task == Task::Add)
        keys.push_back(reference);
    else
        std::ranges::replace(keys, m_reference, reference);
    if (applyKeys(keys, done))
        close();
}

std::vector<std::string> SecretPanel::keysNow() const
{
    const auto provider = m_engine.config()->findProvider(m_provider->id);
    return provider == nullptr ? std::vector<std::string>() : provider->secretRefs;
}

bool SecretPanel::applyKeys(const std::vector<std::string>& keys, const QString& done)
{
    if (keys == keysNow()) {
        Q_EMIT m_page.notice({ done, {}, {} });
        return true;
    }
    const auto problems =
        applyEdit(m_engine, m_page, setProviderSecrets(m_engine.config()->text, m_provider->id, keys), done);
    if (!problems.empty())
        showProblem(otherProblems(problems, {}));
    return problems.empty();
}

void SecretPanel::remove()
{
    const std::string where = reference();
    const quint64 attempt = ++m_attempt;
    if (where.starts_with("env:")) { // there is nothing to delete
        removed(where, true);
        return;
    }
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
    std::vector<std::string> keys = keysNow();
    if (keys.size() > 1)
        std::erase(keys, reference);
    if (applyKeys(keys, tr("Key of %1 removed").arg(name())))
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

void SecretPanel::showWaiting()
{
    setWaiting(true);
    sayWaiting();
}

void SecretPanel::sayWaiting()
{
    m_note->setText(tr("Waiting for the keychain. It may be asking you to unlock it, in a window of its own."));
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

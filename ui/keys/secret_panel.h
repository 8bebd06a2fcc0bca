// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/keys/remembered_secrets.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

#include <QTimer>

#include <memory>

class QCheckBox;
class QLineEdit;

namespace signalbox::ui {

/// Adding, replacing and removing a key of a provider, in place. The keychain may ask the user and take its time:
/// after a second the panel says so and lets go of the waiting on Cancel. Success is only what the engine calls one.
/// GUI thread; engine, remembered and page outlive the panel.
class SecretPanel final : public Card {
    Q_OBJECT

public:
    SecretPanel(Engine& engine, RememberedSecrets& remembered, Page& page, QWidget* parent = nullptr);
    /// reference: the name of one of the provider's keys.
    void openToStore(std::shared_ptr<const Provider> provider, const std::string& reference);
    void openToRemove(std::shared_ptr<const Provider> provider, const std::string& reference);
    /// One more key for the provider's pool.
    void openToAdd(std::shared_ptr<const Provider> provider);
    void close();
    void retranslate();
    void showWaiting(); ///< for pictures: as if the keychain took its time
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isWaiting() const { return m_waiting; }

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Task { Store, Add, Remove };
    void build();
    void openFor(Task task, std::shared_ptr<const Provider> provider, const std::string& reference);
    void run();
    void store();
    void remove();
    void stored(const std::string& reference, const Result<bool>& result);
    void removed(const std::string& reference, const Result<bool>& result);
    void cancel();
    void setWaiting(bool waiting);
    void sayWaiting();
    void showProblem(const QString& problem);
    [[nodiscard]] std::string reference() const;
    [[nodiscard]] std::string freeReference() const;
    [[nodiscard]] bool isPool() const;
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString note() const;
    /// The provider's keys as they are to be: false where that could not be applied, and the panel says why.
    [[nodiscard]] bool applyKeys(const std::vector<std::string>& keys, const QString& done);
    [[nodiscard]] std::vector<std::string> keysNow() const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString place(const std::string& reference) const;

    Engine& m_engine;
    RememberedSecrets& m_remembered;
    Page& m_page;
    std::shared_ptr<const Provider> m_provider;
    std::string m_reference; ///< the key that is replaced or removed; the name of the new one
    Task m_task = Task::Store;
    bool m_waiting = false;
    quint64 m_attempt = 0; ///< answers to a former attempt are dropped
    QTimer m_patience;
    QWidget* m_fields;
    QLabel* m_label;
    QLineEdit* m_text;
    QCheckBox* m_session;
    QLabel* m_note;
    QLabel* m_problem;
    QPushButton* m_go;
    QPushButton* m_cancel;
};

} // namespace signalbox::ui

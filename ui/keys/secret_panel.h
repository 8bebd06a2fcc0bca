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

/// Adding, replacing and removing the key of a provider, in place. The keychain may ask the user and take its time:
/// after a second the panel says so and lets go of the waiting on Cancel. Success is only what the engine calls one.
/// GUI thread; engine, remembered and page outlive the panel.
class SecretPanel final : public Card {
    Q_OBJECT

public:
    SecretPanel(Engine& engine, RememberedSecrets& remembered, Page& page, QWidget* parent = nullptr);
    void openToStore(std::shared_ptr<const Provider> provider);
    void openToRemove(std::shared_ptr<const Provider> provider);
    void close();
    void retranslate();
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isWaiting() const { return m_waiting; }

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Task { Store, Remove };
    void build();
    void openFor(Task task, std::shared_ptr<const Provider> provider);
    void run();
    void store();
    void remove();
    void stored(const std::string& reference, const Result<bool>& result);
    void removed(const std::string& reference, const Result<bool>& result);
    void cancel();
    void setWaiting(bool waiting);
    void showProblem(const QString& problem);
    [[nodiscard]] std::string reference() const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString place(const std::string& reference) const;

    Engine& m_engine;
    RememberedSecrets& m_remembered;
    Page& m_page;
    std::shared_ptr<const Provider> m_provider;
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

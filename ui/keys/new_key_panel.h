// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/widgets.h"

class QLineEdit;

namespace signalbox::ui {

/// Creating a virtual key: a name first, then the key itself, shown once with Copy and "I stored it". GUI thread; the
/// engine outlives the panel.
class NewKeyPanel final : public Card {
    Q_OBJECT

public:
    NewKeyPanel(Engine& engine, QWidget* parent = nullptr);
    void open();
    void close();
    void retranslate();
    /// The key while it is shown, else "".
    [[nodiscard]] QString keyText() const;

Q_SIGNALS:
    void created(const QString& keyText);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void create();
    void showKey(const Result<NewKey>& key);
    void showProblem(const QString& problem);

    Engine& m_engine;
    QWidget* m_asking;
    QWidget* m_showing;
    QLabel* m_label;
    QLineEdit* m_name;
    QPushButton* m_create;
    QPushButton* m_cancel;
    QLabel* m_once;
    QLineEdit* m_key;
    QPushButton* m_copy;
    QPushButton* m_stored;
    QLabel* m_problem;
};

} // namespace signalbox::ui

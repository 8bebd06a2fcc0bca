// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/widgets.h"

class QLineEdit;

namespace signalbox::ui {

class KeyEditor;
class Page;
struct KeyWish;

/// A virtual key in the making, or one that is changed: the form first; for a new one then the key itself, shown once
/// with Copy and "I stored it". Engine and page outlive the panel. GUI thread.
class NewKeyPanel final : public Card {
    Q_OBJECT

public:
    NewKeyPanel(Engine& engine, Page& page, QWidget* parent = nullptr);
    void open();
    void openToEdit(const VirtualKey& key);
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
    void showEditor(const std::string& id, const KeyWish& former);
    void save();
    void create(const KeyWish& wish);
    void change(const std::string& id, const KeyWish& former, const KeyWish& wish);
    void takeBack(const std::string& id, const KeyWish& former);
    void showKey(const NewKey& key);
    void showProblem(const Error& error);
    [[nodiscard]] Result<void> setCeiling(const std::string& id, const KeyWish& wish);

    Engine& m_engine;
    Page& m_page;
    QPointer<KeyEditor> m_editor;
    QWidget* m_showing;
    QLabel* m_once;
    QLineEdit* m_key;
    QPushButton* m_copy;
    QPushButton* m_stored;
};

} // namespace signalbox::ui

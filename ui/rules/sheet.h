// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QPushButton;
class QVBoxLayout;

namespace signalbox::ui {

class SectionHeader;

/// What takes the place of the list and the editor for a while: a title, a way back (Escape as well), a body.
/// GUI thread.
class Sheet : public QWidget {
    Q_OBJECT

public:
    explicit Sheet(QWidget* parent);
    virtual void retranslate();
    /// A button in the title line that does this; its text follows the action's.
    void addWay(QAction* action);

Q_SIGNALS:
    void closed();

protected:
    [[nodiscard]] SectionHeader* header() const { return m_header; }
    [[nodiscard]] QPushButton* back() const { return m_back; }
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    void keyPressEvent(QKeyEvent* event) override;

private:
    SectionHeader* m_header;
    QPushButton* m_back;
    QVBoxLayout* m_body;
};

} // namespace signalbox::ui

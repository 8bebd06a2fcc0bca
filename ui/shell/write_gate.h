// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAction;
class QShortcut;
class QWidget;

namespace signalbox::ui {

/// Whether the configuration may be written. Child of the window; what writes it is marked with setWriting() and finds
/// the gate from where it stands. GUI thread.
class WriteGate final : public QObject {
    Q_OBJECT

public:
    explicit WriteGate(QWidget& window);
    /// Of the window that the widget stands in; null where there is none, and everything may be written.
    [[nodiscard]] static WriteGate* of(const QWidget& widget);
    void close(const QString& why); ///< a sentence, shown as the tool tip of what is disabled
    void open();
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] const QString& why() const { return m_why; }

Q_SIGNALS:
    void changed();

private:
    bool m_closed = false;
    QString m_why;
};

/// Marks what writes the configuration: it is disabled while the gate of its window is closed, whatever else its page
/// wants, and its tool tip says why. An action or a shortcut belongs to the widget that is its parent.
void setWriting(QWidget& control);
void setWriting(QAction& action);
void setWriting(QShortcut& shortcut);
/// Whether something is marked so.
[[nodiscard]] bool isWriting(const QObject& control);

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/write_gate.h"

#include <QAction>
#include <QEvent>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QVariant>
#include <QWidget>

namespace signalbox::ui {

namespace {

constexpr const char* kEnabled = "enabled";
constexpr const char* kToolTip = "toolTip";

/// Holds one control down while the gate is closed, and remembers what its page wants of it meanwhile.
class Hold final : public QObject {
public:
    Hold(QObject& what, QWidget* place)
        : QObject(&what)
        , m_what(what)
        , m_place(place)
    {
        if (m_place != nullptr)
            m_place->installEventFilter(this);
        if (auto* action = qobject_cast<QAction*>(&what))
            connect(action, &QAction::changed, this, &Hold::apply);
        find();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const auto type = event->type();
        if (type == QEvent::Show)
            find();
        else if (watched == &m_what && (type == QEvent::EnabledChange || type == QEvent::ToolTipChange))
            apply();
        return QObject::eventFilter(watched, event);
    }

public:
    /// The gate of the window that it stands in by now.
    void find()
    {
        if (m_gate == nullptr && m_place != nullptr) {
            m_gate = WriteGate::of(*m_place);
            if (m_gate != nullptr)
                connect(m_gate, &WriteGate::changed, this, &Hold::apply);
        }
        apply();
    }

private:
    /// Of its own, not by a parent that is disabled.
    [[nodiscard]] bool isEnabled() const
    {
        const auto* widget = qobject_cast<const QWidget*>(&m_what);
        return widget != nullptr ? !widget->testAttribute(Qt::WA_ForceDisabled) : m_what.property(kEnabled).toBool();
    }
    void apply()
    {
        if (m_busy || m_gate == nullptr || (!m_gate->isClosed() && !m_held))
            return;
        const QScopedValueRollback busy(m_busy, true);
        const QString tip = m_what.property(kToolTip).toString();
        if (!m_gate->isClosed()) {
            m_held = false;
            m_what.setProperty(kToolTip, m_tip);
            if (m_wanted)
                m_what.setProperty(kEnabled, true);
            return;
        }
        if (!m_held || tip != m_shown) {
            m_tip = tip;
            m_shown = m_gate->why();
            m_what.setProperty(kToolTip, m_shown);
        }
        if (!m_held || isEnabled()) {
            m_wanted = isEnabled();
            m_what.setProperty(kEnabled, false);
        }
        m_held = true;
    }

    QObject& m_what;
    QWidget* m_place;
    WriteGate* m_gate = nullptr;
    bool m_held = false;
    bool m_wanted = false;
    bool m_busy = false;
    QString m_tip;   ///< what the page wants it to be
    QString m_shown; ///< why the gate is closed
};

void hold(QObject& what, QWidget* place)
{
    if (isWriting(what))
        return;
    what.setProperty("writesConfiguration", true);
    new Hold(what, place); // what is held owns it
}

} // namespace

WriteGate::WriteGate(QWidget& window)
    : QObject(&window)
{
}

WriteGate* WriteGate::of(const QWidget& widget)
{
    for (const QWidget* at = &widget; at != nullptr; at = at->parentWidget()) {
        if (auto* gate = at->findChild<WriteGate*>(QString(), Qt::FindDirectChildrenOnly))
            return gate;
    }
    return nullptr;
}

void WriteGate::close(const QString& why)
{
    if (m_closed && why == m_why)
        return;
    m_closed = true;
    m_why = why;
    // Those of pages that were never shown have not looked for it yet, and the palette reaches them.
    for (QObject* each : parent()->findChildren<QObject*>()) {
        if (auto* held = dynamic_cast<Hold*>(each))
            held->find();
    }
    Q_EMIT changed();
}

void WriteGate::open()
{
    if (!m_closed)
        return;
    m_closed = false;
    m_why.clear();
    Q_EMIT changed();
}

void setWriting(QWidget& control)
{
    hold(control, &control);
}

void setWriting(QAction& action)
{
    hold(action, qobject_cast<QWidget*>(action.parent()));
}

void setWriting(QShortcut& shortcut)
{
    hold(shortcut, qobject_cast<QWidget*>(shortcut.parent()));
}

bool isWriting(const QObject& control)
{
    return control.property("writesConfiguration").toBool();
}

} // namespace signalbox::ui

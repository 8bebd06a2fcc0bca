// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;

namespace signalbox::ui {

/// The line at the lower edge: address, requests in flight, sandbox, rules in force, keychain. Reads the engine's
/// pulled state.
class StatusBar final : public QWidget {
    Q_OBJECT

public:
    StatusBar(const Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    void refresh();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elide();
    [[nodiscard]] QString routingState() const;
    [[nodiscard]] QString keychainState() const;
    const Engine& m_engine;
    const Theme& m_theme;
    QLabel* m_state;
    QLabel* m_line;
    QString m_text;
};

} // namespace signalbox::ui

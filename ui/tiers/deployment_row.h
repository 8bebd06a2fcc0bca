// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/running_proxy.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace signalbox::ui {

class ElidedLabel;

/// One deployment in the chain of a tier: model, price, health, and what can be done with it. GUI thread. Alt+Up and
/// Alt+Down move it, and so does the mouse. A test says what it can cost before it is sent.
class DeploymentRow final : public QWidget {
    Q_OBJECT

public:
    DeploymentRow(const Theme& theme, std::shared_ptr<const Deployment> deployment, QWidget* parent);
    [[nodiscard]] const Deployment& deployment() const { return *m_deployment; }
    void setPlace(int place, int count);
    void setHealth(const Breakers::View& health);
    void setKeyMissing(const QString& sentence); ///< "" where the key is there or none is needed
    /// Says what the test can cost and offers to send it.
    void askTest(Money upperBound);
    void showTesting();
    void showTested(const RunningProxy::TestReport& report);

Q_SIGNALS:
    void moveWanted(int by); ///< -1 up, 1 down
    void editWanted();
    void removeWanted();
    void resetWanted();
    void tripWanted();   ///< no call to it until it is reset
    void dragged(int y); ///< in its parent's coordinates
    void dropped();
    void dragCancelled();
    void testWanted(); ///< the question
    void testConfirmed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void arrange();
    void buildButtons();
    void connectButtons();
    void nameControls();
    void endTest();
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString limitWords() const; ///< "" where there is none

    const Theme& m_theme;
    std::shared_ptr<const Deployment> m_deployment;
    QGridLayout* m_grid;
    QWidget* m_buttons;
    QLabel* m_place;
    ElidedLabel* m_model;
    ElidedLabel* m_provider;
    ElidedLabel* m_limits;
    QLabel* m_price;
    ElidedLabel* m_source;
    QLabel* m_health;
    ElidedLabel* m_detail;
    QLabel* m_key;
    QLabel* m_result;
    QPushButton* m_test;
    QPushButton* m_send;
    QPushButton* m_cancel;
    QPushButton* m_reset;
    QPushButton* m_trip;
    QToolButton* m_up;
    QToolButton* m_down;
    QToolButton* m_edit;
    QToolButton* m_remove;
    std::optional<QPoint> m_pressedAt;
    bool m_dragging = false;
};

} // namespace signalbox::ui

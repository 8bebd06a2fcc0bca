// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QButtonGroup;
class QVBoxLayout;

namespace signalbox::ui {

/// One entry: icon, name, a small mark. Paints itself, so that icon and text change colour together.
class SidebarItem final : public QAbstractButton {
    Q_OBJECT

public:
    SidebarItem(const Theme& theme, QString iconName, QWidget* parent);
    void setBadge(const QString& badge, const QString& spoken);
    void setTitle(const QString& title);
    enum class Width { Full, IconOnly };
    void setWidth(Width width);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void updateNames();
    const Theme& m_theme;
    QString m_iconName, m_badge, m_spokenBadge;
    Width m_width = Width::Full;
};

/// The list of pages at the left edge: 200 px, or icons alone in a narrow window. Arrow keys move, one Tab stop.
class Sidebar final : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(const Theme& theme, QWidget* parent = nullptr);
    /// Entries are numbered in the order of adding.
    int add(const QString& iconName);
    void setTitle(int entry, const QString& title);
    void setBadge(int entry, const QString& badge, const QString& spoken);
    void setCurrent(int entry);
    void setWidth(SidebarItem::Width width);

Q_SIGNALS:
    void chosen(int entry);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    SidebarItem::Width m_width = SidebarItem::Width::Full;
    QButtonGroup* m_group;
    QVBoxLayout* m_layout;
    std::vector<SidebarItem*> m_items;
};

} // namespace signalbox::ui

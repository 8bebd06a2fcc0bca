// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/button_action.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QLabel;
class QPushButton;
class QSettings;
class QTabWidget;
class QVBoxLayout;

namespace signalbox::ui {

class Card;
class ConnectCard;
class LimitCard;
class PaidCard;
class SectionHeader;
class TryCard;

/// The first steps, which may be taken again at any time: the address, a try with the sandbox, an application, a
/// provider's key, the ceiling. Works with no key and no network. GUI thread; engine, theme and settings outlive the
/// page.
class FirstRunPage final : public Page {
    Q_OBJECT

public:
    FirstRunPage(Engine& engine, const Theme& theme, QSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("first_run"); }
    [[nodiscard]] QString title() const override { return tr("Connect"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("welcome"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    [[nodiscard]] QList<QAction*> menuActions() const override { return buttonActions(*this); }
    [[nodiscard]] QTabWidget* snippetTabs() const;

private:
    void buildAddress(QVBoxLayout& column);
    void connectParts();
    void refresh();
    void updateAddress();
    void fitWidth();

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    QWidget* m_content = nullptr;
    Card* m_address;
    QLabel* m_addressText;
    QLabel* m_url;
    QPushButton* m_copyUrl;
    TryCard* m_try;
    ConnectCard* m_connect;
    PaidCard* m_paid;
    LimitCard* m_limit;
    QString m_shownUrl;
    bool m_shown = false;
};

} // namespace signalbox::ui

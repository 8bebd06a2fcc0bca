// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/theme.h"
#include "ui/shell/widgets.h"

class QTabWidget;

namespace signalbox::ui {

class NewKeyPanel;
class Page;

/// A key for one application, programs and settings to paste, and a light that turns green with the first request of
/// that key. GUI thread; engine, theme and page outlive the card.
class ConnectCard final : public Card {
    Q_OBJECT

public:
    ConnectCard(Engine& engine, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void refresh();
    void retranslate();
    [[nodiscard]] QTabWidget* snippetTabs() const { return m_tabs; }

Q_SIGNALS:
    void settingsWanted(); ///< where containers are let in

private:
    void build();
    void buildSnippets();
    void fitHeights();
    void useKey(const QString& keyText);
    void updateSnippets();
    void updateLight();
    void updateOuter();
    void buildOuter();
    void copySnippet();

    Engine& m_engine;
    const Theme& m_theme;
    QLabel* m_explanation;
    QPushButton* m_createKey;
    NewKeyPanel* m_newKey;
    QTabWidget* m_tabs;
    QPushButton* m_copySnippet;
    QLabel* m_light;
    QLabel* m_elsewhere;
    QWidget* m_outer; ///< how containers get here
    QLabel* m_outerUrl;
    QPushButton *m_copyOuter, *m_settings;
    QString m_key; ///< while it is shown
    QString m_shownUrl;
    std::string m_waitingFor; ///< name of the key whose first request turns the light green; "" for none
    WallUs m_since = 0;
    WallUs m_cameAt = 0; ///< of that request, 0: not yet
};

} // namespace signalbox::ui

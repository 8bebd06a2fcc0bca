// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QMainWindow>

#include <memory>
#include <vector>

class QLabel;
class QSettings;
class QStackedWidget;

namespace signalbox::ui {

class Attention;
class BannerArea;
class HelpWindow;
class Language;
class Menus;
class QuitQuestion;
class Sidebar;
class StatusBar;
class Toast;
class TrayIcon;
class WaitingPanel;
class WriteGate;

/// The setting (bool, on where absent) of a window that closes into the tray.
inline const QString kCloseToTray = QStringLiteral("window/close_to_tray");
inline const QString kThemeSetting = QStringLiteral("view/theme");
inline const QString kTextScaleSetting = QStringLiteral("view/text_scale");
inline const QString kLanguageSetting = QStringLiteral("view/language");

/// The one window: sidebar, banners, page, status bar. Engine, theme, language and settings outlive it.
/// Remembers its place, the page and the range in the settings it is given.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Engine& engine, Theme& theme, Language& language, QSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// In the order of the sidebar. Call restore() after the last.
    void addPage(std::unique_ptr<Page> page);
    /// Shows the page of the last time, at the place of the last time.
    void restore();
    [[nodiscard]] Page* page(const QString& id) const;
    [[nodiscard]] Page* currentPage() const;
    [[nodiscard]] const std::vector<Page*>& pages() const { return m_pages; }
    void showPage(const QString& id);
    void open(const PageTarget& target);
    void showNotice(const Notice& notice);
    /// Demo data is marked beside the menus and in the title, on every page.
    enum class DataKind { Own, Demo };
    void setDataKind(DataKind kind);
    /// With a tray, closing the window leaves the program running behind its icon where the user wants that
    /// (kCloseToTray); without one it ends when no request is in flight any more. The icon outlives the window's use.
    void setTray(TrayIcon* tray);
    [[nodiscard]] QuitQuestion& quitQuestion() { return *m_quitQuestion; }

public Q_SLOTS:
    void copyBaseUrl();
    void present();    ///< shows the window, wherever it is, in front
    void leave();      ///< the program ends, whatever is in flight
    void showAlerts(); ///< brings the window to the front, with the page of alerts
    void setFrozen(bool frozen);

Q_SIGNALS:
    void pageShown(const QString& id);
    void firstRunWanted();
    void startHereWanted(); ///< the service that this window was attached to has gone: the program is to start again
    /// The user wants to leave the program (Ctrl+Q, or the window closed where it closes the program).
    void quitWanted();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildCentre();
    void connectMenus();
    void refresh();
    void guardConfiguration();
    void setCurrent(int entry);
    void updateVisibility();
    void dim();
    void retranslate();
    void fitSidebar();
    void save();
    void sayItStays();
    void showShortcuts();
    void showWaiting(bool waiting);
    void showPalette();
    void showHelp();
    void find();

    Engine& m_engine;
    Theme& m_theme;
    Language& m_language;
    QSettings& m_settings;
    std::vector<Page*> m_pages;
    int m_current = -1;
    bool m_visible = false;
    bool m_leaving = false;
    TrayIcon* m_tray = nullptr;
    DataKind m_dataKind = DataKind::Own;
    Menus* m_menus;
    Sidebar* m_sidebar;
    BannerArea* m_banners;
    QStackedWidget* m_stack;
    StatusBar* m_statusBar;
    QLabel* m_dataMark;
    Attention* m_attention;
    QuitQuestion* m_quitQuestion;
    Toast* m_toast;
    WriteGate* m_gate = nullptr;
    HelpWindow* m_help = nullptr; ///< made when it is wanted, as the next
    WaitingPanel* m_waiting = nullptr;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/desk_files.h"
#include "ui/settings/config_fields.h"
#include "ui/shell/language.h"
#include "ui/shell/widgets.h"

class QSettings;

namespace signalbox::ui {

/// How the window looks and when the program runs. GUI thread; all it is given outlives it.
class GeneralCard final : public Card {
    Q_OBJECT

public:
    struct Surroundings {
        Engine& engine;
        DeskFiles& files;
        Theme& theme;
        Language& language;
        QSettings& settings;
        QString startCommand;  ///< as an autostart file takes it
        bool tray = false;     ///< there is one to close into
        bool standard = false; ///< this desk has the folders that the installed service has
    };
    GeneralCard(const Surroundings& around, Page& page, QWidget* parent = nullptr);
    void retranslate();
    void refresh();

Q_SIGNALS:
    void startServiceWanted(); ///< the window gives its proxy up for the service

private:
    void build();
    void connectParts();
    void fillChoices();
    void setLanguage(const QString& code);
    void setTheme(int mode);
    void setTextScale(int percent);
    void setAtLogin(bool start);
    void setService(bool start);
    void sayService(bool start);
    void setCloseToTray(bool close);

    Surroundings m_around;
    Page& m_page;
    QComboBox *m_language, *m_theme, *m_textSize;
    QCheckBox *m_login, *m_service, *m_tray;
    const bool m_serviceOffered;
    ConfigChoice* m_zone;
    ConfigLine* m_dayStart;
    SettingRow m_languageRow, m_themeRow, m_textSizeRow, m_loginRow, m_serviceRow, m_trayRow;
};

} // namespace signalbox::ui

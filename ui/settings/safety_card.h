// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/desk_files.h"
#include "ui/settings/setting_rows.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

/// Copies of what can't be made again, and what leaves the program as files. None of it has a secret in it. GUI thread;
/// files, theme and page outlive it.
class SafetyCard final : public Card {
    Q_OBJECT

public:
    SafetyCard(DeskFiles& files, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void retranslate();
    // Beside the questions for a path, for tests and other pages.
    void backUp(const QString& folder);
    void write(DeskFiles::Export what, const QString& path);

Q_SIGNALS:
    /// Ends the program, puts the backup in place, and starts it again.
    void restoreWanted(const QString& folder);

private:
    void askBackUp();
    void askRestore();
    void askExport(DeskFiles::Export what);
    void say(const QString& text, Tone tone);

    DeskFiles& m_files;
    Page& m_page;
    QPushButton *m_backUp, *m_restore, *m_setup, *m_diagnostics;
    SettingRow m_backUpRow, m_restoreRow, m_setupRow, m_diagnosticsRow;
    QLabel* m_answer;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/desk_files.h"
#include "ui/settings/setting_rows.h"
#include "ui/shell/page.h"

#include <optional>

class QProgressBar;
class QPushButton;

namespace signalbox::ui {

/// Makes the request log as small as what is in it: what it takes, how far it is, what it won. GUI thread; what it is
/// given outlives it.
class CompactPart final : public QWidget {
    Q_OBJECT

public:
    CompactPart(Engine& engine, DeskFiles& files, const Theme& theme, Page& page, QWidget* parent);
    void retranslate();
    void refresh(); ///< asks how large the file is
    void say(const LogCompaction& now);

private:
    void begin();
    void sayState();
    void sayRoom();
    void sayEnd();
    [[nodiscard]] bool isRunning() const;

    Engine& m_engine;
    DeskFiles& m_files;
    Page& m_page;
    QPushButton* m_compact;
    SettingRow m_row;
    QWidget* m_progress;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QLabel* m_answer;
    std::optional<LogRoom> m_room; ///< nullopt: not known
    LogCompaction m_shown;
    Error m_refused; ///< why it did not begin; code "": it did
};

} // namespace signalbox::ui

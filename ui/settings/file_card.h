// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/settings/config_watch.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

class DiffTable;

/// Where the configuration and the data lie, and what somebody else has changed in the file. GUI thread; engine, files,
/// theme and page outlive it.
class FileCard final : public Card {
    Q_OBJECT

public:
    FileCard(Engine& engine, DeskFiles& files, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void retranslate();
    [[nodiscard]] ConfigWatch& watch() { return m_watch; }
    void looked(); ///< what somebody else changed is fine

private:
    void showTakenOver(const std::shared_ptr<const Config>& former);
    void sayTakenOver();
    void takeBack();
    void openPath(const QString& path);

    Engine& m_engine;
    Page& m_page;
    ConfigWatch m_watch;
    QLabel* m_paths;
    QPushButton *m_openFile, *m_openFolder;
    QLabel* m_news;
    DiffTable* m_changes;
    QPushButton *m_back, *m_fine;
    std::shared_ptr<const Config> m_former; ///< before the newest change from outside; nullptr: looked at
    QString m_refused;
};

} // namespace signalbox::ui

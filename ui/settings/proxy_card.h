// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/config_fields.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

/// Where the proxy listens, whom it lets in, and what it makes of what clients name. GUI thread; engine, theme and page
/// outlive it.
class ProxyCard final : public Card {
    Q_OBJECT

public:
    ProxyCard(Engine& engine, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void retranslate();
    void refresh();

private:
    void sayPort();
    Engine& m_engine;
    ConfigLine *m_port, *m_origins, *m_floor, *m_most;
    ConfigChoice* m_sameUser;
    ConfigSwitch* m_named;
    ConfigChoice* m_baseline;
    SettingRow m_portRow, m_sameUserRow, m_originsRow, m_namedRow, m_baselineRow, m_floorRow, m_mostRow;
};

/// How long what was recorded is kept. GUI thread; engine, theme and page outlive it.
class StorageCard final : public Card {
    Q_OBJECT

public:
    StorageCard(Engine& engine, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void retranslate();
    void refresh();

private:
    Engine& m_engine;
    ConfigLine *m_requestDays, *m_figureDays, *m_megabytes;
    ConfigSwitch* m_prompts;
    SettingRow m_requestRow, m_figureRow, m_megabyteRow, m_promptRow;
};

} // namespace signalbox::ui

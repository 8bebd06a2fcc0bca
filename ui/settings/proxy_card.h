// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/desk_files.h"
#include "ui/settings/config_fields.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

class OuterRows;

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
    OuterRows* m_outer;
};

class CompactPart;

/// How long what was recorded is kept. GUI thread; all it is given outlives it.
class StorageCard final : public Card {
    Q_OBJECT

public:
    StorageCard(Engine& engine, DeskFiles& files, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void retranslate();
    void refresh();
    void ask(); ///< how large the log is, too

private:
    Engine& m_engine;
    ConfigLine *m_requestDays, *m_figureDays, *m_megabytes;
    ConfigSwitch* m_prompts;
    CompactPart* m_compact;
};

} // namespace signalbox::ui

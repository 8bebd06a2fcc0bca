// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/config_fields.h"

namespace signalbox::ui {

/// The settings that let applications in containers, virtual machines and WSL in: off, or an address of this computer
/// and the names they may ask for. GUI thread; engine and page outlive it.
class OuterRows final : public QObject {
    Q_OBJECT

public:
    OuterRows(Engine& engine, Page& page, SettingRows& rows);
    void retranslate();
    void refresh();
    void sayState(); ///< where it is served, or why not

private:
    void turn(bool on);
    void offerAddresses();
    void choose(int entry);
    Engine& m_engine;
    ConfigPlace m_place, m_addressPlace;
    QCheckBox* m_on;
    QComboBox* m_address;
    ConfigLine *m_port, *m_hosts;
    SettingRow m_onRow, m_addressRow, m_portRow, m_hostsRow;
};

} // namespace signalbox::ui

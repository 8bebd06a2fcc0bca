// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/outer_rows.h"

#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include "core/http/machine_address.h"

#include <QLabel>
#include <QSignalBlocker>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What Docker and Podman call the computer they run on.
constexpr const char* kNames[] { "host.docker.internal", "host.containers.internal" };

void setVisible(const SettingRow& row, bool visible)
{
    row.name->setVisible(visible);
    row.control->setVisible(visible);
    row.remark->setVisible(visible && !row.remark->text().isEmpty());
    if (!visible)
        row.problem->hide();
}

template <class Control> SettingRow placed(SettingRows& rows, Control& control)
{
    const SettingRow row = rows.add(&control);
    control.setRow(row);
    return row;
}

std::string addressIn(const ConfigJson& outer)
{
    const auto address = outer.is_object() ? outer.find("address") : outer.end();
    return outer.is_object() && address != outer.end() && address->is_string() ? address->get<std::string>()
                                                                               : std::string();
}

} // namespace

OuterRows::OuterRows(Engine& engine, Page& page, SettingRows& rows)
    : QObject(&rows)
    , m_engine(engine)
    , m_place(engine, page, { "listen", "outer" })
    , m_addressPlace(engine, page, { "listen", "outer", "address" })
    , m_on(new QCheckBox(&rows))
    , m_address(new ChoiceBox(&rows))
    , m_port(new ConfigLine(ConfigPlace(engine, page, { "listen", "outer", "port" }), ConfigLine::Kind::Number, &rows))
    , m_hosts(new ConfigLine(ConfigPlace(engine, page, { "listen", "outer", "hosts" }), ConfigLine::Kind::Texts, &rows))
{
    m_onRow = rows.add(m_on);
    m_addressRow = rows.add(m_address);
    m_portRow = placed(rows, *m_port);
    m_hostsRow = placed(rows, *m_hosts);
    m_address->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setWriting(*m_on);
    setWriting(*m_address);
    connect(m_on, &QCheckBox::clicked, this, &OuterRows::turn);
    connect(m_address, &QComboBox::activated, this, &OuterRows::choose);
}

void OuterRows::retranslate()
{
    m_addressRow.setTexts(tr("Address for containers"),
        tr("Of this computer, as containers reach it. Whoever reaches this address can try keys on it: take the bridge "
           "of your containers rather than an address of your network."));
    m_portRow.setTexts(tr("Port for containers"), tr("Empty: the same as on this computer."));
    m_port->setDone(tr("Port for containers changed"));
    m_hostsRow.setTexts(tr("Names they ask for"),
        tr("With commas between them, with or without a port. A request under any other name is refused."));
    m_hosts->setDone(tr("Names for containers changed"));
    m_hosts->setPlaceholderText(u"host.docker.internal"_s);
    sayState();
    refresh();
}

void OuterRows::offerAddresses()
{
    const QSignalBlocker quiet(m_address);
    m_address->clear();
    for (const http::MachineAddress& each : http::machineAddresses())
        //: an address of this computer: %1 the address, %2 its interface ("docker0")
        m_address->addItem(
            tr("%1 (%2)").arg(toQString(each.address), toQString(each.interface)), toQString(each.address));
    const QString present = toQString(addressIn(m_place.value()));
    if (!present.isEmpty() && m_address->findData(present) < 0)
        //: %1 is an address
        m_address->addItem(tr("%1 (not there now)").arg(present), present);
    m_address->setCurrentIndex(m_address->findData(present));
}

void OuterRows::choose(int entry)
{
    m_addressRow.setProblem(m_addressPlace.set(
        ConfigJson(toStd(m_address->itemData(entry).toString())), tr("Address for containers changed")));
    refresh();
}

void OuterRows::refresh()
{
    const ConfigJson outer = m_place.value();
    const bool on = outer.is_object();
    m_on->setChecked(on);
    for (const SettingRow& row : { m_addressRow, m_portRow, m_hostsRow })
        setVisible(row, on);
    if (!on)
        return;
    offerAddresses();
    m_port->refresh();
    m_hosts->refresh();
}

/// The bridge of a container engine where there is one: it stands first.
void OuterRows::turn(bool on)
{
    if (!on) {
        m_onRow.setProblem(m_place.set(ConfigJson(), tr("Containers are not served any more")));
        return refresh();
    }
    const std::vector<http::MachineAddress> here = http::machineAddresses();
    if (here.empty()) {
        m_on->setChecked(false);
        return m_onRow.setProblem(
            tr("This computer has no address but its loopback now, so nothing in a container could reach it."));
    }
    ConfigJson hosts = ConfigJson::array();
    for (const char* name : kNames)
        hosts.push_back(name);
    const bool v6 = here.front().address.find(':') != std::string::npos;
    hosts.push_back(v6 ? "[" + here.front().address + "]" : here.front().address);
    const ConfigJson outer { { "address", here.front().address }, { "hosts", hosts } };
    m_onRow.setProblem(m_place.set(outer, tr("Containers are served, with a key")));
    refresh();
}

void OuterRows::sayState()
{
    const RunningProxy::Status& status = m_engine.status();
    QString remark = tr("Off: Signalbox listens on this computer alone. On: on one more address, where every request "
                        "needs a key; whose program it is can't be told there.");
    if (status.outerError)
        remark = tr("Not served: %1 This computer is served as before.").arg(errorText(*status.outerError));
    else if (!status.outerUrl.empty())
        //: %1 is a URL
        remark = tr("Containers use %1. Every request needs a key; whose program it is can't be told there.")
                     .arg(toQString(status.outerUrl));
    m_onRow.setTexts(tr("Serve containers, virtual machines and WSL"), remark);
    setTone(*m_onRow.remark, status.outerError ? Tone::Error : Tone::Muted);
}

} // namespace signalbox::ui

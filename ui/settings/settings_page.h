// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/general_card.h"
#include "ui/shell/button_action.h"
#include "ui/shell/page.h"

namespace signalbox::ui {

class FileCard;
class ProxyCard;
class RedactionCard;
class SafetyCard;
class SectionHeader;
class StorageCard;

/// All settings on one page. What is changed takes effect at once and can be undone. GUI thread; what it is given
/// outlives it.
class SettingsPage final : public Page {
    Q_OBJECT

public:
    SettingsPage(const GeneralCard::Surroundings& around, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("settings"); }
    [[nodiscard]] QString title() const override { return tr("Settings"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("settings"); }
    void shown() override;
    void retranslate() override;
    [[nodiscard]] QList<QAction*> menuActions() const override { return buttonActions(*this); }
    [[nodiscard]] FileCard& files() { return *m_files; }
    [[nodiscard]] SafetyCard& safety() { return *m_safety; }
    [[nodiscard]] RedactionCard& redaction() { return *m_redaction; }

Q_SIGNALS:
    void restoreWanted(const QString& folder);
    void startServiceWanted(); ///< the window gives its proxy up for the service

private:
    SectionHeader* m_header;
    GeneralCard* m_general;
    ProxyCard* m_proxy;
    StorageCard* m_storage;
    RedactionCard* m_redaction;
    SafetyCard* m_safety;
    FileCard* m_files;
};

} // namespace signalbox::ui

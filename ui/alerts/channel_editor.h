// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/alerts/alert_edit.h"
#include "ui/tiers/form.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace signalbox::ui {

/// A webhook or a mail account, in place. What is a secret (the URL of a webhook, a password) is typed here once, goes
/// to the keychain and is never shown again. GUI thread.
class ChannelEditor final : public Form {
    Q_OBJECT

public:
    enum class Purpose { New, Change };
    enum class Kind { Webhook, Mail };
    ChannelEditor(Purpose purpose, Kind kind, QWidget* parent = nullptr);
    void setEntry(const ChannelEntry& entry);
    /// With the references of what is to be stored.
    [[nodiscard]] ChannelEntry entry() const;
    /// What was typed to be kept in the keychain, under the reference of entry(); "" where nothing was.
    [[nodiscard]] QString typedSecret() const;
    [[nodiscard]] std::string secretReference() const;
    void wipeTyped();

private:
    void buildWebhook();
    void buildMail();
    [[nodiscard]] bool keepsUrl() const;

    const Purpose m_purpose;
    const Kind m_kind;
    ChannelEntry m_former;
    QLineEdit* m_id;
    QComboBox* m_from;
    QCheckBox* m_local;
    QComboBox* m_shape;
    QLineEdit* m_secret; ///< URL or password
    QLineEdit* m_host;
    QLineEdit* m_port;
    QComboBox* m_tls;
    QLineEdit* m_user;
    QLineEdit* m_sender;
    QLineEdit* m_recipients;
};

} // namespace signalbox::ui

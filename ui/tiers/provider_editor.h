// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiers/config_edit.h"
#include "ui/tiers/form.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace signalbox::ui {

/// A provider, in place: a preset fills in what is known of it; all of it can be changed. GUI thread.
class ProviderEditor final : public Form {
    Q_OBJECT

public:
    enum class Purpose { NewProvider, EditProvider };
    explicit ProviderEditor(Purpose purpose, QWidget* parent = nullptr);
    void setEntry(const ProviderEntry& entry);
    /// What is as the preset says is left out. A new provider that needs a key gets "keychain:<id>".
    [[nodiscard]] ProviderEntry entry() const;

private:
    void buildFields();
    void presetChosen();

    Purpose m_purpose;
    ProviderEntry m_former;
    QComboBox* m_preset;
    QLineEdit* m_id;
    QLineEdit* m_url;
    QComboBox* m_dialect;
    QComboBox* m_auth;
    QCheckBox* m_local;
    QLineEdit* m_factor;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "ui/tiers/config_edit.h"
#include "ui/tiers/form.h"

class QComboBox;
class QLineEdit;
class QStringListModel;

namespace signalbox::ui {

/// A deployment of a tier, in place: provider, model (completed from the price catalogue), price, longest answer,
/// limits. For a new tier also its name. GUI thread.
class DeploymentEditor final : public Form {
    Q_OBJECT

public:
    enum class Purpose { NewDeployment, EditDeployment, NewTier };
    DeploymentEditor(Purpose purpose, const Config& config, QWidget* parent = nullptr);
    void setEntry(const DeploymentEntry& entry);
    [[nodiscard]] DeploymentEntry entry() const;
    [[nodiscard]] std::string tierId() const;

private:
    void buildFields(Purpose purpose, const Config& config);
    void updateModels();
    void updatePrice();

    std::map<std::string, std::string> m_presets; ///< provider id -> preset
    QLineEdit* m_tier;
    QComboBox* m_provider;
    QLineEdit* m_model;
    QStringListModel* m_models;
    QComboBox* m_pricing;
    QLineEdit* m_input;
    QLineEdit* m_cached;
    QLineEdit* m_output;
    QLineEdit* m_longest;
    QLineEdit* m_requests;
    QLineEdit* m_tokens;
    QLineEdit* m_concurrent;
    QLineEdit* m_wait;
};

} // namespace signalbox::ui

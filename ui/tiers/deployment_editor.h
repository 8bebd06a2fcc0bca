// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/tiers/config_edit.h"
#include "ui/tiers/form.h"

#include <array>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QStringListModel;

namespace signalbox::ui {

class ModelPicker;

/// A deployment of a tier, in place: provider, model (completed from the price catalogue, or picked from what the
/// provider lists), price, longest answer, limits, and what the model can take. For a new tier also its name. GUI
/// thread; engine and theme outlive it.
class DeploymentEditor final : public Form {
    Q_OBJECT

public:
    enum class Purpose { NewDeployment, EditDeployment, NewTier };
    DeploymentEditor(Purpose purpose, Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    void setEntry(const DeploymentEntry& entry);
    [[nodiscard]] DeploymentEntry entry() const;
    [[nodiscard]] std::string tierId() const;

private:
    void buildFields(Purpose purpose, const Config& config);
    void buildProfile();
    void updateModels();
    void updatePrice();
    void updateProfile();
    void take(const OfferedModel& model);
    [[nodiscard]] const PriceBook::Entry* known() const;
    [[nodiscard]] ProfileEntry profile() const;
    void setProfile(const ProfileEntry& profile);

    Engine& m_engine;
    std::map<std::string, std::string> m_presets; ///< provider id -> preset
    ModelPicker* m_picker;
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
    QCheckBox* m_more; ///< shows what the model can take
    QLineEdit* m_context;
    std::array<QComboBox*, 4> m_capabilities; ///< tools, images, JSON object, JSON schema
    QLineEdit* m_refuses;
    QLineEdit* m_renames;
    QComboBox* m_maxTokensField;
};

} // namespace signalbox::ui

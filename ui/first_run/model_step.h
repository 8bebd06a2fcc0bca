// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox::ui {

class ModelPicker;
class Page;

/// The step after a provider's key: one of its models into a tier, so that requests can use it. Offers a well-known
/// model whose price is known, or what the provider lists; applied at once, with undo. GUI thread; engine, theme and
/// page outlive it.
class ModelStep final : public QWidget {
    Q_OBJECT

public:
    ModelStep(Engine& engine, const Theme& theme, Page& page, QWidget* parent = nullptr);
    /// id of a provider in the configuration; "": none, and nothing is shown.
    void setProvider(const std::string& id);
    void retranslate();
    /// Whether a tier has a model of that provider already.
    [[nodiscard]] static bool isUsed(const Config& config, const std::string& provider);
    [[nodiscard]] QLineEdit* model() const { return m_model; }

private:
    void build();
    void fillTiers();
    void suggest();
    void sayPrice();
    void put();
    [[nodiscard]] QString providerName() const;
    [[nodiscard]] std::string tier() const;

    Engine& m_engine;
    Page& m_page;
    std::string m_provider;
    QLabel* m_text;
    QComboBox* m_tier;
    QLineEdit* m_model;
    QPushButton* m_put;
    QLabel* m_price;
    QLabel* m_problem;
    ModelPicker* m_picker;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/keys/remembered_secrets.h"
#include "ui/shell/widgets.h"

class QComboBox;

namespace signalbox::ui {

class ModelStep;
class Page;
class SecretPanel;

/// A paid provider, its key, which goes into the keychain, and a tier that uses it. May be skipped. GUI thread; engine,
/// settings and page outlive the card.
class PaidCard final : public Card {
    Q_OBJECT

public:
    PaidCard(Engine& engine, const Theme& theme, QSettings& settings, Page& page, QWidget* parent = nullptr);
    void refresh();
    void retranslate();

Q_SIGNALS:
    void tiersWanted(); ///< where the models of the provider are put into a tier, and tested

private:
    void addKey();
    Engine& m_engine;
    Page& m_page;
    RememberedSecrets m_remembered;
    QLabel* m_text;
    QComboBox* m_provider;
    QPushButton* m_add;
    QPushButton* m_tiers;
    QLabel* m_problem;
    SecretPanel* m_panel;
    ModelStep* m_model;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace signalbox::ui {

class DeploymentEditor;
class Form;
class LocalServersCard;
class ProviderCard;
class ProviderEditor;
class SectionHeader;
class TierCard;

/// What can be bought: a card for each tier with its chain, and below them the providers. Every change is applied at
/// once, with Undo. GUI thread; engine and theme outlive the page.
class TiersPage final : public Page {
    Q_OBJECT

public:
    TiersPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("tiers"); }
    [[nodiscard]] QString title() const override { return tr("Tiers & Providers"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("tiers"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    /// item: id of a tier or a provider.
    void open(const PageTarget& target) override;
    [[nodiscard]] QList<QAction*> menuActions() const override;
    void findLocalServers(); ///< asks the usual ports of this computer, and lists what answers
    [[nodiscard]] const std::vector<TierCard*>& tierCards() const { return m_tiers; }
    [[nodiscard]] const std::vector<ProviderCard*>& providerCards() const { return m_providers; }

private:
    void build();
    void rebuild();
    void refresh();
    void addTierForm();
    void addProviderForm();
    void closeForm();
    void saveTier();
    void saveProvider();
    void showForm(Form* form, QVBoxLayout* column);

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    SectionHeader* m_providersHeader;
    QPushButton* m_addTier;
    QPushButton* m_addProvider;
    QPushButton* m_findLocal;
    QWidget* m_content;
    QScrollArea* m_area;
    QVBoxLayout* m_tierColumn;
    QVBoxLayout* m_providerColumn;
    QAction* m_addTierAction;
    QAction* m_addProviderAction;
    QAction* m_findLocalAction;
    std::vector<TierCard*> m_tiers;
    std::vector<ProviderCard*> m_providers;
    QWidget* m_formCard = nullptr;
    DeploymentEditor* m_tierForm = nullptr;
    ProviderEditor* m_providerForm = nullptr;
    LocalServersCard* m_local = nullptr;
    bool m_shown = false;
};

} // namespace signalbox::ui

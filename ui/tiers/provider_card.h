// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

class ProviderEditor;

/// One provider: where it is, how it is spoken to, whether its key is there. GUI thread; engine, theme and page outlive
/// the card.
class ProviderCard final : public Card {
    Q_OBJECT

public:
    ProviderCard(
        Engine& engine, const Theme& theme, Page& page, const std::string& providerId, QWidget* parent = nullptr);
    [[nodiscard]] const std::string& providerId() const { return m_provider; }
    void rebuild();
    void refresh();

private:
    void openEditor();
    void closeEditor();
    void saveEditor();
    void removeProviderItself();
    [[nodiscard]] QString name() const;

    Engine& m_engine;
    Page& m_page;
    std::string m_provider;
    QLabel* m_address;
    QLabel* m_key;
    QPushButton* m_keys;
    QToolButton* m_edit;
    QToolButton* m_remove;
    QLabel* m_problem;
    ProviderEditor* m_editor = nullptr;
};

} // namespace signalbox::ui

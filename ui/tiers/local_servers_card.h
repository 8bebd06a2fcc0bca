// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/config_edit.h"

class QGridLayout;

namespace signalbox::ui {

/// Which servers for models answer on this computer: asks the usual ports once, when it is made, says what each of them
/// is, and offers to add those that list models. GUI thread; the engine outlives it.
class LocalServersCard final : public Card {
    Q_OBJECT

public:
    explicit LocalServersCard(Engine& engine, QWidget* parent = nullptr);
    ~LocalServersCard() override;
    void showProblem(const QString& sentence);
    void list(const std::vector<LocalServer>& servers); ///< instead of what was listed

Q_SIGNALS:
    void addWanted(const signalbox::ui::ProviderEntry& provider);
    void closed();

private:
    void addLine(const LocalServer& server);
    [[nodiscard]] QString answerOf(const LocalServer& server) const;
    [[nodiscard]] bool isThere(std::uint16_t port) const; ///< a provider has this address already

    Engine& m_engine;
    QLabel* m_words;
    QGridLayout* m_lines;
    bool m_asking = true;
};

} // namespace signalbox::ui

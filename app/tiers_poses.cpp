// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tiers_poses.h"

#include "app/settle.h"

#include "ui/bridge/engine.h"
#include "ui/tiers/deployment_editor.h"
#include "ui/tiers/deployment_row.h"
#include "ui/tiers/local_servers_card.h"
#include "ui/tiers/model_picker.h"
#include "ui/tiers/tier_card.h"
#include "ui/tiers/tiers_page.h"

#include <QCheckBox>

namespace signalbox::app {

namespace {

constexpr int kAnswerMs = 300; ///< until a question that was called off is answered

bool photographModels(const ui::TiersPage& page, const Photograph& photograph)
{
    Q_EMIT page.tierCards().front()->rows().front()->editWanted();
    auto* picker = page.findChild<ui::ModelPicker*>();
    if (picker == nullptr)
        return false;
    picker->list(std::vector<OfferedModel> { { "gpt-4.1", 0 }, { "gpt-4.1-mini", 0 }, { "gpt-4.1-nano", 0 },
        { "gpt-4o", 0 }, { "gpt-4o-2024-08-06", 0 }, { "gpt-4o-audio-preview-2025-06-03", 0 }, { "gpt-4o-mini", 0 },
        { "gpt-next", 400'000 }, { "o4-mini", 0 }, { "text-embedding-3-large", 0 } });
    showWhole(page, picker);
    const bool taken = photograph(QStringLiteral("tiers-models"));
    Q_EMIT page.findChild<ui::DeploymentEditor*>()->cancelled();
    settle(kAnswerMs);
    return taken;
}

bool photographAbilities(const ui::TiersPage& page, const Photograph& photograph)
{
    Q_EMIT page.tierCards().front()->rows().back()->editWanted();
    auto* editor = page.findChild<ui::DeploymentEditor*>();
    if (editor == nullptr)
        return false;
    for (QCheckBox* box : editor->findChildren<QCheckBox*>())
        box->setChecked(true);
    showWhole(page, editor);
    const bool taken = photograph(QStringLiteral("tiers-abilities"));
    Q_EMIT editor->cancelled();
    return taken;
}

bool photographTripped(ui::Engine& engine, const ui::TiersPage& page, const Photograph& photograph)
{
    const std::string deployment = page.tierCards().front()->rows().front()->deployment().id;
    engine.providers().tripBreaker(deployment);
    engine.pull();
    scrollUp(page);
    const bool taken = photograph(QStringLiteral("tiers-tripped"));
    engine.resetBreaker(deployment);
    return taken;
}

bool photographLocal(ui::Engine& engine, ui::TiersPage& page, const Photograph& photograph)
{
    page.findLocalServers();
    auto* card = page.findChild<ui::LocalServersCard*>();
    if (card == nullptr)
        return false;
    engine.providers().cancel();
    settle(kAnswerMs);
    card->list({ { 11434, "Ollama", std::vector<OfferedModel> { { "llama3.1", 0 } } },
        { 1234, "LM Studio",
            std::vector<OfferedModel> { { "qwen2.5-coder-32b-instruct", 0 }, { "mistral-small", 0 },
                { "gemma-3-12b-it", 0 }, { "phi-4", 0 } } },
        { 8000, "vLLM", fail("models_none") }, { 8080, "llama.cpp", fail("upstream_connect") } });
    showWhole(page, card);
    const bool taken = photograph(QStringLiteral("tiers-local"));
    Q_EMIT card->closed();
    scrollUp(page);
    return taken;
}

} // namespace

bool photographTiers(ui::Engine& engine, ui::TiersPage& page, const Photograph& photograph)
{
    return photographModels(page, photograph) && photographAbilities(page, photograph)
        && photographTripped(engine, page, photograph) && photographLocal(engine, page, photograph);
}

} // namespace signalbox::app

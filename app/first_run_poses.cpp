// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/first_run_poses.h"

#include "app/settle.h"

#include "ui/bridge/engine.h"
#include "ui/first_run/first_run_page.h"
#include "ui/first_run/model_step.h"

#include <QComboBox>

#include <nlohmann/json.hpp>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kReference = "session:mistral";

std::string withMistral(const std::string& text)
{
    Json config = Json::parse(text);
    config["providers"].push_back({ { "id", "mistral" }, { "preset", "mistral" }, { "secret", kReference } });
    return config.dump();
}

/// The choice of the provider whose key is added.
QComboBox* providerChoice(const ui::FirstRunPage& page)
{
    for (QComboBox* box : page.findChildren<QComboBox*>()) {
        if (box->findData(QStringLiteral("mistral")) >= 0)
            return box;
    }
    return nullptr;
}

} // namespace

bool photographFirstRun(ui::Engine& engine, ui::FirstRunPage& page, const Photograph& photograph)
{
    const std::string former = engine.config()->text;
    auto* step = page.findChild<ui::ModelStep*>();
    QComboBox* choice = providerChoice(page);
    if (step == nullptr || choice == nullptr || !engine.apply(withMistral(former)).config)
        return false;
    const auto store = [&](auto done) {
        engine.setSecret(kReference, QStringLiteral("demo-0000000000000000000000000000ijkl"), &page, std::move(done));
    };
    const int before = choice->currentIndex();
    choice->setCurrentIndex(choice->findData(QStringLiteral("mistral")));
    bool taken = isDone(store);
    engine.pull();
    showWhole(page, step, 40);
    taken = taken && step->isVisible() && photograph(QStringLiteral("first_run-model"));
    choice->setCurrentIndex(before);
    const auto remove = [&](auto done) { engine.removeSecret(kReference, &page, std::move(done)); };
    taken = isDone(remove) && taken;
    taken = engine.apply(former).config && taken;
    scrollUp(page);
    return taken;
}

} // namespace signalbox::app

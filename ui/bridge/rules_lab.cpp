// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/rules_lab.h"

#include "ui/bridge/worker.h"

#include "core/proxy/version_worlds.h"

namespace signalbox::ui {

namespace {

constexpr std::size_t kChangesListed = 200;
constexpr std::size_t kExamples = 10;

/// What a world of a draft needs to stay alive.
struct DraftWorld {
    std::shared_ptr<const Config> config;
    RuleSet rules;
};

ReplayWorld worldOf(std::shared_ptr<const Config> config, RuleSet rules)
{
    const auto owner = std::make_shared<const DraftWorld>(DraftWorld { std::move(config), std::move(rules) });
    ReplayWorld world = replayWorldOf(owner->config);
    world.owner = owner;
    world.rules = &owner->rules;
    return world;
}

} // namespace

struct RulesLab::Impl {
    std::string dataDir;
    const PromptWindow* prompts = nullptr;
    Worker replay;   ///< loading, what-if, previews
    Worker analysis; ///< hard rule sets take seconds and must not hold up the figures
};

RulesLab::RulesLab(std::string dataDir, const PromptWindow* prompts, QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>())
{
    m_impl->dataDir = std::move(dataDir);
    m_impl->prompts = prompts;
}

RulesLab::~RulesLab()
{
    forgetQuestions();
    if (m_loading)
        m_loading->store(true);
    m_impl->replay.stop();
    m_impl->analysis.stop();
}

RulesLab::Cancel RulesLab::renew(Cancel& former)
{
    if (former)
        former->store(true);
    former = std::make_shared<std::atomic<bool>>(false);
    return former;
}

void RulesLab::forgetQuestions()
{
    for (Cancel* each : { &m_comparing, &m_previewing, &m_analysing }) {
        if (*each)
            (*each)->store(true);
    }
}

std::int64_t RulesLab::requests() const
{
    return m_traffic == nullptr ? 0 : std::int64_t(m_traffic->rows().size());
}

WallUs RulesLab::from() const
{
    return m_traffic == nullptr ? 0 : m_traffic->from();
}

void RulesLab::load()
{
    if (m_impl->dataDir.empty())
        return;
    const Cancel cancel = renew(m_loading);
    m_impl->replay.post([this, cancel, dir = m_impl->dataDir] {
        ReplaySpan span;
        span.last = WhatIf::kRequests;
        auto traffic = WhatIf::load(dir, span, cancel.get());
        auto versions = VersionWorlds::open(dir);
        if (!traffic || cancel->load())
            return;
        // Where no version can be read, nobody knows which text tests were asked: their answers stay unknown.
        auto asked = std::make_shared<const AskedTests>(versions ? (*versions)->asked() : AskedTests());
        auto seen = (*traffic)->seenValues();
        auto deliver = [this, cancel, traffic = *traffic, asked, seen = std::move(seen)] {
            if (cancel->load())
                return;
            m_traffic = traffic;
            m_asked = asked;
            Q_EMIT loaded(seen);
        };
        QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
    });
}

void RulesLab::compare(std::shared_ptr<const Config> config, RuleSet draft, Answer<ReplayReport> done)
{
    const Cancel cancel = renew(m_comparing);
    if (m_traffic == nullptr)
        return;
    auto work = [this, cancel, done = std::move(done), traffic = m_traffic, asked = m_asked,
                    world = worldOf(std::move(config), std::move(draft)), prompts = m_impl->prompts] {
        ReplayOptions options;
        options.changes = kChangesListed;
        options.prompts = prompts;
        options.asked = asked.get();
        options.cancel = cancel.get();
        if (cancel->load())
            return;
        auto report = std::make_shared<const ReplayReport>(traffic->compare(world, options));
        auto deliver = [cancel, done, report] {
            if (!cancel->load() && !report->cancelled)
                done(*report);
        };
        QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
    };
    m_impl->replay.post(std::move(work));
}

void RulesLab::preview(Condition condition, Answer<MatchPreview> done)
{
    const Cancel cancel = renew(m_previewing);
    if (m_traffic == nullptr)
        return;
    auto work = [this, cancel, done = std::move(done), traffic = m_traffic, asked = m_asked,
                    condition = std::move(condition), prompts = m_impl->prompts] {
        ReplayOptions options;
        options.prompts = prompts;
        options.asked = asked.get();
        options.cancel = cancel.get();
        if (cancel->load())
            return;
        auto preview = std::make_shared<const MatchPreview>(traffic->preview(condition, options, kExamples));
        auto deliver = [cancel, done, preview] {
            if (!cancel->load())
                done(*preview);
        };
        QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
    };
    m_impl->replay.post(std::move(work));
}

void RulesLab::analyse(std::vector<Rule> rules, Answer<std::vector<RuleFinding>> done)
{
    const Cancel cancel = renew(m_analysing);
    auto work = [this, cancel, done = std::move(done), rules = std::move(rules)] {
        if (cancel->load())
            return;
        auto findings = std::make_shared<const std::vector<RuleFinding>>(analyseRules(rules, {}, cancel.get()));
        auto deliver = [cancel, done, findings] {
            if (!cancel->load())
                done(*findings);
        };
        QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
    };
    m_impl->analysis.post(std::move(work));
}

} // namespace signalbox::ui

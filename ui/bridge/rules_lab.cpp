// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/rules_lab.h"

#include "ui/bridge/worker.h"

#include "core/proxy/version_worlds.h"

#include <sys/resource.h>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr std::size_t kChangesListed = 200;
constexpr std::size_t kExamples = 10;
constexpr int kGiveWay = 10;

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

// Where no version can be read, nobody knows which text tests were asked: their answers stay unknown.
std::shared_ptr<const AskedTests> askedIn(const std::string& dir)
{
    const auto versions = VersionWorlds::open(dir);
    return std::make_shared<const AskedTests>(versions ? (*versions)->asked() : AskedTests());
}

// The window shrinks from its old end, so the oldest request whose prompt is there says where it begins.
PromptView viewOf(const PromptWindow* prompts, const WhatIf& traffic, const std::atomic<bool>& cancel)
{
    PromptView view;
    view.on = prompts != nullptr && prompts->on();
    view.prompts = prompts == nullptr ? 0 : prompts->size();
    view.bytes = prompts == nullptr ? 0 : prompts->bytes();
    if (view.prompts == 0)
        return view;
    for (const ReplayRow& row : traffic.rows()) {
        if (cancel.load() || prompts->find(row.id) != nullptr) {
            view.from = row.at;
            break;
        }
    }
    return view;
}

std::vector<int> partlyCovered(const std::vector<RuleFinding>& findings)
{
    std::vector<int> places;
    for (const RuleFinding& finding : findings) {
        if (!finding.partlyCoveredBy.empty())
            places.push_back(finding.rule);
    }
    return places;
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
    // What takes seconds gives way to the window and to requests; on Linux this is the thread's own.
    m_impl->analysis.post([] { (void)setpriority(PRIO_PROCESS, 0, kGiveWay); });
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
    for (Cancel* each : { &m_comparing, &m_previewing, &m_analysing, &m_reaching }) {
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
    const Cancel cancel = renew(m_loading);
    const auto giveUp = [this, cancel] {
        if (cancel->load())
            return;
        m_failed = true;
        Q_EMIT failed();
    };
    if (m_impl->dataDir.empty()) {
        QMetaObject::invokeMethod(this, giveUp, Qt::QueuedConnection);
        return;
    }
    const auto read = m_versionsRead == m_versionsWanted ? m_asked : nullptr;
    m_impl->replay.post([this, cancel, giveUp, dir = m_impl->dataDir, read, wanted = m_versionsWanted] {
        ReplaySpan span;
        span.last = WhatIf::kRequests;
        auto traffic = WhatIf::load(dir, span, cancel.get());
        if (!traffic)
            QMetaObject::invokeMethod(this, giveUp, Qt::QueuedConnection);
        if (!traffic || cancel->load())
            return;
        const auto asked = read != nullptr ? read : askedIn(dir);
        auto seen = (*traffic)->seenValues();
        auto facts = std::make_shared<const std::vector<Facts>>((*traffic)->facts());
        auto deliver = [this, cancel, traffic = *traffic, asked, seen = std::move(seen), facts, wanted] {
            if (cancel->load())
                return;
            m_failed = false;
            m_traffic = traffic;
            m_facts = facts;
            m_asked = asked;
            m_versionsRead = wanted;
            Q_EMIT loaded(seen);
        };
        QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
    });
}

template <class T, class Make> void RulesLab::ask(Worker& worker, Cancel& former, Make make, Answer<T> done)
{
    const Cancel cancel = renew(former);
    worker.post([this, cancel, make = std::move(make), done = std::move(done)] {
        if (cancel->load())
            return;
        auto made = std::make_shared<const T>(make(*cancel));
        auto deliver = [cancel, done, made] {
            if (!cancel->load())
                done(*made);
        };
        QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
    });
}

void RulesLab::compare(std::shared_ptr<const Config> config, RulesPtr draft, Answer<Comparison> done)
{
    if (m_traffic == nullptr) {
        (void)renew(m_comparing);
        return;
    }
    auto make = [traffic = m_traffic, asked = m_asked, config = std::move(config), draft = std::move(draft),
                    prompts = m_impl->prompts](const std::atomic<bool>& cancel) {
        const ReplayWorld world = worldOf(config, sealedRules(*draft, config->rules.intents));
        ReplayOptions options;
        options.changes = kChangesListed;
        options.prompts = prompts;
        options.asked = asked.get();
        options.cancel = &cancel;
        Comparison comparison;
        comparison.report = traffic->compare(world, options);
        comparison.prompts = viewOf(prompts, *traffic, cancel);
        return comparison;
    };
    ask<Comparison>(m_impl->replay, m_comparing, std::move(make), std::move(done));
}

void RulesLab::preview(Condition condition, Answer<Preview> done)
{
    if (m_traffic == nullptr) {
        (void)renew(m_previewing);
        return;
    }
    auto make = [traffic = m_traffic, asked = m_asked, condition = std::move(condition), prompts = m_impl->prompts](
                    const std::atomic<bool>& cancel) {
        ReplayOptions options;
        options.prompts = prompts;
        options.asked = asked.get();
        options.cancel = &cancel;
        Preview preview;
        preview.match = traffic->preview(condition, options, kExamples);
        preview.prompts = viewOf(prompts, *traffic, cancel);
        return preview;
    };
    ask<Preview>(m_impl->replay, m_previewing, std::move(make), std::move(done));
}

void RulesLab::analyse(const RulesPtr& rules, const Answer<Findings>& done)
{
    auto soon = [rules, facts = m_facts](const std::atomic<bool>& cancel) {
        Findings first;
        first.rules = analyseRules(*rules, { false, false }, &cancel);
        if (facts != nullptr)
            first.wrongAxis = wrongAxis(*rules, *facts);
        return first;
    };
    auto later = [this, rules, done](const Findings& first) {
        done(first);
        auto whole = [rules, axis = first.wrongAxis, traffic = m_traffic, asked = m_asked, prompts = m_impl->prompts](
                         const std::atomic<bool>& cancel) {
            Findings all { analyseRules(*rules, {}, &cancel), true, axis, {} };
            ReplayOptions options;
            options.prompts = prompts;
            options.asked = asked.get();
            options.cancel = &cancel;
            if (traffic != nullptr && !cancel.load())
                all.overlaps = traffic->overlaps(*rules, partlyCovered(all.rules), options);
            return all;
        };
        ask<Findings>(m_impl->analysis, m_analysing, std::move(whole), done);
    };
    ask<Findings>(m_impl->analysis, m_analysing, std::move(soon), std::move(later));
}

void RulesLab::reach(std::shared_ptr<const Config> config, RulesPtr rules, Condition which, Answer<Reach> done)
{
    auto make = [config = std::move(config), rules = std::move(rules), which = std::move(which)](
                    const std::atomic<bool>& cancel) {
        ReachWorld world;
        world.rules = rules.get();
        world.tiers = &config->tiers;
        world.honourNamedModels = config->honourNamedModels;
        world.downgrades = std::any_of(config->ceilings.begin(), config->ceilings.end(),
            [](const Ceiling& each) { return each.atLimit == AtLimit::Downgrade; });
        Reach answers;
        for (const Tier& tier : config->tiers) {
            for (const auto& deployment : tier.chain) {
                const auto known = std::find_if(answers.begin(), answers.end(),
                    [&deployment](const auto& each) { return each.first == deployment->id; });
                if (known == answers.end() && !cancel.load())
                    answers.emplace_back(deployment->id, canReach(world, { which, {}, deployment->id, {} }, &cancel));
            }
        }
        return answers;
    };
    ask<Reach>(m_impl->replay, m_reaching, std::move(make), std::move(done));
}

const AskedTests* RulesLab::asked() const
{
    return m_asked.get();
}

std::vector<const ReplayRow*> RulesLab::newest(std::size_t most) const
{
    std::vector<const ReplayRow*> rows;
    if (m_traffic == nullptr)
        return rows;
    for (auto row = m_traffic->rows().rbegin(); row != m_traffic->rows().rend() && rows.size() < most; ++row)
        rows.push_back(&*row);
    return rows;
}

} // namespace signalbox::ui

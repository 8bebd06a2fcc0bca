// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/what_if.h"
#include "core/proxy/config.h"
#include "core/route/rule_analysis.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::ui {

class Worker;

/// Which prompts questions about texts are answered from.
struct PromptView {
    bool on = true;
    std::size_t prompts = 0;
    std::size_t bytes = 0;
    WallUs from = 0; ///< of the oldest request that was read and whose prompt is there; 0: none
};

using RulesPtr = std::shared_ptr<const std::vector<Rule>>;

/// Asks core what rules would do: to recorded requests (what-if, match preview, seen values) and to any request at all
/// (analysis). Works on threads of its own; a new question of a kind cancels the former one, and only the newest is
/// answered. Lives on the GUI thread and answers there.
class RulesLab final : public QObject {
    Q_OBJECT

public:
    /// dataDir: "" answers nothing. prompts outlive the lab; nullptr: there are none.
    RulesLab(std::string dataDir, const PromptWindow* prompts, QObject* parent = nullptr);
    ~RulesLab() override;

    /// Reads the newest requests again; says loaded().
    void load();
    /// There is a new version of the configuration: the next load() reads which text tests it asks.
    void forgetVersions() { ++m_versionsWanted; }
    [[nodiscard]] bool isLoaded() const { return m_traffic != nullptr; }
    [[nodiscard]] bool hasFailed() const { return m_failed; } ///< the last load() found no log that can be read
    [[nodiscard]] std::int64_t requests() const;
    [[nodiscard]] WallUs from() const;

    template <class T> using Answer = std::function<void(const T&)>;
    struct Comparison {
        ReplayReport report;
        PromptView prompts;
    };
    /// The whole draft over the requests that were read. Nothing is answered before they are.
    void compare(std::shared_ptr<const Config> config, RulesPtr draft, Answer<Comparison> done);
    struct Preview {
        MatchPreview match;
        PromptView prompts;
    };
    /// One condition by itself.
    void preview(Condition condition, Answer<Preview> done);
    struct Findings {
        std::vector<RuleFinding> rules;
        bool whole = false; ///< else a first answer, without redundant and partly covered rules
        std::optional<WrongAxis> wrongAxis;
        std::map<int, RuleOverlap> overlaps; ///< of partly covered rules, by place; empty without traffic
    };
    /// Answers twice: what takes milliseconds first, then all of it.
    void analyse(const RulesPtr& rules, const Answer<Findings>& done);
    using Reach = std::vector<std::pair<std::string, ReachAnswer>>; ///< by deployment
    /// Whether requests of that kind can get to each deployment.
    void reach(std::shared_ptr<const Config> config, RulesPtr rules, Condition which, Answer<Reach> done);
    /// Which text tests each version asked; nullptr before the requests were read.
    [[nodiscard]] const AskedTests* asked() const;
    /// The newest requests that were read, newest first; at most so many.
    [[nodiscard]] std::vector<const ReplayRow*> newest(std::size_t most) const;
    void forgetQuestions(); ///< nothing that was asked is answered any more

Q_SIGNALS:
    void loaded(const std::map<std::string, std::vector<signalbox::SeenValue>>& seen);
    void failed();

private:
    struct Impl;
    using Cancel = std::shared_ptr<std::atomic<bool>>;
    [[nodiscard]] static Cancel renew(Cancel& former);

    std::unique_ptr<Impl> m_impl;
    /// make: from the flag that cancels it to a T; on the worker.
    template <class T, class Make> void ask(Worker& worker, Cancel& cancel, Make make, Answer<T> done);

    std::shared_ptr<const WhatIf> m_traffic;
    std::shared_ptr<const std::vector<Facts>> m_facts; ///< of the traffic
    std::shared_ptr<const AskedTests> m_asked;
    int m_versionsWanted = 1;
    int m_versionsRead = 0;
    bool m_failed = false;
    Cancel m_loading, m_comparing, m_previewing, m_analysing, m_reaching;
};

} // namespace signalbox::ui

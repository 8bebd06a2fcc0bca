// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/what_if.h"
#include "core/proxy/config.h"
#include "core/route/rule_analysis.h"

#include <QObject>

#include <functional>
#include <memory>

namespace signalbox::ui {

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
    [[nodiscard]] bool isLoaded() const { return m_traffic != nullptr; }
    [[nodiscard]] std::int64_t requests() const;
    [[nodiscard]] WallUs from() const;

    template <class T> using Answer = std::function<void(const T&)>;
    /// The whole draft over the requests that were read. Nothing is answered before they are.
    void compare(std::shared_ptr<const Config> config, RuleSet draft, Answer<ReplayReport> done);
    /// One condition by itself.
    void preview(Condition condition, Answer<MatchPreview> done);
    void analyse(std::vector<Rule> rules, Answer<std::vector<RuleFinding>> done);
    void forgetQuestions(); ///< nothing that was asked is answered any more

Q_SIGNALS:
    void loaded(const std::map<std::string, std::vector<signalbox::SeenValue>>& seen);

private:
    struct Impl;
    using Cancel = std::shared_ptr<std::atomic<bool>>;
    [[nodiscard]] static Cancel renew(Cancel& former);

    std::unique_ptr<Impl> m_impl;
    std::shared_ptr<const WhatIf> m_traffic;
    std::shared_ptr<const AskedTests> m_asked;
    Cancel m_loading, m_comparing, m_previewing, m_analysing;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rules_poses.h"

#include "app/settle.h"

#include "ui/bridge/engine.h"
#include "ui/rules/history_panel.h"
#include "ui/rules/rules_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/toast.h"

#include <QPlainTextEdit>
#include <QTableView>
#include <QTemporaryFile>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace signalbox::app {

namespace {

using Part = ui::RulesPage::Part;
using ui::RuleJson;

constexpr int kQuestionsMs = 1500; ///< until what-if and analysis have answered

/// Another gateway's file, of which some things have no place here.
constexpr const char* kForeignFile = R"(model_list:
  - model_name: fast
    litellm_params: {model: groq/llama-3.1-8b-instant, api_key: os.environ/GROQ_API_KEY, rpm: 30}
  - model_name: fast
    litellm_params: {model: openai/gpt-4o-mini, api_key: os.environ/OPENAI_API_KEY}
  - model_name: strong
    litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: sk-literal}
  - model_name: "*"
    litellm_params: {model: openai/*, api_key: os.environ/OPENAI_API_KEY}
router_settings:
  fallbacks: [{"fast": ["strong"]}, {"strong": ["gone"]}]
  routing_strategy: simple-shuffle
litellm_settings: {num_retries: 2, context_window_fallbacks: [{"fast": ["strong"]}]}
)";

constexpr const char* kRequest = R"({
  "model": "auto",
  "messages": [{"role": "user", "content": "Fix this:\n```c\nint main() { return x; }\n```"}],
  "metadata": {"x-signalbox-user-tier": "pro"}
})";

RuleJson ruleLike(const ui::RuleDraft& draft, int place, const char* name, const char* when, const std::string& tier)
{
    RuleJson rule = draft.rules()[std::size_t(place)]->json();
    rule["name"] = name;
    rule["when"] = RuleJson::parse(when);
    rule["route"] = { { "strategy", "direct" }, { "tier", tier } };
    return rule;
}

/// Something to edit: a rule moved, one switched off, and a new one with a group that the rule above it takes all from.
void writeDraft(ui::RulesPage& page)
{
    ui::RuleDraft& draft = page.draft();
    draft.move(0, 1);
    draft.setOn(3, Qt::Unchecked);
    (void)draft.insert(2,
        ruleLike(draft, 2, "Short code is cheap, too",
            R"({"all": [{"fact": "code", "is": true},
                {"any": [{"fact": "user_tier", "is": "pro"}, {"fact": "tokens_last", "lt": 500}]}]})",
            draft.tierIds().front()),
        QStringLiteral("add"));
    page.edit(2);
}

/// A rule that can't be applied as it is: a number that is none, and a pattern that can't be taken.
void writeErrors(ui::RulesPage& page)
{
    (void)page.draft().insert(1,
        ruleLike(page.draft(), 1, "Long invoices",
            R"({"all": [{"fact": "tokens_last", "gt": "many"}, {"fact": "text", "matches": "invoice [0-9"}]})", "mid"),
        QStringLiteral("add"));
    page.edit(1);
}

/// Rules with every kind of warning: never reached, can't match, not needed, and a tier that nobody has a key for.
void writeWarnings(ui::RulesPage& page)
{
    ui::RuleDraft& draft = page.draft();
    const auto add = [&draft](int before, const char* name, const char* when, const char* tier) {
        (void)draft.insert(before, ruleLike(draft, 0, name, when, tier), QStringLiteral("add"));
    };
    add(2, "Autocomplete for pros",
        R"({"all": [{"fact": "feature", "is": "autocomplete"}, {"fact": "user_tier", "is": "pro"}]})", "frontier");
    add(3, "Short and long", R"({"all": [{"fact": "tokens_last", "lt": 500}, {"fact": "tokens_last", "gt": 900}]})",
        "mid");
    add(4, "Experiments", R"({"all": [{"fact": "feature", "is": "lab"}]})", "lab");
    page.edit(4);
}

/// The demo's configuration with a tier whose provider has no key, as a further version.
std::string withLab(const std::string& text)
{
    RuleJson config = RuleJson::parse(text);
    config["providers"].push_back({ { "id", "mistral" }, { "preset", "mistral" }, { "secret", "session:mistral" } });
    const RuleJson deployment = { { "provider", "mistral" }, { "model", "mistral-large-latest" } };
    config["tiers"].push_back({ { "id", "lab" }, { "name", "Lab" }, { "chain", RuleJson::array({ deployment }) } });
    config["rules"][2]["route"]["tier"] = "frontier";
    return config.dump();
}

std::string withLastRuleAlone(const std::string& text)
{
    RuleJson config = RuleJson::parse(text);
    config["rules"] = RuleJson::array({ config["rules"].back() });
    return config.dump();
}

class RulesPoses {
public:
    RulesPoses(ui::Engine& engine, ui::RulesPage& page, const Photograph& photograph)
        : m_engine(engine)
        , m_page(page)
        , m_photograph(photograph)
    {
    }

    bool take()
    {
        const std::string former = m_engine.config()->text;
        const ConfigRead lab = m_engine.apply(withLab(former), { "apply:cost", "Paying users complained about code" });
        if (!lab.config) {
            for (const ConfigProblem& problem : lab.problems) {
                if (!problem.warning)
                    fmt::print(stderr, "signalbox: the demo's rules can't be changed: {}\n", problem.text());
            }
            return false;
        }
        const bool taken = edited() && wrong() && warned() && gated() && imported() && past();
        (void)m_engine.apply(withLastRuleAlone(former));
        const bool all = taken && posed("empty", Part::List);
        (void)m_engine.apply(former);
        return all;
    }

private:
    bool edited()
    {
        writeDraft(m_page);
        settle(kQuestionsMs);
        const bool parts = posed("draft", Part::List) && posed("review", Part::Review) && tried()
            && posed("again", Part::Recorded) && posed("reach", Part::Reach);
        return takeBack() && parts;
    }
    bool tried()
    {
        m_page.showPart(Part::TryOut);
        for (QPlainTextEdit* text : m_page.findChildren<QPlainTextEdit*>()) {
            if (text->isVisible())
                text->setPlainText(QString::fromUtf8(kRequest));
        }
        return m_photograph(QStringLiteral("rules-try"));
    }
    bool wrong()
    {
        writeErrors(m_page);
        const bool taken = posed("error", Part::List);
        return takeBack() && taken;
    }
    bool warned()
    {
        writeWarnings(m_page);
        settle(kQuestionsMs);
        const bool taken = posed("warnings", Part::List) && posed("review-warnings", Part::Review);
        return takeBack() && taken;
    }
    bool gated()
    {
        RuleJson rule = m_page.draft().rules()[1]->json();
        rule["route"]["tier"] = "frontier";
        m_page.draft().edit(1, rule, {}, QStringLiteral("edit"));
        settle(kQuestionsMs);
        const bool taken = posed("gate", Part::Review);
        return takeBack() && taken;
    }
    bool imported()
    {
        QTemporaryFile file;
        if (!file.open() || file.write(kForeignFile) < 0 || !file.flush())
            return false;
        m_page.importFile(file.fileName());
        const bool taken = posed("import", Part::LeftOut) && posed("imported", Part::List);
        return takeBack() && taken;
    }
    bool past()
    {
        m_page.showPart(Part::History);
        settle(kQuestionsMs);
        if (auto* panel = m_page.findChild<ui::HistoryPanel*>())
            panel->findChild<QTableView*>()->selectRow(1);
        return m_photograph(QStringLiteral("rules-history"));
    }

    bool posed(const char* name, Part part)
    {
        m_page.showPart(part);
        for (auto* toast : m_page.window()->findChildren<ui::Toast*>()) // it says what was done, not what is shown
            toast->hide();
        if (part == Part::Recorded || part == Part::Reach)
            settle(kQuestionsMs);
        return m_photograph(QStringLiteral("rules-") + QLatin1String(name));
    }
    /// The draft is thrown away again; always true.
    bool takeBack()
    {
        m_page.showPart(Part::List);
        while (m_page.draft().stack().canUndo())
            m_page.draft().stack().undo();
        return true;
    }

    ui::Engine& m_engine;
    ui::RulesPage& m_page;
    const Photograph& m_photograph;
};

} // namespace

bool photographRules(ui::MainWindow& window, ui::Engine& engine, ui::RulesPage& page, const Photograph& photograph)
{
    window.open({ page.id(), {}, {} });
    const bool taken = RulesPoses(engine, page, photograph).take();
    page.showPart(Part::List);
    return taken;
}

} // namespace signalbox::app

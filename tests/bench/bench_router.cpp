// SPDX-License-Identifier: GPL-3.0-or-later
// Time of one decision: 200 rules of 5 conditions (40 % header, 40 % numeric or boolean, 10 % keyword, 10 % regular
// expression), 2 KB of text, only the last rule matches. Every rule fails at its last condition, so each of the 1,000
// is looked at. Other mixes follow. Prints one line of JSON a mix; exit 1 where the figures of the first are missed.
#include "core/api/chat.h"
#include "core/route/router.h"
#include "core/route/rule_program.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace signalbox;
using Json = nlohmann::ordered_json;

constexpr int kRules = 200;
constexpr int kRequests = 20'000;
constexpr std::size_t kTexts = 500;
constexpr std::size_t kTextBytes = 2048;

enum class Kind { Header, Number, Keyword, Pattern };

struct Mix {
    const char* name;
    int header, number, keyword; // per cent; the rest are patterns
};

class Maker {
public:
    explicit Maker(std::uint32_t seed)
        : m_random(seed)
    {
    }
    int below(int limit) { return static_cast<int>(m_random() % static_cast<std::uint32_t>(limit)); }
    std::string word()
    {
        std::string out;
        for (int i = 0, size = 3 + below(7); i < size; ++i)
            out += static_cast<char>('a' + below(26));
        return out;
    }
    /// English-like: a small vocabulary, numbers and marks in between.
    std::string text()
    {
        if (m_words.empty()) {
            for (int i = 0; i < 3000; ++i)
                m_words.push_back(word());
        }
        std::string out;
        while (out.size() < kTextBytes) {
            out += m_words[static_cast<std::size_t>(below(below(2) == 0 ? 200 : 3000))];
            out += below(12) == 0 ? fmt::format(" {}, ", below(10'000)) : below(10) == 0 ? ". The " : " ";
        }
        out.resize(kTextBytes);
        return out;
    }

    Json condition(Kind kind, bool holds)
    {
        switch (kind) {
        case Kind::Header: {
            const std::string name = fmt::format("header:x-h{}", below(40));
            return holds ? Json { { "fact", name }, { "is_not", word() } }
                         : Json { { "fact", name }, { "is", word() } };
        }
        case Kind::Number:
            if (below(4) == 0)
                return { { "fact", below(2) ? "json" : "images" }, { "is", !holds } };
            return { { "fact", below(2) ? "tokens_context" : "messages" },
                { holds ? "lt" : "gt", 100'000 + below(1000) } };
        case Kind::Keyword:
            return negated({ { "fact", "text" }, { "word", "zq" + word() } }, holds);
        case Kind::Pattern:
            break;
        }
        const char* shapes[] { "(?i)invoice\\s+{}-\\d+", "\\b{}[a-z]*@[a-z]+\\.com", "{}\\s*[:=]\\s*\\d{{4}}",
            "(?:order|ticket) #{}\\d*", "[A-Z]{{3}}-{}-\\d{{2,6}}" };
        return negated(
            { { "fact", "text" }, { "matches", fmt::format(fmt::runtime(shapes[below(5)]), "zq" + word()) } }, holds);
    }

private:
    static Json negated(Json test, bool negate) { return negate ? Json { { "none", Json::array({ test }) } } : test; }
    std::mt19937 m_random;
    std::vector<std::string> m_words;
};

RuleSet rulesOf(Maker& maker, const Mix& mix)
{
    std::vector<Kind> kinds;
    for (int i = 0; i < kRules * 5; ++i) {
        const int share = i * 100 / (kRules * 5);
        kinds.push_back(share < mix.header                      ? Kind::Header
                : share < mix.header + mix.number               ? Kind::Number
                : share < mix.header + mix.number + mix.keyword ? Kind::Keyword
                                                                : Kind::Pattern);
    }
    std::mt19937 shuffler(7);
    std::shuffle(kinds.begin(), kinds.end(), shuffler);
    Json rules = Json::array();
    for (int r = 0; r < kRules; ++r) {
        Json all = Json::array();
        for (int c = 0; c < 5; ++c)
            all.push_back(maker.condition(kinds[static_cast<std::size_t>(r * 5 + c)], c < 4));
        rules.push_back({ { "id", fmt::format("r{}", r) }, { "when", { { "all", all } } },
            { "route", { { "strategy", "direct" }, { "tier", "small" } } } });
    }
    rules.push_back(
        { { "id", "else" }, { "when", "always" }, { "route", { { "strategy", "direct" }, { "tier", "small" } } } });
    auto set = readRules(rules, "/rules", { "small" });
    if (!set) {
        fmt::print(stderr, "{}\n", set.error().text());
        std::exit(2);
    }
    return std::move(*set);
}

struct Times {
    std::vector<double> micros;
    double at(double share)
    {
        std::sort(micros.begin(), micros.end());
        return micros[static_cast<std::size_t>(share * static_cast<double>(micros.size() - 1))];
    }
};

std::vector<ChatRequest> requestsOf(Maker& maker)
{
    std::vector<ChatRequest> requests;
    for (std::size_t i = 0; i < kTexts; ++i) {
        const Json body { { "model", "auto" },
            { "messages", Json::array({ { { "role", "user" }, { "content", maker.text() } } }) } };
        requests.push_back(readRequest(Endpoint::ChatCompletions, body.dump()).value());
    }
    return requests;
}

bool measure(const Mix& mix, bool gate)
{
    using Steadily = std::chrono::steady_clock;
    Maker maker(42);
    const RuleSet rules = rulesOf(maker, mix);
    auto provider = std::make_shared<Provider>();
    provider->id = "box";
    auto deployment = std::make_shared<Deployment>();
    deployment->id = "box/m";
    deployment->provider = provider;
    deployment->profile = CapabilityProfile::unknown();
    const std::vector<Tier> tiers { { "small", "", { deployment } } };
    const RoutingView view { &rules, &tiers, false, nullptr };
    const std::vector<ChatRequest> requests = requestsOf(maker);
    std::vector<Named<std::string>> headers;
    for (int i = 0; i < 12; ++i)
        headers.push_back({ fmt::format("x-h{}", i), maker.word() });
    std::sort(headers.begin(), headers.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    Times gathering;
    Times deciding;
    for (int i = -1000; i < kRequests; ++i) {
        const ChatRequest& request = requests[static_cast<std::size_t>(i + 1000) % requests.size()];
        const auto begin = Steadily::now();
        Facts facts = gatherFacts(request, {}, "bench");
        const auto gathered = Steadily::now();
        facts.headers = headers;
        facts = rules.program->withText(std::move(facts), request.lastUserText);
        const auto decision = decide(request, facts, {}, view);
        const auto end = Steadily::now();
        if (!decision || decision->ruleIndex != kRules) {
            fmt::print(stderr, "another rule than the last matched\n");
            return false;
        }
        if (i < 0)
            continue;
        gathering.micros.push_back(std::chrono::duration<double, std::micro>(gathered - begin).count());
        deciding.micros.push_back(std::chrono::duration<double, std::micro>(end - gathered).count());
    }
    const bool met = deciding.at(0.5) <= 20.0 && deciding.at(0.99) <= 80.0;
    fmt::print(
        R"({{"mix":"{}","rules":{},"conditions":{},"text_bytes":{},"requests":{},"p50_us":{:.1f},"p90_us":{:.1f},)"
        R"("p99_us":{:.1f},"max_us":{:.1f},"other_facts_p50_us":{:.1f},"met":{}}})"
        "\n",
        mix.name, kRules, kRules * 5, kTextBytes, kRequests, deciding.at(0.5), deciding.at(0.9), deciding.at(0.99),
        deciding.at(1.0), gathering.at(0.5), !gate || met ? "true" : "false");
    return !gate || met;
}

} // namespace

int main()
{
    bool fine = measure({ "40 header, 40 number, 10 keyword, 10 pattern", 40, 40, 10 }, true);
    fine = measure({ "50 header, 50 number", 50, 50, 0 }, false) && fine;
    fine = measure({ "50 header, 40 number, 10 keyword", 50, 40, 10 }, false) && fine;
    fine = measure({ "40 header, 40 number, 20 pattern", 40, 40, 0 }, false) && fine;
    fine = measure({ "20 header, 20 number, 30 keyword, 30 pattern", 20, 20, 30 }, false) && fine;
    return fine ? 0 : 1;
}

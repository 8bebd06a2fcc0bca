// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "core/proxy/config.h"
#include "core/route/router.h"
#include "ui/requests/cost_lines.h"
#include "ui/requests/record_json.h"
#include "ui/requests/timing_bars.h"
#include "ui/requests/trace_lines.h"
#include "ui/requests/trace_view.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

QString tierName(const std::string& id)
{
    QString name = QString::fromStdString(id);
    return name.isEmpty() ? name : name.left(1).toUpper() + name.mid(1);
}

// A cascade of the sandbox configuration whose cheap answer was rejected.
RequestRecord escalatedRecord()
{
    const auto config = readConfig(embedded::sandbox_config, PriceBook::builtIn()).config;
    ChatRequest request;
    request.model = "auto";
    Facts facts;
    facts.tokensContext = 1204;
    facts.code = true;
    facts.feature = "chat";
    facts.userTier = "free";
    facts.stakes = "normal";
    facts.endpoint = "chat";
    const auto obstacle = [](const Deployment&) { return std::string(); };
    const auto decision = decide(request, facts, {}, { &config->rules, &config->tiers, false, obstacle });
    RequestRecord record;
    record.id = "req_1";
    record.startedAt = 1'000'000;
    record.totalUs = 1'920'000;
    record.decideUs = 400;
    record.reserveUs = 2'000;
    record.status = 200;
    record.tierPlanned = "small";
    record.tier = "frontier";
    record.model = "sandbox-frontier";
    record.rulesVersion = 14;
    record.escalated = true;
    record.escalationEligible = true;
    record.costNano = 6'900'000;
    record.baselineNano = 6'500'000;
    record.baselineKnown = true;
    record.traceJson = decisionJson(*decision, facts, config->rules);
    record.factsJson = factsJson(facts);
    AttemptRecord first;
    first.attemptNo = 1;
    first.tier = "small";
    first.provider = "sandbox";
    first.model = "sandbox-small";
    first.purpose = "try";
    first.state = "settled";
    first.outcome = "rejected";
    first.rejectReason = "json: missing_field:total";
    first.startedAt = record.startedAt + 2'400;
    first.connectUs = 1'000;
    first.firstByteUs = 300'000;
    first.totalUs = 842'000;
    first.reservedNano = 3'100'000;
    first.costNano = 400'000;
    first.uncachedIn = 1204;
    first.out = 310;
    first.priceSource = "configuration";
    AttemptRecord second = first;
    second.attemptNo = 2;
    second.tier = "frontier";
    second.model = "sandbox-frontier";
    second.purpose = "escalation";
    second.outcome = "ok";
    second.rejectReason.clear();
    second.startedAt = record.startedAt + 845'000;
    second.totalUs = 1'078'000;
    second.costNano = 6'500'000;
    record.attempts = { first, second };
    return record;
}

QString joined(const std::vector<TraceLine>& lines)
{
    QString out;
    for (const TraceLine& line : lines)
        out += line.step + QLatin1Char('|') + line.text + QLatin1Char('\n');
    return out;
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void the_trace_tells_the_whole_way_in_order()
    {
        const RequestRecord record = escalatedRecord();
        QCOMPARE(traceTitle(record, tierName),
            QStringLiteral("Routed to Small (sandbox-small), then escalated to Frontier"));
        QStringList steps;
        for (const TraceLine& line : traceLines(record, tierName)) {
            if (!line.step.isEmpty())
                steps.append(line.step);
        }
        QCOMPARE(steps,
            (QStringList { QStringLiteral("facts"), QStringLiteral("rules v14"), QStringLiteral("plan"),
                QStringLiteral("budget"), QStringLiteral("attempt 1"), QStringLiteral("escalate"),
                QStringLiteral("budget"), QStringLiteral("attempt 2"), QStringLiteral("settled") }));
        const QString text = joined(traceLines(record, tierName));
        QVERIFY(text.contains(QStringLiteral("field “total” is missing")));
        QVERIFY(text.contains(QStringLiteral("would have cost $0.0065")));
        QVERIFY(text.contains(QStringLiteral("saved −$0.0004")));
        QVERIFY(text.contains(QStringLiteral("reserved $0.0031")));
    }

    void every_rule_up_to_the_winner_is_there_with_what_it_saw()
    {
        const std::vector<TraceLine> lines = traceLines(escalatedRecord(), tierName);
        const QString text = joined(lines);
        QVERIFY(text.contains(QStringLiteral("feature is “chat”, the rule wants “autocomplete”")));
        QVERIFY(text.contains(QStringLiteral("user tier is “free”")));
        const auto winner = std::ranges::find_if(lines, [](const TraceLine& line) { return line.ruleId == "else"; });
        QVERIFY(winner != lines.end());
        QCOMPARE(int(winner->mark), int(TraceMark::Yes));
        QVERIFY(winner->folded.empty());
        const auto near = std::ranges::find_if(lines, [](const TraceLine& line) { return line.ruleId == "code-pro"; });
        QVERIFY(near->text.contains(QStringLiteral("near miss")));
        QVERIFY(near->folded.empty());
        const auto folded = std::ranges::find_if(lines, [](const TraceLine& line) { return line.ruleId == "long"; });
        QVERIFY(!folded->folded.empty());
    }

    void a_refused_request_says_why_and_that_nothing_was_called()
    {
        RequestRecord record;
        record.status = 429;
        record.errorCode = "ceiling_reached";
        record.tierPlanned = "mid";
        QCOMPARE(traceTitle(record, tierName), QStringLiteral("Planned for Mid, then refused"));
        const std::vector<TraceLine> lines = traceLines(record, tierName);
        QCOMPARE(int(lines.back().mark), int(TraceMark::Failed));
        QVERIFY(lines.back().text.contains(QStringLiteral("ceiling_reached")));
        const std::vector<CostLine> cost = costLines(record, nullptr, tierName);
        QVERIFY(cost.back().name.contains(QStringLiteral("cost nothing")));
    }

    void a_trace_that_is_broken_is_said_to_be_unreadable()
    {
        RequestRecord record = escalatedRecord();
        record.traceJson = "{\"rules\": [";
        QVERIFY(joined(traceLines(record, tierName)).contains(QStringLiteral("can't be read")));
        record.traceJson = R"({"rules": "x", "steps": [1, null], "facts": [], "skipped": {}})";
        QVERIFY(!traceLines(record, tierName).empty());
    }

    void spans_begin_where_their_attempt_began()
    {
        using Kind = TimingSpan::Kind;
        const std::vector<TimingSpan> spans = timingSpans(escalatedRecord());
        QCOMPARE(spans.size(), std::size_t(8));
        QVERIFY((spans[0] == TimingSpan { Kind::Decide, 0, 0, 400 }));
        QVERIFY((spans[2] == TimingSpan { Kind::Connect, 1, 2'400, 1'000 }));
        QVERIFY((spans[3] == TimingSpan { Kind::Wait, 1, 3'400, 299'000 }));
        QVERIFY((spans[4] == TimingSpan { Kind::Answer, 1, 302'400, 542'000 }));
        QCOMPARE(spans[5].startUs, 845'000);
    }

    void unit_prices_are_shown_where_they_are_the_booked_ones()
    {
        const auto config = readConfig(embedded::sandbox_config, PriceBook::builtIn()).config;
        RequestRecord record = escalatedRecord();
        const std::string source = config->findTier("small")->chain.front()->price->source;
        record.attempts[0].priceSource = source;
        record.attempts[0].costNano = 1204 * 150 + 310 * 600;
        record.attempts[1].priceSource = "somewhere else";
        const auto shown = [](const CostLine& line) {
            return line.detail.contains(QStringLiteral("1,204 token(s) at $0.15 per million"));
        };
        std::vector<CostLine> lines = costLines(record, config.get(), tierName);
        QVERIFY(std::ranges::any_of(lines, shown));
        record.attempts[0].costNano += 1; // another day's price from the same source
        lines = costLines(record, config.get(), tierName);
        QVERIFY(std::ranges::none_of(lines, shown));
        QVERIFY(std::ranges::none_of(
            lines, [](const CostLine& line) { return line.detail.contains(QStringLiteral("$3.00")); }));
    }

    void the_providers_own_sum_stands_beside_ours_with_the_gap()
    {
        RequestRecord record = escalatedRecord();
        record.attempts[0].reportedNano = 500'000;
        record.attempts[1].reportedNano = record.attempts[1].costNano;
        record.attempts[1].state = "settled_estimate";
        record.attempts[1].flags = "estimated,calibrated:42,incomplete";
        const std::vector<CostLine> lines = costLines(record, nullptr, tierName);
        const auto has = [&lines](const char* name, const char* amount) {
            return std::ranges::any_of(lines, [&](const CostLine& line) {
                return line.name.contains(QLatin1String(name)) && line.amount == QLatin1String(amount);
            });
        };
        QVERIFY(has("The provider's own sum", "$0.0005"));
        QVERIFY(has("Gap to the provider's sum", "+$0.0001"));
        QVERIFY(has("to the nano-dollar", ""));
        QVERIFY(has("single calls off by 4.2%", ""));
    }

    void the_raw_record_is_sound_json_with_its_trace_inside()
    {
        RequestRecord record = escalatedRecord();
        record.model = "broken \xC3 text";
        const auto json = nlohmann::json::parse(recordJson(record).toStdString(), nullptr, false);
        QVERIFY(!json.is_discarded());
        QVERIFY(json["decision"]["rules"].is_array());
        QCOMPARE(json["attempts"].size(), std::size_t(2));
    }

    void the_view_shows_client_text_as_plain_text()
    {
        Theme theme(*qApp);
        TraceView view(theme);
        view.setLines(
            { { QStringLiteral("facts"), TraceMark::None, 0, QStringLiteral("feature = <b>x</b>"), {}, {} } });
        const auto labels = view.findChildren<QLabel*>();
        QVERIFY(!labels.isEmpty());
        for (const QLabel* label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(view.text().contains(QStringLiteral("<b>x</b>")));
    }

    void folded_rules_come_out_with_one_click_and_a_rule_can_be_opened()
    {
        Theme theme(*qApp);
        TraceView view(theme);
        view.setLines(traceLines(escalatedRecord(), tierName));
        view.show();
        const auto buttons = view.findChildren<QPushButton*>();
        const auto fold =
            std::ranges::find_if(buttons, [](const QPushButton* button) { return button->isCheckable(); });
        QVERIFY(fold != buttons.end());
        const auto visible = [&view] {
            const auto labels = view.findChildren<QLabel*>();
            return std::ranges::count_if(labels, [](const QLabel* label) { return label->isVisible(); });
        };
        const auto before = visible();
        (*fold)->click();
        QVERIFY(visible() > before);
        QSignalSpy opened(&view, &TraceView::openRule);
        const auto open =
            std::ranges::find_if(buttons, [](const QPushButton* button) { return !button->isCheckable(); });
        (*open)->click();
        QCOMPARE(opened.size(), 1);
    }
};

QTEST_MAIN(TraceTest)
#include "trace_test.moc"

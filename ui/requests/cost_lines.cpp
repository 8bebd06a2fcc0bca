// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/cost_lines.h"

#include "ui/shell/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::CostLines)
};

using Kind = CostLine::Kind;

QString money(std::int64_t nano)
{
    return moneyText(Money::fromNano(nano));
}

const Deployment* deploymentOf(const Config& config, const AttemptRecord& attempt)
{
    for (const Tier& tier : config.tiers) {
        for (const auto& deployment : tier.chain) {
            if (deployment->provider->id == attempt.provider && deployment->model == attempt.model)
                return deployment.get();
        }
    }
    return nullptr;
}

// The price the attempt was booked with, where it is still the one in force.
const Price* priceOf(const Config* config, const AttemptRecord& attempt)
{
    const Deployment* deployment = config == nullptr ? nullptr : deploymentOf(*config, attempt);
    if (deployment == nullptr || !deployment->price || deployment->price->source != attempt.priceSource)
        return nullptr;
    // A source has many prices: of other days, ranges and service tiers. The one that gives the amount is it.
    const Price& price = *deployment->price;
    ExactCost cost;
    cost.add(attempt.uncachedIn, price.input).add(attempt.cachedIn, price.cachedInput);
    cost.add(attempt.cacheWrite, price.cacheWrite5m).add(attempt.out, price.output).add(price.perRequest);
    return cost.roundedUp(deployment->provider->priceFactorPpm).nano() == attempt.costNano ? &price : nullptr;
}

void addTokens(std::vector<CostLine>& lines, const QString& name, std::int64_t count, const UnitPrice* price)
{
    if (count == 0)
        return;
    //: a number of tokens
    QString detail = Words::tr("%Ln token(s)", nullptr, int(count));
    if (price != nullptr)
        //: tokens and their price: %1 "1,204 tokens", %2 dollars per million tokens
        detail = Words::tr("%1 at $%2 per million").arg(detail, toQString(price->dollarsPerMillion()));
    const QString amount = price == nullptr ? QString() : money(ExactCost().add(count, *price).roundedUp().nano());
    lines.push_back({ Kind::Item, name, detail, amount });
}

/// How an estimate was made: by what the provider counted before, with how far single calls stray from that.
QString calibration(const AttemptRecord& attempt)
{
    constexpr std::string_view kFlag = "calibrated:";
    const std::size_t at = attempt.flags.find(kFlag);
    if (at == std::string::npos)
        return {};
    const double stray = std::atof(attempt.flags.c_str() + at + kFlag.size()) / 1000;
    //: added to "estimated ...": %1 is a percentage
    return Words::tr(", by its own tokens per byte so far (single calls off by %1)").arg(percentText(stray));
}

QString stateWords(const AttemptRecord& attempt)
{
    if (attempt.state == "void")
        return Words::tr("not billed: the provider gave no answer");
    if (attempt.state == "uncertain")
        return Words::tr("uncertain: sent, but no status came back; the whole reservation counts");
    if (attempt.state == "settled_estimate")
        return Words::tr("estimated: the provider sent no usage, so the tokens were counted here")
            + calibration(attempt);
    return {};
}

/// What the provider itself takes the call to cost, and how far that is from ours.
void addReported(std::vector<CostLine>& lines, const AttemptRecord& attempt)
{
    if (!attempt.reportedNano)
        return;
    lines.push_back({ Kind::Item, Words::tr("The provider's own sum"), {}, money(*attempt.reportedNano) });
    const std::int64_t gap = *attempt.reportedNano - attempt.costNano;
    if (gap == 0)
        return lines.push_back({ Kind::Remark, Words::tr("The provider's sum is ours, to the nano-dollar."), {}, {} });
    const QString share = shareText(std::abs(gap), attempt.costNano);
    //: %1 is how many percent of our amount
    lines.push_back({ Kind::Item, Words::tr("Gap to the provider's sum"), Words::tr("%1 of ours").arg(share),
        moneyText(Money::fromNano(gap), MoneyStyle::Signed) });
}

void addAttempt(
    std::vector<CostLine>& lines, const AttemptRecord& attempt, const Config* config, const TierName& tierName)
{
    //: heading of one call: %1 its number, %2 tier, %3 model
    lines.push_back({ Kind::Heading,
        Words::tr("Attempt %1 · %2 · %3")
            .arg(QString::number(attempt.attemptNo), tierName(attempt.tier), toQString(attempt.model)),
        {}, {} });
    const Price* price = priceOf(config, attempt);
    addTokens(lines, Words::tr("Input"), attempt.uncachedIn, price == nullptr ? nullptr : &price->input);
    addTokens(lines, Words::tr("Input from the provider's cache"), attempt.cachedIn,
        price == nullptr ? nullptr : &price->cachedInput);
    addTokens(lines, Words::tr("Written to the provider's cache"), attempt.cacheWrite,
        price == nullptr ? nullptr : &price->cacheWrite5m);
    addTokens(lines, Words::tr("Output"), attempt.out, price == nullptr ? nullptr : &price->output);
    if (attempt.reasoningOut > 0)
        lines.push_back({ Kind::Remark, Words::tr("of which for reasoning"),
            Words::tr("%Ln token(s)", nullptr, int(attempt.reasoningOut)), {} });
    lines.push_back({ Kind::Item, Words::tr("Reserved before the call"), {}, money(attempt.reservedNano) });
    const bool uncertain = attempt.state == "uncertain";
    lines.push_back({ Kind::Sum, Words::tr("Cost of this attempt"), {},
        money(uncertain ? attempt.reservedNano : attempt.costNano) });
    if (const QString words = stateWords(attempt); !words.isEmpty())
        lines.push_back({ Kind::Remark, words, {}, {} });
    addReported(lines, attempt);
    if (!attempt.priceSource.empty())
        //: %1 is where a price was taken from
        lines.push_back({ Kind::Remark, Words::tr("Price: %1").arg(toQString(attempt.priceSource)), {}, {} });
}

} // namespace

std::vector<CostLine> costLines(const RequestRecord& record, const Config* config, const TierName& tierName)
{
    std::vector<CostLine> lines;
    if (record.simulated)
        lines.push_back({ Kind::Remark,
            Words::tr("Simulated: booked under the sandbox ceiling, never counted as money."), {}, {} });
    if (record.unpriced)
        lines.push_back({ Kind::Remark, Words::tr("The model is unpriced: its cost is unknown, not zero."), {}, {} });
    for (const AttemptRecord& attempt : record.attempts)
        addAttempt(lines, attempt, config, tierName);
    if (record.attempts.empty()) {
        lines.push_back({ Kind::Remark, Words::tr("No provider was called, so this request cost nothing."), {}, {} });
        return lines;
    }
    lines.push_back({ Kind::Heading, Words::tr("Together"), {}, {} });
    lines.push_back({ Kind::Sum, Words::tr("Cost of the request"), {}, money(record.costNano) });
    if (!record.baselineKnown || record.simulated)
        return lines;
    lines.push_back({ Kind::Item, Words::tr("The same tokens at the baseline tier"), {}, money(record.baselineNano) });
    lines.push_back({ Kind::Sum, Words::tr("Saved"), {},
        moneyText(Money::fromNano(record.baselineNano - record.costNano), MoneyStyle::Signed) });
    return lines;
}

} // namespace signalbox::ui

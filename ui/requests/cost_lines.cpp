// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/cost_lines.h"

#include "ui/shell/format.h"

#include <QCoreApplication>

#include <algorithm>

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
    if (deployment == nullptr || !deployment->price || deployment->price->longContext)
        return nullptr;
    return deployment->price->source == attempt.priceSource ? &*deployment->price : nullptr;
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

QString stateWords(const AttemptRecord& attempt)
{
    if (attempt.state == "void")
        return Words::tr("not billed: the provider gave no answer");
    if (attempt.state == "uncertain")
        return Words::tr("uncertain: sent, but no status came back; the whole reservation counts");
    if (attempt.state == "settled_estimate")
        return Words::tr("estimated: the provider sent no usage, so the tokens were counted here");
    return {};
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

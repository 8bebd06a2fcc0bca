// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/price_list_words.h"

#include "ui/shell/format.h"
#include "ui/tiers/price_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace signalbox::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::PriceListWords)
};

QString shortPrices(const TokenPrices& prices)
{
    //: %1 price of input, %2 of output
    return Words::tr("%1 in, %2 out").arg(unitPriceText(prices.input), unitPriceText(prices.output));
}

/// A provider's own name of a service tier: no word of ours.
QString tierName(const std::string& name)
{
    QString text = toQString(name);
    return text.replace(0, 1, text.left(1).toUpper());
}

void addOne(QStringList& lines, const QString& name, const std::optional<UnitPrice>& price)
{
    if (price)
        //: a kind of token (audio input) and its price
        lines.append(Words::tr("%1: %2").arg(name, unitPriceText(*price)));
}

void addFee(QStringList& lines, const QString& name, Money fee)
{
    if (!fee.isZero())
        lines.append(Words::tr("%1: %2").arg(name, moneyText(fee)));
}

double shareOfGap(const RequestLog::ModelCost& cost)
{
    if (cost.reportedOurs == 0)
        return cost.reportedNano == 0 ? 0 : 1;
    return double(cost.reportedNano - cost.reportedOurs) / double(cost.reportedOurs);
}

} // namespace

QString sourceText(const PriceLine& line)
{
    if (!line.price)
        return Words::tr("blocked by the ceiling");
    if (line.origin == PriceLine::Origin::BuiltIn)
        //: source of a price: %1 are the published lists it was made from, with their date
        return Words::tr("built in · %1").arg(priceSourceWords(line.price));
    return priceSourceWords(line.price);
}

QString factorText(std::int64_t ppm)
{
    return QStringLiteral("× ") + QLocale().toString(double(ppm) / 1e6, 'g', 7);
}

QStringList furtherWords(const Price& price)
{
    QStringList lines;
    if (price.free)
        return lines;
    if (price.cacheWrite5m != price.input || price.cacheWrite1h != price.input)
        //: %1 and %2 are prices
        lines.append(Words::tr("Cache write: %1 for 5 min, %2 for 1 h")
                         .arg(unitPriceText(price.cacheWrite5m), unitPriceText(price.cacheWrite1h)));
    const auto range = [&lines](const Price::LongContext& prices) {
        //: %1 a number of tokens, %2 prices: the whole request costs that
        lines.append(Words::tr("Above %1 input tokens: %2").arg(countText(prices.above), shortPrices(prices)));
    };
    if (price.longContext)
        range(*price.longContext);
    for (const Price::LongContext& prices : price.furtherRanges)
        range(prices);
    for (const Price::ServiceTier& tier : price.serviceTiers)
        lines.append(Words::tr("%1: %2").arg(tierName(tier.name), shortPrices(tier)));
    addOne(lines, Words::tr("Audio input"), price.audioInput);
    addOne(lines, Words::tr("Audio output"), price.audioOutput);
    addOne(lines, Words::tr("Image input"), price.imageInput);
    addOne(lines, Words::tr("Image output"), price.imageOutput);
    addFee(lines, Words::tr("Per request"), price.perRequest);
    addFee(lines, Words::tr("Per web search"), price.perSearch);
    addFee(lines, Words::tr("Per image"), price.perImage);
    return lines;
}

QString fieldWords(const std::string& field)
{
    if (field == "input")
        return Words::tr("Input");
    if (field == "output")
        return Words::tr("Output");
    if (field == "cached_input")
        return Words::tr("Cached input");
    constexpr std::string_view kAbove = "above_";
    if (const std::size_t colon = field.find(':'); colon != std::string::npos) {
        const std::string part = field.substr(0, colon);
        const bool range = part.starts_with(kAbove);
        const QString tokens = range ? countText(toQString(part.substr(kAbove.size())).toLongLong()) : QString();
        //: %1 a number of tokens, %2 what for: "Above 200,000 input tokens: Output"
        return range ? Words::tr("Above %1 input tokens: %2").arg(tokens, fieldWords(field.substr(colon + 1)))
                     : Words::tr("%1: %2").arg(tierName(part), fieldWords(field.substr(colon + 1)));
    }
    if (field == "audio_input")
        return Words::tr("Audio input");
    if (field == "audio_output")
        return Words::tr("Audio output");
    if (field == "image_input")
        return Words::tr("Image input");
    if (field == "image_output")
        return Words::tr("Image output");
    if (field == "per_request")
        return Words::tr("Per request");
    if (field == "per_search")
        return Words::tr("Per web search");
    if (field == "per_image")
        return Words::tr("Per image");
    return toQString(field);
}

QString changeWords(const PriceChange& change)
{
    if (!change.after)
        return Words::tr("the list has no usable price");
    if (change.after->free)
        return Words::tr("free");
    const struct {
        const char* name;
        UnitPrice TokenPrices::*price;
    } fields[] { { "input", &TokenPrices::input }, { "cached_input", &TokenPrices::cachedInput },
        { "output", &TokenPrices::output } };
    QStringList words;
    for (const auto& field : fields) {
        const UnitPrice after = change.after.value().*field.price;
        const bool known = change.before && !change.before->free;
        if (known && change.before.value().*field.price == after)
            continue;
        //: a price that changes: %1 what for, %2 from, %3 to
        words.append(known ? Words::tr("%1 %2 → %3")
                                 .arg(fieldWords(field.name), unitPriceText(change.before.value().*field.price),
                                     unitPriceText(after))
                           : Words::tr("%1 %2").arg(fieldWords(field.name), unitPriceText(after)));
    }
    if (words.isEmpty())
        words.append(Words::tr("ranges, service tiers or fees"));
    return words.join(QStringLiteral(" · "));
}

QString outlierWords(const PriceOutlier& outlier)
{
    using Kind = PriceOutlier::Kind;
    const QString field = fieldWords(outlier.field);
    const QString price = unitPriceText(outlier.price);
    const QString other = outlier.other ? unitPriceText(*outlier.other) : QString();
    switch (outlier.kind) {
    case Kind::TooHigh:
        //: something odd about a price: %1 what for, %2 the price
        return Words::tr("%1 %2 is above $1,000 per million: a slipped unit?").arg(field, price);
    case Kind::Slipped:
        return Words::tr("%1 %2 is a power of ten off %3, which others ask").arg(field, price, other);
    case Kind::Zero:
        return outlier.field == "input" ? Words::tr("costs nothing, and is not said to be free")
                                        //: something odd about a price: %1 what for
                                        : Words::tr("%1 costs nothing, and is not said to be free").arg(field);
    case Kind::Negative:
        return Words::tr("a negative number, which is no price");
    case Kind::CachedAbove:
        return Words::tr("%1 %2 costs more than input without the cache, %3").arg(field, price, other);
    case Kind::Dropped:
        return Words::tr("%1 falls by more than half: %2 instead of %3").arg(field, price, other);
    case Kind::Risen:
        return Words::tr("%1 rises more than tenfold: %2 instead of %3").arg(field, price, other);
    case Kind::Unbounded:
        return Words::tr("no limit of the output is known");
    }
    return {};
}

QString gapText(const RequestLog::ModelCost& cost)
{
    if (cost.reported == 0)
        return {};
    const double share = shareOfGap(cost);
    if (std::abs(share) < 0.0005)
        //: the provider's sum is the same as ours
        return Words::tr("none");
    return (share > 0 ? QStringLiteral("+") : QString()) + percentText(share);
}

bool isWideGap(const RequestLog::ModelCost& cost)
{
    return cost.reported > 0 && std::abs(shareOfGap(cost)) > 0.01;
}

QString gapWords(const RequestLog::ModelCost& cost)
{
    if (cost.reported == 0)
        return Words::tr("The provider names no sum of its own.");
    //: %1 the provider's sum, %2 ours, %3 the difference in percent or "none"
    return Words::tr("In %Ln call(s) the provider says %1, we booked %2: gap %3.", nullptr, int(cost.reported))
        .arg(moneyText(Money::fromNano(cost.reportedNano)), moneyText(Money::fromNano(cost.reportedOurs)),
            gapText(cost));
}

QString yieldWords(const TokenYield& yield)
{
    //: %1 tokens for a byte ("0.263"), %2 a percentage
    return Words::tr("%1 tokens a byte, single calls off by %2 (%Ln call(s))", nullptr, int(yield.calls))
        .arg(QLocale().toString(double(yield.perMillionBytes) / 1e6, 'f', 3),
            percentText(double(yield.strayPerMillion) / 1e6));
}

} // namespace signalbox::ui

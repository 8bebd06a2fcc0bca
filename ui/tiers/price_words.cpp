// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/price_words.h"

#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace signalbox::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::PriceWords)
};

} // namespace

QString unitPriceText(UnitPrice price)
{
    // As many digits as the price has, but two at least: "0.0375" and "10.00".
    const std::string exact = price.dollarsPerMillion();
    const std::size_t point = exact.find('.');
    const std::size_t digits = point == std::string::npos ? 0 : exact.size() - point - 1;
    return dollarsText(toQString(exact).toDouble(), std::max(2, int(digits)));
}

QString priceWords(const std::optional<Price>& price)
{
    if (!price)
        return Words::tr("unpriced");
    if (price->free)
        return Words::tr("free");
    //: prices of a model: %1 of input, %2 of output, in dollars per million tokens
    QString words =
        Words::tr("%1 in · %2 out per million").arg(unitPriceText(price->input), unitPriceText(price->output));
    if (price->perRequest.nano() > 0)
        //: added to a model's price: %1 is an amount
        words += Words::tr(" + %1 per request").arg(moneyText(price->perRequest));
    return words;
}

QString priceSourceWords(const std::optional<Price>& price)
{
    if (!price)
        return {};
    // A source may carry its date already.
    QStringList words { price->source == "configuration" ? Words::tr("set in the configuration")
            : price->source == "operator"                ? Words::tr("set by hand")
                                                         : toQString(price->source) };
    if (!price->date.empty() && price->source.find(price->date) == std::string::npos)
        words.append(toQString(price->date));
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

} // namespace signalbox::ui

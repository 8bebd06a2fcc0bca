// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/price_words.h"

#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace signalbox::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::PriceWords)
};

QString dollars(UnitPrice price)
{
    return QLatin1Char('$') + toQString(price.dollarsPerMillion());
}

} // namespace

QString priceWords(const std::optional<Price>& price)
{
    if (!price)
        return Words::tr("unpriced");
    if (price->free)
        return Words::tr("free");
    //: prices of a model: %1 of input, %2 of output, in dollars per million tokens
    QString words = Words::tr("%1 in · %2 out per million").arg(dollars(price->input), dollars(price->output));
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
    QStringList words { toQString(price->source) };
    if (!price->date.empty() && price->source.find(price->date) == std::string::npos)
        words.append(toQString(price->date));
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kNanoPerDollar = 1e9;
constexpr qint64 kSecondUs = 1'000'000;

struct Format {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::Format)
};

QDateTime local(WallUs at)
{
    return QDateTime::fromMSecsSinceEpoch(at / 1000);
}

/// Decimals that show two significant digits of an amount below a cent; at most nine, the nano-dollar.
int smallDecimals(double dollars)
{
    const double magnitude = std::floor(std::log10(dollars));
    return std::clamp(int(1 - magnitude), 4, 9);
}

} // namespace

QString dollarsText(double dollars, int decimals)
{
    return QLocale().toCurrencyString(dollars, u"$"_s, decimals);
}

QString moneyText(Money amount, MoneyStyle style)
{
    const double dollars = double(amount.nano()) / kNanoPerDollar;
    const double size = std::abs(dollars);
    int decimals = 2;
    if (style == MoneyStyle::Row)
        decimals = size > 0 && size < 0.0001 ? smallDecimals(size) : 4;
    else if (size > 0 && size < 0.0095)
        decimals = smallDecimals(size);
    QString text = dollarsText(size, decimals);
    if (decimals > 4) {
        // Two significant digits may end in a zero that says nothing.
        const QLocale locale;
        const QString zero = locale.zeroDigit();
        const qsizetype last = text.lastIndexOf(zero);
        const qsizetype digitsEnd = text.indexOf(locale.decimalPoint()) + decimals;
        if (last == digitsEnd)
            text.remove(last, zero.size());
    }
    if (amount.nano() < 0)
        return u'\u2212' % text;
    if (style == MoneyStyle::Signed && amount.nano() > 0)
        return u'+' % text;
    return text;
}

QString durationText(qint64 us)
{
    const QLocale locale;
    if (us < 0)
        return dashText();
    if (us < 10'000) {
        const double ms = double(us) / 1000;
        //: %1 is a number of milliseconds, such as 0.4
        return Format::tr("%1 ms").arg(locale.toString(ms, 'f', us == 0 || us >= 9'950 ? 0 : 1));
    }
    if (us < 999'500)
        return Format::tr("%1 ms").arg(locale.toString(qlonglong((us + 500) / 1000)));
    if (us < 59'950'000) {
        const int decimals = us < 9'995'000 ? 2 : 1;
        //: %1 is a number of seconds, such as 1.31
        return Format::tr("%1 s").arg(locale.toString(double(us) / kSecondUs, 'f', decimals));
    }
    const qint64 seconds = (us + kSecondUs / 2) / kSecondUs;
    //: %1 is a number of minutes, %2 the remaining seconds with two digits
    return Format::tr("%1 min %2 s").arg(locale.toString(seconds / 60)).arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString percentText(double share, int decimals)
{
    //: a percentage; %1 is a number such as 6.4
    return Format::tr("%1%").arg(QLocale().toString(share * 100, 'f', decimals));
}

QString shareText(qint64 part, qint64 whole, int decimals)
{
    return whole == 0 ? dashText() : percentText(double(part) / double(whole), decimals);
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString minuteText(WallUs at)
{
    return local(at).toString(u"HH:mm"_s);
}

QString secondText(WallUs at)
{
    return local(at).toString(u"HH:mm:ss"_s);
}

QString momentText(WallUs at, WallUs now)
{
    const QDateTime then = local(at);
    if (then.date() == local(now).date())
        return secondText(at);
    return QString(QLocale().toString(then.date(), QLocale::ShortFormat) % u' ' % secondText(at));
}

WallUs wallNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

QString agoText(WallUs at, WallUs now)
{
    if (at == 0)
        //: about the last time something happened
        return Format::tr("never");
    const qint64 seconds = std::max<qint64>(0, (now - at) / kSecondUs);
    if (seconds < 60)
        //: %1 is a number of seconds
        return Format::tr("%1 s ago").arg(seconds);
    if (seconds < 3600)
        //: %1 is a number of minutes
        return Format::tr("%1 min ago").arg(seconds / 60);
    if (seconds < 86'400)
        //: %1 is a number of hours
        return Format::tr("%1 h ago").arg(seconds / 3600);
    //: %1 is a number of days
    return Format::tr("%1 d ago").arg(QLocale().toString(seconds / 86'400));
}

QString dashText()
{
    return u"\u2013"_s;
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::string toStd(const QString& text)
{
    return text.toStdString();
}

} // namespace signalbox::ui

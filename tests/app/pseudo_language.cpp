// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/pseudo_language.h"

#include <QRegularExpression>

#include <algorithm>

namespace signalbox::test {

namespace {

constexpr int kLongestWord = 9;

/// Words of that many letters in all, in words where the text has words.
QString filling(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("\\p{L}{3}"));
    const int wanted = text.contains(word) ? int(text.size()) * 2 / 5 : 0; // units stay as short as they are
    if (!text.contains(u' '))
        return QString(wanted, u'~');
    QString filled;
    for (int left = wanted; left > 0; left -= kLongestWord + 1)
        filled += u' ' + QString(std::min(left, kLongestWord), u'~');
    return filled;
}

} // namespace

PseudoLanguage::PseudoLanguage()
{
    (void)m_english.load(QStringLiteral("signalbox_en"), QStringLiteral(":/i18n"));
}

QString PseudoLanguage::translate(const char* context, const char* source, const char* comment, int number) const
{
    QString text = m_english.translate(context, source, comment, number);
    if (text.isEmpty())
        text = QString::fromUtf8(source);
    return text.isEmpty() ? text : kPseudoOpen + text + filling(text) + kPseudoClose;
}

} // namespace signalbox::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace signalbox::ui;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2 contrast ratio.
double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class ThemeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_have_a_contrast_of_four_and_a_half_to_one_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(Scheme::Light);
        QTest::newRow("dark") << int(Scheme::Dark);
    }

    void texts_have_a_contrast_of_four_and_a_half_to_one()
    {
        QFETCH(int, scheme);
        const Tokens& tokens = Theme::tokens(Scheme(scheme));
        for (const QColor& ground : { tokens.surface, tokens.window, tokens.selection, tokens.hover }) {
            for (const Tone tone : { Tone::Normal, Tone::Muted, Tone::Ok, Tone::Warning, Tone::Error, Tone::Info }) {
                const double ratio = contrast(tokens.tone(tone), ground);
                QVERIFY2(ratio >= 4.5,
                    qPrintable(QStringLiteral("%1 on %2: %3").arg(tokens.tone(tone).name(), ground.name()).arg(ratio)));
            }
        }
        QVERIFY(contrast(tokens.onAccent, tokens.accent) >= 4.5);
    }

    void marks_and_lines_have_a_contrast_of_three_to_one_data()
    {
        texts_have_a_contrast_of_four_and_a_half_to_one_data();
    }

    void marks_and_lines_have_a_contrast_of_three_to_one()
    {
        QFETCH(int, scheme);
        const Tokens& tokens = Theme::tokens(Scheme(scheme));
        QList<QColor> marks { tokens.p50, tokens.p95, tokens.p99, tokens.accent };
        for (const QColor& tier : tokens.tiers)
            marks << tier;
        for (const QColor& mark : marks)
            QVERIFY2(contrast(mark, tokens.surface) >= 3.0, qPrintable(mark.name()));
    }

    void no_two_of_five_tiers_look_alike()
    {
        const Theme theme(*qApp);
        QSet<int> shapes;
        QSet<QString> colors;
        for (int index = 0; index < 5; ++index) {
            const TierLook look = theme.tier(index, QStringLiteral("t"));
            shapes << int(look.shape);
            colors << look.color.name();
        }
        QCOMPARE(shapes.size(), 5);
        QCOMPARE(colors.size(), 5);
        QCOMPARE(int(theme.tier(0, {}).shape), int(TierShape::Circle));
        QCOMPARE(int(theme.tier(2, {}).shape), int(TierShape::Triangle));
    }

    void figures_are_equally_wide_at_every_text_size()
    {
        Theme theme(*qApp);
        for (const double scale : { 1.0, 1.25, 2.0 }) {
            theme.setTextScale(scale);
            for (const TextRole role : { TextRole::Small, TextRole::Body, TextRole::Figure }) {
                const QFontMetricsF metrics(theme.figures(role));
                QVERIFY(
                    std::abs(metrics.horizontalAdvance(QLatin1Char('1')) - metrics.horizontalAdvance(QLatin1Char('8')))
                    < 0.05);
            }
        }
        QVERIFY(theme.font(TextRole::Body).pointSizeF() > 19);
    }

    void the_style_sheet_has_no_token_left_and_all_its_pictures()
    {
        for (const Scheme scheme : { Scheme::Light, Scheme::Dark }) {
            const QString sheet = Theme::styleSheetFor(Theme::tokens(scheme), scheme, 1.25);
            QVERIFY(!sheet.contains(QLatin1Char('@')));
            static const QRegularExpression url(QStringLiteral("url\\(([^)]*)\\)"));
            for (auto found = url.globalMatch(sheet); found.hasNext();) {
                const QString path = found.next().captured(1);
                QVERIFY2(QFile::exists(path), qPrintable(path));
            }
        }
    }

    void an_icon_takes_the_colour_of_the_scheme()
    {
        const Theme theme(*qApp);
        const QColor wanted(0xE0, 0x10, 0x20);
        for (const QString& file : QDir(QStringLiteral(":/icons")).entryList()) {
            const QImage image = theme.pixmap(file.chopped(4), wanted, 24, 1).toImage();
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    drawn += image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).red() > 200 ? 1 : 0;
            }
            QVERIFY2(drawn > 2, qPrintable(file));
        }
    }

    void the_mode_system_follows_the_desktop_and_the_others_do_not()
    {
        Theme theme(*qApp);
        theme.setSystemScheme(Scheme::Dark);
        QVERIFY(theme.isDark());
        theme.setMode(ThemeMode::Light);
        QVERIFY(!theme.isDark());
        int changes = 0;
        connect(&theme, &Theme::changed, this, [&changes] { ++changes; });
        theme.setSystemScheme(Scheme::Light);
        QCOMPARE(changes, 0);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(changes, 1);
        QCOMPARE(QApplication::palette().window().color(), Theme::tokens(Scheme::Dark).window);
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"

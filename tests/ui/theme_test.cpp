// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>
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

enum class Vision { Normal, Protanopia, Deuteranopia, Tritanopia };
constexpr Vision kVisions[] { Vision::Normal, Vision::Protanopia, Vision::Deuteranopia, Vision::Tritanopia };
using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency (2009),
// severity 1, on linear RGB.
constexpr Matrix kNormal { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };
constexpr Matrix kProtanopia { { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } } };
constexpr Matrix kDeuteranopia { { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } } };
constexpr Matrix kTritanopia { { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } } };

const Matrix& matrixOf(Vision vision)
{
    switch (vision) {
    case Vision::Protanopia:
        return kProtanopia;
    case Vision::Deuteranopia:
        return kDeuteranopia;
    case Vision::Tritanopia:
        return kTritanopia;
    case Vision::Normal:
        break;
    }
    return kNormal;
}

Triple product(const Matrix& matrix, const Triple& value)
{
    Triple out {};
    for (std::size_t row = 0; row < 3; ++row)
        out[row] = matrix[row][0] * value[0] + matrix[row][1] * value[1] + matrix[row][2] * value[2];
    return out;
}

/// CIE L*a*b* (D65) of a colour as that vision sees it.
Triple labOf(const QColor& color, Vision vision)
{
    static constexpr Matrix kToXyz { { { 0.4124, 0.3576, 0.1805 }, { 0.2126, 0.7152, 0.0722 },
        { 0.0193, 0.1192, 0.9505 } } };
    Triple seen = product(matrixOf(vision), { linear(color.redF()), linear(color.greenF()), linear(color.blueF()) });
    for (double& channel : seen)
        channel = std::clamp(channel, 0.0, 1.0);
    const Triple xyz = product(kToXyz, seen);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0; };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

/// CIE76.
double distance(const QColor& a, const QColor& b, Vision vision)
{
    const Triple one = labOf(a, vision);
    const Triple other = labOf(b, vision);
    return std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/// The smallest distance of any two for any vision.
double smallestDistance(const QList<QColor>& colors)
{
    double smallest = 1000;
    for (qsizetype a = 0; a < colors.size(); ++a) {
        for (qsizetype b = a + 1; b < colors.size(); ++b) {
            for (const Vision vision : kVisions)
                smallest = std::min(smallest, distance(colors[a], colors[b], vision));
        }
    }
    return smallest;
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
        QVERIFY(contrast(tokens.surface, tokens.warning) >= 4.5); // badges of the sidebar
        for (const QColor& ground : { tokens.surface, tokens.window, tokens.selection, tokens.sunken }) {
            QVERIFY(contrast(tokens.accent, ground) >= 4.5); // quiet buttons and links
            QVERIFY(contrast(tokens.text, ground) >= 4.5);
        }
        QVERIFY(contrast(tokens.muted, tokens.sunken) >= 4.5); // placeholders of what is switched off
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

    void colours_that_stand_beside_one_another_differ_in_four_kinds_of_vision_data()
    {
        texts_have_a_contrast_of_four_and_a_half_to_one_data();
    }

    void colours_that_stand_beside_one_another_differ_in_four_kinds_of_vision()
    {
        QFETCH(int, scheme);
        const Tokens& tokens = Theme::tokens(Scheme(scheme));
        const double tiers = smallestDistance(QList<QColor>(tokens.tiers.begin(), tokens.tiers.end()));
        const double lines = smallestDistance({ tokens.p50, tokens.p95, tokens.p99 });
        const double tones = smallestDistance({ tokens.ok, tokens.warning, tokens.error, tokens.info });
        qInfo("tiers %.1f, lines of latency %.1f, tones %.1f", tiers, lines, tones);
        QVERIFY2(tiers >= 29, qPrintable(QString::number(tiers)));
        // Lines are dashed and named besides; a tone stands beside a sign and a word.
        QVERIFY2(lines >= 14, qPrintable(QString::number(lines)));
        QVERIFY2(tones >= 9, qPrintable(QString::number(tones)));
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

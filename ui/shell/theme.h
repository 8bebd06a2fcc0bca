// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

#include <array>

class QApplication;
class QPalette;

namespace signalbox::ui {

enum class ThemeMode { System, Light, Dark };
enum class Scheme { Light, Dark };
enum class TextRole { Title, Section, Body, Small, Figure };
/// What a text means; always beside a word or a sign, never alone.
enum class Tone { Normal, Muted, Ok, Warning, Error, Info };
/// The shape that stands for a tier wherever its colour does.
enum class TierShape { Circle, Square, Triangle, Diamond, Cross, Bar };

/// The colours of one scheme. Contrast on `surface`: texts >= 4.5:1, marks >= 3:1 (tests/ui/theme_test.cpp computes
/// it).
struct Tokens {
    QColor window, surface, sunken, border, controlBorder;
    QColor text, muted, accent, onAccent;
    QColor selection; ///< accent at 12 % on surface: text keeps its own colour on it
    QColor hover;
    QColor ok, warning, error, info;
    QColor p50, p95, p99;
    std::array<QColor, 5> tiers; ///< cheapest first
    [[nodiscard]] QColor tone(Tone tone) const;
};

/// How a tier is drawn.
struct TierLook {
    QString name;
    QColor color;
    TierShape shape = TierShape::Circle;
    int index = -1; ///< place in the configuration, -1: not there
};

/// Colours, fonts, icons and the one style sheet. Lives on the GUI thread; everything that draws by itself keeps a
/// `const Theme&` and repaints on changed(). Widgets drawn by the style need nothing: the application is restyled
/// first.
class Theme final : public QObject {
    Q_OBJECT

public:
    static constexpr int kSpace = 8;
    static constexpr int kCardRadius = 8;
    static constexpr int kControlRadius = 6;
    static constexpr int kLogRowHeight = 28;
    static constexpr int kRuleRowHeight = 40;

    /// Later: the style sheet waits for set(). With a sheet every widget that finds its parent has its whole tree
    /// styled anew, so a window is built three times as fast without.
    enum class Styling { Now, Later };
    explicit Theme(QApplication& application, Styling styling = Styling::Now, QObject* parent = nullptr);
    ~Theme() override;

    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    /// What the desktop prefers, for ThemeMode::System.
    void setSystemScheme(Scheme scheme);
    [[nodiscard]] Scheme systemScheme() const { return m_systemScheme; }
    [[nodiscard]] Scheme scheme() const;
    [[nodiscard]] bool isDark() const { return scheme() == Scheme::Dark; }
    /// 1.0 to 2.0: the size of all text.
    [[nodiscard]] double textScale() const { return m_textScale; }
    /// So large that what stands side by side has no room there: it goes below each other.
    [[nodiscard]] bool hasLargeText() const { return m_textScale >= kLargeText; }
    void setTextScale(double scale);
    /// Both at once, and the style sheet if it has waited.
    void set(ThemeMode mode, double textScale);

    [[nodiscard]] const Tokens& tokens() const;
    [[nodiscard]] static const Tokens& tokens(Scheme scheme);
    [[nodiscard]] QFont font(TextRole role) const;
    /// As font(role), in a family whose digits are equally wide: for columns and for figures that change.
    [[nodiscard]] QFont figures(TextRole role) const;
    /// Device-independent pixels for a row of `base` at 100 % text size.
    [[nodiscard]] int scaled(int base) const;

    /// An icon of resources/icons in the text colour (Selected and Active: as the sidebar needs them; Disabled: pale).
    [[nodiscard]] QIcon icon(const QString& name) const;
    [[nodiscard]] QIcon icon(const QString& name, const QColor& color) const;
    [[nodiscard]] QPixmap pixmap(const QString& name, const QColor& color, int size, qreal ratio) const;

    /// The look of the tier at a place in the configuration; index < 0: of no tier.
    [[nodiscard]] TierLook tier(int index, const QString& name) const;

    [[nodiscard]] static QPalette paletteFor(const Tokens& tokens);
    [[nodiscard]] static QString styleSheetFor(const Tokens& tokens, Scheme scheme, double textScale);

Q_SIGNALS:
    void changed();

private:
    void applyToApplication();
    [[nodiscard]] static QString tabularFamily(const QFont& wanted);

    QApplication& m_application;
    QFont m_base;
    QString m_tabularFamily; ///< "" where the base font is tabular itself
    ThemeMode m_mode = ThemeMode::System;
    Scheme m_systemScheme = Scheme::Light;
    static constexpr double kLargeText = 1.5;
    double m_textScale = 1.0;
    Styling m_styling;
};

} // namespace signalbox::ui

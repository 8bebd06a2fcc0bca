// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include "ui/shell/glyph_icon.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPalette>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QRgb rgb(unsigned value)
{
    return 0xff000000U | value;
}

Tokens lightTokens()
{
    Tokens tokens;
    tokens.window = QColor(rgb(0xF4F6F8));
    tokens.surface = QColor(rgb(0xFFFFFF));
    tokens.sunken = QColor(rgb(0xECEFF3));
    tokens.border = QColor(rgb(0xD9DEE5));
    tokens.controlBorder = QColor(rgb(0xC3CAD4));
    tokens.text = QColor(rgb(0x1A1D21));
    tokens.muted = QColor(rgb(0x5B6470));
    tokens.accent = QColor(rgb(0x1D4FCF));
    tokens.onAccent = QColor(rgb(0xFFFFFF));
    tokens.selection = QColor(rgb(0xEAEFFC));
    tokens.hover = QColor(rgb(0xF1F4F8));
    tokens.ok = QColor(rgb(0x0B7A5E));
    tokens.warning = QColor(rgb(0x9A5B00));
    tokens.error = QColor(rgb(0xA1121F));
    tokens.info = QColor(rgb(0x0A62A6));
    tokens.p50 = QColor(rgb(0x3F9AD6));
    tokens.p95 = QColor(rgb(0x1D4FCF));
    tokens.p99 = QColor(rgb(0x8A1F5B));
    tokens.tiers = { QColor(rgb(0x00A375)), QColor(rgb(0x1D4FCF)), QColor(rgb(0xA63D00)), QColor(rgb(0x8A5BA6)),
        QColor(rgb(0x2E333B)) };
    return tokens;
}

Tokens darkTokens()
{
    Tokens tokens;
    tokens.window = QColor(rgb(0x14171B));
    tokens.surface = QColor(rgb(0x1B1E24));
    tokens.sunken = QColor(rgb(0x101216));
    tokens.border = QColor(rgb(0x2E343D));
    tokens.controlBorder = QColor(rgb(0x434B57));
    tokens.text = QColor(rgb(0xE7EAEE));
    tokens.muted = QColor(rgb(0xA2ABB8));
    tokens.accent = QColor(rgb(0x6E9BFF));
    tokens.onAccent = QColor(rgb(0x101216));
    tokens.selection = QColor(rgb(0x25304A));
    tokens.hover = QColor(rgb(0x23272F));
    tokens.ok = QColor(rgb(0x4CD0A4));
    tokens.warning = QColor(rgb(0xF5C04E));
    tokens.error = QColor(rgb(0xFF7A6B));
    tokens.info = QColor(rgb(0x8DB8FF));
    tokens.p50 = QColor(rgb(0x8AD0FF));
    tokens.p95 = QColor(rgb(0x4C8CF5));
    tokens.p99 = QColor(rgb(0xF2A0CC));
    tokens.tiers = { QColor(rgb(0x3FD6A0)), QColor(rgb(0x5384F2)), QColor(rgb(0xE0703A)), QColor(rgb(0xCFB1EC)),
        QColor(rgb(0xB8F545)) };
    return tokens;
}

double pointSize(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return 16;
    case TextRole::Section:
        return 10.5;
    case TextRole::Small:
        return 9;
    case TextRole::Figure:
        return 18;
    case TextRole::Body:
        break;
    }
    return 10;
}

bool isTabular(const QFont& font)
{
    const QFontMetricsF metrics(font);
    return std::abs(metrics.horizontalAdvance(u'1') - metrics.horizontalAdvance(u'8')) < 0.05;
}

} // namespace

QColor Tokens::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Muted:
        return muted;
    case Tone::Ok:
        return ok;
    case Tone::Warning:
        return warning;
    case Tone::Error:
        return error;
    case Tone::Info:
        return info;
    case Tone::Normal:
        break;
    }
    return text;
}

Theme::Theme(QApplication& application, Styling styling, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_base(QApplication::font())
    , m_styling(styling)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont tenPoint = m_base;
    tenPoint.setPointSizeF(10);
    m_tabularFamily = isTabular(tenPoint) ? QString() : tabularFamily(tenPoint);
    m_systemScheme = QApplication::palette().window().color().lightness() < 128 ? Scheme::Dark : Scheme::Light;
    applyToApplication();
}

Theme::~Theme() = default;

QString Theme::tabularFamily(const QFont& wanted)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : { u"Noto Sans"_s, u"DejaVu Sans"_s, u"Liberation Sans"_s, u"Cantarell"_s }) {
        QFont candidate = wanted;
        candidate.setFamily(family);
        if (installed.contains(family) && isTabular(candidate))
            return family;
    }
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

void Theme::setMode(ThemeMode mode)
{
    set(mode, m_textScale);
}

void Theme::setSystemScheme(Scheme systemScheme)
{
    if (systemScheme == m_systemScheme)
        return;
    m_systemScheme = systemScheme;
    if (m_mode == ThemeMode::System)
        applyToApplication();
}

void Theme::setTextScale(double scale)
{
    set(m_mode, scale);
}

void Theme::set(ThemeMode mode, double textScale)
{
    const double bounded = std::clamp(textScale, 1.0, 2.0);
    const bool same = mode == m_mode && std::abs(bounded - m_textScale) < 0.001;
    if (same && m_styling == Styling::Now)
        return;
    m_styling = Styling::Now;
    m_mode = mode;
    m_textScale = bounded;
    applyToApplication();
}

Scheme Theme::scheme() const
{
    if (m_mode == ThemeMode::System)
        return m_systemScheme;
    return m_mode == ThemeMode::Dark ? Scheme::Dark : Scheme::Light;
}

const Tokens& Theme::tokens() const
{
    return tokens(scheme());
}

const Tokens& Theme::tokens(Scheme scheme)
{
    static const Tokens light = lightTokens();
    static const Tokens dark = darkTokens();
    return scheme == Scheme::Dark ? dark : light;
}

QFont Theme::font(TextRole role) const
{
    QFont font = m_base;
    font.setPointSizeF(pointSize(role) * m_textScale);
    if (role == TextRole::Title || role == TextRole::Section || role == TextRole::Figure)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::figures(TextRole role) const
{
    QFont font = Theme::font(role);
    if (!m_tabularFamily.isEmpty())
        font.setFamily(m_tabularFamily);
    return font;
}

int Theme::scaled(int base) const
{
    return int(std::lround(base * m_textScale));
}

void Theme::applyToApplication()
{
    QApplication::setPalette(paletteFor(tokens()));
    QApplication::setFont(font(TextRole::Body));
    if (m_styling == Styling::Now)
        m_application.setStyleSheet(styleSheetFor(tokens(), scheme(), m_textScale));
    Q_EMIT changed();
}

QPalette Theme::paletteFor(const Tokens& tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.window);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.surface);
    palette.setColor(QPalette::AlternateBase, tokens.hover);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.muted);
    palette.setColor(QPalette::Button, tokens.surface);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.error);
    palette.setColor(QPalette::ToolTipBase, tokens.surface);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Highlight, tokens.accent);
    palette.setColor(QPalette::HighlightedText, tokens.onAccent);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::Light, tokens.surface);
    palette.setColor(QPalette::Midlight, tokens.hover);
    palette.setColor(QPalette::Mid, tokens.border);
    palette.setColor(QPalette::Dark, tokens.controlBorder);
    palette.setColor(QPalette::Shadow, tokens.controlBorder);
    for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, tokens.muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, tokens.border);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, tokens.muted);
    return palette;
}

QPixmap Theme::pixmap(const QString& name, const QColor& color, int size, qreal ratio) const
{
    return drawGlyph(name, color, size, ratio);
}

QIcon Theme::icon(const QString& name) const
{
    return glyphIcon(name, { tokens().text, tokens().accent, tokens().muted });
}

QIcon Theme::icon(const QString& name, const QColor& color) const
{
    return glyphIcon(name, { color, color, tokens().muted });
}

TierLook Theme::tier(int index, const QString& name) const
{
    static constexpr std::array kShapes { TierShape::Circle, TierShape::Square, TierShape::Triangle, TierShape::Diamond,
        TierShape::Cross };
    TierLook look { .name = name, .color = tokens().muted, .shape = TierShape::Bar, .index = index };
    if (index >= 0) {
        const auto place = std::size_t(index) % kShapes.size();
        look.color = tokens().tiers[place];
        look.shape = kShapes[place];
    }
    return look;
}

} // namespace signalbox::ui

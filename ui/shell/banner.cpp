// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/banner.h"

#include "ui/shell/widgets.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool saysTheSame(const BannerText& a, const BannerText& b)
{
    const auto sameRemedy = [](const BannerText::Remedy& x, const BannerText::Remedy& y) { return x.text == y.text; };
    return a.id == b.id && a.tone == b.tone && a.title == b.title && a.body == b.body
        && std::equal(a.remedies.begin(), a.remedies.end(), b.remedies.begin(), b.remedies.end(), sameRemedy);
}

QString iconOf(Tone tone)
{
    return tone == Tone::Error ? u"error"_s : (tone == Tone::Info ? u"info"_s : u"warning"_s);
}

} // namespace

Banner::Banner(const Theme& theme, const BannerText& text, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_text(text)
    , m_icon(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 8, 8);
    row->setSpacing(10);
    m_icon->setAccessibleName(tr("Attention"));
    row->addWidget(m_icon, 0, Qt::AlignTop);
    QLabel* sentence = makeParagraph(this, Tone::Normal);
    sentence->setTextFormat(Qt::RichText);
    sentence->setText(u"<b>%1</b>&nbsp; %2"_s.arg(text.title.toHtmlEscaped(), text.body.toHtmlEscaped()));
    row->addWidget(sentence, 1);
    for (const BannerText::Remedy& remedy : text.remedies) {
        QPushButton* button = makeButton(ButtonKind::Plain, this);
        button->setText(remedy.text);
        connect(button, &QPushButton::clicked, this, remedy.run);
        row->addWidget(button, 0, Qt::AlignVCenter);
    }
    if (text.dismissible) {
        QToolButton* close = makeIconButton(theme, u"close"_s, this);
        nameButton(*close, tr("Dismiss"));
        //: %1 is the title of a banner
        close->setAccessibleName(tr("Dismiss “%1”").arg(text.title));
        connect(close, &QToolButton::clicked, this, [this] { Q_EMIT dismissed(m_text.id); });
        row->addWidget(close, 0, Qt::AlignVCenter);
    }
    setAccessibleName(text.title);
    setAccessibleDescription(text.body);
    updateIcon();
    connect(&theme, &Theme::changed, this, &Banner::updateIcon);
}

void Banner::updateIcon()
{
    m_icon->setPixmap(m_theme.pixmap(iconOf(m_text.tone), m_theme.tokens().tone(m_text.tone), 20, devicePixelRatioF()));
}

void Banner::paintEvent(QPaintEvent*)
{
    const QColor color = m_theme.tokens().tone(m_text.tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    painter.setBrush(m_theme.tokens().surface);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(box, Theme::kCardRadius, Theme::kCardRadius);
    QColor tint = color;
    tint.setAlphaF(0.08F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRoundedRect(box, Theme::kCardRadius, Theme::kCardRadius);
}

BannerArea::BannerArea(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(16, 12, 16, 0);
    m_layout->setSpacing(Theme::kSpace);
    hide();
}

void BannerArea::set(std::vector<BannerText> banners)
{
    std::erase_if(m_dismissed, [&](const auto& entry) {
        return std::none_of(
            banners.begin(), banners.end(), [&](const BannerText& text) { return text.id == entry.first; });
    });
    std::erase_if(banners, [this](const BannerText& text) {
        const auto found = m_dismissed.find(text.id);
        return found != m_dismissed.end() && found->second == text.title;
    });
    const bool same = std::equal(m_banners.begin(), m_banners.end(), banners.begin(), banners.end(),
        [](const Banner* shown, const BannerText& text) { return saysTheSame(shown->text(), text); });
    if (same)
        return;
    for (Banner* banner : m_banners) {
        m_layout->removeWidget(banner);
        banner->hide();
        banner->deleteLater();
    }
    m_banners.clear();
    for (const BannerText& text : banners)
        addBanner(text);
    setVisible(!m_banners.empty());
}

void BannerArea::addBanner(const BannerText& text)
{
    auto* banner = new Banner(m_theme, text, this);
    m_banners.push_back(banner);
    m_layout->addWidget(banner);
    connect(banner, &Banner::dismissed, this, &BannerArea::dismiss);
    QAccessibleEvent event(banner, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void BannerArea::dismiss(const QString& id)
{
    std::vector<BannerText> rest;
    for (const Banner* banner : m_banners) {
        if (banner->text().id == id)
            m_dismissed[id] = banner->text().title;
        rest.push_back(banner->text());
    }
    set(std::move(rest));
}

QStringList BannerArea::ids() const
{
    QStringList ids;
    for (const Banner* banner : m_banners)
        ids << banner->text().id;
    return ids;
}

} // namespace signalbox::ui

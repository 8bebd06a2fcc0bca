// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/toast.h"

#include "ui/shell/widgets.h"

#include <QAccessible>
#include <QEnterEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBottomMargin = 44;

} // namespace

Toast::Toast(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_text(makeLabel(TextRole::Body, this))
    , m_action(makeButton(ButtonKind::Quiet, this))
    , m_close(makeIconButton(theme, u"close"_s, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(Theme::kSpace);
    row->addWidget(m_text);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_timer.setSingleShot(true);
    m_timer.setInterval(lifetime());
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, &Toast::runAction);
    parent->installEventFilter(this);
    retranslate();
    hide();
}

void Toast::show(const Notice& notice)
{
    m_text->setText(notice.text);
    m_action->setText(notice.actionText);
    m_action->setVisible(!notice.actionText.isEmpty());
    m_run = notice.action;
    setAccessibleName(notice.text);
    adjustSize();
    place();
    QWidget::show();
    raise();
    m_timer.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void Toast::runAction()
{
    hide();
    if (const auto run = std::exchange(m_run, {}))
        run();
}

void Toast::place()
{
    const QSize room = parentWidget()->size();
    move((room.width() - width()) / 2, room.height() - height() - kBottomMargin);
}

void Toast::retranslate()
{
    nameButton(*m_close, tr("Dismiss"));
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent* event)
{
    m_timer.stop();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event)
{
    m_timer.start();
    QFrame::leaveEvent(event);
}

void Toast::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.tokens().controlBorder, 1));
    painter.setBrush(m_theme.tokens().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::kCardRadius, Theme::kCardRadius);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/widgets.h"

#include "ui/shell/flow_layout.h"
#include "ui/shell/mirror.h"
#include "ui/shell/return_presses.h"

#include <QClipboard>
#include <QEnterEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QStyleOption>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCardMargin = 14;

void setStyled(QWidget& widget, const char* property, const QString& value)
{
    if (widget.property(property).toString() == value)
        return;
    widget.setProperty(property, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

QString roleName(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return u"title"_s;
    case TextRole::Section:
        return u"section"_s;
    case TextRole::Small:
        return u"small"_s;
    case TextRole::Figure:
        return u"figure"_s;
    case TextRole::Body:
        break;
    }
    return u"body"_s;
}

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Muted:
        return u"muted"_s;
    case Tone::Ok:
        return u"ok"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Error:
        return u"error"_s;
    case Tone::Info:
        return u"info"_s;
    case Tone::Normal:
        break;
    }
    return u"normal"_s;
}

} // namespace

void setTextRole(QLabel& label, TextRole role)
{
    setStyled(label, "role", roleName(role));
}

void setTone(QWidget& widget, Tone tone)
{
    setStyled(widget, "tone", toneName(tone));
}

QLabel* makeLabel(TextRole role, QWidget* parent, Tone tone)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    setTextRole(*label, role);
    setTone(*label, tone);
    return label;
}

ElidedLabel::ElidedLabel(TextRole role, QWidget* parent, Tone tone)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextRole(*this, role);
    setTone(*this, tone);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::say(const QString& text)
{
    setText(text);
    setToolTip(text);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { fontMetrics().horizontalAdvance(u'…'), QLabel::minimumSizeHint().height() };
}

void ElidedLabel::paintEvent(QPaintEvent* event)
{
    if (wordWrap())
        return QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    painter.drawText(rect(), int(alignment()) | Qt::TextSingleLine, shown);
}

QLabel* makeParagraph(QWidget* parent, Tone tone)
{
    QLabel* label = makeLabel(TextRole::Body, parent, tone);
    label->setWordWrap(true);
    // A wrapping label has no useful width of its own and collapses beside others.
    label->setMinimumWidth(240);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return label;
}

QPushButton* makeButton(ButtonKind kind, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setAutoDefault(false);
    new ReturnPresses(button);
    if (kind != ButtonKind::Plain)
        button->setProperty("kind", kind == ButtonKind::Primary ? u"primary"_s : u"quiet"_s);
    return button;
}

QToolButton* makeIconButton(const Theme& theme, const QString& icon, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setFocusPolicy(Qt::TabFocus);
    new ReturnPresses(button);
    const auto dress = [button, &theme, icon] {
        button->setIconSize(QSize(theme.scaled(16), theme.scaled(16)));
        button->setMinimumSize(theme.scaled(28), theme.scaled(28));
        button->setIcon(theme.icon(icon));
    };
    dress();
    QObject::connect(&theme, &Theme::changed, button, dress);
    return button;
}

namespace {

/// Would like no more height than it needs: a page that holds it scrolls where there is no room, not before.
class PageArea final : public QScrollArea {
public:
    using QScrollArea::QScrollArea;
    [[nodiscard]] QSize sizeHint() const override
    {
        return { QScrollArea::sizeHint().width(), minimumSizeHint().height() };
    }
};

} // namespace

QScrollArea* makePageScroll(QWidget* content, QWidget* parent)
{
    auto* area = new PageArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

void retire(QWidget* widget)
{
    widget->hide();
    widget->deleteLater();
}

void nameButton(QAbstractButton& button, const QString& name)
{
    button.setAccessibleName(name);
    button.setToolTip(name);
}

void copyToClipboard(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
}

Card::Card(QWidget* parent)
    : QFrame(parent)
    , m_header(new QHBoxLayout)
    , m_body(new QVBoxLayout(this))
    , m_title(makeLabel(TextRole::Section, this))
    , m_remark(new ElidedLabel(TextRole::Small, this, Tone::Muted))
{
    m_remark->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred); // gives way before the title does
    setProperty("card", true);
    m_body->setContentsMargins(kCardMargin, 10, kCardMargin, 12);
    m_body->setSpacing(Theme::kSpace);
    m_header->setSpacing(Theme::kSpace);
    m_header->addWidget(m_title);
    m_header->addStretch(1);
    m_header->addWidget(m_remark);
    m_body->addLayout(m_header);
    m_title->hide();
    m_remark->hide();
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setRemark(const QString& remark)
{
    static_cast<ElidedLabel*>(m_remark)->say(remark);
    m_remark->setVisible(!remark.isEmpty());
}

void Card::addHeaderWidget(QWidget* widget)
{
    m_header->insertWidget(m_header->count() - 1, widget);
}

namespace {

/// With large text or in a narrow window the actions of a header get lines of their own, and the remark one below the
/// title. Watches the header, whose own layout would rather cut them.
class HeaderFolder final : public QObject {
public:
    HeaderFolder(QWidget& header, QHBoxLayout& line)
        : QObject(&header)
        , m_header(header)
        , m_line(line)
        , m_second(new FlowLayout(FlowLayout::Side::Trailing))
    {
        header.installEventFilter(this);
    }
    [[nodiscard]] QLayout* second() const { return m_second; }
    void add(QWidget* action)
    {
        m_actions.append(action);
        if (m_folded) {
            m_line.removeWidget(action);
            m_second->addWidget(action);
        }
        place();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
            place();
        return QObject::eventFilter(watched, event);
    }

private:
    void place()
    {
        int actions = 0;
        int widest = 0;
        for (const QWidget* action : m_actions) {
            if (action->isHidden())
                continue;
            const int width = std::max(action->minimumSizeHint().width(), action->minimumWidth());
            actions += width + Theme::kSpace;
            widest = std::max(widest, width);
        }
        const int title = m_line.minimumSize().width() - (m_folded ? 0 : actions);
        m_header.setMinimumWidth(std::max({ 1, title, widest }));
        turn(m_header.width() < title + actions);
    }
    void turn(bool fold)
    {
        if (fold == m_folded)
            return;
        m_folded = fold;
        QLayout& from = fold ? static_cast<QLayout&>(m_line) : *m_second;
        QLayout& to = fold ? static_cast<QLayout&>(*m_second) : m_line;
        for (QWidget* action : m_actions) {
            from.removeWidget(action);
            to.addWidget(action);
        }
    }

    QWidget& m_header;
    QHBoxLayout& m_line;
    FlowLayout* m_second;
    QList<QWidget*> m_actions;
    bool m_folded = false;
};

} // namespace

SectionHeader::SectionHeader(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout)
    , m_title(makeLabel(TextRole::Title, this))
    , m_remark(new ElidedLabel(TextRole::Body, this, Tone::Muted))
{
    auto* folder = new HeaderFolder(*this, *m_layout);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addLayout(m_layout);
    lines->addLayout(folder->second());
    m_layout->setSpacing(Theme::kSpace);
    m_layout->addWidget(m_title);
    m_layout->addSpacing(Theme::kSpace);
    m_layout->addWidget(m_remark);
    m_layout->addStretch(1);
    m_layout->setStretchFactor(m_remark, 1000);
}

void SectionHeader::setTitle(const QString& title)
{
    m_title->setText(title);
}

void SectionHeader::setRemark(const QString& remark, Tone tone)
{
    m_remark->say(remark);
    setTone(*m_remark, tone);
}

void SectionHeader::addAction(QWidget* widget)
{
    m_layout->addWidget(widget);
    for (QObject* child : children()) {
        if (auto* folder = dynamic_cast<HeaderFolder*>(child))
            folder->add(widget);
    }
}

void SectionHeader::addLeading(QWidget* widget)
{
    m_layout->insertWidget(2, widget);
}

Tile::Tile(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void Tile::setLabel(const QString& label)
{
    m_label = label;
    updateNames();
}

void Tile::setFigure(const QString& figure, const QString& mark)
{
    if (figure == m_figure && mark == m_mark)
        return;
    m_figure = figure;
    m_mark = mark;
    updateNames();
}

void Tile::setRemark(const QString& remark, Tone tone)
{
    if (remark == m_remark && tone == m_tone)
        return;
    m_remark = remark;
    m_tone = tone;
    updateNames();
}

void Tile::updateNames()
{
    setAccessibleName(m_label);
    QString description = m_mark.isEmpty() ? m_figure : QString(m_figure % u' ' % m_mark);
    if (!m_remark.isEmpty())
        description += u", " % m_remark;
    setAccessibleDescription(description);
    setToolTip(QString(m_label % u": " % description));
    update();
}

QSize Tile::minimumSizeHint() const
{
    const int height = QFontMetrics(m_theme.font(TextRole::Small)).height() * 2
        + QFontMetrics(m_theme.figures(TextRole::Figure)).height() + 22;
    return { m_theme.scaled(96), height };
}

QSize Tile::sizeHint() const
{
    return minimumSizeHint() + QSize(40, 0);
}

void Tile::paintText(QPainter& painter, const QRect& inner) const
{
    const Tokens& tokens = m_theme.tokens();
    const QFont small = m_theme.font(TextRole::Small);
    const QFontMetrics smallMetrics(small);
    const QFont large = m_theme.figures(TextRole::Figure);
    const QFontMetrics largeMetrics(large);
    QRect line(inner.left(), inner.top(), inner.width(), smallMetrics.height());

    painter.setFont(small);
    painter.setPen(tokens.muted);
    const int markWidth = m_mark.isEmpty() ? 0 : smallMetrics.horizontalAdvance(m_mark) + 10;
    const auto turned = [&](const auto& part) { return mirrored(layoutDirection(), rect(), part); };
    painter.drawText(
        turned(line), Qt::AlignLeft | Qt::AlignVCenter, smallMetrics.elidedText(m_label, Qt::ElideRight, line.width()));

    line.setRect(inner.left(), line.bottom() + 2, inner.width(), largeMetrics.height());
    painter.setFont(large);
    painter.setPen(tokens.text);
    const int figureWidth = largeMetrics.horizontalAdvance(m_figure);
    painter.drawText(turned(line), Qt::AlignLeft | Qt::AlignVCenter,
        largeMetrics.elidedText(m_figure, Qt::ElideRight, line.width()));
    const auto paintMark = [&](int left) {
        const QRectF badge = turned(QRectF(
            left + 0.5, line.center().y() - smallMetrics.height() / 2.0 + 0.5, markWidth, smallMetrics.height()));
        painter.setFont(small);
        painter.setPen(QPen(tokens.info, 1));
        painter.drawRoundedRect(badge, 4, 4);
        painter.drawText(badge, Qt::AlignCenter, m_mark);
    };
    // Beside the figure, or before the remark where the figure needs the room.
    const bool beside = markWidth > 0 && figureWidth + 8 + markWidth <= line.width();
    if (beside)
        paintMark(line.left() + figureWidth + 8);
    line.setRect(inner.left(), line.bottom() + 2, inner.width(), smallMetrics.height());
    if (markWidth > 0 && !beside) {
        paintMark(line.left());
        line.setLeft(line.left() + markWidth + 6);
    }
    painter.setFont(small);
    painter.setPen(tokens.tone(m_tone));
    painter.drawText(turned(line), Qt::AlignLeft | Qt::AlignVCenter,
        smallMetrics.elidedText(m_remark, Qt::ElideRight, line.width()));
}

void Tile::paintEvent(QPaintEvent*)
{
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool ring = hasFocus();
    const qreal inset = ring ? 1.0 : 0.5;
    painter.setPen(QPen(ring ? tokens.accent : (underMouse() ? tokens.controlBorder : tokens.border), ring ? 2 : 1));
    painter.setBrush(isDown() ? tokens.hover : tokens.surface);
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(inset, inset, -inset, -inset), Theme::kCardRadius, Theme::kCardRadius);
    paintText(painter, rect().adjusted(13, 9, -9, -9));
}

void Tile::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void Tile::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

namespace {

/// Another button of the page may have the same text.
void nameAction(QPushButton& action, const QString& title)
{
    action.setAccessibleName(QString(title % u": " % action.text()));
}

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_title(makeLabel(TextRole::Section, this))
    , m_explanation(makeParagraph(this))
    , m_snippetRow(new QWidget(this))
    , m_snippet(makeLabel(TextRole::Body, m_snippetRow))
    , m_copy(makeButton(ButtonKind::Plain, m_snippetRow))
    , m_action(makeButton(ButtonKind::Primary, this))
{
    auto* row = new QHBoxLayout(m_snippetRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_snippet, 1);
    row->addWidget(m_copy);
    m_snippet->setProperty("snippet", true);
    m_snippet->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_snippet->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_snippet->setWordWrap(true);
    m_explanation->setAlignment(Qt::AlignHCenter | Qt::AlignTop);

    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_explanation);
    column->addWidget(m_snippetRow);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(1);
    auto* frame = new QHBoxLayout(this);
    frame->setContentsMargins(24, 16, 24, 16);
    frame->addStretch(1);
    frame->addLayout(column, 8);
    frame->addStretch(1);
    m_snippetRow->hide();
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        copyToClipboard(m_snippet->text());
        Q_EMIT copied();
    });
}

// Above a splitter's handle nobody asks how high wrapped words become.
QSize EmptyState::minimumSizeHint() const
{
    const QSize least = QWidget::minimumSizeHint();
    if (!isVisible()) // it has no width yet, and others have the room
        return least;
    return { least.width(), std::max(least.height(), heightForWidth(std::max(width(), least.width()))) };
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void EmptyState::setTexts(const QString& title, const QString& explanation)
{
    m_title->setText(title);
    m_explanation->setText(explanation);
    m_copy->setText(tr("Copy"));
    nameAction(*m_action, title);
}

void EmptyState::setSnippet(const QString& snippet, const QString& accessibleName)
{
    m_snippet->setText(snippet);
    m_snippet->setAccessibleName(accessibleName);
    //: %1 names what is copied, such as "Command line"
    m_copy->setAccessibleName(tr("Copy: %1").arg(accessibleName));
    m_snippetRow->setVisible(!snippet.isEmpty());
}

void EmptyState::setAction(const QString& text)
{
    m_action->setText(text);
    nameAction(*m_action, m_title->text());
    m_action->setVisible(!text.isEmpty());
}

} // namespace signalbox::ui

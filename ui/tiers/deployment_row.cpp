// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/deployment_row.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/price_words.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

#include <utility>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 6;
constexpr int kPriceWidth = 224;
constexpr int kHealthWidth = 136;

Tone toneOf(BreakerState state)
{
    return state == BreakerState::Closed ? Tone::Ok : state == BreakerState::HalfOpen ? Tone::Warning : Tone::Error;
}

// A dot of its own shape for each state, so that colour is not alone.
QString dotOf(BreakerState state)
{
    return state == BreakerState::Closed ? u"●"_s : state == BreakerState::HalfOpen ? u"◐"_s : u"○"_s;
}

} // namespace

DeploymentRow::DeploymentRow(const Theme& theme, std::shared_ptr<const Deployment> deployment, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_deployment(std::move(deployment))
    , m_grid(new QGridLayout(this))
    , m_buttons(new QWidget(this))
    , m_place(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_model(new ElidedLabel(TextRole::Section, this))
    , m_provider(new ElidedLabel(TextRole::Small, this, Tone::Muted))
    , m_limits(new ElidedLabel(TextRole::Small, this, Tone::Muted))
    , m_price(makeLabel(TextRole::Body, this))
    , m_source(new ElidedLabel(TextRole::Small, this, Tone::Muted))
    , m_health(makeLabel(TextRole::Body, this, Tone::Ok))
    , m_detail(new ElidedLabel(TextRole::Small, this, Tone::Muted))
    , m_key(makeParagraph(this, Tone::Warning))
    , m_result(makeParagraph(this))
{
    setFocusPolicy(Qt::StrongFocus);
    buildButtons();
    build();
    connectButtons();
    m_model->say(toQString(m_deployment->model));
    const Provider& provider = *m_deployment->provider;
    m_provider->say(toQString(provider.name.empty() ? provider.id : provider.name));
    m_limits->say(limitWords());
    m_limits->setVisible(!m_limits->text().isEmpty());
    m_price->setText(priceWords(m_deployment->price));
    setTone(*m_price, m_deployment->price ? Tone::Normal : Tone::Error);
    //: in place of where a price comes from: there is none, and what that means
    m_source->say(m_deployment->price ? priceSourceWords(m_deployment->price) : tr("blocked by the ceiling"));
    setHealth({ m_deployment->id, BreakerState::Closed, 0, {}, 0, false });
    endTest();
    m_key->hide();
    m_result->hide();
}

void DeploymentRow::buildButtons()
{
    m_test = makeButton(ButtonKind::Plain, this);
    m_send = makeButton(ButtonKind::Primary, this);
    m_cancel = makeButton(ButtonKind::Plain, this);
    m_reset = makeButton(ButtonKind::Plain, this);
    m_trip = makeButton(ButtonKind::Plain, this);
    m_up = makeIconButton(m_theme, u"arrow-up"_s, this);
    m_down = makeIconButton(m_theme, u"arrow-down"_s, this);
    m_edit = makeIconButton(m_theme, u"edit"_s, this);
    m_remove = makeIconButton(m_theme, u"trash"_s, this);
    for (QToolButton* button : { m_up, m_down, m_remove })
        setWriting(*button);
    m_test->setText(tr("Test"));
    m_send->setText(tr("Send the test"));
    m_cancel->setText(tr("Cancel"));
    m_reset->setText(tr("Reset"));
    m_reset->setToolTip(tr("Lets requests through again at once"));
    m_reset->hide();
    //: a button: no request goes to this deployment from now on
    m_trip->setText(tr("Trip"));
    m_trip->setToolTip(tr("No request goes to it until you reset it, or the program starts again"));
}

void DeploymentRow::build()
{
    m_grid->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_grid->setHorizontalSpacing(2 * Theme::kSpace);
    m_grid->setVerticalSpacing(1);
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    // One place for the two of which one is shown, wide enough for both.
    auto* breaker = new QGridLayout;
    for (QPushButton* button : { m_reset, m_trip }) {
        QSizePolicy policy = button->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        button->setSizePolicy(policy);
        breaker->addWidget(button, 0, 0);
    }
    buttons->addLayout(breaker);
    for (QWidget* button : { static_cast<QWidget*>(m_test), static_cast<QWidget*>(m_up), static_cast<QWidget*>(m_down),
             static_cast<QWidget*>(m_edit), static_cast<QWidget*>(m_remove) })
        buttons->addWidget(button);
    m_grid->addWidget(m_place, 0, 0);
    m_grid->addWidget(m_model, 0, 1);
    m_grid->addWidget(m_provider, 1, 1);
    m_grid->addWidget(m_limits, 4, 1, 1, 4);
    m_grid->addWidget(m_key, 5, 1, 1, 4);
    auto* test = new QHBoxLayout;
    test->setSpacing(Theme::kSpace);
    test->addWidget(m_result, 1);
    test->addWidget(m_send);
    test->addWidget(m_cancel);
    m_grid->addLayout(test, 6, 1, 1, 4);
    m_grid->setColumnStretch(1, 1);
    arrange();
    connect(&m_theme, &Theme::changed, this, &DeploymentRow::arrange);
}

/// Large text has no room for all of it side by side: price and buttons get lines of their own.
void DeploymentRow::arrange()
{
    const bool large = m_theme.hasLargeText();
    struct Place {
        QWidget* part;
        int row, column, rows, columns;
    };
    const Place sideBySide[] { { m_price, 0, 2, 1, 1 }, { m_source, 1, 2, 1, 1 }, { m_health, 0, 3, 1, 1 },
        { m_detail, 1, 3, 1, 1 }, { m_buttons, 0, 4, 2, 1 } };
    const Place below[] { { m_price, 2, 1, 1, 1 }, { m_source, 2, 2, 1, 2 }, { m_health, 0, 2, 1, 2 },
        { m_detail, 1, 2, 1, 2 }, { m_buttons, 3, 1, 1, 4 } };
    for (const Place& place : large ? below : sideBySide) {
        m_grid->removeWidget(place.part);
        const Qt::Alignment align = place.part != m_buttons ? Qt::Alignment()
            : large                                         ? Qt::AlignLeft
                                                            : Qt::AlignVCenter | Qt::AlignRight;
        m_grid->addWidget(place.part, place.row, place.column, place.rows, place.columns, align);
    }
    m_grid->setColumnMinimumWidth(0, m_theme.scaled(16));
    // So wide in every row, whatever is in it: the rows of a tier stay in line.
    m_grid->setColumnMinimumWidth(2, large ? 0 : m_theme.scaled(kPriceWidth));
    m_grid->setColumnMinimumWidth(3, large ? 0 : m_theme.scaled(kHealthWidth));
    m_grid->setColumnStretch(2, large ? 1 : 0);
}

void DeploymentRow::connectButtons()
{
    connect(m_test, &QPushButton::clicked, this, &DeploymentRow::testWanted);
    connect(m_send, &QPushButton::clicked, this, &DeploymentRow::testConfirmed);
    connect(m_cancel, &QPushButton::clicked, this, &DeploymentRow::endTest);
    connect(m_reset, &QPushButton::clicked, this, &DeploymentRow::resetWanted);
    connect(m_trip, &QPushButton::clicked, this, &DeploymentRow::tripWanted);
    connect(m_edit, &QToolButton::clicked, this, &DeploymentRow::editWanted);
    connect(m_remove, &QToolButton::clicked, this, &DeploymentRow::removeWanted);
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(1); });
    const auto up = [this] { m_up->click(); }; // where the button may
    const auto down = [this] { m_down->click(); };
    const auto context = Qt::WidgetWithChildrenShortcut;
    connect(new QShortcut(Qt::ALT | Qt::Key_Up, this, nullptr, nullptr, context), &QShortcut::activated, this, up);
    connect(new QShortcut(Qt::ALT | Qt::Key_Down, this, nullptr, nullptr, context), &QShortcut::activated, this, down);
}

QString DeploymentRow::name() const
{
    //: a deployment: %1 model, %2 provider
    return tr("%1 at %2").arg(m_model->text(), m_provider->text());
}

void DeploymentRow::nameControls()
{
    const QString what = name();
    //: spoken: a step of a tier's chain: %1 its number, %2 deployment, %3 price, %4 health
    setAccessibleName(tr("%1: %2, %3, %4").arg(m_place->text(), what, m_price->text(), m_health->text()));
    m_test->setAccessibleName(tr("Test %1").arg(what));
    m_send->setAccessibleName(tr("Send the test to %1").arg(what));
    m_cancel->setAccessibleName(tr("Cancel the test of %1").arg(what));
    m_reset->setAccessibleName(tr("Reset the breaker of %1").arg(what));
    m_trip->setAccessibleName(tr("Trip the breaker of %1").arg(what));
    nameButton(*m_up, tr("Move %1 up (Alt+Up)").arg(what));
    nameButton(*m_down, tr("Move %1 down (Alt+Down)").arg(what));
    nameButton(*m_edit, tr("Edit %1").arg(what));
    nameButton(*m_remove, tr("Remove %1").arg(what));
}

void DeploymentRow::setPlace(int place, int count)
{
    m_place->setText(countText(place + 1));
    m_up->setEnabled(place > 0);
    m_down->setEnabled(place + 1 < count);
    m_remove->setEnabled(count > 1);
    nameControls();
    if (count == 1)
        m_remove->setToolTip(tr("A tier needs at least one deployment"));
}

void DeploymentRow::setHealth(const Breakers::View& health)
{
    setTone(*m_health, toneOf(health.state));
    const QString state = toQString(std::string(breakerStateName(health.state)));
    const QString words = dotOf(health.state) + u' ' + breakerText(state);
    const bool wasFocused = m_trip->hasFocus() || m_reset->hasFocus();
    m_reset->setVisible(health.state != BreakerState::Closed);
    m_trip->setVisible(health.state == BreakerState::Closed);
    if (wasFocused) // the other one stands in its place now
        (m_trip->isHidden() ? m_reset : m_trip)->setFocus();
    QString detail;
    if (health.byHand)
        //: a deployment to which no request goes, because the operator wanted it so
        detail = tr("tripped by hand");
    else if (health.state == BreakerState::Open && health.opensAgainInMs > 0)
        //: a deployment that is left alone; %1 is a duration
        detail = tr("tried again in %1").arg(durationText(health.opensAgainInMs * 1000));
    else if (health.failures > 0)
        detail = tr("%Ln failure(s) lately", nullptr, health.failures);
    m_detail->say(detail);
    if (const QString sentence = errorSentence(health.lastCode); !sentence.isEmpty())
        m_detail->setToolTip(sentence);
    if (words == m_health->text())
        return;
    m_health->setText(words);
    nameControls();
}

QString DeploymentRow::limitWords() const
{
    const DeploymentLimits& limits = m_deployment->limits;
    QStringList words;
    if (limits.requestsPerMinute)
        //: a limit: at most so many requests a minute
        words.append(tr("≤ %1 req/min").arg(countText(*limits.requestsPerMinute)));
    if (limits.tokensPerMinute)
        //: a limit: at most so many tokens a minute
        words.append(tr("≤ %1 tokens/min").arg(countText(*limits.tokensPerMinute)));
    if (limits.concurrent)
        //: a limit: at most so many calls at the same time
        words.append(tr("≤ %1 at a time").arg(countText(*limits.concurrent)));
    return words.join(u", "_s);
}

void DeploymentRow::setKeyMissing(const QString& sentence)
{
    m_key->setText(sentence.isEmpty() ? QString() : u"⚠ "_s + sentence);
    m_key->setVisible(!sentence.isEmpty());
}

void DeploymentRow::askTest(Money upperBound)
{
    setTone(*m_result, Tone::Normal);
    //: before a test request is sent: %1 is the most it can cost
    m_result->setText(upperBound.isZero()
            ? tr("Sends one short request. It costs nothing.")
            : tr("Sends one short request. It costs at most %1.").arg(moneyText(upperBound)));
    m_result->show();
    m_send->show();
    m_cancel->show();
    m_test->setEnabled(false);
    m_send->setFocus();
}

void DeploymentRow::endTest()
{
    m_send->hide();
    m_cancel->hide();
    m_result->hide();
    m_test->setEnabled(true);
}

void DeploymentRow::showTesting()
{
    m_send->hide();
    m_cancel->hide();
    setTone(*m_result, Tone::Muted);
    m_result->setText(tr("Waiting for the answer…"));
}

void DeploymentRow::showTested(const RunningProxy::TestReport& report)
{
    endTest();
    m_result->show();
    setTone(*m_result, report.ok ? Tone::Ok : Tone::Error);
    if (!report.ok) {
        m_result->setText(u"✕ "_s + errorText(report.error));
        return;
    }
    QStringList parts { tr("✓ answered"), durationText(report.totalUs), moneyText(report.cost) };
    if (!report.answerModel.empty() && report.answerModel != m_deployment->model)
        //: %1 is the name under which a model answered
        parts.append(tr("as %1").arg(toQString(report.answerModel)));
    m_result->setText(parts.join(u" · "_s));
}

void DeploymentRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& tokens = m_theme.tokens();
    painter.setPen(QPen(hasFocus() ? tokens.accent : tokens.border, hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Theme::kControlRadius, Theme::kControlRadius);
}

void DeploymentRow::focusInEvent(QFocusEvent* event)
{
    update();
    QWidget::focusInEvent(event);
}

void DeploymentRow::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

// --- the mouse moves it
// ------------------------------------------------------------------------------------------------

void DeploymentRow::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = event->position().toPoint();
    setFocus(Qt::MouseFocusReason);
}

void DeploymentRow::mouseMoveEvent(QMouseEvent* event)
{
    const bool movable = m_up->isEnabled() || m_down->isEnabled();
    if (!m_pressedAt || !movable || !(event->buttons() & Qt::LeftButton))
        return;
    const QPoint at = event->position().toPoint();
    if (!m_dragging && (at - *m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_dragging)
        setCursor(Qt::ClosedHandCursor);
    m_dragging = true;
    Q_EMIT dragged(mapToParent(at).y());
}

void DeploymentRow::mouseReleaseEvent(QMouseEvent*)
{
    m_pressedAt.reset();
    unsetCursor();
    if (std::exchange(m_dragging, false))
        Q_EMIT dropped();
}

void DeploymentRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !m_dragging)
        return QWidget::keyPressEvent(event);
    m_pressedAt.reset();
    m_dragging = false;
    unsetCursor();
    Q_EMIT dragCancelled();
}

} // namespace signalbox::ui

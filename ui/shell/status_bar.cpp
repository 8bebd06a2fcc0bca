// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_bar.h"

#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

StatusBar::StatusBar(const Engine& engine, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_state(makeLabel(TextRole::Small, this))
    , m_line(makeLabel(TextRole::Small, this, Tone::Muted))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 5, 14, 6);
    row->setSpacing(Theme::kSpace);
    row->addWidget(m_state);
    row->addWidget(m_line, 1);
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    refresh();
}

QString StatusBar::text() const
{
    return QString(m_state->text() % u" · " % m_text);
}

QString StatusBar::routingState() const
{
    const RunningProxy::Status& status = m_engine.status();
    if (m_engine.isStale())
        return u"✕ " % tr("Nothing is routed");
    if (!status.listening)
        return u"✕ " % tr("Routing is off");
    if (m_engine.stopped())
        return u"✕ " % tr("Everything is stopped");
    if (status.routing != Routing::Rules)
        return u"⚠ " % (status.paused() ? tr("Routing is paused") : tr("Rules are bypassed"));
    if (!status.ledgerHealthy)
        return u"⚠ " % tr("Ledger not writable");
    return u"● " % tr("Routing");
}

QString StatusBar::keychainState() const
{
    const std::vector<SecretStore::View> secrets = m_engine.secrets();
    qint64 missing = 0;
    bool locked = false;
    for (const SecretStore::View& secret : secrets) {
        missing += secret.loaded ? 0 : 1;
        locked = locked || secret.problem == "keychain_locked";
    }
    if (locked)
        return tr("keychain locked");
    if (missing > 0)
        return tr("%n provider key(s) missing", nullptr, int(missing));
    return secrets.empty() ? QString() : tr("%n provider key(s) loaded", nullptr, int(secrets.size()));
}

void StatusBar::refresh()
{
    const RunningProxy::Status& status = m_engine.status();
    const bool fine = !m_engine.isStale() && status.listening && status.routing == Routing::Rules
        && status.ledgerHealthy && !m_engine.stopped();
    m_state->setText(routingState());
    setTone(*m_state, fine ? Tone::Ok : (status.listening && !m_engine.isStale() ? Tone::Warning : Tone::Error));
    QStringList parts;
    if (const auto& other = m_engine.attachment())
        //: %1 is the number of a process
        parts << (other->reachable ? tr("attached to serve, pid %1").arg(other->pid)
                                   : tr("was attached to serve, pid %1").arg(other->pid));
    if (status.listening)
        parts << u"127.0.0.1:%1"_s.arg(status.port);
    parts << tr("%n in flight", "requests", int(status.inFlight));
    if (status.sandbox)
        parts << tr("sandbox provider");
    if (status.rulesAppliedAt > 0 && status.rulesVersion > 0)
        //: %1 is the version number of the rules, %2 a time of day or a date and time
        parts << tr("rules v%1 applied %2").arg(status.rulesVersion).arg(minuteText(status.rulesAppliedAt));
    else if (status.rulesAppliedAt > 0)
        //: %1 is a time of day or a date and time
        parts << tr("rules applied %1").arg(minuteText(status.rulesAppliedAt));
    if (const QString keychain = keychainState(); !keychain.isEmpty())
        parts << keychain;
    if (m_engine.frozen())
        parts << tr("view frozen");
    m_text = parts.join(u"  ·  "_s);
    elide();
}

void StatusBar::elide()
{
    m_line->setText(m_line->fontMetrics().elidedText(m_text, Qt::ElideRight, m_line->width()));
    m_line->setAccessibleName(m_text);
    setAccessibleName(tr("Status"));
}

void StatusBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    elide();
}

void StatusBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void StatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(m_theme.tokens().border);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace signalbox::ui

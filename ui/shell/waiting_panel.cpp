// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/waiting_panel.h"

#include "ui/shell/widgets.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

WaitingPanel::WaitingPanel(QWidget* parent)
    : QDialog(parent)
    , m_text(makeParagraph(this, Tone::Normal))
    , m_leave(makeButton(ButtonKind::Plain, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_text);
    column->addWidget(m_leave, 0, Qt::AlignRight);
    setModal(true);
    connect(m_leave, &QPushButton::clicked, this, &WaitingPanel::reject);
}

void WaitingPanel::begin()
{
    m_seconds = 0;
    setWindowTitle(tr("Working…"));
    setAccessibleName(windowTitle());
    m_leave->setText(tr("Do not wait"));
    m_leave->setEnabled(true);
    say();
    m_timer = startTimer(1000);
    show();
    m_leave->setFocus();
}

void WaitingPanel::end()
{
    if (m_timer != 0)
        killTimer(std::exchange(m_timer, 0));
    hide();
}

void WaitingPanel::reject()
{
    m_leave->setEnabled(false);
    Q_EMIT leaveWanted();
}

void WaitingPanel::timerEvent(QTimerEvent*)
{
    ++m_seconds;
    say();
}

void WaitingPanel::say()
{
    m_text->setText(m_seconds == 0 ? tr("Waiting for the running service…")
                                   : tr("Waiting for the running service… %n second(s)", nullptr, m_seconds));
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quit_question.h"

#include <QMessageBox>
#include <QPushButton>

#include <chrono>

namespace signalbox::ui {

namespace {

constexpr std::chrono::milliseconds kLookEvery { 200 };

} // namespace

QuitQuestion::QuitQuestion(Engine& engine, QWidget& window)
    : QObject(&window)
    , m_engine(engine)
    , m_window(window)
{
    m_timer.setInterval(kLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &QuitQuestion::look);
}

QuitQuestion::~QuitQuestion() = default;

void QuitQuestion::ask()
{
    if (m_box != nullptr) {
        m_box->raise();
        return m_box->activateWindow();
    }
    m_engine.pull();
    // What another process routes goes on without this window.
    if (m_engine.attachment() || m_engine.status().inFlight == 0) {
        Q_EMIT agreed();
        return;
    }
    m_before = m_engine.status().routing;
    m_engine.setRouting(Routing::Stopped);
    open();
    look();
    m_timer.start();
}

void QuitQuestion::open()
{
    m_box = new QMessageBox(QMessageBox::Question, tr("Quit Signalbox"), QString(), QMessageBox::NoButton, &m_window);
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* now = m_box->addButton(tr("Quit now"), QMessageBox::DestructiveRole);
    QPushButton* keep = m_box->addButton(tr("Keep running"), QMessageBox::RejectRole);
    m_box->setDefaultButton(keep);
    m_box->setEscapeButton(keep);
    connect(m_box, &QMessageBox::buttonClicked, this, [this, now](QAbstractButton* button) {
        m_timer.stop();
        if (button == now)
            Q_EMIT agreed();
        else
            keepRunning();
    });
    m_box->open();
}

void QuitQuestion::look()
{
    m_engine.pull();
    const int inFlight = int(m_engine.status().inFlight);
    if (inFlight == 0) {
        m_timer.stop();
        if (m_box != nullptr)
            m_box->deleteLater();
        Q_EMIT agreed();
        return;
    }
    m_box->setText(tr("%n request(s) in flight. Quitting when they finish.", nullptr, inFlight));
    m_box->setInformativeText(tr("New requests are refused meanwhile."));
}

void QuitQuestion::keepRunning()
{
    m_engine.setRouting(m_before);
}

} // namespace signalbox::ui

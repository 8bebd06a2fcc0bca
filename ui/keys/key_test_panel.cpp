// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/key_test_panel.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

KeyTestPanel::KeyTestPanel(Engine& engine, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_text(makeParagraph(this))
    , m_send(makeButton(ButtonKind::Primary, this))
    , m_close(makeButton(ButtonKind::Plain, this))
{
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_send);
    buttons->addWidget(m_close);
    buttons->addStretch();
    body()->addWidget(m_text);
    body()->addLayout(buttons);
    connect(m_send, &QPushButton::clicked, this, &KeyTestPanel::send);
    connect(m_close, &QPushButton::clicked, this, &KeyTestPanel::close);
    retranslate();
    hide();
}

std::string KeyTestPanel::deploymentOf(const Config& config, const std::string& provider)
{
    for (const Tier& tier : config.tiers) {
        for (const auto& deployment : tier.chain) {
            if (deployment->provider->id == provider && deployment->profile.chat)
                return deployment->id;
        }
    }
    return {};
}

void KeyTestPanel::retranslate()
{
    //: %1 is the name of one of a provider's keys
    setTitle(tr("Test the key %1").arg(m_name));
    m_send->setText(tr("Send the test"));
    m_close->setText(tr("Close"));
}

void KeyTestPanel::open(const std::shared_ptr<const Provider>& provider, const std::string& key)
{
    ++m_attempt;
    m_key = key;
    m_name = toQString(key);
    m_deployment = deploymentOf(*m_engine.config(), provider->id);
    retranslate();
    setTone(*m_text, m_deployment.empty() ? Tone::Warning : Tone::Normal);
    if (m_deployment.empty()) {
        m_text->setText(tr("No tier uses this provider, so there is no model to try the key with."));
    } else {
        const Money bound = m_engine.testCostUpperBound(m_deployment);
        //: %1 is a model, %2 the most that the test can cost
        m_text->setText(bound.isZero()
                ? tr("Sends one short request to %1 with this key. It costs nothing.").arg(toQString(m_deployment))
                : tr("Sends one short request to %1 with this key. It costs at most %2.")
                      .arg(toQString(m_deployment), moneyText(bound)));
    }
    m_send->setVisible(!m_deployment.empty());
    m_send->setEnabled(true);
    show();
    (m_deployment.empty() ? m_close : m_send)->setFocus();
}

void KeyTestPanel::send()
{
    const quint64 attempt = ++m_attempt;
    m_send->setEnabled(false);
    setTone(*m_text, Tone::Muted);
    m_text->setText(tr("Waiting for the answer…"));
    m_engine.testKey(m_deployment, m_key, this, [this, attempt](const RunningProxy::TestReport& report) {
        if (attempt == m_attempt)
            showReport(report);
    });
}

void KeyTestPanel::showReport(const RunningProxy::TestReport& report)
{
    m_send->setEnabled(true);
    setTone(*m_text, report.ok ? Tone::Ok : Tone::Error);
    if (!report.ok)
        m_text->setText(QStringLiteral("✕ ") + errorText(report.error));
    else
        //: a key was tried: %1 is a time, %2 an amount of money
        m_text->setText(
            tr("✓ The provider takes this key: %1, %2.").arg(durationText(report.totalUs), moneyText(report.cost)));
    m_close->setFocus();
}

void KeyTestPanel::close()
{
    ++m_attempt;
    hide();
    Q_EMIT closed();
}

void KeyTestPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        Card::keyPressEvent(event);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/connect_card.h"

#include "ui/first_run/snippets.h"
#include "ui/keys/new_key_panel.h"
#include "ui/shell/button_action.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSnippetLines = 9;

QString tabTitle(SnippetLanguage language)
{
    switch (language) {
    case SnippetLanguage::Python:
        return u"Python"_s;
    case SnippetLanguage::JavaScript:
        return u"JavaScript"_s;
    case SnippetLanguage::Curl:
        return u"curl"_s;
    case SnippetLanguage::Environment:
        return ConnectCard::tr("Environment");
    case SnippetLanguage::Tools:
        break;
    }
    return ConnectCard::tr("Tools");
}

} // namespace

ConnectCard::ConnectCard(Engine& engine, const Theme& theme, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_explanation(makeParagraph(this))
    , m_createKey(makeButton(ButtonKind::Primary, this))
    , m_newKey(new NewKeyPanel(engine, page, this))
    , m_tabs(new QTabWidget(this))
    , m_copySnippet(makeButton(ButtonKind::Plain, this))
    , m_light(makeParagraph(this))
    , m_elsewhere(makeParagraph(this))
    , m_outer(new QWidget(this))
    , m_outerUrl(makeLabel(TextRole::Body, m_outer))
    , m_copyOuter(makeButton(ButtonKind::Plain, m_outer))
    , m_settings(makeButton(ButtonKind::Quiet, m_outer))
{
    build();
    connect(m_createKey, &QPushButton::clicked, m_newKey, &NewKeyPanel::open);
    connect(m_newKey, &NewKeyPanel::created, this, &ConnectCard::useKey);
    connect(m_newKey, &NewKeyPanel::closed, this, [this] {
        m_key.clear(); // it is not shown any more
        updateSnippets();
    });
    connect(m_copySnippet, &QPushButton::clicked, this, &ConnectCard::copySnippet);
    connect(&theme, &Theme::changed, this, &ConnectCard::fitHeights);
}

void ConnectCard::build()
{
    auto* head = new QHBoxLayout;
    head->addWidget(m_explanation, 1);
    head->addWidget(m_createKey, 0, Qt::AlignTop);
    body()->addLayout(head);
    body()->addWidget(m_newKey);
    buildSnippets();
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_light, 1);
    foot->addWidget(m_copySnippet, 0, Qt::AlignTop | Qt::AlignRight);
    body()->addLayout(foot);
    body()->addWidget(m_elsewhere);
    buildOuter();
    offerAsActions({ m_createKey, m_copySnippet, m_copyOuter, m_settings });
}

void ConnectCard::buildOuter()
{
    m_outerUrl->setProperty("snippet", true);
    m_outerUrl->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_outerUrl->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* line = new QHBoxLayout(m_outer);
    line->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part : std::initializer_list<QWidget*> { m_outerUrl, m_copyOuter, m_settings })
        line->addWidget(part);
    line->addStretch(1);
    body()->addWidget(m_outer);
    connect(m_copyOuter, &QPushButton::clicked, this, [this] { copyToClipboard(m_outerUrl->text()); });
    connect(m_settings, &QPushButton::clicked, this, &ConnectCard::settingsWanted);
}

/// What runs in a container has an address of its own, and can't reach the loopback of this computer.
void ConnectCard::updateOuter()
{
    const RunningProxy::Status& status = m_engine.status();
    const bool served = !status.outerUrl.empty() && !status.outerError;
    QString text =
        tr("Signalbox listens on this computer alone. What runs in a container, in a virtual machine or in WSL "
           "has an address of its own and can't reach it, unless it shares the network of this computer "
           "(docker run --network=host; networkingMode=mirrored for WSL), or unless the settings serve "
           "containers, too.");
    if (served)
        text =
            tr("In a container, in a virtual machine or in WSL, applications use this address, with a key as anywhere. "
               "Docker on Linux has to be told the name: docker run --add-host=host.docker.internal:host-gateway.");
    else if (status.outerError)
        text = errorText(*status.outerError);
    setTone(*m_elsewhere, status.outerError ? Tone::Error : Tone::Muted);
    m_elsewhere->setText(text);
    m_outerUrl->setText(toQString(status.outerUrl));
    //: %1 is a URL
    m_outerUrl->setAccessibleName(tr("Base URL in containers: %1").arg(m_outerUrl->text()));
    m_outerUrl->setVisible(served);
    m_copyOuter->setVisible(served);
}

void ConnectCard::buildSnippets()
{
    m_tabs->setDocumentMode(true);
    for ([[maybe_unused]] const SnippetLanguage language : kSnippetLanguages) {
        auto* code = new QPlainTextEdit(m_tabs);
        code->setReadOnly(true);
        code->setTabChangesFocus(true);
        code->setLineWrapMode(QPlainTextEdit::NoWrap);
        code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        code->setLayoutDirection(Qt::LeftToRight); // code is code in every script
        code->setProperty("code", true);
        m_tabs->addTab(code, QString());
    }
    body()->addWidget(m_tabs);
}

void ConnectCard::retranslate()
{
    m_createKey->setText(tr("Create key"));
    m_copySnippet->setText(tr("Copy program"));
    m_tabs->setAccessibleName(tr("Example programs"));
    m_tabs->tabBar()->setAccessibleName(tr("Programming language"));
    m_explanation->setText(
        tr("Any program that speaks OpenAI's API works: give it the base URL, a key of its own and the "
           "model “auto”. One key for each application tells them apart everywhere."));
    m_copyOuter->setText(tr("Copy"));
    m_copyOuter->setAccessibleName(tr("Copy the base URL for containers"));
    m_settings->setText(tr("Settings for containers"));
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        const QString title = tabTitle(kSnippetLanguages[std::size_t(tab)]);
        m_tabs->setTabText(tab, title);
        //: %1 is a programming language, "Environment" or "Tools"
        m_tabs->widget(tab)->setAccessibleName(tr("Example in %1").arg(title));
    }
    m_newKey->retranslate();
    fitHeights();
    updateSnippets();
    refresh();
}

void ConnectCard::fitHeights()
{
    int height = 0;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        m_tabs->widget(tab)->ensurePolished(); // the style sheet gives the size of its font
        height = m_tabs->widget(tab)->fontMetrics().lineSpacing() * kSnippetLines + 24;
        m_tabs->widget(tab)->setFixedHeight(height);
    }
    // A tab widget takes more than its pages want.
    m_tabs->setFixedHeight(height + m_tabs->tabBar()->sizeHint().height() + 2);
}

void ConnectCard::refresh()
{
    if (toQString(m_engine.status().baseUrl) != m_shownUrl)
        updateSnippets();
    const auto keys = m_engine.keys();
    const auto valid = std::ranges::count_if(keys, [](const VirtualKey& key) { return !key.revokedAt; });
    setRemark(valid > 0 ? u"✓ "_s + tr("%Ln key(s)", nullptr, int(valid)) : QString());
    updateOuter();
    updateLight();
}

void ConnectCard::updateSnippets()
{
    m_shownUrl = toQString(m_engine.status().baseUrl);
    //: stands in example programs where the key belongs; no spaces
    const QString key = m_key.isEmpty() ? tr("YOUR-SIGNALBOX-KEY") : m_key;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        static_cast<QPlainTextEdit*>(m_tabs->widget(tab))
            ->setPlainText(snippet(kSnippetLanguages[std::size_t(tab)], m_shownUrl, key));
}

void ConnectCard::useKey(const QString& keyText)
{
    m_key = keyText;
    const auto keys = m_engine.keys();
    const auto newest = std::ranges::max_element(keys, {}, &VirtualKey::createdAt);
    if (newest != keys.end()) {
        m_waitingFor = newest->name;
        m_since = newest->createdAt;
        m_cameAt = 0;
    }
    updateSnippets();
    updateLight();
}

void ConnectCard::updateLight()
{
    m_light->setVisible(!m_waitingFor.empty());
    if (m_waitingFor.empty())
        return;
    const LiveSnapshot& live = m_engine.live();
    // The oldest of them is the first; later ones do not move the light.
    for (const LiveRequest& request : live.latest) {
        if (m_cameAt == 0 && request.client == m_waitingFor && request.at >= m_since)
            m_cameAt = request.at;
    }
    const QString name = toQString(m_waitingFor);
    if (m_cameAt == 0) {
        //: a light: %1 is the name of an application's key
        m_light->setText(u"○ " % tr("Waiting for the first request of “%1”").arg(name));
        return setTone(*m_light, Tone::Muted);
    }
    //: a green light: %1 is the name of an application's key, %2 a time of day
    m_light->setText(u"● " % tr("“%1” is connected: first request at %2").arg(name, momentText(m_cameAt, live.now)));
    setTone(*m_light, Tone::Ok);
}

void ConnectCard::copySnippet()
{
    copyToClipboard(static_cast<QPlainTextEdit*>(m_tabs->currentWidget())->toPlainText());
}

} // namespace signalbox::ui

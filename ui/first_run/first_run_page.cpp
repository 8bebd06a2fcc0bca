// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/first_run_page.h"

#include "ui/first_run/connect_card.h"
#include "ui/first_run/limit_card.h"
#include "ui/first_run/paid_card.h"
#include "ui/first_run/try_card.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QFontDatabase>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;
constexpr int kWidest = 900;

/// A step of the first run: %1 its number, %2 its title.
QString stepTitle(int number, const QString& title)
{
    //: a step of the first run: %1 its number, %2 its title
    return FirstRunPage::tr("%1. %2").arg(QString::number(number), title);
}

} // namespace

FirstRunPage::FirstRunPage(Engine& engine, const Theme& theme, QSettings& settings, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
{
    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, kMargin);
    column->setSpacing(Theme::kSpace + 4);
    buildAddress(*column);
    m_try = new TryCard(engine, theme, m_content);
    m_connect = new ConnectCard(engine, theme, *this, m_content);
    m_paid = new PaidCard(engine, theme, settings, *this, m_content);
    m_limit = new LimitCard(engine, *this, m_content);
    for (Card* step : std::initializer_list<Card*> { m_try, m_connect, m_paid, m_limit })
        column->addWidget(step);
    column->addStretch(1);
    QScrollArea* area = makePageScroll(m_content, this);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(kMargin, kMargin, kMargin, 0);
    page->addWidget(m_header);
    page->addWidget(area, 1);
    connectParts();
    retranslate();
}

void FirstRunPage::buildAddress(QVBoxLayout& column)
{
    m_address = new Card(m_content);
    m_addressText = makeParagraph(m_address);
    m_url = makeLabel(TextRole::Body, m_address);
    m_url->setProperty("snippet", true);
    m_url->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_url->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copyUrl = makeButton(ButtonKind::Plain, m_address);
    auto* line = new QHBoxLayout;
    line->addWidget(m_url);
    line->addWidget(m_copyUrl);
    line->addStretch();
    m_address->body()->addWidget(m_addressText);
    m_address->body()->addLayout(line);
    column.addWidget(m_address);
}

void FirstRunPage::connectParts()
{
    connect(m_copyUrl, &QPushButton::clicked, this, [this] { copyToClipboard(m_shownUrl); });
    connect(m_try, &TryCard::navigate, this, &FirstRunPage::navigate);
    connect(m_connect, &ConnectCard::settingsWanted, this, [this] { Q_EMIT navigate({ u"settings"_s, {}, {} }); });
    connect(m_paid, &PaidCard::tiersWanted, this, [this] { Q_EMIT navigate({ u"tiers"_s, {}, {} }); });
    connect(&m_theme, &Theme::changed, this, &FirstRunPage::fitWidth);
    connect(&m_engine, &Engine::pulled, this, &FirstRunPage::refresh);
    connect(&m_engine, &Engine::configChanged, this, &FirstRunPage::refresh);
    connect(&m_engine, &Engine::keysChanged, this, &FirstRunPage::refresh);
}

QTabWidget* FirstRunPage::snippetTabs() const
{
    return m_connect->snippetTabs();
}

void FirstRunPage::retranslate()
{
    m_header->setTitle(tr("First steps"));
    m_copyUrl->setText(tr("Copy"));
    m_copyUrl->setAccessibleName(tr("Copy the base URL"));
    m_address->setTitle(stepTitle(1, tr("Applications talk to this address")));
    m_try->setTitle(stepTitle(2, tr("Try it")));
    m_connect->setTitle(stepTitle(3, tr("Connect an application")));
    m_paid->setTitle(stepTitle(4, tr("Add a provider's key")));
    m_limit->setTitle(stepTitle(5, tr("Set the ceiling")));
    m_try->retranslate();
    m_connect->retranslate();
    m_paid->retranslate();
    m_limit->retranslate();
    fitWidth();
    updateAddress();
}

void FirstRunPage::fitWidth()
{
    m_content->setMaximumWidth(m_theme.scaled(kWidest));
}

void FirstRunPage::shown()
{
    m_shown = true;
    refresh();
    // The first key press of a new user is the try.
    if (m_engine.canSendSamples() && m_engine.live().requestsToday == 0)
        m_try->sendButton()->setFocus();
}

void FirstRunPage::hidden()
{
    m_shown = false;
}

void FirstRunPage::refresh()
{
    if (!m_shown)
        return;
    updateAddress();
    m_try->refresh();
    m_connect->refresh();
    m_paid->refresh();
    m_limit->refresh();
}

void FirstRunPage::updateAddress()
{
    const RunningProxy::Status& status = m_engine.status();
    m_header->setRemark(status.sandbox
            ? tr("Works with no key and no network: the sandbox answers until you add a provider.")
            : QString());
    m_shownUrl = toQString(status.baseUrl);
    m_url->setText(m_shownUrl);
    m_url->setAccessibleName(tr("Base URL: %1").arg(m_shownUrl));
    m_addressText->setText(status.listenError
            ? errorText(*status.listenError)
            : tr("Signalbox answers there like OpenAI does, and chooses for each request which tier does it."));
    setTone(*m_addressText, status.listenError ? Tone::Error : Tone::Muted);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/first_run_page.h"

#include "ui/first_run/snippets.h"
#include "ui/keys/new_key_panel.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;
constexpr int kSamples = 20;
constexpr int kSnippetLines = 9;
constexpr int kWidest = 900;

} // namespace

FirstRunPage::FirstRunPage(Engine& engine, const Theme& theme, QWidget* parent)
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
    m_try = addStep(*column);
    m_provider = addStep(*column);
    m_ceiling = addStep(*column);
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
    m_address = new Card(this);
    m_addressText = makeParagraph(m_address);
    m_url = makeLabel(TextRole::Body, m_address);
    m_url->setProperty("snippet", true);
    m_url->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_url->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copyUrl = makeButton(ButtonKind::Plain, m_address);
    m_createKey = makeButton(ButtonKind::Primary, m_address);
    m_newKey = new NewKeyPanel(m_engine, *this, m_address);
    m_tabs = new QTabWidget(m_address);
    m_tabs->setDocumentMode(true);
    for (int i = 0; i < 3; ++i) {
        auto* code = new QPlainTextEdit(m_tabs);
        code->setReadOnly(true);
        code->setTabChangesFocus(true);
        code->setLineWrapMode(QPlainTextEdit::NoWrap);
        code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        code->setProperty("code", true);
        m_tabs->addTab(code, QString());
    }
    m_copySnippet = makeButton(ButtonKind::Plain, m_address);
    auto* line = new QHBoxLayout;
    line->addWidget(m_url);
    line->addWidget(m_copyUrl);
    line->addStretch();
    line->addWidget(m_createKey);
    m_address->body()->addWidget(m_addressText);
    m_address->body()->addLayout(line);
    m_address->body()->addWidget(m_newKey);
    m_address->body()->addWidget(m_tabs);
    m_address->body()->addWidget(m_copySnippet, 0, Qt::AlignRight);
    column.addWidget(m_address);
}

FirstRunPage::Step FirstRunPage::addStep(QVBoxLayout& column)
{
    Step step { new Card(this), nullptr, nullptr };
    step.text = makeParagraph(step.card);
    step.action = makeButton(ButtonKind::Plain, step.card);
    auto* row = new QHBoxLayout;
    row->addWidget(step.text, 1);
    row->addWidget(step.action);
    step.card->body()->addLayout(row);
    column.addWidget(step.card);
    return step;
}

void FirstRunPage::connectParts()
{
    connect(m_copyUrl, &QPushButton::clicked, this, [this] { copyToClipboard(m_shownUrl); });
    connect(m_copySnippet, &QPushButton::clicked, this, &FirstRunPage::copySnippet);
    connect(m_createKey, &QPushButton::clicked, m_newKey, &NewKeyPanel::open);
    connect(m_newKey, &NewKeyPanel::created, this, &FirstRunPage::useKey);
    connect(m_newKey, &NewKeyPanel::closed, this, [this] { useKey({}); });
    connect(m_try.action, &QPushButton::clicked, this, [this] { m_engine.sendSamples(kSamples); });
    connect(m_provider.action, &QPushButton::clicked, this, [this] { Q_EMIT navigate({ u"keys"_s, {}, {} }); });
    connect(m_ceiling.action, &QPushButton::clicked, this, [this] { Q_EMIT navigate({ u"budgets"_s, {}, {} }); });
    connect(&m_theme, &Theme::changed, this, &FirstRunPage::fitHeights);
    connect(&m_engine, &Engine::pulled, this, &FirstRunPage::refresh);
    connect(&m_engine, &Engine::configChanged, this, &FirstRunPage::refresh);
    connect(&m_engine, &Engine::keysChanged, this, &FirstRunPage::refresh);
}

void FirstRunPage::retranslate()
{
    m_header->setTitle(tr("Connect an application"));
    m_copyUrl->setText(tr("Copy"));
    m_copyUrl->setAccessibleName(tr("Copy the base URL"));
    m_createKey->setText(tr("Create key"));
    m_copySnippet->setText(tr("Copy program"));
    m_tabs->setAccessibleName(tr("Example programs"));
    m_tabs->tabBar()->setAccessibleName(tr("Programming language"));
    const std::array<QString, 3> names { u"Python"_s, u"JavaScript"_s, u"curl"_s };
    for (int i = 0; i < int(names.size()); ++i) {
        m_tabs->setTabText(i, names[std::size_t(i)]);
        //: %1 is a programming language
        m_tabs->widget(i)->setAccessibleName(tr("Example in %1").arg(names[std::size_t(i)]));
    }
    fitHeights();
    m_newKey->retranslate();
    updateSnippets();
    updateSteps();
}

void FirstRunPage::fitHeights()
{
    m_content->setMaximumWidth(m_theme.scaled(kWidest));
    int height = 0;
    for (int i = 0; i < m_tabs->count(); ++i) {
        m_tabs->widget(i)->ensurePolished(); // the style sheet gives the size of its font
        height = m_tabs->widget(i)->fontMetrics().lineSpacing() * kSnippetLines + 24;
        m_tabs->widget(i)->setFixedHeight(height);
    }
    // A tab widget takes more than its pages want.
    m_tabs->setFixedHeight(height + m_tabs->tabBar()->sizeHint().height() + 2);
}

void FirstRunPage::shown()
{
    m_shown = true;
    refresh();
}

void FirstRunPage::hidden()
{
    m_shown = false;
}

void FirstRunPage::refresh()
{
    if (!m_shown)
        return;
    if (toQString(m_engine.status().baseUrl) != m_shownUrl)
        updateSnippets();
    updateSteps();
}

void FirstRunPage::updateSnippets()
{
    m_shownUrl = toQString(m_engine.status().baseUrl);
    m_url->setText(m_shownUrl);
    m_url->setAccessibleName(tr("Base URL: %1").arg(m_shownUrl));
    //: stands in example programs where the key belongs; no spaces
    const QString key = m_key.isEmpty() ? tr("YOUR-SIGNALBOX-KEY") : m_key;
    const std::array languages { SnippetLanguage::Python, SnippetLanguage::JavaScript, SnippetLanguage::Curl };
    for (int i = 0; i < m_tabs->count(); ++i)
        static_cast<QPlainTextEdit*>(m_tabs->widget(i))
            ->setPlainText(snippet(languages[std::size_t(i)], m_shownUrl, key));
}

void FirstRunPage::useKey(const QString& key)
{
    m_key = key;
    updateSnippets();
}

void FirstRunPage::copySnippet()
{
    copyToClipboard(static_cast<QPlainTextEdit*>(m_tabs->currentWidget())->toPlainText());
}

void FirstRunPage::setStep(const Step& step, int number, const QString& title, const QString& done)
{
    //: a step of the first run: %1 its number, %2 its title
    step.card->setTitle(tr("%1. %2").arg(QString::number(number), title));
    step.card->setRemark(done.isEmpty() ? QString() : u"✓ "_s + done);
}

void FirstRunPage::updateSteps()
{
    const RunningProxy::Status& status = m_engine.status();
    m_header->setRemark(status.sandbox
            ? tr("Works with no key and no network: the sandbox answers until you add a provider.")
            : QString());
    const LiveSnapshot& live = m_engine.live();
    const auto keys = m_engine.keys();
    const bool hasKey = std::ranges::any_of(keys, [](const VirtualKey& key) { return !key.revokedAt; });
    m_address->setTitle(tr("1. Point the application here"));
    m_address->setRemark(hasKey ? u"✓ "_s + tr("%Ln key(s)", nullptr, int(keys.size())) : QString());
    QString text = tr("Any program that speaks OpenAI's API works: give it this base URL, a key of Signalbox and the "
                      "model “auto”.");
    if (status.listenError)
        text = errorText(*status.listenError);
    m_addressText->setText(text);
    setTone(*m_addressText, status.listenError ? Tone::Error : Tone::Muted);
    const qint64 requests = live.requestsToday;
    setStep(m_try, 2, tr("Try it"), requests == 0 ? QString() : tr("%Ln request(s) today", nullptr, int(requests)));
    m_try.text->setText(
        m_engine.canSendSamples() ? tr(
            "Sends 20 sample requests to the sandbox: tiles, charts and the log fill up. Nothing is counted as money.")
                                  : tr("Run the program above: its request appears under Requests within a second."));
    m_try.action->setText(tr("Send 20 sample requests"));
    m_try.action->setVisible(m_engine.canSendSamples());
    updateProviderStep();
    const auto config = m_engine.config();
    const auto isGlobal = [](const Ceiling& ceiling) { return ceiling.scope == "global"; };
    const std::vector<Ceiling> ceilings = config == nullptr ? std::vector<Ceiling>() : config->ceilings;
    const auto global = std::ranges::find_if(ceilings, isGlobal);
    setStep(m_ceiling, 4, tr("Set the ceiling"),
        //: %1 is an amount
        global == ceilings.end() ? QString() : tr("%1 a day").arg(moneyText(global->limit)));
    m_ceiling.text->setText(global == ceilings.end()
            ? tr("There is no ceiling yet: a day may cost any amount.")
            : tr("No day costs more than this, whatever the applications do. A request that does not fit is refused."));
    m_ceiling.action->setText(tr("Change the ceiling"));
}

void FirstRunPage::updateProviderStep()
{
    const auto config = m_engine.config();
    const auto secrets = m_engine.secrets();
    const bool loaded = std::ranges::any_of(secrets, [](const SecretStore::View& view) { return view.loaded; });
    const bool wanted = config != nullptr && std::ranges::any_of(config->providers, [](const auto& provider) {
        return provider->auth != AuthStyle::None && !provider->simulated;
    });
    setStep(m_provider, 3, tr("Add a provider's key"), loaded ? tr("key added") : QString());
    m_provider.text->setText(wanted
            ? tr("The key is stored in your keychain, never in a file. Your desktop may ask you to unlock it.")
            : tr("No configured provider needs a key. Add one on the page Tiers & Providers when you want real "
                 "answers."));
    m_provider.action->setText(tr("Add a key"));
    m_provider.action->setVisible(wanted);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/local_servers_card.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString addressOf(std::uint16_t port)
{
    return u"127.0.0.1:%1"_s.arg(port);
}

/// The preset of the address where there is one, else a name of its own.
ProviderEntry providerAt(const LocalServer& server)
{
    const std::string url = "http://127.0.0.1:" + std::to_string(server.port) + "/v1";
    ProviderEntry entry;
    for (const ProviderPreset& preset : providerPresets()) {
        if (preset.local && preset.baseUrl == url) {
            entry.id = entry.preset = preset.id;
            return entry;
        }
    }
    entry.id = "local-" + std::to_string(server.port);
    entry.baseUrl = url;
    entry.dialect = "openai";
    entry.auth = "none";
    entry.local = true;
    return entry;
}

bool isSilent(const LocalServer& server)
{
    return !server.models && server.models.error().code == "upstream_connect";
}

} // namespace

LocalServersCard::LocalServersCard(Engine& engine, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_words(makeParagraph(this))
    , m_lines(new QGridLayout)
{
    setTitle(tr("Servers on this computer"));
    setAccessibleName(tr("Servers on this computer"));
    QPushButton* close = makeButton(ButtonKind::Quiet, this);
    close->setText(tr("Close"));
    close->setAccessibleName(tr("Close the list of servers on this computer"));
    header()->addWidget(close);
    body()->addWidget(m_words);
    body()->addLayout(m_lines);
    m_lines->setHorizontalSpacing(2 * Theme::kSpace);
    m_lines->setColumnStretch(2, 1);
    m_words->setText(tr("Asking the usual ports of this computer…"));
    connect(close, &QPushButton::clicked, this, &LocalServersCard::closed);
    m_engine.providers().findLocalServers(this, [this](const std::vector<LocalServer>& servers) { list(servers); });
    close->setFocus();
}

LocalServersCard::~LocalServersCard()
{
    if (m_asking)
        m_engine.providers().cancel();
}

void LocalServersCard::list(const std::vector<LocalServer>& servers)
{
    m_asking = false;
    while (m_lines->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_lines->takeAt(0));
        retire(item->widget());
    }
    const auto found = std::ranges::count_if(servers, [](const LocalServer& each) { return each.models.has_value(); });
    m_words->setText(found > 0 ? tr("%Ln server(s) answered with a list of models.", nullptr, int(found))
                               : tr("No server answered with a list of models. Start one and look again; a server on "
                                    "another port can be added by hand."));
    for (const LocalServer& server : servers)
        addLine(server);
}

void LocalServersCard::showProblem(const QString& sentence)
{
    setTone(*m_words, Tone::Error);
    m_words->setText(sentence);
}

QString LocalServersCard::answerOf(const LocalServer& server) const
{
    if (isSilent(server))
        return tr("nobody listens");
    if (!server.models)
        //: a port of this computer where something else answers; %1 is what is wrong
        return tr("something answers, but lists no models: %1").arg(errorText(server.models.error()));
    constexpr std::size_t kNamed = 3;
    QStringList names;
    for (std::size_t i = 0; i < std::min(kNamed, server.models->size()); ++i)
        names.append(toQString((*server.models)[i].id));
    if (server.models->size() > kNamed)
        names.append(u"…"_s);
    return tr("%Ln model(s)", nullptr, int(server.models->size())) + u": "_s + names.join(u", "_s);
}

bool LocalServersCard::isThere(std::uint16_t port) const
{
    return std::ranges::any_of(m_engine.config()->providers, [port](const auto& provider) {
        return provider->port == port && (provider->host == "127.0.0.1" || provider->host == "localhost");
    });
}

void LocalServersCard::addLine(const LocalServer& server)
{
    const int row = m_lines->rowCount();
    QLabel* address = makeLabel(TextRole::Body, this);
    address->setText(addressOf(server.port));
    QLabel* names = makeLabel(TextRole::Body, this, Tone::Muted);
    names->setText(QString::fromLatin1(server.names.c_str()));
    QLabel* answer = makeParagraph(this, server.models ? Tone::Ok : isSilent(server) ? Tone::Muted : Tone::Warning);
    answer->setText(answerOf(server));
    m_lines->addWidget(address, row, 0, Qt::AlignVCenter);
    m_lines->addWidget(names, row, 1, Qt::AlignVCenter);
    m_lines->addWidget(answer, row, 2);
    if (!server.models)
        return;
    QPushButton* add = makeButton(ButtonKind::Plain, this);
    setWriting(*add);
    const bool there = isThere(server.port);
    add->setText(there ? tr("Added") : tr("Add"));
    add->setEnabled(!there);
    add->setAccessibleName(tr("Add the server at %1 as a provider").arg(addressOf(server.port)));
    m_lines->addWidget(add, row, 3, Qt::AlignVCenter);
    const ProviderEntry provider = providerAt(server);
    connect(add, &QPushButton::clicked, this, [this, provider] { Q_EMIT addWanted(provider); });
    connect(&m_engine, &Engine::configChanged, add, [this, add, port = server.port] {
        add->setEnabled(!isThere(port));
        add->setText(isThere(port) ? tr("Added") : tr("Add"));
    });
}

} // namespace signalbox::ui

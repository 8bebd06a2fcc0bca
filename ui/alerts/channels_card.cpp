// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/channels_card.h"

#include "core/alerts/alert_feed.h"
#include "ui/alerts/alert_words.h"
#include "ui/shell/button_action.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

QString kindText(const ChannelSettings& channel)
{
    if (channel.kind == ChannelKind::Mail)
        return ChannelsCard::tr("Mail");
    switch (channel.shape) {
    case WebhookShape::Slack:
        return QStringLiteral("Slack");
    case WebhookShape::Discord:
        return QStringLiteral("Discord");
    case WebhookShape::Teams:
        return QStringLiteral("Microsoft Teams");
    case WebhookShape::Ntfy:
        return QStringLiteral("ntfy");
    case WebhookShape::Generic:
        break;
    }
    return ChannelsCard::tr("Webhook");
}

} // namespace

ChannelsCard::ChannelsCard(Engine& engine, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_none(makeParagraph(this))
    , m_lines(new QVBoxLayout)
    , m_addWebhook(makeButton(ButtonKind::Plain, this))
    , m_addMail(makeButton(ButtonKind::Plain, this))
{
    header()->addWidget(m_addWebhook);
    header()->addWidget(m_addMail);
    body()->addWidget(m_none);
    body()->addLayout(m_lines);
    offerAsActions({ m_addWebhook, m_addMail });
    for (QPushButton* button : { m_addWebhook, m_addMail })
        setWriting(*button);
    connect(m_addWebhook, &QPushButton::clicked, this, [this] { add(ChannelEditor::Kind::Webhook); });
    connect(m_addMail, &QPushButton::clicked, this, [this] { add(ChannelEditor::Kind::Mail); });
    connect(&m_engine, &Engine::configChanged, this, &ChannelsCard::rebuild);
    retranslate();
}

void ChannelsCard::retranslate()
{
    setTitle(tr("Channels"));
    m_none->setText(tr("Alerts stay on this computer. Add a webhook or a mail account to be told elsewhere, too."));
    m_addWebhook->setText(tr("Add webhook"));
    m_addMail->setText(tr("Add mail"));
    m_channels.clear();
    rebuild();
}

std::string ChannelsCard::text() const
{
    return m_engine.config() == nullptr ? std::string() : m_engine.config()->text;
}

void ChannelsCard::rebuild()
{
    const auto config = m_engine.config();
    const std::vector<ChannelSettings> channels =
        config == nullptr ? std::vector<ChannelSettings>() : config->alerts.channels;
    m_none->setVisible(channels.empty());
    if (channels != m_channels || channels.size() != m_shown.size()) {
        for (const Line& line : m_shown)
            retire(line.row);
        m_shown.clear();
        m_channels = channels;
        for (const ChannelSettings& channel : m_channels) {
            m_shown.push_back(makeLine(channel));
            m_lines->addWidget(m_shown.back().row);
            m_shown.back().row->show();
        }
    }
    refresh();
}

ChannelsCard::Line ChannelsCard::makeLine(const ChannelSettings& channel)
{
    const QString name = toQString(channel.id);
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* on = new QCheckBox(name, row);
    on->setChecked(channel.on);
    //: %1: a channel of alerts
    on->setAccessibleName(tr("Send through “%1”").arg(name));
    QLabel* kind = makeLabel(TextRole::Small, row, Tone::Muted);
    kind->setText(kindText(channel) + QStringLiteral(" · ") + alertLevelText(channel.from));
    auto* state = new ElidedLabel(TextRole::Small, row, Tone::Muted);
    QPushButton* test = makeButton(ButtonKind::Plain, row);
    QPushButton* edit = makeButton(ButtonKind::Quiet, row);
    QPushButton* remove = makeButton(ButtonKind::Quiet, row);
    test->setText(tr("Test"));
    edit->setText(tr("Change"));
    remove->setText(tr("Remove"));
    test->setAccessibleName(tr("Send a test through “%1”").arg(name));
    edit->setAccessibleName(tr("Change the channel “%1”").arg(name));
    remove->setAccessibleName(tr("Remove the channel “%1”").arg(name));
    setWriting(*on);
    setWriting(*remove);
    layout->addWidget(on);
    layout->addWidget(kind);
    layout->addWidget(state, 1);
    for (QPushButton* button : { test, edit, remove })
        layout->addWidget(button);
    const std::string id = channel.id;
    connect(on, &QCheckBox::clicked, this, [this, id](bool checked) { turn(id, checked); });
    connect(test, &QPushButton::clicked, this, [this, id] { this->test(id); });
    connect(edit, &QPushButton::clicked, this, [this, id] { change(id); });
    connect(remove, &QPushButton::clicked, this, [this, id] { this->remove(id); });
    return { id, row, state, test };
}

QString ChannelsCard::stateOf(const ChannelSettings& channel, Tone& tone) const
{
    tone = Tone::Muted;
    if (const auto tested = m_tested.find(channel.id); tested != m_tested.end())
        return tested->second;
    if (!channel.on)
        return tr("off");
    for (const AlertFeed::ChannelView& view : m_engine.alerts().channels()) {
        if (view.id != channel.id)
            continue;
        if (!view.problem.code.empty()) {
            tone = Tone::Error;
            //: %1: why a message could not be sent, %n: messages that wait
            return tr("✕ %1 %n waiting.", nullptr, int(view.waiting)).arg(errorSentence(view.problem));
        }
        if (view.sentAt != 0)
            //: %1: "2 min ago"
            return tr("✓ sent %1").arg(agoText(view.sentAt, wallNow()));
    }
    return tr("nothing sent yet");
}

void ChannelsCard::refresh()
{
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        Tone tone = Tone::Muted;
        const QString state = stateOf(m_channels[i], tone);
        static_cast<ElidedLabel*>(m_shown[i].state)->say(state);
        setTone(*m_shown[i].state, tone);
    }
}

void ChannelsCard::add(ChannelEditor::Kind kind)
{
    openEditor(ChannelEditor::Purpose::New, kind, ChannelEntry());
}

void ChannelsCard::openEditor(ChannelEditor::Purpose purpose, ChannelEditor::Kind kind, const ChannelEntry& entry)
{
    closeEditor();
    m_editor = new ChannelEditor(purpose, kind, this);
    m_editor->setEntry(entry);
    body()->addWidget(m_editor);
    connect(m_editor, &Form::saved, this, [this, purpose] { save(purpose); });
    connect(m_editor, &Form::cancelled, this, &ChannelsCard::closeEditor);
    m_editor->show();
    m_editor->focusFirst();
}

void ChannelsCard::closeEditor()
{
    if (m_editor == nullptr)
        return;
    m_editor->wipeTyped();
    retire(m_editor);
    m_editor = nullptr;
}

/// The secret first: a configuration that names what is not there would be an error at once.
void ChannelsCard::save(ChannelEditor::Purpose purpose)
{
    const ChannelEntry entry = m_editor->entry();
    const QString secret = m_editor->typedSecret();
    if (secret.isEmpty() || entry.id.empty())
        return apply(purpose, entry);
    const QPointer<ChannelEditor> asked = m_editor;
    m_engine.setSecret(
        m_editor->secretReference(), secret, this, [this, asked, purpose, entry](const Result<bool>& stored) {
            if (asked == nullptr || asked != m_editor)
                return;
            if (stored)
                apply(purpose, entry);
            else
                m_editor->showProblems({ ConfigProblem { {}, 0, 0, stored.error(), false } });
        });
}

void ChannelsCard::apply(ChannelEditor::Purpose purpose, const ChannelEntry& entry)
{
    const bool isNew = purpose == ChannelEditor::Purpose::New;
    //: %1: a channel of alerts
    const QString done = (isNew ? tr("Channel “%1” added") : tr("Channel “%1” changed")).arg(toQString(entry.id));
    const auto problems =
        applyEdit(m_engine, m_page, isNew ? addChannel(text(), entry) : editChannel(text(), entry), done);
    if (!problems.empty())
        return m_editor->showProblems(problems);
    m_tested.erase(entry.id);
    closeEditor();
    rebuild();
}

void ChannelsCard::test(const std::string& id)
{
    m_tested[id] = tr("sending a test …");
    refresh();
    m_engine.testAlertChannel(id, this, [this, id](const Result<bool>& sent) {
        m_tested[id] = sent ? tr("✓ the test was sent") : QStringLiteral("✕ ") + errorText(sent.error());
        refresh();
    });
}

void ChannelsCard::change(const std::string& id)
{
    const auto entry = readChannel(text(), id);
    if (!entry)
        return;
    const auto kind = entry->kind == "mail" ? ChannelEditor::Kind::Mail : ChannelEditor::Kind::Webhook;
    openEditor(ChannelEditor::Purpose::Change, kind, *entry);
}

void ChannelsCard::remove(const std::string& id)
{
    closeEditor();
    (void)applyEdit(m_engine, m_page, removeChannel(text(), id), tr("Channel “%1” removed").arg(toQString(id)));
}

void ChannelsCard::turn(const std::string& id, bool on)
{
    const QString name = toQString(id);
    m_tested.erase(id);
    (void)applyEdit(m_engine, m_page, setChannelOn(text(), id, on),
        on ? tr("Channel “%1” is on").arg(name) : tr("Channel “%1” is off").arg(name));
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/channel_editor.h"

#include "ui/alerts/alert_words.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace signalbox::ui {

namespace {

void choose(QComboBox& box, const std::string& word)
{
    box.setCurrentIndex(std::max(0, box.findData(toQString(word))));
}

std::string chosen(const QComboBox& box)
{
    return toStd(box.currentData().toString());
}

std::string typed(const QLineEdit& line)
{
    return toStd(line.text().trimmed());
}

} // namespace

ChannelEditor::ChannelEditor(Purpose purpose, Kind kind, QWidget* parent)
    : Form(parent)
    , m_purpose(purpose)
    , m_kind(kind)
    , m_id(new QLineEdit(this))
    , m_from(new ChoiceBox(this))
    , m_local(new QCheckBox(this))
    , m_shape(new ChoiceBox(this))
    , m_secret(new QLineEdit(this))
    , m_host(new QLineEdit(this))
    , m_port(new QLineEdit(this))
    , m_tls(new ChoiceBox(this))
    , m_user(new QLineEdit(this))
    , m_sender(new QLineEdit(this))
    , m_recipients(new QLineEdit(this))
{
    setWritesConfiguration();
    m_id->setMaxLength(40);
    m_id->setEnabled(purpose == Purpose::New);
    m_secret->setEchoMode(QLineEdit::Password);
    addField("id", tr("Name"), m_id);
    kind == Kind::Webhook ? buildWebhook() : buildMail();
    for (const AlertLevel level : { AlertLevel::Info, AlertLevel::Attention, AlertLevel::Urgent })
        m_from->addItem(alertLevelText(level), toQString(alertLevelName(level)));
    choose(*m_from, "attention");
    addField("from", tr("Lowest level"), m_from);
    m_local->setText(tr("Runs on this computer (may be without TLS)"));
    addField("local", tr("Local"), m_local);
    for (QWidget* unused : kind == Kind::Webhook
            ? std::vector<QWidget*> { m_host, m_port, m_tls, m_user, m_sender, m_recipients }
            : std::vector<QWidget*> { m_shape })
        unused->hide();
    setSaveText(purpose == Purpose::New ? tr("Add channel") : tr("Save"));
}

void ChannelEditor::buildWebhook()
{
    m_shape->addItem(tr("JSON of Signalbox"), QStringLiteral("generic"));
    m_shape->addItem(QStringLiteral("Slack"), QStringLiteral("slack"));
    m_shape->addItem(QStringLiteral("Discord"), QStringLiteral("discord"));
    m_shape->addItem(QStringLiteral("Microsoft Teams"), QStringLiteral("teams"));
    m_shape->addItem(QStringLiteral("ntfy"), QStringLiteral("ntfy"));
    addField("shape", tr("Service"), m_shape);
    m_secret->setPlaceholderText(
        m_purpose == Purpose::New ? QStringLiteral("https://…") : tr("kept in the keychain; type to replace it"));
    addField("url", tr("URL"), m_secret);
}

void ChannelEditor::buildMail()
{
    m_tls->addItem(tr("STARTTLS (587)"), QStringLiteral("starttls"));
    m_tls->addItem(tr("TLS (465)"), QStringLiteral("tls"));
    m_tls->addItem(tr("None (this computer only)"), QStringLiteral("none"));
    m_host->setPlaceholderText(QStringLiteral("smtp.example.com"));
    m_port->setMaxLength(5);
    m_recipients->setPlaceholderText(QStringLiteral("ops@example.com, …"));
    addField("host", tr("Mail server"), m_host);
    addField("port", tr("Port"), m_port);
    addField("tls", tr("Encryption"), m_tls);
    addField("user", tr("User name"), m_user);
    m_secret->setPlaceholderText(
        m_purpose == Purpose::New ? QString() : tr("kept in the keychain; type to replace it"));
    addField("secret", tr("Password"), m_secret);
    addField("from_address", tr("From"), m_sender);
    addField("to", tr("To"), m_recipients);
}

void ChannelEditor::setEntry(const ChannelEntry& entry)
{
    m_former = entry;
    m_id->setText(toQString(entry.id));
    m_local->setChecked(entry.local);
    choose(*m_from, entry.from.empty() ? "attention" : entry.from);
    choose(*m_shape, entry.shape);
    choose(*m_tls, entry.tls);
    m_host->setText(toQString(entry.host));
    m_port->setText(toQString(entry.port));
    m_user->setText(toQString(entry.user));
    m_sender->setText(toQString(entry.sender));
    m_recipients->setText(toQString(entry.recipients));
}

/// Plain URLs of this computer are no secret and stand in the file; all others are kept.
bool ChannelEditor::keepsUrl() const
{
    return !(m_local->isChecked() && typed(*m_secret).starts_with("http://"));
}

std::string ChannelEditor::secretReference() const
{
    const std::string& former = m_kind == Kind::Webhook ? m_former.url : m_former.secret;
    const bool isReference = former.starts_with("keychain:") || former.starts_with("session:");
    return isReference ? former : "keychain:alerts-" + typed(*m_id);
}

QString ChannelEditor::typedSecret() const
{
    const bool kept = m_kind == Kind::Mail || keepsUrl();
    return kept ? m_secret->text().trimmed() : QString();
}

void ChannelEditor::wipeTyped()
{
    m_secret->clear();
}

ChannelEntry ChannelEditor::entry() const
{
    ChannelEntry entry = m_former;
    entry.id = typed(*m_id);
    entry.from = chosen(*m_from);
    entry.local = m_local->isChecked();
    const bool secretTyped = !typedSecret().isEmpty();
    if (m_kind == Kind::Webhook) {
        entry.kind = "webhook";
        entry.shape = chosen(*m_shape);
        if (secretTyped)
            entry.url = secretReference();
        else if (!typed(*m_secret).empty())
            entry.url = typed(*m_secret);
        return entry;
    }
    entry.kind = "mail";
    entry.host = typed(*m_host);
    entry.port = typed(*m_port);
    entry.tls = chosen(*m_tls);
    entry.user = typed(*m_user);
    entry.sender = typed(*m_sender);
    entry.recipients = typed(*m_recipients);
    if (secretTyped)
        entry.secret = secretReference();
    if (entry.user.empty())
        entry.secret.clear();
    return entry;
}

} // namespace signalbox::ui

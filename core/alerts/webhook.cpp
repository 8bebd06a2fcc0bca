// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/channel.h"
#include "core/alerts/webhook_body.h"
#include "core/http/base_url.h"

#include <charconv>

namespace signalbox {

namespace {

using Kind = SendOutcome::Kind;

SendOutcome never(std::string code, ErrorParameters parameters = {})
{
    return { Kind::Never, { std::move(code), std::move(parameters) }, {} };
}

SendOutcome later(std::string code, ErrorParameters parameters = {})
{
    return { Kind::Later, { std::move(code), std::move(parameters) }, {} };
}

/// A field of the head is ASCII; ntfy reads RFC 2047 in it, which is more than a title needs.
std::string asciiOf(const std::string& text)
{
    std::string out;
    for (const char c : text)
        out += c >= 0x20 && c < 0x7F ? c : '?';
    return out.substr(0, 200);
}

http::Fields fieldsOf(WebhookShape shape, const Alert& alert, const AlertText& text)
{
    http::Fields fields { { "User-Agent", "Signalbox/" SIGNALBOX_VERSION } };
    if (shape != WebhookShape::Ntfy) {
        fields.emplace_back("Content-Type", "application/json");
        return fields;
    }
    fields.emplace_back("Content-Type", "text/plain; charset=utf-8");
    fields.emplace_back("Title", asciiOf(text.title));
    fields.emplace_back("Priority", alert.level == AlertLevel::Urgent ? "urgent" : "default");
    fields.emplace_back("Tags", alert.level == AlertLevel::Urgent ? "rotating_light" : "warning");
    return fields;
}

std::chrono::seconds retryAfterOf(const http::Fields& fields)
{
    int seconds = 0;
    if (const std::string* value = http::findField(fields, "Retry-After"))
        std::from_chars(value->data(), value->data() + value->size(), seconds);
    return std::chrono::seconds(std::max(seconds, 0));
}

SendOutcome outcomeOf(const http::OnceAnswer& answer)
{
    const std::string status = std::to_string(answer.status);
    if (answer.status >= 200 && answer.status < 300)
        return {};
    if (answer.status >= 300 && answer.status < 400)
        return never("channel_redirect", { { "status", status } });
    const bool passing = answer.status >= 500 || answer.status == 408 || answer.status == 425 || answer.status == 429;
    SendOutcome outcome =
        passing ? later("channel_status", { { "status", status } }) : never("channel_status", { { "status", status } });
    outcome.notBefore = retryAfterOf(answer.fields);
    return outcome;
}

SendOutcome outcomeOf(const http::OnceFailure& failure)
{
    if (failure.reason == "address")
        return never("channel_address_refused");
    if (failure.reason == "timeout")
        return later("channel_timeout");
    if (failure.reason == "tls")
        return later("channel_tls");
    return later("channel_unreachable", { { "reason", failure.reason } });
}

/// https only, no redirects, the addresses judged at connect (T14, T23). What an address the operator marks as local
/// may be is this machine.
class Webhook final : public Channel {
public:
    Webhook(const ChannelSettings& settings, const ChannelMeans& means)
        : m_settings(settings)
        , m_means(means)
    {
    }

    SendOutcome send(const Alert& alert, const AlertText& text, const std::stop_token& stop) override
    {
        std::shared_ptr<const Secret> wholeUrl;
        std::shared_ptr<const Secret> bearer;
        std::string_view url = m_settings.url;
        if (namesSecret(m_settings.url)) {
            wholeUrl = m_means.secret(m_settings.url);
            if (!wholeUrl)
                return later("channel_secret_missing", { { "reference", m_settings.url } });
            url = wholeUrl->text();
        }
        if (!m_settings.secretRef.empty()) {
            bearer = m_means.secret(m_settings.secretRef);
            if (!bearer)
                return later("channel_secret_missing", { { "reference", m_settings.secretRef } });
        }
        auto address = parseWebhookUrl(url, m_settings.local);
        if (!address)
            return never(address.error().code, withoutHost(address.error()));
        SendOutcome outcome = sendTo(*address, bearer ? bearer->text() : std::string_view(), { alert, text }, stop);
        wipe(address->path);
        return outcome;
    }

private:
    struct Message {
        const Alert& alert;
        const AlertText& text;
    };

    /// A URL that is a secret shows nothing of itself in a problem.
    [[nodiscard]] ErrorParameters withoutHost(const Error& error) const
    {
        return namesSecret(m_settings.url) ? ErrorParameters {} : error.parameters;
    }

    SendOutcome sendTo(
        const BaseUrl& address, std::string_view bearer, const Message& message, const std::stop_token& stop) const
    {
        const std::string body = m_means.redacted(webhookBody(m_settings.shape, message.alert, message.text));
        http::OncePost post;
        post.tls = address.tls;
        post.host = address.host;
        post.port = address.port;
        post.target = address.path;
        post.caFile = m_settings.caFile;
        post.loopbackOnly = !address.tls;
        post.fields =
            fieldsOf(m_settings.shape, message.alert, { m_means.redacted(message.text.title), std::string() });
        post.bearer = bearer;
        post.body = body;
        const auto answer = http::postOnce(post, m_means.proxies, stop);
        wipe(post.target);
        return answer ? outcomeOf(*answer) : outcomeOf(answer.error());
    }

    const ChannelSettings m_settings;
    const ChannelMeans m_means;
};

} // namespace

std::unique_ptr<Channel> makeWebhook(const ChannelSettings& settings, const ChannelMeans& means)
{
    return std::make_unique<Webhook>(settings, means);
}

std::unique_ptr<Channel> makeChannel(const ChannelSettings& settings, const ChannelMeans& means)
{
    return settings.kind == ChannelKind::Mail ? makeMail(settings, means) : makeWebhook(settings, means);
}

} // namespace signalbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sample_sender.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <array>
#include <thread>

namespace signalbox::app {

namespace {

struct Sample {
    const char* body;
    const char* feature;
    const char* userTier;
};

// Sorts of traffic that the sample rules tell apart.
constexpr std::array kSamples {
    Sample { R"({"model":"auto","messages":[{"role":"user","content":"Complete: The quick brown"}],"max_tokens":32})",
        "autocomplete", "free" },
    Sample {
        R"({"model":"auto","messages":[{"role":"user","content":"Fix this: ```cpp\nint main() { return x; }\n```"}],"max_tokens":200})",
        "chat", "pro" },
    Sample {
        R"({"model":"auto","messages":[{"role":"user","content":"Give me a JSON object with name and age."}],"response_format":{"type":"json_object"},"max_tokens":120})",
        "extract", "free" },
    Sample {
        R"({"model":"auto","messages":[{"role":"user","content":"What is the capital of France?"}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":80})",
        "chat", "free" },
    Sample {
        R"({"model":"auto","messages":[{"role":"user","content":"What is the weather in Berlin?"}],"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],"max_tokens":100})",
        "assistant", "pro" },
    Sample {
        R"({"model":"auto","messages":[{"role":"user","content":"Fasse in einem Satz zusammen, was ein Reverse-Proxy tut."}],"max_tokens":120})",
        "summary", "free" },
};

} // namespace

SampleSender::SampleSender(RunningProxy& proxy)
    : m_proxy(proxy)
{
}

SampleSender::~SampleSender() = default;

void SampleSender::send(int count)
{
    const bool idle = m_left == 0;
    m_left += count;
    if (!idle)
        return;
    const auto key = m_proxy.addKey("Sample requests", std::nullopt, {});
    if (!key) {
        m_left = 0;
        return;
    }
    m_keyId = key->key.id;
    m_keyText = key->text;
    sendNext();
}

void SampleSender::sendNext()
{
    if (m_left == 0)
        return finish();
    --m_left;
    const Sample& sample = kSamples[static_cast<std::size_t>(m_sent++) % kSamples.size()];
    QNetworkRequest request(
        QUrl(QString::fromStdString(m_proxy.status().baseUrl) + QStringLiteral("/chat/completions")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setRawHeader("Authorization", QByteArray("Bearer ") + QByteArray::fromStdString(m_keyText));
    request.setRawHeader("x-signalbox-feature", sample.feature);
    request.setRawHeader("x-signalbox-user-tier", sample.userTier);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(30'000);
    QNetworkReply* reply = m_network.post(request, QByteArray(sample.body));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        sendNext();
    });
}

void SampleSender::finish()
{
    (void)m_proxy.revokeKey(m_keyId);
    m_keyText.assign(m_keyText.size(), '\0');
    m_keyText.clear();
}

} // namespace signalbox::app

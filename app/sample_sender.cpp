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
    const char* feature;
    const char* userTier;
    const char* request; ///< the members of the body beside the model
};

// Sorts of traffic as applications send it, from the trivial to what needs a strong model; the rules of the sandbox
// tell them apart. @LONG is replaced by a long text.
constexpr std::array kSamples {
    Sample { "autocomplete", "free",
        R"("messages":[{"role":"user","content":"Complete the line: for (int i = 0; i < "}],"max_tokens":24)" },
    Sample { "chat", "free",
        R"("messages":[{"role":"user","content":"Is a tomato a fruit or a vegetable? One sentence."}],"max_tokens":60)" },
    Sample { "chat", "pro",
        R"("messages":[{"role":"user","content":"This crashes now and then. Why?\n```cpp\nstd::string_view name() { std::string s = read(); return s; }\n```"}],"max_tokens":400)" },
    Sample { "extract", "free",
        R"("messages":[{"role":"system","content":"Answer with a JSON object with the members name, city and date."},{"role":"user","content":"Ms Okafor moves from Leeds to Bergen on the third of May 2027."}],"response_format":{"type":"json_object"},"max_tokens":120)" },
    Sample { "translate", "free",
        R"("messages":[{"role":"user","content":"Translate into French, in a friendly tone: The lift is being repaired. Please use the stairs until Thursday."}],"max_tokens":120)" },
    Sample { "assistant", "pro",
        R"("messages":[{"role":"user","content":"Do I need an umbrella in Gdansk tomorrow?"}],"tools":[{"type":"function","function":{"name":"forecast","description":"Weather of a day","parameters":{"type":"object","properties":{"city":{"type":"string"},"date":{"type":"string"}},"required":["city"]}}}],"max_tokens":120)" },
    Sample { "summary", "pro",
        R"("messages":[{"role":"user","content":"Summarise these minutes in five points, with who does what until when.\n\n@LONG"}],"max_tokens":500)" },
    Sample { "autocomplete", "pro",
        R"("messages":[{"role":"user","content":"SELECT customer, SUM(total) FROM orders GROUP"}],"max_tokens":24)" },
    Sample { "chat", "free",
        R"("messages":[{"role":"user","content":"Give me three names for a grey cat."}],"stream":true,"stream_options":{"include_usage":true},"max_tokens":60)" },
    Sample { "review", "enterprise",
        R"("messages":[{"role":"user","content":"Review this migration for locks that block writers on a table of 200 million rows, and propose steps that do not:\n```sql\nALTER TABLE events ADD COLUMN region text NOT NULL DEFAULT 'eu';\nCREATE INDEX events_region ON events (region);\n```"}],"max_tokens":900)" },
    Sample { "claims", "pro",
        R"("messages":[{"role":"user","content":"A hailstorm damaged the roof and the car in the drive. The policy excludes vehicles but covers outbuildings. What do we pay, and what do we ask for first?"}],"max_tokens":600)" },
    Sample { "extract", "free",
        R"("messages":[{"role":"user","content":"As JSON with the members sum and currency: The invoice comes to one thousand two hundred and six euros and forty cents."}],"response_format":{"type":"json_object"},"max_tokens":60)" },
    Sample { "chat", "free",
        R"("messages":[{"role":"user","content":"Schreib eine kurze Absage an den Vermieter, höflich, ohne Begründung."}],"max_tokens":160)" },
    Sample { "reasoning", "pro",
        R"("messages":[{"role":"user","content":"Three pumps fill a tank in 4, 6 and 12 hours; a leak empties it in 8. All are open, and the first pump fails after an hour. When is the tank full? Show the steps."}],"max_tokens":700)" },
};

constexpr int kLongParagraphs = 760;

QByteArray longText()
{
    QByteArray text;
    for (int part = 1; part <= kLongParagraphs; ++part)
        text += "Item " + QByteArray::number(part)
            + ": the depot reports that the second shift starts at six, that two of the nine wagons wait for brake "
              "pads, "
              "and that the timetable of the branch line is open until the council has met. ";
    return text;
}

QByteArray bodyOf(const Sample& sample)
{
    QByteArray body = QByteArray(R"({"model":"auto",)") + sample.request + '}';
    return body.contains("@LONG") ? body.replace("@LONG", longText()) : body;
}

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
    if (QByteArray(sample.feature) == "claims")
        request.setRawHeader("x-signalbox-stakes", "high");
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(30'000);
    QNetworkReply* reply = m_network.post(request, bodyOf(sample));
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/curl_text.h"

#include "ui/shell/format.h"

#include <nlohmann/json.hpp>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Json = nlohmann::ordered_json;

/// One word of a POSIX shell, whatever clients called themselves.
QString quoted(QString text)
{
    text.replace(u'\'', u"'\\''"_s);
    return u'\'' + text + u'\'';
}

QString pathOf(const std::string& endpoint)
{
    if (endpoint == "completions" || endpoint == "embeddings" || endpoint == "responses" || endpoint == "messages")
        return u'/' + toQString(endpoint);
    return u"/chat/completions"_s;
}

std::string bodyOf(const RequestRecord& record, const QString& prompt)
{
    const std::string text = prompt.isEmpty() ? "..." : toStd(prompt);
    Json body { { "model", record.requestedModel.empty() ? "auto" : record.requestedModel } };
    if (record.endpoint == "embeddings" || record.endpoint == "responses")
        body["input"] = text;
    else if (record.endpoint == "completions")
        body["prompt"] = text;
    else
        body["messages"] = Json::array({ Json { { "role", "user" }, { "content", text } } });
    if (record.endpoint == "messages")
        body["max_tokens"] = 1024;
    if (record.stream)
        body["stream"] = true;
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

QString curlText(const RequestRecord& record, const QString& baseUrl, const QString& prompt)
{
    QStringList parts { u"curl "_s + quoted(baseUrl + pathOf(record.endpoint)),
        u"-H \"Authorization: Bearer $SIGNALBOX_KEY\""_s, u"-H 'Content-Type: application/json'"_s };
    const Json facts = Json::parse(record.factsJson, nullptr, false);
    const auto hint = [&](const QString& header, const char* fact, const std::string& fallback) {
        std::string value = fallback;
        if (facts.is_object() && facts.contains(fact) && facts[fact].is_string())
            value = facts[fact].get<std::string>();
        if (!value.empty())
            parts << u"-H "_s + quoted(header + u": "_s + toQString(value).simplified());
    };
    hint(u"x-signalbox-feature"_s, "feature", record.feature);
    hint(u"x-signalbox-user-tier"_s, "user_tier", {});
    hint(u"x-signalbox-session"_s, "session", record.session);
    parts << u"-d "_s + quoted(QString::fromStdString(bodyOf(record, prompt)));
    return parts.join(u" \\\n  "_s);
}

} // namespace signalbox::ui

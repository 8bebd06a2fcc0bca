// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/snippets.h"

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kPython = uR"(from openai import OpenAI

client = OpenAI(base_url="@url", api_key="@key")
answer = client.chat.completions.create(
    model="auto",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content))";

constexpr QStringView kJavaScript = uR"(import OpenAI from "openai";

const client = new OpenAI({ baseURL: "@url", apiKey: "@key" });
const answer = await client.chat.completions.create({
  model: "auto",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.choices[0].message.content);)";

constexpr QStringView kCurl = uR"(curl @url/chat/completions \
  -H "Authorization: Bearer @key" \
  -H "Content-Type: application/json" \
  -d '{"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}')";

} // namespace

QString snippet(SnippetLanguage language, const QString& baseUrl, const QString& key)
{
    QString text = (language == SnippetLanguage::Python ? kPython
            : language == SnippetLanguage::JavaScript   ? kJavaScript
                                                        : kCurl)
                       .toString();
    return text.replace("@url"_L1, baseUrl).replace("@key"_L1, key);
}

} // namespace signalbox::ui

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

// The names that the clients of OpenAI and Anthropic read by themselves; Anthropic's adds "/v1" on its own.
constexpr QStringView kEnvironment = uR"(export OPENAI_BASE_URL="@url"
export OPENAI_API_BASE="@url"
export OPENAI_API_KEY="@key"

export ANTHROPIC_BASE_URL="@root"
export ANTHROPIC_AUTH_TOKEN="@key")";

constexpr QStringView kTools = uR"(# aider
aider --openai-api-base @url --openai-api-key @key --model openai/auto
# Claude Code
ANTHROPIC_BASE_URL=@root ANTHROPIC_AUTH_TOKEN=@key claude
# Open WebUI
OPENAI_API_BASE_URL=@url OPENAI_API_KEY=@key open-webui serve
# Continue, config.yaml
models: [{name: Signalbox, provider: openai, model: auto, apiBase: "@url", apiKey: "@key"}])";

QStringView patternOf(SnippetLanguage language)
{
    switch (language) {
    case SnippetLanguage::JavaScript:
        return kJavaScript;
    case SnippetLanguage::Curl:
        return kCurl;
    case SnippetLanguage::Environment:
        return kEnvironment;
    case SnippetLanguage::Tools:
        return kTools;
    case SnippetLanguage::Python:
        break;
    }
    return kPython;
}

} // namespace

QString snippet(SnippetLanguage language, const QString& baseUrl, const QString& key)
{
    const QString root = baseUrl.endsWith("/v1"_L1) ? baseUrl.chopped(3) : baseUrl;
    return patternOf(language).toString().replace("@url"_L1, baseUrl).replace("@root"_L1, root).replace("@key"_L1, key);
}

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_book.h"

#include "core/base/ascii.h"

#include <algorithm>

// Base URLs, key forms and authentication as the providers document them; OpenTelemetry names as registered in
// gen_ai.provider.name, else the preset's own id.
namespace signalbox {

namespace {

/// One hosted provider with OpenAI's paths and a bearer key.
ProviderPreset hosted(std::string id, std::string name, std::string url, std::string keyHint, std::string genAiName)
{
    ProviderPreset preset;
    preset.id = std::move(id);
    preset.name = std::move(name);
    preset.baseUrl = std::move(url);
    preset.keyHint = std::move(keyHint);
    preset.genAiName = std::move(genAiName);
    return preset;
}

/// A server on this machine, at the port it listens on when nobody says otherwise.
ProviderPreset onThisMachine(std::string id, std::string name, std::string url)
{
    ProviderPreset preset;
    preset.genAiName = id;
    preset.id = std::move(id);
    preset.name = std::move(name);
    preset.baseUrl = std::move(url);
    preset.auth = AuthStyle::None;
    preset.local = true;
    return preset;
}

ProviderPreset azure()
{
    // The base URL is the resource's own; the deployment's name stands in the path, the version behind it.
    ProviderPreset preset = hosted("azure", "Azure OpenAI", "", "32 or 84 letters and digits", "azure.ai.openai");
    preset.auth = AuthStyle::ApiKeyHeader;
    preset.dialect = Dialect::AzureOpenAi;
    preset.chatPath = "/openai/deployments/{model}/chat/completions";
    preset.completionsPath = "/openai/deployments/{model}/completions";
    preset.embeddingsPath = "/openai/deployments/{model}/embeddings";
    return preset;
}

std::vector<ProviderPreset> allPresets()
{
    std::vector<ProviderPreset> presets {
        hosted("openai", "OpenAI", "https://api.openai.com/v1", "sk-…", "openai"),
        hosted("anthropic", "Anthropic", "https://api.anthropic.com/v1", "sk-ant-…", "anthropic"),
        hosted("gemini", "Google Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", "AIza…",
            "gcp.gemini"),
        azure(),
        hosted("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "sk-or-…", "openrouter"),
        hosted("mistral", "Mistral", "https://api.mistral.ai/v1", "32 letters and digits", "mistral_ai"),
        hosted("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "sk-…", "deepseek"),
        hosted("groq", "Groq", "https://api.groq.com/openai/v1", "gsk_…", "groq"),
        hosted("together", "Together AI", "https://api.together.xyz/v1", "64 hexadecimal digits", "together"),
        hosted("xai", "xAI", "https://api.x.ai/v1", "xai-…", "x_ai"),
        onThisMachine("ollama", "Ollama", "http://127.0.0.1:11434/v1"),
        onThisMachine("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1"),
        onThisMachine("vllm", "vLLM", "http://127.0.0.1:8000/v1"),
        onThisMachine("llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1"),
        hosted("custom", "Other (OpenAI-compatible)", "", "", "custom"),
        onThisMachine("sandbox", "Sandbox (simulated)", ""),
    };
    for (ProviderPreset& preset : presets) {
        if (preset.id == "anthropic")
            preset.dialect = Dialect::AnthropicCompatible;
        else if (preset.id == "gemini")
            preset.dialect = Dialect::GeminiCompatible;
        else if (preset.id == "sandbox")
            preset.dialect = Dialect::Sandbox;
    }
    return presets;
}

} // namespace

const std::vector<ProviderPreset>& providerPresets()
{
    static const std::vector<ProviderPreset> presets = allPresets();
    return presets;
}

const ProviderPreset* findPreset(std::string_view id)
{
    const auto& presets = providerPresets();
    const auto found =
        std::find_if(presets.begin(), presets.end(), [id](const auto& preset) { return preset.id == id; });
    return found == presets.end() ? nullptr : &*found;
}

const ProviderPreset* presetAt(std::string_view baseUrl)
{
    while (!baseUrl.empty() && baseUrl.back() == '/')
        baseUrl.remove_suffix(1);
    const auto& presets = providerPresets();
    const auto found = std::find_if(presets.begin(), presets.end(), [wanted = lowered(baseUrl)](const auto& preset) {
        return !preset.local && !preset.baseUrl.empty() && preset.baseUrl == wanted;
    });
    return found == presets.end() ? nullptr : &*found;
}

} // namespace signalbox

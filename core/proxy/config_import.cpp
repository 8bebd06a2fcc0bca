// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_import.h"

#include "core/proxy/import_draft.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>

namespace signalbox {

namespace {

constexpr std::size_t kMostBytes = 1024 * 1024;
constexpr int kMostDepth = 32;
constexpr std::size_t kMostNodes = 100'000; ///< aliases count each time they are used

ImportJson scalarOf(const YAML::Node& node)
{
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") // quoted
        return text;
    if (text == "true" || text == "True")
        return true;
    if (text == "false" || text == "False")
        return false;
    if (text == "null" || text == "~" || text.empty())
        return nullptr;
    const char* end = text.data() + text.size();
    std::int64_t integer = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, integer); error == std::errc() && stop == end)
        return integer;
    double number = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, number); error == std::errc() && stop == end)
        return number;
    return text;
}

/// Depth and size are counted on the way, because a few aliases can stand for a great deal.
class YamlReader {
public:
    Result<ImportJson> read(const YAML::Node& node, int depth)
    {
        if (depth > kMostDepth)
            return fail("import_too_deep", { { "max", std::to_string(kMostDepth) } });
        if (++m_nodes > kMostNodes)
            return fail("import_too_large", { { "max", std::to_string(kMostNodes) } });
        if (node.IsSequence()) {
            ImportJson list = ImportJson::array();
            for (const YAML::Node& each : node) {
                auto value = read(each, depth + 1);
                if (!value)
                    return value;
                list.push_back(std::move(*value));
            }
            return list;
        }
        if (!node.IsMap())
            return node.IsScalar() ? scalarOf(node) : ImportJson(nullptr);
        ImportJson object = ImportJson::object();
        for (const auto& member : node) {
            if (!member.first.IsScalar())
                return fail("import_syntax", { { "reason", "key" } });
            auto value = read(member.second, depth + 1);
            if (!value)
                return value;
            object[member.first.Scalar()] = std::move(*value);
        }
        return object;
    }

private:
    std::size_t m_nodes = 0;
};

/// JSON as people write it for programs that read JSON5: without its comments, which YAML would take for text, and
/// with blanks for the tabs between its parts, which YAML refuses.
std::string withoutComments(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const std::string_view two = text.substr(at, 2);
        if (quoted && c == '\\' && at + 1 < text.size()) {
            plain += text.substr(at++, 2);
            continue;
        }
        // Behind a colon it is the address of a text that YAML lets stand without quotes.
        const bool apart = at == 0 || std::string_view(" \t\r\n{}[],").find(text[at - 1]) != std::string_view::npos;
        if (!quoted && apart && (two == "//" || two == "/*")) {
            const std::size_t end = text.find(two == "//" ? "\n" : "*/", at + 2);
            const std::size_t next = end == std::string_view::npos ? text.size() : end + (two == "//" ? 0 : 2);
            // Line ends stay, so that places in the file do.
            plain.append(static_cast<std::size_t>(std::count(text.begin() + at, text.begin() + next, '\n')), '\n');
            at = next - 1;
            continue;
        }
        quoted = c == '"' ? !quoted : quoted;
        plain += !quoted && c == '\t' ? ' ' : c;
    }
    return plain;
}

/// JSON is YAML, nearly; so both are read by the same reader, with the same limits.
Result<ImportJson> parsed(std::string_view text)
{
    try {
        const std::size_t first = text.find_first_not_of(" \t\r\n");
        const bool json = first != std::string_view::npos && (text[first] == '{' || text[first] == '/');
        return YamlReader().read(YAML::Load(json ? withoutComments(text) : std::string(text)), 0);
    } catch (const YAML::Exception& error) {
        return fail("import_syntax",
            { { "line", std::to_string(error.mark.line + 1) }, { "column", std::to_string(error.mark.column + 1) },
                { "reason", error.msg.substr(0, 200) } });
    }
}

bool isList(const ImportJson& json, const char* name)
{
    return json.is_object() && json.contains(name) && json.at(name).is_array();
}

/// A target alone is a config of theirs, too.
bool isPortkey(const ImportJson& json)
{
    if (!json.is_object() || json.contains("schema"))
        return false;
    if (isList(json, "targets") || json.contains("override_params") || json.contains("virtual_key"))
        return true;
    const bool strategy = json.contains("strategy") && json.at("strategy").is_object();
    return strategy || (json.contains("provider") && json.contains("api_key"));
}

Result<ImportResult> finished(ImportDraft& draft)
{
    auto result = draft.finish();
    if (!result)
        return result;
    const ConfigRead read = readConfig(result->text, PriceBook::builtIn());
    if (read.config)
        return result;
    const ConfigProblem* problem = firstError(read.problems);
    if (problem == nullptr)
        return fail("import_unusable");
    return fail("import_unusable", { { "problem", problem->text().substr(0, 300) } });
}

/// Our own format: it stays as it is, but a key must not go elsewhere than it goes now.
Result<ImportResult> own(std::string_view text, const ImportJson& json, const Config* now)
{
    ImportResult result;
    result.source = "signalbox";
    const ConfigRead read = readConfig(text, PriceBook::builtIn());
    if (!read.config)
        return fail("import_unusable",
            { { "problem", read.problems.empty() ? "" : read.problems.front().text().substr(0, 300) } });
    ImportJson kept = json;
    for (std::size_t i = 0; now && i < read.config->providers.size(); ++i) {
        const Provider& next = *read.config->providers[i];
        for (const auto& known : now->providers) {
            const bool same = known->host == next.host && known->port == next.port && known->tls == next.tls;
            const auto moved = std::find_first_of(
                next.secretRefs.begin(), next.secretRefs.end(), known->secretRefs.begin(), known->secretRefs.end());
            if (same || moved == next.secretRefs.end())
                continue;
            result.unmapped.push_back({ "providers/" + std::to_string(i), "destination_change", *moved });
            kept["providers"][i]["secret"] = "keychain:imported-" + next.id.substr(0, 48);
            kept["providers"][i].erase("secrets");
        }
    }
    result.text = kept.dump(2) + "\n";
    result.mapped.push_back({ "", "whole", std::to_string(read.config->rules.rules.size()) });
    return result;
}

} // namespace

Result<ImportResult> importConfig(std::string_view text, const Config* now)
{
    if (text.size() > kMostBytes)
        return fail("import_too_large", { { "max", std::to_string(kMostBytes) } });
    const auto json = parsed(text);
    if (!json)
        return tl::unexpected(json.error());
    if (isList(*json, "model_list")) {
        ImportDraft draft("litellm", now);
        importLiteLlm(draft, *json);
        return finished(draft);
    }
    if (isList(*json, "Providers") || (isList(*json, "providers") && json->contains("Router"))) {
        ImportDraft draft("claude-code-router", now);
        importClaudeCodeRouter(draft, *json);
        return finished(draft);
    }
    if (json->is_object() && json->contains("schema") && json->contains("rules"))
        return own(text, *json, now);
    if (isPortkey(*json)) {
        ImportDraft draft("portkey", now);
        importPortkey(draft, *json);
        return finished(draft);
    }
    return fail("import_unknown_format");
}

} // namespace signalbox

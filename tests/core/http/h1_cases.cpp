// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/http/h1_cases.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace signalbox::http::test {
namespace {

std::string decodedBase64(const std::string& text)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        bits = bits << 6 | static_cast<unsigned>(kDigits.find(c));
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<char>(bits >> count & 0xFF));
        }
    }
    return bytes;
}

H1Case caseOf(const nlohmann::json& json)
{
    H1Case c;
    c.id = json.at("id");
    c.raw = decodedBase64(json.at("raw_base64"));
    c.why = json.at("why");
    c.layer = json.at("layer");
    c.after = json.at("after");
    c.responses = json.at("responses");
    for (const auto& expected : json.at("expect")) {
        if (expected.is_number())
            c.statuses.insert(expected.get<int>());
        else
            c.closeAllowed = true;
    }
    if (json.contains("split")) {
        c.piece = json["split"].at("piece");
        c.pieceSleepMs = json["split"].at("sleep_ms");
    }
    c.halfClose = json.value("half_close", false);
    c.slow = json.value("slow", false);
    for (const int status : json.value("forbid", std::vector<int>()))
        c.forbid.insert(status);
    c.forbidHeaders = json.value("forbid_headers", std::vector<std::string>());
    return c;
}

} // namespace

std::vector<H1Case> loadH1Cases()
{
    std::ifstream file(SIGNALBOX_SOURCE_DIR "/tests/corpora/h1_cases.jsonl");
    if (!file)
        throw std::runtime_error("tests/corpora/h1_cases.jsonl is missing");
    std::vector<H1Case> cases;
    for (std::string line; std::getline(file, line);)
        cases.push_back(caseOf(nlohmann::json::parse(line)));
    return cases;
}

} // namespace signalbox::http::test

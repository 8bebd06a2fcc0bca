// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration file: whatever it holds there is an answer with places, and what is accepted is read again the
// same.
#include "core/proxy/config.h"

#include "tests/fuzz/fuzz_input.h"

#include <string>

using namespace signalbox;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = fuzz::textOf(data, size);
    const ConfigRead read = readConfig(input, PriceBook::builtIn());
    bool refused = false;
    for (const auto& problem : read.problems) {
        refused = refused || !problem.warning;
        fuzz::require(!problem.error.code.empty() && !problem.text().empty(), "each problem has a code and a sentence");
        fuzz::require(problem.line >= 0 && problem.column >= 0, "each problem has a place");
    }
    fuzz::require(refused == (read.config == nullptr), "there is a configuration or an error");
    if (!read.config)
        return 0;
    fuzz::require(!read.config->tiers.empty() && !read.config->rules.rules.empty(), "what is accepted can route");
    const ConfigRead again = readConfig(read.config->text, PriceBook::builtIn());
    fuzz::require(again.config != nullptr, "the canonical text is accepted");
    fuzz::require(again.config->text == read.config->text, "the canonical text is canonical");
    fuzz::require(again.config->rules.hash == read.config->rules.hash, "the rules stay the same");
    return 0;
}

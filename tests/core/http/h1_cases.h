// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

namespace signalbox::http::test {

/// One line of tests/corpora/h1_cases.jsonl; the fields are described in the README beside it.
struct H1Case {
    std::string id;
    std::string raw;
    std::string why;
    std::string layer;
    std::string after;
    std::set<int> statuses;    ///< allowed first final statuses
    bool closeAllowed = false; ///< closing without an answer is allowed
    std::size_t responses = 1; ///< at most
    std::size_t piece = 0;     ///< send in pieces of this size, 0: whole
    int pieceSleepMs = 0;
    bool halfClose = false;
    bool slow = false;
    std::set<int> forbid;
    std::vector<std::string> forbidHeaders;
};

[[nodiscard]] std::vector<H1Case> loadH1Cases();

} // namespace signalbox::http::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error_text.h"

namespace signalbox {

std::string filled(std::string_view sentence, const Error& error)
{
    std::string out;
    while (!sentence.empty()) {
        const std::size_t open = sentence.find('{');
        const std::size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
        if (close == std::string_view::npos)
            return out.append(sentence);
        out.append(sentence.substr(0, open));
        out.append(error.parameter(sentence.substr(open + 1, close - open - 1)));
        sentence.remove_prefix(close + 1);
    }
    return out;
}

} // namespace signalbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// Several texts as one, with their lengths in front: "12 340 0;" and then the texts.
[[nodiscard]] std::string joinTexts(const std::vector<std::string_view>& texts);
[[nodiscard]] std::vector<std::string> splitTexts(std::string_view joined); ///< empty where it can't be read

/// Facts and traces under one rule set are nearly the same text each time. Deflated against an earlier one as the
/// dictionary they take a twentieth of the room: measured 2.7 KB -> 130 B in 15 us with 5 rules, 11 KB -> 400 B in 48
/// us with 30 (deflated alone: 700 B in 34 us, 1.3 KB in 73 us). Not thread-safe.
class DetailPacker {
public:
    DetailPacker();
    ~DetailPacker();
    DetailPacker(const DetailPacker&) = delete;
    DetailPacker& operator=(const DetailPacker&) = delete;
    /// pattern: the dictionary, or "". Valid until the next call.
    [[nodiscard]] std::string_view pack(std::string_view text, std::string_view pattern);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    std::string m_packed;
};

/// nullopt where the bytes are damaged or the text would be larger than 16 MiB.
[[nodiscard]] std::optional<std::string> unpackDetail(std::string_view packed, std::string_view pattern);

} // namespace signalbox

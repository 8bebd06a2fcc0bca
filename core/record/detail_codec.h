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

/// Deflates texts, each by itself: kept configurations. Not thread-safe.
class DetailPacker {
public:
    DetailPacker();
    ~DetailPacker();
    DetailPacker(const DetailPacker&) = delete;
    DetailPacker& operator=(const DetailPacker&) = delete;
    [[nodiscard]] std::string_view pack(std::string_view text); ///< valid until the next call

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    std::string m_packed;
};

/// pattern: "", or the dictionary that details of requests were packed against in logs of older programs. nullopt where
/// the bytes are damaged or the text would be larger than 16 MiB.
[[nodiscard]] std::optional<std::string> unpackDetail(std::string_view packed, std::string_view pattern);

} // namespace signalbox

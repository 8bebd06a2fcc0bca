// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/head_anchor.h"

#include "core/record/data_folder.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>

namespace signalbox {

namespace {

constexpr std::string_view kMagic = "signalbox-ledger-head 1\n";

std::string anchorPath(const std::string& dir)
{
    return dir + "/ledger.head";
}

std::string anchorText(const LedgerHead& head)
{
    return fmt::format("{}{} {:016x}\n", kMagic, head.sequence, static_cast<std::uint64_t>(head.chain));
}

std::optional<LedgerHead> parseAnchor(std::string_view text)
{
    if (text.substr(0, kMagic.size()) != kMagic)
        return std::nullopt;
    text.remove_prefix(kMagic.size());
    LedgerHead head;
    std::uint64_t chain = 0;
    const auto number = std::from_chars(text.data(), text.data() + text.size(), head.sequence);
    if (number.ec != std::errc() || number.ptr == text.data() + text.size())
        return std::nullopt;
    const auto hash = std::from_chars(number.ptr + 1, text.data() + text.size(), chain, 16);
    head.chain = static_cast<std::int64_t>(chain);
    // Only what would be written is read: one changed byte anywhere is seen.
    if (hash.ec != std::errc() || std::string(kMagic).append(text) != anchorText(head))
        return std::nullopt;
    return head;
}

} // namespace

Result<std::optional<LedgerHead>> readHeadAnchor(const std::string& dir)
{
    std::ifstream file(anchorPath(dir), std::ios::binary);
    if (!file)
        return std::nullopt;
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto head = parseAnchor(text);
    if (!head)
        return fail("ledger_corrupt", { { "detail", "ledger.head can't be read" }, { "file", anchorPath(dir) } });
    return head;
}

Result<void> writeHeadAnchor(const std::string& dir, const LedgerHead& head)
{
    return replaceFile(anchorPath(dir), anchorText(head));
}

Result<void> checkHeadAnchor(LedgerReader& reader, const LedgerHead& anchor)
{
    const LedgerHead head = reader.head();
    if (anchor.sequence > head.sequence) {
        return fail("ledger_head_newer",
            { { "head", std::to_string(anchor.sequence) }, { "database", std::to_string(head.sequence) } });
    }
    if (reader.chainAt(anchor.sequence) != anchor.chain) {
        return fail(
            "ledger_corrupt", { { "detail", "head_differs" }, { "sequence", std::to_string(anchor.sequence) } });
    }
    return {};
}

} // namespace signalbox

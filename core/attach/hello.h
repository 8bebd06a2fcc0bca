// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/wire.h"

#include <cstdint>
#include <string>

namespace signalbox::attach {

/// What both sides say first. They work together only where they are the same version of the program.
struct Hello {
    std::string program = "signalbox";
    std::string version = SIGNALBOX_VERSION;
    std::int64_t pid = 0;
};
template <class T> [[nodiscard]] auto members(Wired, T& value) requires Is<T, Hello>
{
    auto& [program, version, pid] = value;
    return std::tie(program, version, pid);
}

/// Errors: attach_version (theirs, ours), attach_syntax (that is no Signalbox).
[[nodiscard]] inline Result<void> checkHello(const Hello& theirs, const std::string& ourVersion)
{
    if (theirs.program != Hello().program)
        return fail("attach_syntax");
    if (theirs.version != ourVersion)
        return fail("attach_version", { { "theirs", theirs.version }, { "ours", ourVersion } });
    return {};
}

/// The socket's place in the data folder.
[[nodiscard]] inline std::string deskSocket(const std::string& dataDir)
{
    return dataDir + "/desk.sock";
}

} // namespace signalbox::attach

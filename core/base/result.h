// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox {

/// What went wrong, as a stable code with its parameters. core writes no sentences: ui and app translate the code,
/// the HTTP error body, the log and the dialog share it. The codes are listed in docs/errors.md.
struct Error {
    std::string code;
    std::vector<std::pair<std::string, std::string>> parameters;

    /// The value of a parameter, or "" where there is none of that name.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
    /// "code (name=value, ...)": for logs and the English command line.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T> using Result = tl::expected<T, Error>;

using ErrorParameters = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] tl::unexpected<Error> fail(std::string code, ErrorParameters parameters = {});

} // namespace signalbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What an HTTP message is, on both sides. Knows no LLM and no socket.
namespace signalbox::http {

/// One header field; the name as it came, compared without regard to case.
using Field = std::pair<std::string, std::string>;
using Fields = std::vector<Field>;

[[nodiscard]] bool sameName(std::string_view a, std::string_view b);
/// The first field of that name, or nullptr.
[[nodiscard]] const std::string* findField(const Fields& fields, std::string_view name);
/// True where the comma-separated list in value has the token (case-insensitive).
[[nodiscard]] bool listHas(std::string_view value, std::string_view token);

struct RequestHead {
    std::string method;
    std::string target; ///< as it came, origin form or absolute form
    std::string path;   ///< without query, still percent-encoded
    std::string query;  ///< after '?', or ""
    int minorVersion = 1;
    Fields fields;

    [[nodiscard]] const std::string* find(std::string_view name) const { return findField(fields, name); }
    /// How many fields have that name.
    [[nodiscard]] int count(std::string_view name) const;
};

struct Request {
    RequestHead head;
    std::string body;                        ///< decoded from its framing, complete
    std::uint64_t connectionId = 0;          ///< unique while the process lives
    std::shared_ptr<const void> admitted {}; ///< what the check of the head made of it
};

struct ResponseHead {
    int status = 200;
    Fields fields; ///< without framing: Content-Length, Transfer-Encoding, Connection, Date are the writer's business
};

[[nodiscard]] std::string_view reasonPhrase(int status);

/// Appends "Name: value\r\n". The only place that writes fields: returns false and writes nothing when the name is no
/// token or the value has a byte outside 0x20-0x7E and TAB (header injection, T16).
[[nodiscard]] bool appendField(std::string& out, std::string_view name, std::string_view value);

} // namespace signalbox::http

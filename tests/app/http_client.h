// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace signalbox::test {

/// One keep-alive connection to the proxy; blocking, for a thread of its own.
class HttpClient {
public:
    struct Answer {
        int status = 0; ///< 0: no whole answer came
        std::string body;
        std::int64_t us = 0; ///< from the first byte sent to the last byte received
    };

    HttpClient(std::uint16_t port, std::string key);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// A chat request; connects (again) where there is no connection.
    [[nodiscard]] Answer chat(const std::string& body);

private:
    [[nodiscard]] bool connectWhereNeeded();
    void disconnect();
    [[nodiscard]] Answer receive();

    std::uint16_t m_port;
    std::string m_key;
    int m_socket = -1;
};

/// What clients on threads of their own saw.
struct LoadReport {
    std::vector<std::int64_t> us; ///< sorted
    int errors = 0;               ///< answers that were not 200
    [[nodiscard]] std::int64_t quantile(double share) const;
};

} // namespace signalbox::test

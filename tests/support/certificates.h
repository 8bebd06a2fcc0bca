// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/raw_upstream.h"

#include <string>

struct x509_st;
struct evp_pkey_st;

namespace signalbox::test {

/// A certificate authority that lives for one test, and what it (or nobody) vouches for.
class Authority {
public:
    Authority();
    ~Authority();
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;

    enum class Age { Valid, Expired, NotYet };
    /// For a subject alternative name such as "IP:127.0.0.1" or "DNS:api.example".
    [[nodiscard]] Identity issue(const std::string& alternativeName, Age age = Age::Valid) const;
    [[nodiscard]] static Identity selfSigned(const std::string& alternativeName);
    /// A PEM file with the authority's certificate, removed with it.
    [[nodiscard]] const std::string& file() const { return m_file; }

private:
    x509_st* m_certificate;
    evp_pkey_st* m_key;
    std::string m_file;
};

} // namespace signalbox::test

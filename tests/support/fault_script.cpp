// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_script.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <zlib.h>

#include <fstream>
#include <random>
#include <stdexcept>

namespace signalbox::test {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr milliseconds kWatch { 20'000 };

bool has(const json& action, const char* name)
{
    return action.contains(name);
}

std::string decoded(const std::string& base64)
{
    std::string out(base64.size(), '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
        reinterpret_cast<const unsigned char*>(base64.data()), static_cast<int>(base64.size()));
    std::size_t length = size < 0 ? 0 : static_cast<std::size_t>(size);
    for (std::size_t i = base64.size(); i > 0 && base64[i - 1] == '=' && length > 0; --i)
        --length;
    out.resize(length);
    return out;
}

bool anyAction(const json& faultCase, const char* name)
{
    for (const json& action : faultCase.at("behaviour"))
        if (has(action, name))
            return true;
    return false;
}

std::string randomBytes(std::size_t count, unsigned seed)
{
    std::mt19937 generator(seed);
    std::string out(count, '\0');
    for (char& c : out)
        c = static_cast<char>(generator());
    return out;
}

} // namespace

std::vector<json> faultCases(const std::string& file)
{
    std::ifstream in(file);
    std::vector<json> cases;
    for (std::string line; std::getline(in, line);)
        if (!line.empty())
            cases.push_back(json::parse(line));
    return cases;
}

FaultUpstream::FaultUpstream(const json& faultCase, const Authority& authority)
    : m_case(faultCase)
{
    RawUpstream::Setup setup;
    if (anyAction(faultCase, "refuse"))
        setup.mode = RawUpstream::Mode::Refuse;
    if (anyAction(faultCase, "no_accept"))
        setup.mode = RawUpstream::Mode::NeverAccept;
    const json& first = faultCase.at("behaviour").at(0);
    const std::string tls = first.value("tls", "");
    if (tls == "good" || tls == "tls1_0")
        m_identity = authority.issue("IP:127.0.0.1,DNS:localhost");
    else if (tls == "wrong_host")
        m_identity = authority.issue("DNS:other.example");
    else if (tls == "expired")
        m_identity = authority.issue("IP:127.0.0.1,DNS:localhost", Authority::Age::Expired);
    else if (tls == "self_signed")
        m_identity = Authority::selfSigned("IP:127.0.0.1,DNS:localhost");
    if (!m_identity.key.empty())
        setup.identity = &m_identity;
    if (tls == "tls1_0")
        setup.maxTlsVersion = TLS1_VERSION;
    m_upstream =
        std::make_unique<RawUpstream>([this](RawPeer& peer, int number) { play(peer, number); }, std::move(setup));
}

bool FaultUpstream::readRequest(RawPeer& peer)
{
    const std::string request = peer.readRequest();
    m_applicationBytes += request.size();
    m_requests += request.empty() ? 0 : 1;
    return !request.empty();
}

void FaultUpstream::play(RawPeer& peer, int number)
{
    const json& actions = m_case.at("behaviour");
    if (number > 1 && m_case.value("second_connection", "") == "ok") {
        if (readRequest(peer))
            peer.write(okAnswer("{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"mock-1\"}"));
        return waitForPeer(peer);
    }
    std::size_t from = 0;
    for (std::size_t i = 0; number > 1 && i < actions.size(); ++i)
        if (has(actions[i], "next_connection_or_request"))
            from = i;
    for (std::size_t i = from; i < actions.size(); ++i)
        if (!act(peer, actions[i]))
            return;
    waitForPeer(peer);
}

bool FaultUpstream::act(RawPeer& peer, const json& action)
{
    if (has(action, "tls"))
        return breakHandshake(peer, action.at("tls"));
    if (has(action, "read_request") || has(action, "next_connection_or_request"))
        return readRequest(peer);
    if (has(action, "read_headers"))
        return !peer.readHead().empty();
    if (has(action, "read_bytes"))
        return !peer.readSome(action.at("read_bytes")).empty();
    if (has(action, "write") || has(action, "write_b64") || has(action, "write_slow") || has(action, "write_b64_slow"))
        return write(peer, action);
    if (has(action, "write_until_closed")) {
        writeUntilClosed(peer, action);
        return true;
    }
    if (has(action, "random_bytes"))
        return peer.write(randomBytes(action.at("random_bytes"), action.at("seed")));
    if (has(action, "sleep_ms")) {
        std::this_thread::sleep_for(milliseconds(action.at("sleep_ms").get<int>()));
        return true;
    }
    if (has(action, "gzip_bomb_mb"))
        writeBomb(peer, action);
    else if (has(action, "reset"))
        peer.reset();
    else if (has(action, "hang"))
        m_peerClosings += peer.hangUntilClosed(kWatch) ? 1 : 0;
    else if (!has(action, "close"))
        return action.begin().key().rfind("expect_", 0) == 0;
    return false;
}

bool FaultUpstream::write(RawPeer& peer, const json& action)
{
    const bool coded = has(action, "write_b64") || has(action, "write_b64_slow");
    const char* name = has(action, "write") ? "write"
        : has(action, "write_b64")          ? "write_b64"
        : has(action, "write_slow")         ? "write_slow"
                                            : "write_b64_slow";
    const std::string text = action.at(name);
    const std::string bytes = coded ? decoded(text) : text;
    if (has(action, "bytes"))
        return peer.writeSlowly(bytes, action.at("bytes"), milliseconds(action.value("interval_ms", 0)));
    std::string all;
    for (int i = action.value("repeat", 1); i > 0; --i) {
        all += bytes;
        if (all.size() > 256 * 1024 || i == 1) {
            if (!peer.write(all))
                return false;
            all.clear();
        }
    }
    return true;
}

void FaultUpstream::writeUntilClosed(RawPeer& peer, const json& action)
{
    const std::string bytes = action.at("write_until_closed");
    const milliseconds pause(action.value("interval_ms", 0));
    for (std::size_t sent = 0; sent < action.at("max_bytes").get<std::size_t>(); sent += bytes.size()) {
        if (!peer.write(bytes)) {
            ++m_peerClosings;
            return;
        }
        if (pause.count() > 0)
            std::this_thread::sleep_for(pause);
    }
}

void FaultUpstream::writeBomb(RawPeer& peer, const json& action)
{
    peer.write("HTTP/1.1 200 OK\r\nContent-Type: " + action.at("content_type").get<std::string>()
        + "\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
    std::string zeros(1024 * 1024, '\0');
    std::string out(64 * 1024, '\0');
    for (int i = action.at("gzip_bomb_mb"); i > 0; --i) {
        stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
        stream.avail_in = static_cast<uInt>(zeros.size());
        do {
            stream.next_out = reinterpret_cast<Bytef*>(out.data());
            stream.avail_out = static_cast<uInt>(out.size());
            deflate(&stream, i == 1 ? Z_FINISH : Z_NO_FLUSH);
            if (!peer.write({ out.data(), out.size() - stream.avail_out })) {
                ++m_peerClosings;
                deflateEnd(&stream);
                return;
            }
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
}

/// The kinds that need no certificate; the others have had their handshake already.
bool FaultUpstream::breakHandshake(RawPeer& peer, const std::string& how)
{
    if (!m_identity.key.empty())
        return true;
    peer.readSome(how == "plain" || how == "garbage" ? 65536 : 10);
    if (how == "plain")
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    if (how == "garbage")
        peer.write(randomBytes(2000, 3));
    if (how == "reset")
        peer.reset();
    else if (how == "abort")
        peer.close();
    else
        peer.waitUntilClosed(milliseconds(200));
    return false;
}

void FaultUpstream::waitForPeer(RawPeer& peer)
{
    if (peer.waitUntilClosed(kWatch))
        ++m_peerClosings;
}

} // namespace signalbox::test

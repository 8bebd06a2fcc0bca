// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/channel.h"
#include "core/alerts/mail_text.h"
#include "core/http/address_policy.h"

#include <curl/curl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace signalbox {

namespace {

using Kind = SendOutcome::Kind;
constexpr long kConnectMs = 8'000;
constexpr long kTotalMs = 15'000;

/// What the library gives back may have held the password, plain or coded.
void wipeAndFree(void* memory)
{
    if (memory != nullptr)
        explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}

void* wipingRealloc(void* memory, std::size_t size)
{
    void* moved = std::malloc(std::max<std::size_t>(size, 1));
    if (moved == nullptr || memory == nullptr)
        return moved;
    std::memcpy(moved, memory, std::min(size, malloc_usable_size(memory)));
    wipeAndFree(memory);
    return moved;
}

/// Once in the process, on whichever thread comes first.
bool isLibraryReady()
{
    static const bool ready =
        curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wipeAndFree, wipingRealloc, strdup, std::calloc)
        == CURLE_OK;
    return ready;
}

std::optional<http::IpAddress> addressOf(const sockaddr& from)
{
    http::IpAddress address;
    if (from.sa_family == AF_INET) {
        sockaddr_in v4 {};
        std::memcpy(&v4, &from, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
        return address;
    }
    if (from.sa_family != AF_INET6)
        return std::nullopt;
    sockaddr_in6 v6 {};
    std::memcpy(&v6, &from, sizeof v6);
    address.family = http::IpAddress::Family::V6;
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return address;
}

/// One mail on its way, as the library's callbacks see it.
struct Transfer {
    std::string_view rest; ///< of the mail
    http::Reach reach = http::Reach::Anywhere;
    bool addressRefused = false;
    const std::stop_token* stop = nullptr;
};

std::size_t readMail(char* into, std::size_t size, std::size_t count, void* transfer)
{
    std::string_view& rest = static_cast<Transfer*>(transfer)->rest;
    const std::size_t piece = std::min(size * count, rest.size());
    std::memcpy(into, rest.data(), piece);
    rest.remove_prefix(piece);
    return piece;
}

/// Judges the address that is really connected to, as for any upstream (T14).
curl_socket_t openSocket(void* transfer, curlsocktype, curl_sockaddr* to)
{
    auto& self = *static_cast<Transfer*>(transfer);
    const auto address = addressOf(to->addr);
    if (!address || !http::refusedAddress(*address, self.reach).empty()) {
        self.addressRefused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

int mayGoOn(void* transfer, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Transfer*>(transfer)->stop->stop_requested() ? 1 : 0;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*)
{
    return size * count;
}

SendOutcome problem(Kind kind, std::string code, ErrorParameters parameters = {})
{
    return { kind, { std::move(code), std::move(parameters) }, {} };
}

SendOutcome outcomeOf(CURLcode code, long status, const Transfer& transfer)
{
    const ErrorParameters parameters { { "status", std::to_string(status) } };
    if (code == CURLE_OK)
        return {};
    if (transfer.addressRefused)
        return problem(Kind::Never, "channel_address_refused");
    switch (code) {
    case CURLE_USE_SSL_FAILED:
        return problem(Kind::Never, "mail_no_tls");
    case CURLE_LOGIN_DENIED:
        return problem(Kind::Never, "mail_login");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return problem(Kind::Later, "channel_tls");
    case CURLE_OPERATION_TIMEDOUT:
        return problem(Kind::Later, "channel_timeout");
    case CURLE_ABORTED_BY_CALLBACK:
        return problem(Kind::Later, "channel_unreachable", { { "reason", "stopped" } });
    case CURLE_COULDNT_RESOLVE_HOST:
        return problem(Kind::Later, "channel_unreachable", { { "reason", "dns" } });
    case CURLE_COULDNT_CONNECT:
        return problem(Kind::Later, "channel_unreachable", { { "reason", "connect" } });
    default:
        break;
    }
    if (status >= 400)
        return problem(status >= 500 ? Kind::Never : Kind::Later, "mail_refused", parameters);
    return problem(Kind::Later, "channel_unreachable", { { "reason", "broken" } });
}

struct EasyHandle {
    CURL* curl = curl_easy_init();
    curl_slist* recipients = nullptr;
    EasyHandle() = default;
    EasyHandle(const EasyHandle&) = delete;
    EasyHandle& operator=(const EasyHandle&) = delete;
    ~EasyHandle()
    {
        curl_slist_free_all(recipients);
        curl_easy_cleanup(curl);
    }
    template <class Value> void set(CURLoption option, Value value) { curl_easy_setopt(curl, option, value); }
};

/// SMTP over libcurl (ADR 10). TLS is insisted on, unless the server is this machine and the operator says so.
class Mail final : public Channel {
public:
    Mail(const ChannelSettings& settings, const ChannelMeans& means)
        : m_settings(settings)
        , m_means(means)
    {
    }

    SendOutcome send(const Alert& alert, const AlertText& text, const std::stop_token& stop) override
    {
        std::shared_ptr<const Secret> password;
        if (!m_settings.secretRef.empty()) {
            password = m_means.secret(m_settings.secretRef);
            if (!password)
                return problem(Kind::Later, "channel_secret_missing", { { "reference", m_settings.secretRef } });
        }
        EasyHandle easy;
        if (!isLibraryReady() || easy.curl == nullptr)
            return problem(Kind::Never, "channel_unreachable", { { "reason", "library" } });
        const AlertText clean { m_means.redacted(text.title), m_means.redacted(text.body) };
        const std::string mail = mailText(m_settings, alert, clean);
        Transfer transfer { mail,
            m_settings.safety == MailSafety::Plain ? http::Reach::LoopbackOnly : http::Reach::Anywhere, false, &stop };
        prepareServer(easy);
        prepareTransfer(easy, transfer);
        if (password) {
            std::string copy(password->text());
            easy.set(CURLOPT_USERNAME, m_settings.user.c_str());
            easy.set(CURLOPT_PASSWORD, copy.c_str());
            wipe(copy);
        }
        const CURLcode code = curl_easy_perform(easy.curl);
        long status = 0;
        curl_easy_getinfo(easy.curl, CURLINFO_RESPONSE_CODE, &status);
        return outcomeOf(code, status, transfer);
    }

private:
    void prepareServer(EasyHandle& easy) const
    {
        const bool bracketed = m_settings.host.find(':') != std::string::npos;
        const std::string host = bracketed ? "[" + m_settings.host + "]" : m_settings.host;
        const std::string url = (m_settings.safety == MailSafety::Tls ? "smtps://" : "smtp://") + host + ":"
            + std::to_string(m_settings.port);
        easy.set(CURLOPT_URL, url.c_str());
        easy.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        easy.set(CURLOPT_PROXY, ""); // and none of the environment
        if (m_settings.safety != MailSafety::Plain) {
            easy.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
            easy.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        }
        if (!m_settings.caFile.empty()) {
            easy.set(CURLOPT_CAINFO, m_settings.caFile.c_str());
            easy.set(CURLOPT_CAPATH, nullptr);
        }
        easy.set(CURLOPT_MAIL_FROM, m_settings.sender.c_str());
        for (const std::string& recipient : m_settings.recipients)
            easy.recipients = curl_slist_append(easy.recipients, recipient.c_str());
        easy.set(CURLOPT_MAIL_RCPT, easy.recipients);
    }

    static void prepareTransfer(EasyHandle& easy, Transfer& transfer)
    {
        easy.set(CURLOPT_NOSIGNAL, 1L);
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
        easy.set(CURLOPT_TIMEOUT_MS, kTotalMs);
        easy.set(CURLOPT_UPLOAD, 1L);
        easy.set(CURLOPT_READFUNCTION, readMail);
        easy.set(CURLOPT_READDATA, &transfer);
        easy.set(CURLOPT_WRITEFUNCTION, ignore);
        easy.set(CURLOPT_OPENSOCKETFUNCTION, openSocket);
        easy.set(CURLOPT_OPENSOCKETDATA, &transfer);
        easy.set(CURLOPT_NOPROGRESS, 0L);
        easy.set(CURLOPT_XFERINFOFUNCTION, mayGoOn);
        easy.set(CURLOPT_XFERINFODATA, &transfer);
    }

    const ChannelSettings m_settings;
    const ChannelMeans m_means;
};

} // namespace

std::unique_ptr<Channel> makeMail(const ChannelSettings& settings, const ChannelMeans& means)
{
    return std::make_unique<Mail>(settings, means);
}

} // namespace signalbox

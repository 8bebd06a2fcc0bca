// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <unistd.h>

#include <atomic>
#include <cstdlib>

namespace signalbox::test {
namespace {

constexpr long kDay = 24 * 60 * 60;

EVP_PKEY* newKey()
{
    return EVP_EC_gen("P-256");
}

void setName(X509* certificate, const char* name)
{
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (!extension)
        std::abort();
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

X509* newCertificate(EVP_PKEY* key, const char* name, long fromDays, long toDays)
{
    static std::atomic<long> serial { 1 };
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate), fromDays * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), toDays * kDay);
    X509_set_pubkey(certificate, key);
    setName(certificate, name);
    return certificate;
}

std::string taken(BIO* bio)
{
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    std::string out(bytes, static_cast<std::size_t>(size));
    BIO_free(bio);
    return out;
}

std::string pemOf(X509* certificate)
{
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    return taken(bio);
}

std::string pemOf(EVP_PKEY* key)
{
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    return taken(bio);
}

} // namespace

Authority::Authority()
    : m_key(newKey())
{
    m_certificate = newCertificate(m_key, "test authority", -1, 2);
    X509_set_issuer_name(m_certificate, X509_get_subject_name(m_certificate));
    extend(m_certificate, m_certificate, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(m_certificate, m_key, EVP_sha256());
    std::string name = "/tmp/signalbox-ca-XXXXXX";
    const int file = ::mkstemp(name.data());
    const std::string pem = pemOf(m_certificate);
    if (file < 0 || ::write(file, pem.data(), pem.size()) != static_cast<ssize_t>(pem.size()))
        std::abort();
    ::close(file);
    m_file = name;
}

Authority::~Authority()
{
    ::unlink(m_file.c_str());
    X509_free(m_certificate);
    EVP_PKEY_free(m_key);
}

Identity Authority::issue(const std::string& alternativeName, Age age) const
{
    EVP_PKEY* key = newKey();
    const long from = age == Age::Expired ? -3 : age == Age::NotYet ? 1 : -1;
    X509* certificate = newCertificate(key, "upstream", from, from + 2);
    X509_set_issuer_name(certificate, X509_get_subject_name(m_certificate));
    extend(certificate, m_certificate, NID_subject_alt_name, alternativeName);
    X509_sign(certificate, m_key, EVP_sha256());
    Identity identity { pemOf(certificate), pemOf(key) };
    X509_free(certificate);
    EVP_PKEY_free(key);
    return identity;
}

Identity Authority::selfSigned(const std::string& alternativeName)
{
    EVP_PKEY* key = newKey();
    X509* certificate = newCertificate(key, "alone", -1, 2);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    extend(certificate, certificate, NID_subject_alt_name, alternativeName);
    X509_sign(certificate, key, EVP_sha256());
    Identity identity { pemOf(certificate), pemOf(key) };
    X509_free(certificate);
    EVP_PKEY_free(key);
    return identity;
}

} // namespace signalbox::test

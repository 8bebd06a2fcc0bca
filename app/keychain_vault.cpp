// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain_vault.h"

#include "core/record/data_folder.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEventLoop>
#include <QFile>
#include <QSaveFile>
#include <QThread>
#include <QTimer>

#include <nlohmann/json.hpp>
#include <qt6keychain/keychain.h>

#include <chrono>
#include <cstring>
#include <future>
#include <memory>

namespace signalbox::app {

namespace {

const QString kService = QStringLiteral("signalbox");
constexpr std::chrono::seconds kPatience { 60 }; // the desktop may be asking the user for a password

struct JobEnd {
    QKeychain::Error error = QKeychain::OtherError;
    QString text;
    QByteArray secret;
};

bool isReady(const std::future<JobEnd>& end)
{
    return end.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

/// The event loop of the Qt main thread goes on meanwhile.
void waitInEventLoop(const std::future<JobEnd>& end, const std::atomic<bool>& givenUp)
{
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (isReady(end) || givenUp)
            loop.quit();
    });
    poll.start(10);
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    loop.exec();
}

void waitOnWorker(const std::future<JobEnd>& end, const std::atomic<bool>& givenUp)
{
    const auto last = std::chrono::steady_clock::now() + kPatience;
    while (!givenUp && std::chrono::steady_clock::now() < last) {
        if (end.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready)
            return;
    }
}

/// Runs a job on the Qt main thread, whose event loop the Secret Service back-end needs, and waits for its end.
template <class Job, class Prepare, class Take>
JobEnd runJob(const std::atomic<bool>& givenUp, Prepare prepare, Take take)
{
    auto promise = std::make_shared<std::promise<JobEnd>>();
    std::future<JobEnd> end = promise->get_future();
    const auto start = [promise, prepare, take] {
        auto* job = new Job(kService);
        job->setAutoDelete(true);
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, take](QKeychain::Job*) {
            promise->set_value({ job->error(), job->errorString(), take(*job) });
        });
        job->start();
    };
    if (QThread::currentThread() == QCoreApplication::instance()->thread()) {
        start();
        waitInEventLoop(end, givenUp);
    } else {
        QMetaObject::invokeMethod(QCoreApplication::instance(), start, Qt::QueuedConnection);
        waitOnWorker(end, givenUp);
    }
    if (!isReady(end))
        return { QKeychain::OtherError, QStringLiteral("the keychain did not answer"), {} };
    return end.get();
}

JobEnd readJob(const std::string& name, const std::atomic<bool>& givenUp)
{
    return runJob<QKeychain::ReadPasswordJob>(
        givenUp, [name](auto& job) { job.setKey(QString::fromStdString(name)); },
        [](auto& job) { return job.binaryData(); });
}

/// In place: whoever shares these bytes, the job among them, has them no more.
void wipeShared(const QByteArray& bytes)
{
    explicit_bzero(const_cast<char*>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

Error unavailable(const JobEnd& end)
{
    return { "keychain_unavailable", { { "reason", end.text.toStdString() } } };
}

nlohmann::json readMemory(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nlohmann::json::object();
    auto json = nlohmann::json::parse(file.readAll().constData(), nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

void writeMemory(const QString& path, const nlohmann::json& json)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const std::string text = json.dump(1);
    file.write(text.data(), static_cast<qint64>(text.size()));
    file.commit();
}

} // namespace

KeychainVault::KeychainVault(const std::string& dataDir)
    : m_dataDir(dataDir)
    , m_memory(QString::fromStdString(dataDir + "/keychain.json"))
{
}

KeychainVault::~KeychainVault() = default;

Result<std::shared_ptr<const Secret>> KeychainVault::read(const std::string& name)
{
    const JobEnd end = readJob(name, m_givenUp);
    if (end.error == QKeychain::EntryNotFound)
        return fail(remembered(name) ? "keychain_locked" : "secret_missing", { { "name", name } });
    if (end.error != QKeychain::NoError)
        return tl::unexpected(unavailable(end));
    auto secret = std::make_shared<const Secret>(
        std::string_view(end.secret.constData(), static_cast<std::size_t>(end.secret.size())));
    wipeShared(end.secret);
    return secret;
}

Result<void> KeychainVault::write(const std::string& name, std::string_view text)
{
    if (auto checked = checkSecretText(text); !checked)
        return checked;
    const QByteArray copy(text.data(), static_cast<qsizetype>(text.size()));
    const JobEnd end = runJob<QKeychain::WritePasswordJob>(
        m_givenUp,
        [name, copy](auto& job) {
            job.setKey(QString::fromStdString(name));
            job.setBinaryData(copy);
        },
        // Not before: where the desktop is still asking, the job writes it later.
        [copy](auto&) {
            wipeShared(copy);
            return QByteArray();
        });
    if (end.error == QKeychain::AccessDenied)
        return fail("keychain_locked", { { "name", name } });
    if (end.error != QKeychain::NoError)
        return tl::unexpected(unavailable(end));
    remember(name, Secret(text).lastFour());
    return {};
}

Result<void> KeychainVault::remove(const std::string& name)
{
    if (auto before = read(name); !before)
        return tl::unexpected(before.error());
    const JobEnd end = runJob<QKeychain::DeletePasswordJob>(
        m_givenUp, [name](auto& job) { job.setKey(QString::fromStdString(name)); }, [](auto&) { return QByteArray(); });
    if (end.error != QKeychain::NoError)
        return tl::unexpected(unavailable(end));
    const JobEnd after = readJob(name, m_givenUp);
    if (after.error != QKeychain::EntryNotFound)
        return fail("keychain_locked", { { "name", name } });
    forget(name);
    return {};
}

std::string KeychainVault::name() const
{
    return "Secret Service";
}

bool KeychainVault::remembered(const std::string& name) const
{
    return readMemory(m_memory).contains(name);
}

void KeychainVault::remember(const std::string& name, const std::string& lastFour)
{
    nlohmann::json json = readMemory(m_memory);
    json[name] = { { "last_four", lastFour },
        { "saved_at", QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString() } };
    (void)makePrivateFolder(m_dataDir); // a key may be stored before the first start
    writeMemory(m_memory, json);
}

void KeychainVault::forget(const std::string& name)
{
    nlohmann::json json = readMemory(m_memory);
    json.erase(name);
    writeMemory(m_memory, json);
}

} // namespace signalbox::app

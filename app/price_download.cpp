// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/price_download.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrl>

namespace signalbox::app {

namespace {

constexpr qint64 kMaxBytes = 16 * 1024 * 1024;
constexpr qint64 kPieceBytes = 1024 * 1024;
constexpr int kPatienceMs = 30'000;

bool isLoopback(const QString& host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

bool isAllowed(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    return url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
}

} // namespace

bool isAddress(const std::string& source)
{
    return source.rfind("https://", 0) == 0 || source.rfind("http://", 0) == 0;
}

Result<std::string> downloadPriceList(const std::string& address)
{
    const QUrl url(QString::fromStdString(address), QUrl::StrictMode);
    if (!isAllowed(url))
        return fail("download_scheme", { { "address", address.substr(0, 200) } });
    QNetworkAccessManager network;
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Nothing is unpacked: a list that is cut off inside a packing would pass for whole.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setTransferTimeout(kPatienceMs);
    QNetworkReply* reply = network.get(request);
    reply->setReadBufferSize(kPieceBytes);
    QEventLoop loop;
    std::string text;
    bool tooLarge = false;
    const auto take = [reply, &text, &tooLarge] {
        text += reply->readAll().toStdString();
        const qint64 announced = reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        tooLarge = tooLarge || qint64(text.size()) > kMaxBytes || announced > kMaxBytes;
        if (tooLarge && reply->isRunning())
            reply->abort();
    };
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(reply, &QNetworkReply::readyRead, &loop, take);
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (tooLarge)
        return fail("catalogue_too_large", { { "path", address }, { "max", std::to_string(kMaxBytes) } });
    if (!reply->isFinished())
        return fail("download_failed", { { "address", address }, { "reason", "too slow" } });
    if (reply->error() != QNetworkReply::NoError)
        return fail("download_failed", { { "address", address }, { "reason", reply->errorString().toStdString() } });
    if (status != 200)
        return fail("download_failed", { { "address", address }, { "reason", "HTTP " + std::to_string(status) } });
    take();
    if (tooLarge)
        return fail("catalogue_too_large", { { "path", address }, { "max", std::to_string(kMaxBytes) } });
    return text;
}

} // namespace signalbox::app

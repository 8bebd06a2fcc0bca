// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"

#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>

namespace signalbox::app {

namespace {

QString doorPath(const std::string& dataDir)
{
    return QDir(QString::fromStdString(dataDir)).absoluteFilePath(QStringLiteral("window.sock"));
}

} // namespace

Result<Instance> Instance::find(Proxy::Options options)
{
    Instance instance;
    const std::string folder = options.dataDir;
    auto other = attach::RemoteProxy::attach(folder);
    if (!other && other.error().code == "attach_gone") {
        auto own = Proxy::start(std::move(options));
        if (own) {
            instance.m_own = std::move(*own);
            return instance;
        }
        if (own.error().code != "already_running")
            return tl::unexpected(own.error());
        other = attach::RemoteProxy::attach(folder); // a serve that came meanwhile
        if (!other && other.error().code == "attach_gone")
            return tl::unexpected(own.error());
    }
    if (!other)
        return tl::unexpected(other.error());
    instance.m_other = std::move(*other);
    return instance;
}

RunningProxy& Instance::proxy()
{
    if (m_own)
        return *m_own;
    return *m_other;
}

WindowDoor::WindowDoor(const std::string& dataDir, QObject* parent)
    : QObject(parent)
    , m_server(std::make_unique<QLocalServer>())
{
    const QString path = doorPath(dataDir);
    QLocalServer::removeServer(path); // nobody answered there, so it is stale
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        QLocalSocket* visitor = m_server->nextPendingConnection();
        connect(visitor, &QLocalSocket::disconnected, visitor, &QObject::deleteLater);
        visitor->write("shown\n");
        visitor->disconnectFromServer();
        Q_EMIT raiseRequested();
    });
    m_server->listen(path);
}

WindowDoor::~WindowDoor() = default;

bool WindowDoor::knock(const std::string& dataDir)
{
    QLocalSocket socket;
    socket.connectToServer(doorPath(dataDir));
    return socket.waitForConnected(300) && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(700));
}

} // namespace signalbox::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control.h"

#include "app/key_ceiling.h"

#include "core/alerts/alert_desk.h"

#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QThread>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox::app {

namespace {

constexpr qint64 kLineLimit = 4 * 1024 * 1024; ///< an import of prices is the largest

QString socketPath(const std::string& dataDir)
{
    return QDir(QString::fromStdString(dataDir)).absoluteFilePath(QStringLiteral("control.sock"));
}

nlohmann::json failed(const Error& error)
{
    nlohmann::json parameters = nlohmann::json::object();
    for (const auto& [name, value] : error.parameters)
        parameters[name] = value;
    return { { "ok", false }, { "code", error.code }, { "parameters", parameters } };
}

/// "" where there is none or it is no text.
std::string textOf(const nlohmann::json& request, const char* member)
{
    const auto found = request.find(member);
    return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

nlohmann::json keyJson(const VirtualKey& key)
{
    return { { "id", key.id }, { "name", key.name }, { "last_four", key.lastFour }, { "created_at", key.createdAt },
        { "revoked_at", key.revokedAt ? nlohmann::json(*key.revokedAt) : nlohmann::json() },
        { "terms", nlohmann::json::parse(keyTermsJson(key.terms)) } };
}

/// As the webhook's generic shape names things.
nlohmann::json alertJson(const Alert& alert)
{
    return { { "id", alert.id }, { "at", isoUtc(alert.at) }, { "kind", alertKindName(alert.event.kind) },
        { "level", alertLevelName(alert.level) }, { "subject", alert.event.subject }, { "scope", alert.event.scope },
        { "window", alert.event.window }, { "used_usd", alert.event.used.dollars() },
        { "limit_usd", alert.event.limit.dollars() }, { "code", alert.event.code }, { "repeats", alert.folded },
        { "snoozed", alert.snoozed } };
}

std::int64_t numberOf(const nlohmann::json& request, const char* member)
{
    const auto found = request.find(member);
    return found != request.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

nlohmann::json standingJson(const Ledger::Standing& standing)
{
    const Balance& balance = standing.balance;
    nlohmann::json json { { "id", standing.ceiling.id }, { "scope", balance.scope },
        { "window", windowName(standing.ceiling.window) }, { "period", balance.day },
        { "limit", standing.ceiling.limit.dollars() }, { "configured", standing.configured.dollars() },
        { "settled", balance.settled.dollars() }, { "pending", balance.pending.dollars() },
        { "uncertain", balance.uncertain.dollars() }, { "refused", balance.refused }, { "clamped", balance.clamped },
        { "resets_at", isoUtc(standing.resetsAt).substr(0, 19) + "Z" } };
    if (standing.raise)
        json["raise"] = { { "number", standing.raise->number }, { "until", isoUtc(standing.raise->until) },
            { "note", standing.raise->note } };
    return json;
}

nlohmann::json budgetJson(const Proxy& proxy)
{
    nlohmann::json ceilings = nlohmann::json::array();
    for (const Ledger::Standing& standing : proxy.standings())
        ceilings.push_back(standingJson(standing));
    nlohmann::json answer { { "ok", true }, { "ceilings", ceilings } };
    if (const auto stop = proxy.stopped())
        answer["stopped"] = { { "note", stop->note }, { "at", isoUtc(stop->at) } };
    return answer;
}

Result<void> raiseOf(Proxy& proxy, const nlohmann::json& request)
{
    const auto limit = Money::fromDollars(textOf(request, "limit"));
    if (!limit)
        return tl::unexpected(limit.error());
    Raise raise;
    raise.ceiling = textOf(request, "name");
    raise.limit = *limit;
    raise.until = numberOf(request, "until");
    raise.note = textOf(request, "note");
    return proxy.raiseCeiling(std::move(raise));
}

std::vector<std::int64_t> numbersOf(const nlohmann::json& request, const char* member)
{
    std::vector<std::int64_t> numbers;
    const auto found = request.find(member);
    if (found == request.end() || !found->is_array())
        return numbers;
    for (const nlohmann::json& each : *found) {
        if (each.is_number_integer())
            numbers.push_back(each.get<std::int64_t>());
    }
    return numbers;
}

nlohmann::json changePrices(Proxy& proxy, const nlohmann::json& request)
{
    PriceOrder order;
    if (const std::string text = textOf(request, "add"); !text.empty()) {
        const auto added = PriceHistory::parse(text);
        if (!added)
            return failed(added.error());
        order.add = added->entries();
    }
    order.remove = numbersOf(request, "remove");
    order.restore = numbersOf(request, "restore");
    const auto numbers = proxy.changePrices(std::move(order));
    if (!numbers)
        return failed(numbers.error());
    return { { "ok", true }, { "numbers", *numbers } };
}

nlohmann::json addKey(Proxy& proxy, const nlohmann::json& request)
{
    std::optional<std::string> value;
    if (request.contains("value"))
        value = textOf(request, "value");
    const auto terms = keyTermsFromJson(textOf(request, "terms"));
    if (!terms)
        return failed(terms.error());
    auto added = proxy.addKey(textOf(request, "name"), std::move(value), *terms);
    if (!added)
        return failed(added.error());
    return { { "ok", true }, { "id", added->key.id }, { "key", added->text } };
}

/// name is the key's id, rename its name from now on.
Result<void> changeKey(Proxy& proxy, const nlohmann::json& request)
{
    const auto terms = keyTermsFromJson(textOf(request, "terms"));
    if (!terms)
        return tl::unexpected(terms.error());
    return proxy.changeKey(textOf(request, "name"), textOf(request, "rename"), *terms);
}

/// The decision on an uncertain attempt; state: "settled" with its amount, or "void".
Result<void> resolutionOf(Proxy& proxy, const nlohmann::json& request)
{
    Settlement settlement;
    settlement.state = textOf(request, "state") == "void" ? AttemptState::Void : AttemptState::Settled;
    settlement.flags = { textOf(request, "flag").empty() ? "operator" : textOf(request, "flag") };
    if (settlement.state == AttemptState::Settled) {
        const auto amount = Money::fromDollars(textOf(request, "amount"));
        if (!amount)
            return tl::unexpected(amount.error());
        settlement.amount = *amount;
    }
    return proxy.resolveAttempt(textOf(request, "name"), std::move(settlement));
}

Result<void> routingOf(Proxy& proxy, const nlohmann::json& request)
{
    const auto routing = signalbox::routingOf(textOf(request, "to"));
    if (!routing)
        return fail("control_syntax", {});
    proxy.setRouting(*routing);
    return {};
}

/// With the members of failed() where it failed.
nlohmann::json compactionJson(const LogCompaction& now)
{
    nlohmann::json json = failed(now.problem);
    json["ok"] = true;
    json["running"] = now.state == LogCompaction::State::Running;
    json["done"] = now.state == LogCompaction::State::Done;
    json["percent"] = now.percent;
    json["before"] = now.before;
    json["after"] = now.after;
    return json;
}

} // namespace

ControlServer::ControlServer(Proxy& proxy, const std::string& dataDir, QObject* parent)
    : QObject(parent)
    , m_proxy(proxy)
    , m_server(std::make_unique<QLocalServer>())
{
    const QString path = socketPath(dataDir);
    QLocalServer::removeServer(path);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &ControlServer::serve);
    m_server->listen(path);
}

ControlServer::~ControlServer()
{
    for (const QPointer<QThread>& worker : m_workers) {
        if (worker)
            worker->wait(); // it uses the proxy; what waits for the keychain was given up when the proxy stopped
    }
}

void ControlServer::serve()
{
    QLocalSocket* socket = m_server->nextPendingConnection();
    if (!socket)
        return;
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine() && socket->bytesAvailable() < kLineLimit)
            return;
        QByteArray line = socket->readLine(kLineLimit);
        const auto request = nlohmann::json::parse(line.constData(), nullptr, false);
        line.fill('\0');
        // The keychain may ask the user: that must not hold up the event loop.
        QPointer<QLocalSocket> guarded(socket);
        QThread* worker = QThread::create([this, request, guarded] {
            const std::string text = answer(request).dump() + "\n";
            QMetaObject::invokeMethod(this, [guarded, text] {
                if (guarded) {
                    guarded->write(text.data(), static_cast<qint64>(text.size()));
                    guarded->disconnectFromServer();
                }
            });
        });
        connect(worker, &QThread::finished, worker, &QObject::deleteLater);
        m_workers.erase(std::remove(m_workers.begin(), m_workers.end(), nullptr), m_workers.end());
        m_workers.emplace_back(worker);
        worker->start();
    });
}

nlohmann::json ControlServer::answer(const nlohmann::json& request)
{
    if (!request.is_object())
        return failed({ "control_syntax", {} });
    const std::string verb = textOf(request, "verb");
    const std::string name = textOf(request, "name");
    if (verb == "raise") {
        Q_EMIT raiseRequested();
        return { { "ok", true } };
    }
    if (verb == "keys.add")
        return addKey(m_proxy, request);
    if (verb == "keys.list") {
        nlohmann::json keys = nlohmann::json::array();
        for (const VirtualKey& key : m_proxy.keys())
            keys.push_back(keyJson(key));
        return { { "ok", true }, { "keys", keys } };
    }
    if (verb == "alerts.list") {
        nlohmann::json alerts = nlohmann::json::array();
        for (const Alert& alert : m_proxy.alerts().alerts())
            alerts.push_back(alertJson(alert));
        return { { "ok", true }, { "alerts", alerts } };
    }
    if (verb == "prices.change")
        return changePrices(m_proxy, request);
    if (verb == "log.state")
        return compactionJson(m_proxy.status().compaction);
    if (verb == "budget.show")
        return budgetJson(m_proxy);
    Result<void> done = fail("control_verb_unknown", { { "verb", verb } });
    if (verb == "keys.revoke")
        done = m_proxy.revokeKey(name);
    else if (verb == "keys.restore")
        done = m_proxy.restoreKey(name);
    else if (verb == "keys.change")
        done = changeKey(m_proxy, request);
    else if (verb == "keys.ceiling")
        done = setKeyCeiling(m_proxy, name, textOf(request, "limit"), textOf(request, "window"));
    else if (verb == "secrets.set")
        done = m_proxy.setSecret(name, textOf(request, "value"));
    else if (verb == "secrets.remove")
        done = m_proxy.removeSecret(name);
    else if (verb == "alerts.test")
        done = m_proxy.alerts().test(name);
    else if (verb == "budget.raise")
        done = raiseOf(m_proxy, request);
    else if (verb == "budget.end")
        done = m_proxy.endRaise(numberOf(request, "number"));
    else if (verb == "budget.stop")
        done = m_proxy.stopAll(textOf(request, "note"));
    else if (verb == "budget.resolve")
        done = resolutionOf(m_proxy, request);
    else if (verb == "routing.set")
        done = routingOf(m_proxy, request);
    else if (verb == "log.compact")
        done = m_proxy.compactLog();
    else if (verb == "budget.release")
        done = m_proxy.releaseAll();
    return done ? nlohmann::json { { "ok", true } } : failed(done.error());
}

std::optional<nlohmann::json> askRunning(const std::string& dataDir, const nlohmann::json& request)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath(dataDir));
    if (!socket.waitForConnected(1000))
        return std::nullopt;
    const std::string line = request.dump() + "\n";
    socket.write(line.data(), static_cast<qint64>(line.size()));
    if (!socket.waitForBytesWritten(2000))
        return std::nullopt;
    QByteArray text;
    while (!text.contains('\n') && socket.waitForReadyRead(15'000))
        text += socket.readAll();
    auto answer = nlohmann::json::parse(text.constData(), nullptr, false);
    if (answer.is_discarded())
        return std::nullopt;
    return answer;
}

} // namespace signalbox::app

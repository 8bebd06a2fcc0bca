// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "ui/bridge/engine.h"
#include "ui/shell/banner.h"

#include <QObject>

#include <optional>

namespace signalbox::ui {

/// Looks at the engine's pulled state and says which banners the window shows: a taken port, a paused routing, a ledger
/// that cannot be written, ceilings at their alert, the newest alert of another kind, problems of the configuration, a
/// locked keychain.
class Attention final : public QObject {
    Q_OBJECT

public:
    explicit Attention(Engine& engine, QObject* parent = nullptr);
    [[nodiscard]] std::vector<BannerText> banners();

Q_SIGNALS:
    void pageWanted(const QString& page);
    void said(const QString& sentence);
    void startHereWanted(); ///< this program again, with a proxy of its own or attached anew

private:
    void addGone(std::vector<BannerText>& banners);
    void addListening(std::vector<BannerText>& banners);
    void addRouting(std::vector<BannerText>& banners);
    void addLedger(std::vector<BannerText>& banners);
    void addStop(std::vector<BannerText>& banners);
    void addCeilings(std::vector<BannerText>& banners);
    [[nodiscard]] BannerText ceilingBanner(const Ceiling& ceiling, const Balance& balance, double alert);
    void addAlert(std::vector<BannerText>& banners);
    void addConfiguration(std::vector<BannerText>& banners);
    void addKeychain(std::vector<BannerText>& banners);
    void addPeers(std::vector<BannerText>& banners);
    void retry();
    void useNextPort();
    void usePort(quint16 port);
    void sayMoved(const Result<void>& listening);
    Engine& m_engine;
    quint64 m_revision = ~quint64(0);
    std::optional<Alert> m_alert; ///< the newest that has no banner of its own
};

/// What a ceiling is called: "today's ceiling", "the ceiling of Frontier", ...
[[nodiscard]] QString ceilingName(const Config* config, const std::string& scope, Window window);

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/live.h"
#include "ui/shell/theme.h"

#include <QAbstractTableModel>

#include <memory>

namespace signalbox::ui {

/// The latest requests, newest first. One insertion per update, however many are new.
class LatestModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, TierName, Model, Reason, Tokens, Latency, Cost, Status, ColumnCount };
    static constexpr int kMost = 50;

    explicit LatestModel(const Theme& theme, QObject* parent = nullptr);
    void update(const std::vector<LiveRequest>& latest, std::shared_ptr<const Config> config);
    [[nodiscard]] const LiveRequest& at(int row) const { return m_rows.at(std::size_t(row)); }
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const LiveRequest& request, int column) const;
    [[nodiscard]] QVariant tierRole(const LiveRequest& request, int role) const;
    const Theme& m_theme;
    std::shared_ptr<const Config> m_config;
    std::vector<LiveRequest> m_rows;
};

/// "$0.0069", "unpriced", or "–" where nothing was called.
[[nodiscard]] QString requestCostText(const LiveRequest& request);
/// What the status of a request means: ok, warning (slow path), error.
[[nodiscard]] Tone requestTone(const LiveRequest& request);
/// "✓ 200", "⚠ Retried 1×", "✕ 429 ceiling reached".
[[nodiscard]] QString requestStatusText(const LiveRequest& request);

} // namespace signalbox::ui

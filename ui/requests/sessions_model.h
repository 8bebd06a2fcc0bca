// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/request_log.h"
#include "ui/shell/table.h"
#include "ui/shell/theme.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <vector>

namespace signalbox::ui {

/// One request of a session as it is drawn.
struct SessionMark {
    TierShape shape = TierShape::Bar;
    QColor color;
    bool failed = false, escalated = false;
};

/// The requests of the log by their sessions: what an agent's loop cost, how long it took and which tiers it went
/// through. Read in parts as the view scrolls; answers to a filter or an order that is no longer set are dropped. GUI
/// thread.
class SessionsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Session, Last, Requests, Tiers, Duration, Latency, Cost, Problems, ColumnCount };
    enum Role { MarksRole = Qt::UserRole + 200, MoreRole };
    enum class State { Loading, Ready, Failed };
    static constexpr int kPartRows = 100;

    using Done = std::function<void(Result<SessionList>)>;
    /// filter, order, sessions to pass over, sessions wanted, who waits, what to call.
    using Fetch = std::function<void(const RequestFilter&, SessionOrder, qint64, qint64, QObject*, Done)>;
    SessionsModel(Fetch fetch, const Theme& theme, QObject* parent = nullptr);

    void setConfig(std::shared_ptr<const Config> config);
    /// Reads anew; rows stay until the answer is there.
    void setFilter(const RequestFilter& filter);
    void setOrder(SessionOrder order);
    [[nodiscard]] SessionOrder order() const { return m_order; }
    void reload();
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error& error() const { return m_error; }
    [[nodiscard]] qint64 all() const { return m_all; } ///< sessions that fit, read or not
    [[nodiscard]] const SessionSum* session(int row) const;
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void stateChanged();

private:
    void ask(qint64 from);
    void answer(qint64 from, quint64 generation, Result<SessionList> list);
    [[nodiscard]] QString text(const SessionSum& session, int column) const;
    [[nodiscard]] QString toolTip(const SessionSum& session, int column) const;
    [[nodiscard]] QString loopText(const SessionSum& session) const;
    [[nodiscard]] QVariantList marks(const SessionSum& session) const;

    Fetch m_fetch;
    const Theme& m_theme;
    std::shared_ptr<const Config> m_config;
    RequestFilter m_filter;
    SessionOrder m_order = SessionOrder::Latest;
    std::vector<SessionSum> m_sessions;
    qint64 m_all = 0;
    quint64 m_generation = 0;
    bool m_asking = false;
    State m_state = State::Loading;
    Error m_error;
};

/// Rows with the loop of a session as a strip of tier marks; the words for it are the cell's text and tool tip.
class SessionDelegate final : public RowDelegate {
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace signalbox::ui

Q_DECLARE_METATYPE(signalbox::ui::SessionMark)

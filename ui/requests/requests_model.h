// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/request_log.h"
#include "ui/shell/theme.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace signalbox::ui {

/// The log as table rows, newest first, read page by page as the view scrolls. GUI thread; the log is asked through
/// `fetch`, which answers later on the GUI thread. Answers to a filter that is no longer set are dropped.
/// From the other end, too: goToOldest() shows the oldest page, and the newer ones are read as the view scrolls up.
/// Rows are in the order of their start, so a slow request comes in between those that began after it; a poll() inserts
/// all new rows that belong together at once.
class RequestsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Time,
        TierColumn,
        Model,
        RuleColumn,
        Reason,
        Tokens,
        Latency,
        Ttft,
        Cost,
        Saved,
        Status,
        ClientColumn,
        Feature,
        Session,
        ColumnCount
    };
    enum class State { Loading, Ready, Failed };
    static constexpr int kPageRows = 200;
    static constexpr std::size_t kFollowedRows = 2000; ///< more are forgotten while the view follows

    using Done = std::function<void(Result<RequestPage>)>;
    /// filter, row id to continue before (0: the newest), rows wanted, who waits, what to call.
    using Fetch = std::function<void(const RequestFilter&, qint64, int, QObject*, Done)>;

    RequestsModel(Fetch fetch, const Theme& theme, QObject* parent = nullptr);
    /// The same question the other way round: the row id is the one to continue after (-1: the oldest).
    void setUpwards(Fetch fetchAfter) { m_fetchAfter = std::move(fetchAfter); }

    /// For tier names and marks; shown from now on.
    void setConfig(std::shared_ptr<const Config> config);
    /// Forgets all rows and reads anew.
    void setFilter(const RequestFilter& filter);
    [[nodiscard]] const RequestFilter& filter() const { return m_filter; }
    void reload();
    /// The oldest rows take the place of those that are there; reachedOldest() when they are.
    void goToOldest();
    /// Newer rows than those on top are in the log, not read: nothing follows.
    [[nodiscard]] bool isDetached() const { return m_nextAfter > 0; }
    /// Reads the page above the first row; rowsInserted() at 0 when it is there.
    void fetchNewer();
    /// Looks for newer rows: they come in at the top while following, else they are counted.
    void poll();
    /// Following again lets the waiting rows in.
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    /// More rows wait than waiting() says.
    [[nodiscard]] bool moreWaiting() const { return m_moreWaiting; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Error& error() const { return m_error; }

    [[nodiscard]] const LiveRequest* request(int row) const;
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1: not there (or not read yet)
    void retranslate();                                   ///< texts anew after a change of language

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void stateChanged();
    void waitingChanged();
    void reachedOldest();

private:
    enum class Question { First, More, Newest, Oldest, Newer };
    void ask(Question question);
    void answer(Question question, quint64 generation, Result<RequestPage> page);
    void replaceRows(RequestPage page);
    void appendRows(RequestPage page);
    void prependRows(RequestPage page);
    void forgetRows();
    void takeNewest(RequestPage page);
    void letIn();
    void insertGroup(std::size_t at, std::size_t first, std::size_t last);
    [[nodiscard]] std::size_t placeOf(const LiveRequest& request) const;
    [[nodiscard]] bool belongsHere(const LiveRequest& request) const;
    void setState(State state);
    [[nodiscard]] QString text(const LiveRequest& request, int column) const;
    [[nodiscard]] Tone tone(const LiveRequest& request, int column) const;
    [[nodiscard]] QString toolTip(const LiveRequest& request, int column) const;

    Fetch m_fetch, m_fetchAfter;
    const Theme& m_theme;
    std::shared_ptr<const Config> m_config;
    RequestFilter m_filter;
    std::deque<LiveRequest> m_rows;        ///< newest first
    std::unordered_set<std::string> m_ids; ///< of m_rows
    std::vector<LiveRequest> m_waiting;    ///< newest first
    bool m_moreWaiting = false;
    bool m_following = true;
    bool m_asking = false;
    qint64 m_nextBefore = 0, m_nextAfter = 0;
    quint64 m_generation = 0;
    State m_state = State::Loading;
    Error m_error;
};

} // namespace signalbox::ui

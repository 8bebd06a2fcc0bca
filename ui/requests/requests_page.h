// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/requests/requests_model.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>
#include <memory>
#include <set>

class QAction;
class QButtonGroup;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSettings;
class QStackedLayout;
class QTableView;

namespace signalbox::ui {

class Card;
class EmptyState;
class ExportJob;
enum class ExportFormat;
class FilterLine;
class PartSplitter;
class RequestInspector;
class SavedFilters;
class SectionHeader;
class SessionsView;
class SkeletonRows;

/// The log: filter line, table and inspector. The newest request is on top; the table follows until somebody scrolls or
/// selects, then a pill counts what is new and leads back. The same requests can be seen by their sessions, and written
/// to a file. GUI thread; engine, theme and settings outlive the page.
class RequestsPage final : public Page {
    Q_OBJECT

public:
    RequestsPage(Engine& engine, const Theme& theme, QSettings& settings, QWidget* parent = nullptr);
    ~RequestsPage() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("requests"); }
    [[nodiscard]] QString title() const override { return tr("Requests"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("requests"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    void open(const PageTarget& target) override;
    bool focusFilter() override;
    [[nodiscard]] QList<QAction*> menuActions() const override;
    enum class View { Requests, Sessions };
    void setView(View view);
    /// What the table shows, oldest first, as a file; a notice says how it went.
    void exportTo(const QString& path, ExportFormat format);
    [[nodiscard]] SavedFilters& savedFilters() const { return *m_saved; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Range { Minutes15, Hours2, Today, Days7, All, Custom };
    void buildTop();
    void buildFilterRow();
    void buildExport();
    void connectTop();
    void buildTable();
    void buildStates();
    void buildActions();
    void connectTable();
    void rename();
    void pulled();
    void applyFilter();
    void clearFilter();
    void updateState();
    void updateEmpty();
    void updateRemark();
    void updatePill();
    void updateFollowing();
    void jumpToNewest();
    void showOldest();
    void keepPlace(int first, int last);
    void fetchTerms();
    void placeInspector();
    void openInspector();
    void revealInspector();
    void closeInspector();
    void showCurrent();
    void updateActions();
    void takeFocus();
    void showRequest(const std::string& id);
    void showMenu(const QPoint& at);
    void showColumnsMenu(const QPoint& at);
    void copyRow();
    void copyId();
    void copyCurl();
    void fillSavedMenu();
    void saveFilter();
    void deleteFilter(const QString& name);
    void fillColumnsMenu(QMenu& menu);
    void askExport(ExportFormat format);
    void exportDone(const Error& error);
    void showProgress();
    void retranslateTools();
    [[nodiscard]] bool showsSessions() const;
    void newRule();
    void restoreTable();
    void fitColumns();
    void toggleColumn(int column);
    void saveTable();
    void measureColumns();
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] WallUs rangeStart() const;
    [[nodiscard]] const LiveRequest* current() const;

    Engine& m_engine;
    const Theme& m_theme;
    QSettings& m_settings;
    RequestsModel* m_model;
    SectionHeader* m_header;
    QButtonGroup* m_views;
    QPushButton *m_asRequests, *m_asSessions, *m_columns, *m_export;
    FilterLine* m_filter;
    SavedFilters* m_saved;
    QPushButton* m_savedButton;
    QWidget* m_problemRow;
    QLabel* m_problem;
    QPushButton* m_remedy;
    QWidget* m_exportRow;
    QLabel* m_exportText;
    QPushButton* m_exportCancel;
    std::unique_ptr<ExportJob> m_job;
    QTimer m_progress;
    SessionsView* m_sessions;
    QComboBox* m_range;
    PartSplitter* m_splitter;
    Card* m_card;
    QStackedLayout* m_stack;
    QTableView* m_table;
    EmptyState* m_empty;
    EmptyState* m_failed;
    SkeletonRows* m_skeleton;
    QWidget* m_blank;
    QPushButton* m_pill;
    Card* m_inspectorCard;
    RequestInspector* m_inspector;
    QAction* m_copyRow;
    QAction* m_closeDetails;
    QAction* m_copyId;
    QAction* m_newRule;
    QAction* m_details;
    QAction* m_newest;
    QAction* m_oldest;
    QAction* m_copyCurl;
    QAction* m_saveFilter;
    QAction* m_csv;
    QAction* m_jsonLines;
    QAction* m_view;  ///< the other one
    QTimer m_loading; ///< shows the skeleton after 300 ms
    QTimer m_refit;   ///< when a column was dragged, or grew with its figures
    QTimer m_browse;  ///< reads a record a moment after the selection rests
    bool m_shown = false;
    bool m_started = false;
    /// What the table does as soon as it has rows.
    enum class Focus { Leave, Take, TakeFirstRow };
    Focus m_focus = Focus::Leave;
    quint64 m_revision = 0;
    int m_pollsLeft = 0;
    qint64 m_count = -1; ///< requests that match, -1: not known
    std::vector<RequestLog::SeenValue> m_seen;
    QElapsedTimer m_termsAsked, m_sessionsRead;
    std::string m_inspected;
    std::set<int> m_unwanted; ///< columns that the user does not want; others are hidden where there is no room
    std::array<int, RequestsModel::ColumnCount> m_widths {}; ///< also of those that are hidden now
    WallUs m_customFrom = 0, m_customTo = 0;
};

} // namespace signalbox::ui

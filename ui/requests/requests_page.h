// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/requests/requests_model.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QTimer>

#include <array>
#include <set>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QSettings;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace signalbox::ui {

class Card;
class EmptyState;
class FilterLine;
class RequestInspector;
class SectionHeader;
class SkeletonRows;

/// The log: filter line, table and inspector. The newest request is on top; the table follows until somebody scrolls or
/// selects, then a pill counts what is new and leads back. GUI thread; engine, theme and settings outlive the page.
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

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Range { Minutes15, Hours2, Today, Days7, All, Custom };
    void buildTop();
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
    void placeInspector();
    void openInspector();
    void revealInspector();
    void closeInspector();
    void showCurrent();
    void showRequest(const std::string& id);
    void showMenu(const QPoint& at);
    void showColumnsMenu(const QPoint& at);
    void copyRow();
    void copyId();
    void newRule();
    void restoreTable();
    void fitColumns();
    void toggleColumn(int column);
    void saveTable();
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] WallUs rangeStart() const;
    [[nodiscard]] const LiveRequest* current() const;

    Engine& m_engine;
    const Theme& m_theme;
    QSettings& m_settings;
    RequestsModel* m_model;
    SectionHeader* m_header;
    FilterLine* m_filter;
    QLabel* m_problem;
    QComboBox* m_range;
    QSplitter* m_splitter;
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
    QAction* m_copyId;
    QAction* m_newRule;
    QAction* m_details;
    QAction* m_newest;
    QTimer m_loading; ///< shows the skeleton after 300 ms
    QTimer m_browse;  ///< reads a record a moment after the selection rests
    bool m_shown = false;
    bool m_started = false;
    quint64 m_revision = 0;
    int m_pollsLeft = 0;
    qint64 m_count = -1; ///< requests that match, -1: not known
    std::string m_inspected;
    std::set<int> m_unwanted; ///< columns that the user does not want; others are hidden where there is no room
    std::array<int, RequestsModel::ColumnCount> m_widths {}; ///< also of those that are hidden now
    WallUs m_customFrom = 0, m_customTo = 0;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/requests/sessions_model.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedLayout;
class QTableView;

namespace signalbox::ui {

class EmptyState;
class SkeletonRows;

/// The requests grouped by session, in one of four orders; a session opens to its requests. GUI thread; engine and
/// theme outlive it.
class SessionsView final : public QWidget {
    Q_OBJECT

public:
    SessionsView(Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    /// Nothing is read before activate(), nor while another view is shown.
    void setFilter(const RequestFilter& filter, const QString& words);
    void activate();
    void deactivate() { m_active = false; }
    /// Reads again where nobody is reading: nothing selected, not scrolled.
    void refresh();
    void rename();
    void retranslate();
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] SessionsModel* model() const { return m_model; }
    [[nodiscard]] QString remark() const; ///< how many there are

Q_SIGNALS:
    void chosen(const QString& session);
    void remarkChanged();
    void clearWanted();
    void copied();

private:
    void showState();
    void sortBy(int column);
    void open(const QModelIndex& index);

    Engine& m_engine;
    SessionsModel* m_model;
    QStackedLayout* m_stack;
    QTableView* m_table;
    SkeletonRows* m_skeleton;
    EmptyState* m_empty;
    EmptyState* m_failed;
    QTimer m_loading; ///< shows the skeleton after 300 ms
    QString m_words;
    RequestFilter m_filter;
    bool m_filtered = false, m_active = false, m_fresh = false;
};

} // namespace signalbox::ui

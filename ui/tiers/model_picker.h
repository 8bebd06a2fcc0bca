// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// What a provider says that it serves, asked for by a button and never by itself: a list to filter and to pick from,
/// with the price that is known of each, or "unpriced". GUI thread; engine and theme outlive it.
class ModelPicker final : public QWidget {
    Q_OBJECT

public:
    ModelPicker(Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    ~ModelPicker() override;
    /// Of whom; what was listed of another one goes.
    void setProvider(const std::string& id);
    void retranslate();
    void list(const Result<std::vector<OfferedModel>>& answer); ///< what was answered

Q_SIGNALS:
    void picked(const signalbox::OfferedModel& model);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void ask();
    void cancel();
    void fill(const std::vector<OfferedModel>& models);
    void say(const QString& words, Tone tone);
    void setAsking(bool asking);
    void pick(const QModelIndex& index);
    [[nodiscard]] QString providerName() const;

    Engine& m_engine;
    const Theme& m_theme;
    std::string m_provider;
    QPushButton* m_ask;
    QPushButton* m_cancel;
    QLabel* m_words;
    QLineEdit* m_filter;
    QTableView* m_table;
    QStandardItemModel* m_models;
    QSortFilterProxyModel* m_shown;
    int m_asked = 0; ///< counts questions: an answer to an older one is not shown
    bool m_asking = false;
};

} // namespace signalbox::ui

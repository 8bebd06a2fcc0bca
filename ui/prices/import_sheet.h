// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/price_list.h"
#include "ui/bridge/engine.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

#include <functional>
#include <vector>

class QCheckBox;
class QLabel;
class QStandardItem;
class QStandardItemModel;
class QTableView;
class QTimer;

namespace signalbox::ui {

class ListSource;

/// Takes a published list over after a look: what changes, and what is odd about it, which must be ticked one by one.
/// GUI thread.
class ImportSheet final : public Sheet {
    Q_OBJECT

public:
    /// known: the models that a list is asked for.
    using Known = std::function<std::vector<PricedModel>(ListScope)>;
    ImportSheet(Engine& engine, const Theme& theme, Known known, QWidget* parent);
    void retranslate() override;
    void begin();
    void read(const QString& source, const CatalogueSource& how);
    void showError(const Error& error);

Q_SIGNALS:
    void takeWanted(const std::vector<signalbox::PriceChange>& changes);

private:
    void showList(const Result<PriceCatalogue>& list);
    void showChanges();
    void addRow(const PriceChange& change, std::size_t place);
    void updateCount();
    void take();
    [[nodiscard]] std::vector<PriceChange> ticked() const;
    void say(const QString& text, Tone tone);

    Engine& m_engine;
    const Theme& m_theme;
    Known m_known;
    ListSource* m_source;
    QCheckBox* m_all;
    QPushButton* m_take;
    QLabel* m_status;
    QTableView* m_table;
    QStandardItemModel* m_model;
    QTimer* m_slow; ///< says that it is being read, where that takes longer
    std::optional<PriceCatalogue> m_list;
    std::vector<PriceChange> m_changes;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/prices/prices_model.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace signalbox::ui {

class Card;
class CompareSheet;
class EmptyState;
class ImportSheet;
class PricePanel;
class PriceSheet;
class SectionHeader;

/// What models cost, since when and by whose word; setting, importing and comparing prices, each with undo. GUI thread;
/// engine and theme outlive the page.
class PricesPage final : public Page {
    Q_OBJECT

public:
    /// What the page shows, for tests and pictures.
    enum class Part { List, Set, Import, Compare };

    PricesPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("prices"); }
    [[nodiscard]] QString title() const override { return tr("Prices"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("prices"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    /// item: "provider/model" whose price is to be set.
    void open(const PageTarget& target) override;
    bool focusFilter() override;
    [[nodiscard]] QList<QAction*> menuActions() const override;
    void showPart(Part part);
    [[nodiscard]] ImportSheet& importSheet() const { return *m_import; }
    [[nodiscard]] CompareSheet& compareSheet() const { return *m_compare; }

private:
    void buildList(QWidget* list);
    void buildUnpriced();
    void connectParts();
    void rebuild();
    void readWeek();
    void showSelected();
    void showUnpriced();
    void updateEmpty();
    void updateBadge(int unpriced);
    void setSelected();
    void setPriceOf(const PriceLine* line);
    void applyOrder(const PriceOrder& order, const QString& done, const QString& subject);
    void saveEntry(const PriceEntry& entry);
    void takeOver(const std::vector<PriceChange>& changes);
    [[nodiscard]] const PriceRow* selected() const;
    [[nodiscard]] std::string today() const;
    [[nodiscard]] std::vector<std::pair<std::string, QString>> providers() const;

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    QStackedWidget* m_stack;
    QLineEdit* m_filterLine;
    QCheckBox* m_withBook;
    Card* m_unpriced;
    QLabel* m_unpricedText;
    QPushButton* m_priceFirst;
    Card* m_card;
    QTableView* m_table;
    QLabel* m_problem;
    EmptyState* m_empty;
    PricePanel* m_panel;
    PriceSheet* m_sheet;
    ImportSheet* m_import;
    CompareSheet* m_compare;
    PricesModel* m_model;
    PriceFilter* m_filter;
    QAction *m_setAction, *m_otherAction, *m_importAction, *m_compareAction;
    QPushButton *m_other, *m_importButton, *m_compareButton;
    QTimer m_weekTimer;
    std::string m_firstUnpriced;
    QString m_badge;
    bool m_shown = false;
};

} // namespace signalbox::ui

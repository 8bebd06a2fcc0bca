// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/request_log.h"

#include <QLineEdit>

#include <vector>

class QCompleter;
class QStandardItemModel;

namespace signalbox::ui {

/// A term that can be completed, with what is said beside it: what a field means, or how often a value was seen.
struct FilterTerm {
    QString term;
    QString words;
    friend bool operator==(const FilterTerm&, const FilterTerm&) = default;
};

/// The filter line: checks while typing, completes the term under the cursor (Down or Ctrl+Space: all there are), and
/// applies a sound filter shortly after the last key (at once with Enter). An unsound one leaves the table as it is;
/// the line underlines the place, says what is wrong and what would mend it. GUI thread.
class FilterLine final : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterLine(QWidget* parent = nullptr);
    void setTerms(std::vector<FilterTerm> terms);
    /// Sets the text and applies it at once.
    void setFilterText(const QString& text);
    [[nodiscard]] const RequestFilter& filter() const { return m_filter; }
    /// What is wrong with the text, or "".
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// What would mend it, as the text of a button; "" where there is nothing.
    [[nodiscard]] const QString& remedy() const { return m_remedy; }
    void applyRemedy();
    void retranslate();

Q_SIGNALS:
    void filterChanged(const signalbox::RequestFilter& filter);
    void problemChanged(const QString& problem);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void check();
    void apply();
    void complete();
    void completeAll();
    void findRemedy(const Error& error);
    void fitPlaceholder();
    void underline(qsizetype from, qsizetype length);
    void insertCompletion(const QString& term);
    [[nodiscard]] QString termAtCursor() const;

    QCompleter* m_completer;
    QStandardItemModel* m_terms;
    std::vector<FilterTerm> m_known;
    class QTimer* m_pause;
    RequestFilter m_filter;
    RequestFilter m_checked;
    QString m_problem;
    QString m_remedy, m_mended; ///< the line after the remedy
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/request_log.h"

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace signalbox::ui {

/// The filter line: checks while typing, completes the term under the cursor, and applies a sound filter shortly after
/// the last key (at once with Enter). An unsound one leaves the table as it is and says what is wrong. GUI thread.
class FilterLine final : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterLine(QWidget* parent = nullptr);
    void setTerms(const QStringList& terms);
    /// Sets the text and applies it at once.
    void setFilterText(const QString& text);
    [[nodiscard]] const RequestFilter& filter() const { return m_filter; }
    /// What is wrong with the text, or "".
    [[nodiscard]] const QString& problem() const { return m_problem; }
    void retranslate();

Q_SIGNALS:
    void filterChanged(const signalbox::RequestFilter& filter);
    void problemChanged(const QString& problem);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();
    void apply();
    void complete();
    void insertCompletion(const QString& term);
    [[nodiscard]] QString termAtCursor() const;

    QCompleter* m_completer;
    QStringListModel* m_terms;
    class QTimer* m_pause;
    RequestFilter m_filter;
    RequestFilter m_checked;
    QString m_problem;
};

} // namespace signalbox::ui

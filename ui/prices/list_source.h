// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/price_catalogue.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox::ui {

/// Which published list to read: a file, a folder or an address, and when it was made. GUI thread.
class ListSource final : public QWidget {
    Q_OBJECT

public:
    explicit ListSource(QWidget* parent);
    void retranslate();
    void setReadText(const QString& text); ///< of the button
    void setBusy(Qt::CheckState busy);
    [[nodiscard]] QLineEdit* field() const { return m_source; }

Q_SIGNALS:
    void readWanted(const QString& source, const signalbox::CatalogueSource& how);

private:
    void browse();
    void read();
    QLineEdit* m_source;
    QPushButton* m_browse;
    QLabel* m_dateLabel;
    QLineEdit* m_date;
    QPushButton* m_read;
};

} // namespace signalbox::ui

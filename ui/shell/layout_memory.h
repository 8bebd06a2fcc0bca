// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QSettings;
class QWidget;

namespace signalbox::ui {

/// What the user has made of tables and splitters, kept in the settings under the place where they stand: the page,
/// then the parts down to them ("layout/keys/Card/secrets"). Child of the window; whatever is in it finds it by of().
/// GUI thread; settings outlive it.
class LayoutMemory final : public QObject {
    Q_OBJECT

public:
    LayoutMemory(QSettings& settings, QWidget& window);
    /// Of the window that the widget stands in; null where it keeps nothing.
    [[nodiscard]] static LayoutMemory* of(const QWidget& widget);
    /// Two of a kind in one part have to have object names.
    [[nodiscard]] static QString placeOf(const QWidget& widget);
    /// "" where nothing is kept.
    [[nodiscard]] QString recall(const QWidget& widget) const;
    void keep(const QWidget& widget, const QString& text); ///< "" forgets

private:
    QSettings& m_settings;
};

} // namespace signalbox::ui

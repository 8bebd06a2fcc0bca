// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QSettings;

namespace signalbox::ui {

/// Filter lines that the user has given a name, kept in the settings, in the order of their names. GUI thread; settings
/// outlive it.
class SavedFilters final : public QObject {
    Q_OBJECT

public:
    struct Saved {
        QString name;
        QString text;
        friend bool operator==(const Saved&, const Saved&) = default;
    };
    explicit SavedFilters(QSettings& settings, QObject* parent = nullptr);
    [[nodiscard]] const std::vector<Saved>& all() const { return m_all; }
    /// A filter of the same name gives way.
    void save(const QString& name, const QString& text);
    void remove(const QString& name);
    [[nodiscard]] QString nameOf(const QString& text) const; ///< "": none is this text
    [[nodiscard]] bool contains(const QString& name) const;

Q_SIGNALS:
    void changed();

private:
    void keep();
    QSettings& m_settings;
    std::vector<Saved> m_all;
};

} // namespace signalbox::ui

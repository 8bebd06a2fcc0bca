// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "ui/shell/theme.h"

#include <QString>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace signalbox::ui {

/// A form in place, without a dialog: labelled fields, each with its problem under it; Save and Cancel. Escape cancels.
/// What is wrong with a field that was changed is said while it is typed. GUI thread.
class Form : public QWidget {
    Q_OBJECT

public:
    explicit Form(QWidget* parent = nullptr);
    /// member: the field's name in the configuration; label is translated by the caller. The field becomes the form's.
    void addField(const std::string& member, const QString& label, QWidget* field);
    /// Something of its own below the fields. It becomes the form's.
    void addPart(QWidget* part);
    /// What would be wrong with what the fields say now; asked for a moment after each change.
    void setCheck(std::function<std::vector<ConfigProblem>()> check) { m_check = std::move(check); }
    void setFieldVisible(const std::string& member, bool visible);
    /// What is saved goes into the configuration (see WriteGate).
    void setWritesConfiguration();
    void setSaveText(const QString& text);
    /// Each problem at its field; those of no field below all.
    void showProblems(const std::vector<ConfigProblem>& problems);
    void clearProblems();
    /// Under all fields, until the next showProblems().
    void showNote(const QString& note, Tone tone);
    /// All shown problems, for tests and for the eye of a screen reader.
    [[nodiscard]] QString shownProblems() const;
    void focusFirst();

Q_SIGNALS:
    void saved();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Field {
        std::string member;
        QLabel* label = nullptr;
        QWidget* field = nullptr;
        QLabel* problem = nullptr;
        bool touched = false; ///< by the user: only then it is judged before Save
    };
    void touch(const QWidget* field);
    void showTyped();
    static void showAt(const Field& field, const QString& problem);

    QGridLayout* m_grid;
    std::vector<Field> m_fields;
    QVBoxLayout* m_parts;
    std::function<std::vector<ConfigProblem>()> m_check;
    QTimer* m_soon;
    QLabel* m_others;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

} // namespace signalbox::ui

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

namespace signalbox::ui {

/// A form in place, without a dialog: labelled fields, each with its problem under it; Save and Cancel. Escape cancels.
/// GUI thread.
class Form : public QWidget {
    Q_OBJECT

public:
    explicit Form(QWidget* parent = nullptr);
    /// member: the field's name in the configuration; label is translated by the caller. The field becomes the form's.
    void addField(const std::string& member, const QString& label, QWidget* field);
    void setFieldVisible(const std::string& member, bool visible);
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
    };
    static void showAt(const Field& field, const QString& problem);

    QGridLayout* m_grid;
    std::vector<Field> m_fields;
    QLabel* m_others;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

} // namespace signalbox::ui

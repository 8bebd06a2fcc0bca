// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/settings/redaction_edit.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/form.h"

#include <QPointer>

class QLineEdit;

namespace signalbox::ui {

/// One pattern, in place. GUI thread.
class RedactionEditor final : public Form {
    Q_OBJECT

public:
    enum class Purpose { New, Change };
    RedactionEditor(Purpose purpose, const RedactionEntry& entry, QWidget* parent);
    [[nodiscard]] RedactionEntry entry() const;

Q_SIGNALS:
    void typed();

private:
    QLineEdit *m_name, *m_pattern, *m_with;
};

/// What is taken out of texts before they are stored or sent: a line for each pattern, one editor in place, and a text
/// to try them on, which is kept nowhere. GUI thread; engine and page outlive it.
class RedactionCard final : public Card {
    Q_OBJECT

public:
    RedactionCard(Engine& engine, Page& page, QWidget* parent = nullptr);
    void retranslate();
    void refresh(); ///< after a change of the configuration
    /// The form of a new one, instead of a form that is open.
    void add();
    void change(const RedactionEntry& entry);
    void closeEditor();
    /// For pictures: as if it were typed.
    void tryOn(const QString& sample);

private:
    [[nodiscard]] QWidget* makeLine(const RedactionEntry& entry);
    void openEditor(RedactionEditor::Purpose purpose, const RedactionEntry& entry);
    [[nodiscard]] EditedText edited() const; ///< as the editor has it
    [[nodiscard]] std::vector<ConfigProblem> check();
    void save();
    void remove(const RedactionEntry& entry);
    void sayTried();
    [[nodiscard]] std::string text() const;

    Engine& m_engine;
    Page& m_page;
    QLabel* m_meaning;
    QLabel* m_none;
    QPushButton* m_add;
    QVBoxLayout* m_lines;
    QLabel* m_tryName;
    QLineEdit* m_sample;
    QLabel* m_result;
    QPointer<RedactionEditor> m_editor;
    RedactionEditor::Purpose m_purpose = RedactionEditor::Purpose::New;
    RedactionEntry m_former; ///< that the editor changes
    std::vector<RedactionEntry> m_entries;
    std::vector<QWidget*> m_shown; ///< a line each
};

} // namespace signalbox::ui

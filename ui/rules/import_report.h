// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/companions.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

class QLabel;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

/// What of an imported file could not be mapped, place by place, and why. The rest stands in the draft. GUI thread.
class ImportReport final : public Sheet {
    Q_OBJECT

public:
    ImportReport(const Theme& theme, QWidget* parent);
    void show(const ImportedRules& import);
    void retranslate() override;
    void focusList();

private:
    const Theme& m_theme;
    QLabel* m_about;
    QStandardItemModel* m_model;
    QTableView* m_table;
    ImportedRules m_import;
};

/// Why a thing of an imported file was not taken over.
[[nodiscard]] QString importNoteText(const ImportNote& note);
/// The program an imported file was written for: "LiteLLM".
[[nodiscard]] QString sourceName(const std::string& source);

} // namespace signalbox::ui

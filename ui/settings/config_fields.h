// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/settings/setting_rows.h"
#include "ui/settings/settings_edit.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/page.h"

#include <QCheckBox>
#include <QLineEdit>

#include <optional>

namespace signalbox::ui {

/// Where a control's setting stands in the configuration, and how it is changed: checked while it is typed, applied at
/// once, with a notice that undoes it. GUI thread; engine and page outlive it.
class ConfigPlace {
public:
    ConfigPlace(Engine& engine, Page& page, MemberPath path);
    [[nodiscard]] ConfigJson value() const; ///< in force; null where it is not given
    /// What would be wrong with it; "" where nothing is.
    [[nodiscard]] QString problemOf(const ConfigJson& value) const;
    /// Applies it where it is another one; what is wrong otherwise.
    QString set(const ConfigJson& value, const QString& done);

private:
    Engine& m_engine;
    Page& m_page;
    MemberPath m_path;
};

/// What the controls of settings have in common: the row that each stands in.
class ConfigControl {
public:
    void setRow(const SettingRow& row) { m_row = row; }
    void setTexts(const QString& title, const QString& explanation = {}) const { m_row.setTexts(title, explanation); }

protected:
    SettingRow m_row;
};

/// A row for each, in their order.
template <class... Controls> void addAll(SettingRows& rows, Controls*... controls)
{
    (controls->setRow(rows.add(controls)), ...);
}

/// A line for a number, a text, or texts with commas between them. Empty: as the program has it by itself.
class ConfigLine final : public QLineEdit, public ConfigControl {
    Q_OBJECT

public:
    enum class Kind { Number, Text, Texts };
    ConfigLine(ConfigPlace place, Kind kind, QWidget* parent);
    void setDone(const QString& done) { m_done = done; } ///< what the notice says
    void refresh();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] ConfigJson typed() const;
    void check();
    void finish();

    ConfigPlace m_place;
    Kind m_kind;
    QString m_done;
};

class ConfigSwitch final : public QCheckBox, public ConfigControl {
    Q_OBJECT

public:
    enum class Default { Off, On };
    ConfigSwitch(ConfigPlace place, Default otherwise, QWidget* parent);
    void setDone(const QString& on, const QString& off);
    void refresh();

private:
    ConfigPlace m_place;
    bool m_default;
    QString m_on, m_off;
};

/// One of a few values; the first of them is what holds where nothing is given.
class ConfigChoice final : public ChoiceBox, public ConfigControl {
    Q_OBJECT

public:
    ConfigChoice(ConfigPlace place, QWidget* parent);
    /// What stands in the file is not always a text: then a choice is its JSON, and `otherwise` says what the first is.
    ConfigChoice(ConfigPlace place, const ConfigJson& otherwise, QWidget* parent);
    void setDone(const QString& done) { m_done = done; }
    /// words, and what stands in the file.
    void setChoices(const std::vector<std::pair<QString, std::string>>& choices);
    void refresh();

private:
    [[nodiscard]] QString shown(const ConfigJson& value) const;
    ConfigPlace m_place;
    std::optional<ConfigJson> m_otherwise; ///< nullopt: choices are texts
    QString m_done;
};

} // namespace signalbox::ui

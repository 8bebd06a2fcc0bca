// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/keys/key_ceiling_edit.h"
#include "ui/tiers/form.h"

#include <array>
#include <optional>

class QComboBox;
class QLineEdit;

namespace signalbox::ui {

/// What an operator wants of a virtual key.
struct KeyWish {
    std::string name;
    KeyTerms terms;
    KeyCeiling ceiling;
};

/// A virtual key as a form: its name, what it may use, how much, until when. Empty fields limit nothing. GUI thread.
class KeyEditor final : public Form {
    Q_OBJECT

public:
    /// id "": a new one.
    KeyEditor(const Engine& engine, const std::string& id, const KeyWish& former, QWidget* parent = nullptr);
    /// nullopt: something is wrong, and each field says what.
    [[nodiscard]] std::optional<KeyWish> wish();
    [[nodiscard]] const std::string& keyId() const { return m_id; }
    [[nodiscard]] const KeyWish& former() const { return m_former; }

private:
    void addLine(const std::string& member, const QString& label, QLineEdit* line, const QString& whenEmpty);
    [[nodiscard]] std::vector<ConfigProblem> read(KeyWish& wish) const;

    const Engine& m_engine;
    std::string m_id;
    KeyWish m_former;
    QLineEdit* m_name;
    QLineEdit* m_tiers;
    QLineEdit* m_features;
    QLineEdit* m_limit;
    QComboBox* m_window;
    QLineEdit* m_rate;
    QLineEdit* m_concurrency;
    QLineEdit* m_maxTokens;
    QLineEdit* m_expires;
};

/// "small, mid" and back.
[[nodiscard]] QString joinedNames(const std::vector<std::string>& names);
[[nodiscard]] std::vector<std::string> namesIn(const QString& text);

} // namespace signalbox::ui

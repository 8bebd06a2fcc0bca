// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/price_list.h"
#include "ui/rules/sheet.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace signalbox::ui {

class Form;

/// Sets what a model costs from a day on. GUI thread.
class PriceSheet final : public Sheet {
    Q_OBJECT

public:
    explicit PriceSheet(QWidget* parent);
    void retranslate() override;
    /// For a line of the list; nullptr: for any model of these providers (id and shown name).
    void begin(
        const PriceLine* line, const std::vector<std::pair<std::string, QString>>& providers, const std::string& today);
    void showError(const Error& error);

Q_SIGNALS:
    void saved(const signalbox::PriceEntry& entry);

private:
    void build();
    void makeFields();
    void save();
    void updateFields();
    void fill(const std::optional<Price>& price);
    [[nodiscard]] Result<Price> wanted() const;

    QWidget* m_area = nullptr;
    Form* m_form = nullptr;
    QComboBox* m_provider = nullptr;
    QLineEdit *m_model = nullptr, *m_input = nullptr, *m_cached = nullptr, *m_write = nullptr, *m_write1h = nullptr,
              *m_output = nullptr, *m_fee = nullptr, *m_from = nullptr, *m_note = nullptr;
    QComboBox* m_kind = nullptr;
    QCheckBox* m_keep = nullptr;
    std::optional<Price> m_former;
    std::string m_title;
    std::string m_today;
};

} // namespace signalbox::ui

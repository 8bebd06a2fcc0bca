// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace signalbox::ui {

/// A choice as wide as its longest entry, in whatever language and size of text. Where its place has less room, what is
/// chosen ends in an ellipsis and the tool tip has it whole. GUI thread.
class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    enum class Width {
        Whole, ///< never less than its longest entry
        Gives, ///< gives way to its neighbours
    };
    explicit ChoiceBox(QWidget* parent = nullptr, Width width = Width::Whole);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void initStyleOption(QStyleOptionComboBox* option) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int roomForWords() const;
    void tip();
    Width m_width;
    QString m_tip; ///< the tool tip that stands for words that have no room
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace signalbox::ui {

/// A field as wide as what is usually typed into it, or as the words that it shows while it is empty, at any size of
/// text. GUI thread.
class SizedLine final : public QLineEdit {
    Q_OBJECT

public:
    /// sample: "" for the placeholder text.
    explicit SizedLine(const QString& sample, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    QString m_sample;
};

} // namespace signalbox::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sized_line.h"

namespace signalbox::ui {

namespace {

constexpr int kUsualLetters = 17; ///< for which Qt makes a line edit wide enough
constexpr int kCursorRoom = 6;

} // namespace

SizedLine::SizedLine(const QString& sample, QWidget* parent)
    : QLineEdit(parent)
    , m_sample(sample)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SizedLine::sizeHint() const
{
    const QSize usual = QLineEdit::sizeHint();
    const int letters = kUsualLetters * fontMetrics().horizontalAdvance(u'x');
    const int words = fontMetrics().horizontalAdvance(m_sample.isEmpty() ? placeholderText() : m_sample);
    return { usual.width() - letters + words + kCursorRoom, usual.height() };
}

QSize SizedLine::minimumSizeHint() const
{
    return sizeHint();
}

} // namespace signalbox::ui

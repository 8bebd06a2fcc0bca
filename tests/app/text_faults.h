// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace signalbox::test {

/// What is wrong with the texts of a shown window as it stands, a line each: cut off, squeezed, or drawn over one
/// another. Text that ends in an ellipsis by design is no fault where the whole is in the tool tip, but a figure must
/// never lose a digit. GUI thread.
[[nodiscard]] QStringList clippedTexts(QWidget& window);
[[nodiscard]] QStringList overlappingTexts(QWidget& window);

/// Texts of the window (also accessible names, tool tips, entries of menus and lists) that the pseudo-language has not
/// marked and that isOwn does not know as something that has no translation.
[[nodiscard]] QStringList untranslatedTexts(QWidget& window, const std::function<bool(const QString&)>& isOwn);

/// Controls that have no accessible name, or the role and name of another one that can be seen with it.
[[nodiscard]] QStringList misnamedControls(QWidget& window);

/// Controls that the Tab key does not get to; or says that it never comes back. Moves the focus.
[[nodiscard]] QStringList unreachableControls(QWidget& window);

} // namespace signalbox::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox::ui {

/// Short programs that send one request through Signalbox. Code is the same in every language of the window.
enum class SnippetLanguage { Python, JavaScript, Curl };
[[nodiscard]] QString snippet(SnippetLanguage language, const QString& baseUrl, const QString& key);

} // namespace signalbox::ui

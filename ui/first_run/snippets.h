// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox::ui {

/// Short programs and settings that send requests through Signalbox. Code is the same in every language of the window.
enum class SnippetLanguage { Python, JavaScript, Curl, Environment, Tools };
inline constexpr SnippetLanguage kSnippetLanguages[] { SnippetLanguage::Python, SnippetLanguage::JavaScript,
    SnippetLanguage::Curl, SnippetLanguage::Environment, SnippetLanguage::Tools };
[[nodiscard]] QString snippet(SnippetLanguage language, const QString& baseUrl, const QString& key);

} // namespace signalbox::ui

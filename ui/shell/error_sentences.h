// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace signalbox::ui {

/// The English sentence for an error code, marked for translation in the context "ErrorText", or nullptr where there is
/// none. error_text.h makes the shown text of it. Any thread.
[[nodiscard]] const char* errorSentenceSource(std::string_view code);

} // namespace signalbox::ui

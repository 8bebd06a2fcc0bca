// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// Texts of resources/ that are compiled into core (cmake/embed_text.cmake), so that it runs with no file beside it.
namespace signalbox::embedded {
extern const std::string_view prices;         ///< resources/prices.json: the built-in price book
extern const std::string_view config_schema;  ///< resources/signalbox.schema.json
extern const std::string_view sandbox_config; ///< resources/sandbox.json: the configuration of --sandbox
extern const std::string_view starter_config; ///< resources/starter.json: the configuration a first start writes
} // namespace signalbox::embedded

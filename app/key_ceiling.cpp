// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/key_ceiling.h"

#include "core/tiers/price_book.h"
#include "ui/keys/key_ceiling_edit.h"

namespace signalbox::app {

Result<std::string> withKeyCeiling(
    const std::string& config, const std::string& keyId, const std::string& limit, const std::string& window)
{
    return ui::withKeyCeiling(config, keyId, limit == "none" ? std::string() : limit, window);
}

Result<void> setKeyCeiling(Proxy& proxy, const std::string& keyId, const std::string& limit, const std::string& window)
{
    const auto edited = withKeyCeiling(proxy.config()->text, keyId, limit, window);
    if (!edited)
        return tl::unexpected(edited.error());
    Proxy::Occasion occasion;
    occasion.note = "keys";
    return verdict(proxy.apply(*edited, occasion));
}

Result<void> setKeyCeiling(
    const std::string& configPath, const std::string& keyId, const std::string& limit, const std::string& window)
{
    const auto text = readTextFile(configPath);
    if (!text)
        return tl::unexpected(text.error());
    const auto edited = withKeyCeiling(*text, keyId, limit, window);
    if (!edited)
        return tl::unexpected(edited.error());
    if (auto sound = verdict(readConfig(*edited, PriceBook::builtIn())); !sound)
        return sound;
    return saveTextFile(configPath, *edited);
}

} // namespace signalbox::app

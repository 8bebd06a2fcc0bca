// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config_undo.h"
#include "core/proxy/log_retention.h"
#include "core/proxy/proxy_impl.h"

#include "core/base/embedded.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <filesystem>

// What is in force: choosing it at the start, numbering and keeping it, applying, reloading and rolling back.
namespace signalbox {

namespace {

/// Whether a newer program wrote it: what this one does not know of it must not be lost.
bool isNewer(const ConfigRead& read)
{
    return std::any_of(read.problems.begin(), read.problems.end(),
        [](const ConfigProblem& problem) { return problem.error.code == "config_newer"; });
}

/// Beside the file itself, where the path is a link: as keepLastGood() writes it.
std::string lastGoodPath(const std::string& path)
{
    std::error_code failed;
    const std::filesystem::path real = std::filesystem::canonical(path, failed);
    return (failed ? path : real.string()) + ".last-good";
}

/// Whoever changed the file by hand may break it next time, and the start after that must know what held before. Where
/// nothing can be written beside it, it goes without.
void rememberGood(const std::string& path, const std::string& text)
{
    if (const auto kept = readTextFile(lastGoodPath(path)); !kept || *kept != text)
        (void)keepLastGood(path, text);
}

} // namespace

void Proxy::Impl::chooseConfig()
{
    const std::string_view builtIn = options.sandbox ? embedded::sandbox_config : embedded::starter_config;
    ConfigRead read;
    if (options.configPath.empty() || !std::filesystem::exists(options.configPath))
        read = readConfig(builtIn, PriceBook::builtIn());
    else if (const auto file = readTextFile(options.configPath)) {
        read = readConfig(*file, PriceBook::builtIn());
        if (read.config)
            rememberGood(options.configPath, *file);
    } else
        read.problems.push_back({ "", 0, 0, file.error(), false });
    fileIsNewer = isNewer(read);
    status.configProblems = read.problems;
    if (!read.config) {
        // The last good file stays in force; a first start with a bad file falls back to the built-in one.
        if (const auto lastGood = readTextFile(lastGoodPath(options.configPath)))
            read = readConfig(*lastGood, PriceBook::builtIn());
        status.configFromLastGood = read.config != nullptr;
        if (!read.config)
            read = readConfig(builtIn, PriceBook::builtIn());
    }
    plain = read.config;
    config = pricedAt(plain, *prices.history(), clock.now());
    dropPriced(status.configProblems, *config);
    status.rulesVersion = config->rules.version;
    status.rulesAppliedAt = clock.now();
}

std::shared_ptr<const Config> Proxy::Impl::swapConfig(std::shared_ptr<const Config> next)
{
    std::shared_ptr<const Config> priced = pricedAt(next, *prices.history(), clock.now());
    const auto former = std::atomic_load(&config);
    const bool moves = !options.port && former && former->port != next->port;
    {
        const std::lock_guard lock(mutex);
        plain = next;
        std::atomic_store(&config, priced);
        dropPriced(status.configProblems, *priced);
        status.rulesVersion = next->rules.version;
        status.rulesAppliedAt = clock.now();
        status.configFromLastGood = false;
    }
    if (ledger) {
        ledger->setDayRule(next->day);
        ledger->setCeilings(next->ceilings);
    }
    recorder->setDayRule(next->day);
    recorder->setRetention(retentionOf(*next));
    prompts.turn(next->keepPrompts);
    alerts->configure(next->alerts, next->day);
    asio::post(io, [this, priced, moves] {
        services->config = priced;
        listener->setGuests(priced->sameUserOnly, priced->allowedOrigins);
        if (moves)
            (void)listenOn(priced->port); // what went wrong stands in the status
        else
            followOuter(priced->outer);
    });
    return priced;
}

/// After a restart under the same configuration its number is the same, too.
Result<void> Proxy::Impl::numberFirst()
{
    if (ledger) {
        auto stored = Ledger::storedVersions(options.dataDir);
        if (!stored)
            return tl::unexpected(stored.error());
        if (!stored->empty())
            newest = stored->back();
    }
    auto first = numbered(*config, { "start", "" });
    if (!first)
        return tl::unexpected(first.error());
    plain = std::move(*first);
    config = pricedAt(plain, *prices.history(), clock.now());
    prompts.turn(config->keepPrompts);
    status.rulesVersion = config->rules.version;
    if (newest.appliedAt != 0)
        status.rulesAppliedAt = newest.appliedAt;
    return {};
}

/// The same configuration with its number, which is durable when this returns.
Result<std::shared_ptr<const Config>> Proxy::Impl::numbered(const Config& next, const Occasion& occasion)
{
    const std::lock_guard lock(versionMutex);
    auto copy = std::make_shared<Config>(next);
    const std::string hash = sha256Hex(next.text).substr(0, 16);
    if (hash == newest.configHash) {
        copy->rules.version = newest.number;
        return std::shared_ptr<const Config>(std::move(copy));
    }
    ConfigVersion version;
    version.number = newest.number + 1;
    version.appliedAt = clock.now();
    version.rulesHash = next.rules.hash;
    version.configHash = hash;
    version.origin = occasion.origin;
    version.note = occasion.note.substr(0, 2000);
    version.text = next.text;
    if (ledger) {
        auto stored = awaitSoon<Result<void>>(
            [&](auto done) { ledger->addVersion(version, std::move(done)); }, fail("ledger_unavailable"));
        if (!stored)
            return tl::unexpected(stored.error());
    }
    copy->rules.version = version.number;
    newest = std::move(version);
    newest.text.clear();
    return std::shared_ptr<const Config>(std::move(copy));
}

ConfigRead Proxy::Impl::takeConfig(std::string_view text, const Occasion& occasion)
{
    if (fileIsNewer)
        return { nullptr, { { "", 0, 0, { "config_newer", {} }, false } } };
    ConfigRead read = readConfig(text, PriceBook::builtIn());
    if (!read.config)
        return read;
    auto next = numbered(*read.config, occasion);
    if (!next) {
        read.problems.push_back({ "", 0, 0, next.error(), false });
        read.config = nullptr;
        return read;
    }
    read.config = std::move(*next);
    if (!options.configPath.empty()) {
        if (auto saved = saveTextFile(options.configPath, text); !saved) {
            read.problems.push_back({ "", 0, 0, saved.error(), false });
            read.config = nullptr;
            return read;
        }
    }
    {
        const std::lock_guard lock(mutex);
        status.configProblems = read.problems;
    }
    read.config = swapConfig(read.config);
    dropPriced(read.problems, *read.config);
    secretLoader.load(secretRefs(*read.config));
    return read;
}

std::shared_ptr<const Config> Proxy::config() const
{
    return std::atomic_load(&m_impl->config);
}

ConfigRead Proxy::apply(std::string_view json, const Occasion& occasion)
{
    return m_impl->takeConfig(json, occasion);
}

Result<std::vector<ConfigVersion>> Proxy::history() const
{
    return Ledger::storedVersions(m_impl->options.dataDir);
}

Result<ConfigVersion> Proxy::version(std::int64_t number) const
{
    return Ledger::storedVersion(m_impl->options.dataDir, number);
}

ConfigRead Proxy::rollBack(std::int64_t number, const std::string& note)
{
    const auto versions = history();
    const auto undone = !versions
        ? Result<UndoneConfig>(tl::unexpected(versions.error()))
        : rolledBack(config()->text, number, *versions, [this](std::int64_t each) { return version(each); });
    if (!undone)
        return { nullptr, { { "", 0, 0, undone.error(), false } } };
    ConfigRead read = apply(undone->text, { "rollback:" + std::to_string(number), note });
    read.problems.insert(read.problems.end(), undone->kept.begin(), undone->kept.end());
    return read;
}

const PromptWindow& Proxy::prompts() const
{
    return m_impl->prompts;
}

ConfigRead Proxy::reload()
{
    auto text = readTextFile(m_impl->options.configPath);
    if (!text)
        return { nullptr, { { "", 0, 0, text.error(), false } } };
    ConfigRead read = readConfig(*text, PriceBook::builtIn());
    m_impl->fileIsNewer = isNewer(read);
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->status.configProblems = read.problems;
        m_impl->status.configFromLastGood = !read.config; // what was in force stays
    }
    if (!read.config)
        return read;
    auto next = m_impl->numbered(*read.config, { "file", "" });
    if (!next) {
        read.problems.push_back({ "", 0, 0, next.error(), false });
        read.config = nullptr;
        return read;
    }
    read.config = std::move(*next);
    read.config = m_impl->swapConfig(read.config);
    rememberGood(m_impl->options.configPath, *text);
    dropPriced(read.problems, *read.config);
    m_impl->secretLoader.load(secretRefs(*read.config)); // the file may name others now
    return read;
}

} // namespace signalbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/usage_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox {
namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t kMostTokens = std::int64_t { 1 } << 40; ///< above it a count is absurd
constexpr std::size_t kRawBytes = 4096;

/// One count by the name it comes under.
enum Slot : std::size_t {
    PromptTokens,
    InputTokens,
    CompletionTokens,
    OutputTokens,
    TotalTokens,
    CachedTokens,
    PromptDetailCached,
    InputDetailCached,
    CacheHit,
    CacheRead,
    CacheCreation,
    DetailWrite,
    Write5m,
    Write1h,
    CompletionDetailReasoning,
    OutputDetailReasoning,
    ReasoningTokens,
    PromptAudio,
    InputAudio,
    CompletionAudio,
    OutputAudio,
    PromptImage,
    InputImage,
    CompletionImage,
    OutputImage,
    Searches,
    kSlots
};

struct Entry {
    std::string_view parent; ///< "" for the usage object itself
    std::string_view name;
    Slot slot;
};

constexpr std::array kEntries {
    Entry { "", "prompt_tokens", PromptTokens },
    Entry { "", "completion_tokens", CompletionTokens },
    Entry { "", "total_tokens", TotalTokens },
    Entry { "", "input_tokens", InputTokens },
    Entry { "", "output_tokens", OutputTokens },
    Entry { "", "cached_tokens", CachedTokens },
    Entry { "", "prompt_cache_hit_tokens", CacheHit },
    Entry { "", "cache_read_input_tokens", CacheRead },
    Entry { "", "cache_creation_input_tokens", CacheCreation },
    Entry { "", "reasoning_tokens", ReasoningTokens },
    Entry { "prompt_tokens_details", "cached_tokens", PromptDetailCached },
    Entry { "prompt_tokens_details", "cache_write_tokens", DetailWrite },
    Entry { "input_tokens_details", "cached_tokens", InputDetailCached },
    Entry { "completion_tokens_details", "reasoning_tokens", CompletionDetailReasoning },
    Entry { "output_tokens_details", "reasoning_tokens", OutputDetailReasoning },
    Entry { "prompt_tokens_details", "audio_tokens", PromptAudio },
    Entry { "input_tokens_details", "audio_tokens", InputAudio },
    Entry { "completion_tokens_details", "audio_tokens", CompletionAudio },
    Entry { "output_tokens_details", "audio_tokens", OutputAudio },
    Entry { "prompt_tokens_details", "image_tokens", PromptImage },
    Entry { "input_tokens_details", "image_tokens", InputImage },
    Entry { "completion_tokens_details", "image_tokens", CompletionImage },
    Entry { "output_tokens_details", "image_tokens", OutputImage },
    Entry { "server_tool_use", "web_search_requests", Searches },
    Entry { "cache_creation", "ephemeral_5m_input_tokens", Write5m },
    Entry { "cache_creation", "ephemeral_1h_input_tokens", Write1h },
};

constexpr std::array<std::string_view, 6> kParents { "prompt_tokens_details", "completion_tokens_details",
    "input_tokens_details", "output_tokens_details", "cache_creation", "server_tool_use" };

/// The counts of one usage object, as they stand there.
class Counts {
public:
    void read(dom::object object, std::string_view parent);

    [[nodiscard]] bool invalid() const { return m_invalid; }
    [[nodiscard]] bool has(Slot slot) const { return m_counts[slot] >= 0; }
    /// The first of these that is there, else 0.
    [[nodiscard]] std::int64_t first(std::initializer_list<Slot> slots) const;

private:
    void keep(Slot slot, dom::element value);

    static constexpr std::int64_t kAbsent = -1;
    std::array<std::int64_t, kSlots> m_counts = filled();
    bool m_invalid = false;

    static constexpr std::array<std::int64_t, kSlots> filled()
    {
        std::array<std::int64_t, kSlots> counts {};
        for (std::int64_t& count : counts)
            count = kAbsent;
        return counts;
    }
};

void Counts::read(dom::object object, std::string_view parent)
{
    for (const auto [name, value] : object) {
        if (value.is_null())
            continue;
        const auto entry = std::find_if(kEntries.begin(), kEntries.end(),
            [parent, key = name](const Entry& e) { return e.name == key && e.parent == parent; });
        if (entry != kEntries.end()) {
            keep(entry->slot, value);
        } else if (parent.empty() && std::find(kParents.begin(), kParents.end(), name) != kParents.end()) {
            dom::object details;
            if (value.get(details) == simdjson::SUCCESS)
                read(details, name);
            else
                m_invalid = true;
        }
    }
}

void Counts::keep(Slot slot, dom::element value)
{
    std::int64_t count = 0;
    const bool good = value.get(count) == simdjson::SUCCESS && count >= 0 && count <= kMostTokens;
    if (good && !has(slot))
        m_counts[slot] = count;
    else if (slot != TotalTokens) // a wrong sum does not spoil its parts
        m_invalid = true;
}

std::int64_t Counts::first(std::initializer_list<Slot> slots) const
{
    for (const Slot slot : slots) {
        if (has(slot))
            return m_counts[slot];
    }
    return 0;
}

void readCacheWrites(Usage& usage, const Counts& counts)
{
    const std::int64_t all = counts.first({ CacheCreation, DetailWrite });
    usage.cacheWrite5m = counts.first({ Write5m });
    usage.cacheWrite1h = counts.first({ Write1h });
    usage.cacheWrite5m += std::max<std::int64_t>(0, all - usage.cacheWrite5m - usage.cacheWrite1h);
}

void readInput(Usage& usage, const Counts& counts, const UsageSource& source)
{
    std::int64_t in = counts.first({ PromptTokens, InputTokens });
    const bool hasInput = counts.has(PromptTokens) || counts.has(InputTokens);
    if (!hasInput && source.endpoint == Endpoint::Embeddings)
        in = counts.first({ TotalTokens });
    usage.cachedIn = counts.first({ PromptDetailCached, InputDetailCached, CacheRead, CacheHit, CachedTokens });
    readCacheWrites(usage, counts);
    // Anthropic's own field names carry Anthropic's meaning, whoever relays them.
    const bool anthropic = !counts.has(PromptTokens) && (counts.has(CacheRead) || counts.has(CacheCreation));
    usage.uncachedIn = in;
    if (anthropic || source.meaning == UsageMeaning::InputExcludesCache || !hasInput)
        return;
    const std::int64_t rest = in - usage.cachedIn - usage.cacheWrite5m - usage.cacheWrite1h;
    usage.invalid |= rest < 0;
    usage.uncachedIn = std::max<std::int64_t>(rest, 0); // also what is invalid is summed up and shown
}

/// `completion_tokens` covers reasoning, but for xAI (the sum shows it) and Gemini's compatible endpoint (only the sum
/// counts the thoughts).
void readOutput(Usage& usage, const Counts& counts, const UsageSource& source)
{
    usage.out = counts.first({ CompletionTokens, OutputTokens });
    usage.reasoningOut = counts.first({ CompletionDetailReasoning, OutputDetailReasoning, ReasoningTokens });
    const std::int64_t unexplained = counts.first({ TotalTokens }) - usage.totalIn() - usage.out;
    if (unexplained > 0 && unexplained == usage.reasoningOut) {
        usage.out += unexplained;
    } else if (unexplained > 0 && source.model.find("gemini") != std::string_view::npos) {
        usage.out += unexplained;
        usage.reasoningOut = std::max(usage.reasoningOut, unexplained);
    }
    usage.invalid |= usage.reasoningOut > usage.out;
}

/// More of a part than there is of the whole is no figure to go by.
void readParts(Usage& usage, const Counts& counts)
{
    usage.audioIn = counts.first({ PromptAudio, InputAudio });
    usage.imageIn = counts.first({ PromptImage, InputImage });
    usage.audioOut = counts.first({ CompletionAudio, OutputAudio });
    usage.imageOut = counts.first({ CompletionImage, OutputImage });
    usage.searches = counts.first({ Searches });
    usage.invalid |= usage.audioIn + usage.imageIn > usage.totalIn() || usage.audioOut + usage.imageOut > usage.out;
}

/// Beside the counts: which service tier it was, and what the provider itself takes it to cost (OpenRouter: "cost", in
/// dollars). That is compared with ours and never booked.
void readWords(Usage& usage, dom::object object)
{
    constexpr double kMostDollars = 1e6;
    for (const auto [name, value] : object) {
        std::string_view text;
        double dollars = 0;
        if (name == "service_tier" && value.get(text) == simdjson::SUCCESS && text.size() <= 32)
            usage.serviceTier = text;
        else if (name == "cost" && value.get(dollars) == simdjson::SUCCESS && dollars >= 0 && dollars < kMostDollars)
            usage.reportedNano = std::llround(dollars * 1e9);
    }
}

} // namespace

Usage readUsage(dom::element value, std::string_view raw, const UsageSource& source)
{
    Usage usage;
    if (value.is_null())
        return usage;
    if (raw.size() <= kRawBytes)
        usage.raw = raw;
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
        usage.present = true;
        usage.invalid = true;
        return usage;
    }
    Counts counts;
    counts.read(object, "");
    const bool embeddings = source.endpoint == Endpoint::Embeddings;
    const bool hasIn = counts.has(PromptTokens) || counts.has(InputTokens) || (embeddings && counts.has(TotalTokens));
    const bool hasOut = counts.has(CompletionTokens) || counts.has(OutputTokens);
    usage.invalid = counts.invalid();
    usage.present = hasIn || hasOut || usage.invalid;
    usage.partial = !hasIn || (!hasOut && !embeddings);
    readInput(usage, counts, source);
    if (hasOut)
        readOutput(usage, counts, source);
    readParts(usage, counts);
    readWords(usage, object);
    return usage;
}

} // namespace signalbox

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What answers cost, worked out from exact fractions and from each provider's published meaning of its usage object.
Writes tests/corpora/costs/golden.jsonl, which tests/core/proxy/golden_cost_test.cpp plays against the program.

It shares nothing with the program: no code, no rounding helper, no reading of usage. A case says what was billed in words of
the provider; `bill` is that list of (count, price per million), summed as fractions and rounded up to a nano-dollar once.

usage: golden_costs.py > tests/corpora/costs/golden.jsonl
"""
import json
from fractions import Fraction
from math import ceil

CASES = []


def nano(bill, fees=(), factor="1"):
    """Nano-dollars: count x dollars per million, plus fees in dollars, times the factor, rounded up once."""
    total = sum((Fraction(count) * Fraction(price) / 1_000_000 for count, price in bill), Fraction(0))
    total += sum((Fraction(fee) for fee in fees), Fraction(0))
    return ceil(total * Fraction(factor) * 1_000_000_000)


def case(name, preset, model, price, usage, bill, *, endpoint="chat", fees=(), factor="1", answer=None, images=0, tokens=None, reported=None, source=""):
    CASES.append({
        "id": name, "provider": preset, "endpoint": endpoint, "model": model, "price": price, "factor": factor, "usage": usage,
        "answer": answer or {}, "images": images, "tokens": tokens, "reported_nano": reported,
        "expected_nano": nano(bill, fees, factor), "source": source})


# --- OpenAI, chat completions: prompt_tokens includes the cached ones, completion_tokens the reasoning --------------------------
O = {"input": "2.50", "cached_input": "1.25", "output": "10.00"}
MINI = {"input": "0.15", "cached_input": "0.075", "output": "0.60"}
OPENAI = "OpenAI API reference, chat completion object, usage"


def openai_usage(prompt, completion, **details):
    usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    inside = {k[3:]: v for k, v in details.items() if k.startswith("in_")}
    outside = {k[4:]: v for k, v in details.items() if k.startswith("out_")}
    if inside:
        usage["prompt_tokens_details"] = inside
    if outside:
        usage["completion_tokens_details"] = outside
    return usage


case("openai-plain", "openai", "gpt-4o", O, openai_usage(1000, 500), [(1000, "2.50"), (500, "10")], source=OPENAI)
case("openai-one-token-each", "openai", "gpt-4o-mini", MINI, openai_usage(1, 1), [(1, "0.15"), (1, "0.60")], source=OPENAI)
case("openai-rounds-up-once", "openai", "m", {"input": "0.0001", "output": "0.0001"}, openai_usage(1, 1), [(1, "0.0001"), (1, "0.0001")])
case("openai-cached-once-not-twice", "openai", "gpt-4o", O, openai_usage(10_000, 100, in_cached_tokens=8_000),
     [(2_000, "2.50"), (8_000, "1.25"), (100, "10")], tokens=[2_000, 8_000, 0, 0, 100], source="langfuse#10592, litellm#9812: cached tokens charged at both prices")
case("openai-all-cached", "openai", "gpt-4o", O, openai_usage(4_096, 7, in_cached_tokens=4_096), [(4_096, "1.25"), (7, "10")])
case("openai-cached-zero", "openai", "gpt-4o", O, openai_usage(128, 7, in_cached_tokens=0), [(128, "2.50"), (7, "10")])
case("openai-reasoning-is-inside-output", "openai", "o4-mini", {"input": "1.10", "cached_input": "0.275", "output": "4.40"},
     openai_usage(200, 1_500, out_reasoning_tokens=1_400), [(200, "1.10"), (1_500, "4.40")], tokens=[200, 0, 0, 0, 1_500], source=OPENAI)
case("openai-cached-and-reasoning", "openai", "gpt-5", {"input": "1.25", "cached_input": "0.125", "output": "10"},
     openai_usage(50_000, 2_048, in_cached_tokens=49_920, out_reasoning_tokens=2_000), [(80, "1.25"), (49_920, "0.125"), (2_048, "10")])
case("openai-predictions-inside-output", "openai", "gpt-4o", O,
     openai_usage(900, 400, out_accepted_prediction_tokens=100, out_rejected_prediction_tokens=120), [(900, "2.50"), (400, "10")],
     source="OpenAI: rejected prediction tokens are counted in completion_tokens")
case("openai-null-details", "openai", "gpt-4o", O, {**openai_usage(11, 3), "prompt_tokens_details": None}, [(11, "2.50"), (3, "10")])
case("openai-zero-output", "openai", "gpt-4o", O, openai_usage(11, 0), [(11, "2.50")], source="litellm#37992: an explicit zero is a figure")
case("openai-zero-everything", "openai", "gpt-4o", O, openai_usage(0, 0), [])
AUDIO = {"input": "2.50", "output": "10", "audio_input": "40", "audio_output": "80"}
case("openai-audio-in", "openai", "gpt-4o-audio", AUDIO, openai_usage(1_300, 50, in_audio_tokens=1_200, in_text_tokens=100), [(100, "2.50"), (1_200, "40"), (50, "10")])
case("openai-audio-both-ways", "openai", "gpt-4o-audio", AUDIO, openai_usage(600, 900, in_audio_tokens=500, out_audio_tokens=800, out_text_tokens=100),
     [(100, "2.50"), (500, "40"), (100, "10"), (800, "80")])
case("openai-audio-without-a-price-of-its-own", "openai", "m", O, openai_usage(600, 900, in_audio_tokens=500, out_audio_tokens=800), [(600, "2.50"), (900, "10")])
IMAGE = {"input": "5", "cached_input": "1.25", "output": "10", "image_input": "10", "image_output": "40"}
case("openai-image-tokens", "openai", "gpt-image", IMAGE, {"input_tokens": 400, "output_tokens": 1_056, "total_tokens": 1_456,
     "input_tokens_details": {"text_tokens": 77, "image_tokens": 323}, "output_tokens_details": {"image_tokens": 1_056}}, [(77, "5"), (323, "10"), (1_056, "40")])
TIERS = {**O, "service_tiers": {"flex": {"input": "1.25", "cached_input": "0.625", "output": "5"}, "priority": {"input": "4.25", "cached_input": "2.125", "output": "17"}}}
for served, prices in (("default", ("2.50", "1.25", "10")), ("flex", ("1.25", "0.625", "5")), ("priority", ("4.25", "2.125", "17")), ("auto", ("2.50", "1.25", "10"))):
    case(f"openai-served-{served}", "openai", "gpt-4o", TIERS, openai_usage(3_000, 777, in_cached_tokens=1_024),
         [(1_976, prices[0]), (1_024, prices[1]), (777, prices[2])], answer={"service_tier": served}, source="OpenAI: the answer's service_tier says which tier served it")
case("openai-embeddings", "openai", "text-embedding-3-small", {"input": "0.02", "output": "0"}, {"prompt_tokens": 8_191, "total_tokens": 8_191}, [(8_191, "0.02")], endpoint="embeddings")
case("openai-embeddings-total-alone", "openai", "text-embedding-3-small", {"input": "0.02", "output": "0"}, {"total_tokens": 12}, [(12, "0.02")], endpoint="embeddings")
case("openai-legacy-completions", "openai", "gpt-3.5-turbo-instruct", {"input": "1.50", "output": "2"}, openai_usage(5, 16), [(5, "1.50"), (16, "2")], endpoint="completions")

# --- OpenAI, responses: other names, the same meaning ---------------------------------------------------------------------------


def responses_usage(input_, output, cached=0, reasoning=0):
    return {"input_tokens": input_, "input_tokens_details": {"cached_tokens": cached}, "output_tokens": output,
            "output_tokens_details": {"reasoning_tokens": reasoning}, "total_tokens": input_ + output}


RESPONSES = "OpenAI API reference, response object, usage"
case("responses-plain", "openai", "gpt-4o", O, responses_usage(36, 87), [(36, "2.50"), (87, "10")], source=RESPONSES)
case("responses-cached", "openai", "gpt-4o", O, responses_usage(20_480, 64, cached=20_352), [(128, "2.50"), (20_352, "1.25"), (64, "10")], source=RESPONSES)
case("responses-reasoning", "openai", "o3", {"input": "2", "cached_input": "0.50", "output": "8"}, responses_usage(81, 1_035, reasoning=832), [(81, "2"), (1_035, "8")])
case("responses-cached-and-reasoning", "openai", "o3", {"input": "2", "cached_input": "0.50", "output": "8"}, responses_usage(9_000, 4_000, cached=8_960, reasoning=3_968),
     [(40, "2"), (8_960, "0.50"), (4_000, "8")], tokens=[40, 8_960, 0, 0, 4_000])

# --- Anthropic: input_tokens excludes what came from or went into the cache -----------------------------------------------------
SONNET = {"input": "3", "cached_input": "0.30", "cache_write": "3.75", "cache_write_1h": "6", "output": "15"}
SONNET_LONG = {**SONNET, "long_context": {"above": 200_000, "input": "6", "cached_input": "0.60", "cache_write": "7.50", "cache_write_1h": "12", "output": "22.50"}}
ANTHROPIC = "Anthropic docs, prompt caching: total input = input_tokens + cache_creation_input_tokens + cache_read_input_tokens"


def anthropic_usage(input_, output, read=0, write=0, w5=None, w1=None, **more):
    usage = {"input_tokens": input_, "cache_creation_input_tokens": write, "cache_read_input_tokens": read, "output_tokens": output, **more}
    if w5 is not None:
        usage["cache_creation"] = {"ephemeral_5m_input_tokens": w5, "ephemeral_1h_input_tokens": w1}
    return usage


case("anthropic-plain", "anthropic", "claude-sonnet-4-5", SONNET, anthropic_usage(2_095, 503), [(2_095, "3"), (503, "15")], source=ANTHROPIC)
case("anthropic-read", "anthropic", "claude-sonnet-4-5", SONNET, anthropic_usage(50, 503, read=100_000), [(50, "3"), (100_000, "0.30"), (503, "15")],
     tokens=[50, 100_000, 0, 0, 503], source="litellm#9812, #11364: cache reads charged again as input")
case("anthropic-write", "anthropic", "claude-sonnet-4-5", SONNET, anthropic_usage(21, 393, write=188_086), [(21, "3"), (188_086, "3.75"), (393, "15")],
     tokens=[21, 0, 188_086, 0, 393], source="bifrost#3451: cache creation counted twice")
case("anthropic-write-by-time-to-live", "anthropic", "claude-sonnet-4-5", SONNET, anthropic_usage(2_048, 503, read=1_800, write=248, w5=148, w1=100),
     [(2_048, "3"), (1_800, "0.30"), (148, "3.75"), (100, "6"), (503, "15")], tokens=[2_048, 1_800, 148, 100, 503], source=ANTHROPIC)
case("anthropic-write-1h-alone", "anthropic", "claude-sonnet-4-5", SONNET, anthropic_usage(3, 10, write=5_000, w5=0, w1=5_000), [(3, "3"), (5_000, "6"), (10, "15")])
case("anthropic-everything-at-once", "anthropic", "claude-sonnet-4-5", SONNET, anthropic_usage(17, 2_222, read=90_001, write=7_003, w5=6_000, w1=1_003),
     [(17, "3"), (90_001, "0.30"), (6_000, "3.75"), (1_003, "6"), (2_222, "15")])
case("anthropic-below-long", "anthropic", "claude-sonnet-4-5", SONNET_LONG, anthropic_usage(200_000, 10), [(200_000, "3"), (10, "15")], source="Anthropic: above 200,000, not from 200,000 on")
case("anthropic-above-long", "anthropic", "claude-sonnet-4-5", SONNET_LONG, anthropic_usage(200_001, 10), [(200_001, "6"), (10, "22.50")])
case("anthropic-long-by-cache", "anthropic", "claude-sonnet-4-5", SONNET_LONG, anthropic_usage(5, 10, read=199_000, write=1_000), [(5, "6"), (199_000, "0.60"), (1_000, "7.50"), (10, "22.50")],
     source="litellm#40002: the threshold counts cached tokens too")
case("anthropic-searches", "anthropic", "claude-sonnet-4-5", {**SONNET, "per_search": "0.01"}, anthropic_usage(105, 6_039, read=7_123, write=7_345, server_tool_use={"web_search_requests": 3}),
     [(105, "3"), (7_123, "0.30"), (7_345, "3.75"), (6_039, "15")], fees=["0.03"], source="Anthropic: $10 per 1,000 searches")
case("anthropic-no-search-no-fee", "anthropic", "claude-sonnet-4-5", {**SONNET, "per_search": "0.01"}, anthropic_usage(105, 39, server_tool_use={"web_search_requests": 0}), [(105, "3"), (39, "15")])
case("anthropic-served-batch", "anthropic", "claude-sonnet-4-5", {**SONNET, "service_tiers": {"batch": {"input": "1.50", "cached_input": "0.15", "cache_write": "1.875", "cache_write_1h": "3", "output": "7.50"}}},
     anthropic_usage(1_000, 1_000, service_tier="batch"), [(1_000, "1.50"), (1_000, "7.50")], source="Anthropic: usage.service_tier")
case("anthropic-served-standard", "anthropic", "claude-sonnet-4-5", {**SONNET, "service_tiers": {"batch": {"input": "1.50", "output": "7.50"}}},
     anthropic_usage(1_000, 1_000, service_tier="standard"), [(1_000, "3"), (1_000, "15")])
case("anthropic-relayed-by-another", "custom", "claude-sonnet-4-5", SONNET, anthropic_usage(50, 503, read=100_000), [(50, "3"), (100_000, "0.30"), (503, "15")],
     source="Anthropic's own field names carry Anthropic's meaning, whoever relays them")

# --- Gemini's OpenAI endpoint: the thoughts stand in the total alone ------------------------------------------------------------
FLASH = {"input": "0.30", "cached_input": "0.075", "output": "2.50"}
PRO = {"input": "1.25", "cached_input": "0.31", "output": "10", "long_context": {"above": 200_000, "input": "2.50", "cached_input": "0.625", "output": "15"}}
GEMINI = "measured on Gemini's compatible endpoint: total_tokens - prompt_tokens - completion_tokens = thoughts"
case("gemini-plain", "gemini", "gemini-2.5-flash", FLASH, {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30}, [(10, "0.30"), (20, "2.50")])
case("gemini-thoughts", "gemini", "gemini-2.5-flash", FLASH, {"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 830}, [(10, "0.30"), (820, "2.50")],
     tokens=[10, 0, 0, 0, 820], source=GEMINI)
case("gemini-thoughts-listed-too", "gemini", "gemini-2.5-pro", PRO, {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 450,
     "completion_tokens_details": {"reasoning_tokens": 300}}, [(100, "1.25"), (350, "10")], source=GEMINI)
case("gemini-cached", "gemini", "gemini-2.5-flash", FLASH, {"prompt_tokens": 5_000, "completion_tokens": 20, "total_tokens": 5_020, "prompt_tokens_details": {"cached_tokens": 4_096}},
     [(904, "0.30"), (4_096, "0.075"), (20, "2.50")])
case("gemini-long", "gemini", "gemini-2.5-pro", PRO, {"prompt_tokens": 250_000, "completion_tokens": 1_000, "total_tokens": 251_000}, [(250_000, "2.50"), (1_000, "15")])
case("gemini-long-with-thoughts", "gemini", "gemini-2.5-pro", PRO, {"prompt_tokens": 250_000, "completion_tokens": 1_000, "total_tokens": 254_000}, [(250_000, "2.50"), (4_000, "15")])

# --- DeepSeek: hits and misses are both inside prompt_tokens --------------------------------------------------------------------
DEEP = {"input": "0.28", "cached_input": "0.028", "output": "0.42"}
DEEPSEEK = "DeepSeek API docs: prompt_tokens = prompt_cache_hit_tokens + prompt_cache_miss_tokens"


def deepseek_usage(hit, miss, out, **more):
    return {"prompt_tokens": hit + miss, "completion_tokens": out, "total_tokens": hit + miss + out, "prompt_cache_hit_tokens": hit, "prompt_cache_miss_tokens": miss, **more}


case("deepseek-miss", "deepseek", "deepseek-chat", DEEP, deepseek_usage(0, 1_500, 900), [(1_500, "0.28"), (900, "0.42")], source=DEEPSEEK)
case("deepseek-hit", "deepseek", "deepseek-chat", DEEP, deepseek_usage(1_280, 220, 900), [(220, "0.28"), (1_280, "0.028"), (900, "0.42")], tokens=[220, 1_280, 0, 0, 900], source=DEEPSEEK)
case("deepseek-hit-in-both-places", "deepseek", "deepseek-chat", DEEP, deepseek_usage(1_280, 220, 900, prompt_tokens_details={"cached_tokens": 1_280}),
     [(220, "0.28"), (1_280, "0.028"), (900, "0.42")], source="the same count under two names is one count")
case("deepseek-reasoner", "deepseek", "deepseek-reasoner", DEEP, deepseek_usage(64, 36, 5_000, completion_tokens_details={"reasoning_tokens": 4_500}), [(36, "0.28"), (64, "0.028"), (5_000, "0.42")])

# --- OpenRouter: OpenAI's meaning, its own cost beside it -----------------------------------------------------------------------
OPENROUTER = "OpenRouter docs, usage accounting: usage.cost in dollars"
case("openrouter-plain", "openrouter", "openai/gpt-4o", O, {**openai_usage(194, 2), "cost": 0.000505}, [(194, "2.50"), (2, "10")], reported=505_000, source=OPENROUTER)
case("openrouter-cached", "openrouter", "openai/gpt-4o", O, {**openai_usage(10_339, 60, in_cached_tokens=10_318), "cost": 0.01355}, [(21, "2.50"), (10_318, "1.25"), (60, "10")], reported=13_550_000)
case("openrouter-cache-writes", "openrouter", "anthropic/claude-sonnet-4.5", SONNET, {**openai_usage(10_000, 60, in_cached_tokens=2_000, in_cache_write_tokens=7_000), "cost": 0.03075},
     [(1_000, "3"), (2_000, "0.30"), (7_000, "3.75"), (60, "15")], tokens=[1_000, 2_000, 7_000, 0, 60], reported=30_750_000, source=OPENROUTER)
case("openrouter-reasoning", "openrouter", "deepseek/deepseek-r1", {"input": "0.70", "output": "2.50"}, {**openai_usage(30, 812, out_reasoning_tokens=700), "cost": 0.002051}, [(30, "0.70"), (812, "2.50")], reported=2_051_000)
case("openrouter-says-another-sum", "openrouter", "openai/gpt-4o", O, {**openai_usage(1_000, 500), "cost": 0.01}, [(1_000, "2.50"), (500, "10")], reported=10_000_000)
case("openrouter-fee-factor", "openrouter", "openai/gpt-4o", O, openai_usage(1_001, 333), [(1_001, "2.50"), (333, "10")], factor="1.055")
case("openrouter-free", "openrouter", "x/y:free", {"input": "0.000001", "output": "0"}, {**openai_usage(1, 1), "cost": 0}, [(1, "0.000001")], reported=0)
case("openrouter-per-image-and-request", "openrouter", "vision/model", {"input": "0.10", "output": "0.40", "per_request": "0.0005", "per_image": "0.001238"}, openai_usage(100, 10),
     [(100, "0.10"), (10, "0.40")], fees=["0.0005", "0.002476"], images=2)

# --- others and edges -----------------------------------------------------------------------------------------------------------
case("xai-reasoning-beside-output", "xai", "grok-4", {"input": "3", "cached_input": "0.75", "output": "15"}, {"prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135,
     "completion_tokens_details": {"reasoning_tokens": 94}, "prompt_tokens_details": {"cached_tokens": 6}}, [(26, "3"), (6, "0.75"), (103, "15")],
     tokens=[26, 6, 0, 0, 103], source="xAI API reference: reasoning_tokens are not in completion_tokens, the total shows it")
case("moonshot-cached-at-the-top", "custom", "kimi-k2", {"input": "0.60", "cached_input": "0.15", "output": "2.50"}, {"prompt_tokens": 1_000, "completion_tokens": 5, "total_tokens": 1_005, "cached_tokens": 768},
     [(232, "0.60"), (768, "0.15"), (5, "2.50")])
RANGES = {"input": "0.359", "output": "1.434", "long_context": [{"above": 32_768, "input": "0.574", "output": "2.294"}, {"above": 131_072, "input": "1.004", "output": "4.014"}]}
for tokens, prices in ((32_768, ("0.359", "1.434")), (32_769, ("0.574", "2.294")), (131_072, ("0.574", "2.294")), (131_073, ("1.004", "4.014")), (260_000, ("1.004", "4.014"))):
    case(f"range-table-{tokens}", "custom", "qwen3-max", RANGES, openai_usage(tokens, 100), [(tokens, prices[0]), (100, prices[1])], source="Alibaba: the whole request at the price of its range")
case("largest-prices-and-counts", "custom", "m", {"input": "1000", "output": "1000"}, openai_usage(2**31, 2**31), [(2**31, "1000"), (2**31, "1000")])
case("smallest-price", "custom", "m", {"input": "0.000001", "output": "0.000001"}, openai_usage(999, 0), [(999, "0.000001")])
case("discounted", "custom", "m", O, openai_usage(12_345, 678), [(12_345, "2.50"), (678, "10")], factor="0.9")
case("marked-up-by-a-third-of-a-percent", "custom", "m", O, openai_usage(7, 3), [(7, "2.50"), (3, "10")], factor="1.003333")
case("azure-like-openai", "azure", "gpt-4o", O, openai_usage(1_000, 10, in_cached_tokens=512), [(488, "2.50"), (512, "1.25"), (10, "10")])

if __name__ == "__main__":
    for line in CASES:
        print(json.dumps(line, separators=(",", ":")))

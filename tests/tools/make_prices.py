#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds resources/prices.json from three public price catalogues (resources/prices.README.md says where they come from
and by which rules they are joined).

    make_prices.py --litellm FILE=DATE --models-dev FILE=DATE --portkey FOLDER=DATE --version V > resources/prices.json

Only the standard library. Prices are read as decimals, never as binary fractions.
"""
import argparse
import json
import re
import sys
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

MILLION = Decimal(1_000_000)
FIELDS = ("input", "cached_input", "cache_write", "cache_write_1h", "output")
AGREE = Decimal("0.01")

# preset id: key prefix in LiteLLM, provider in models.dev, file of Portkey
PROVIDERS = {
    "openai": ("", "openai", "openai"),
    "anthropic": ("", "anthropic", "anthropic"),
    "gemini": ("gemini/", "google", "google"),
    "mistral": ("mistral/", "mistral", "mistral-ai"),
    "deepseek": ("deepseek/", "deepseek", "deepseek"),
    "groq": ("groq/", "groq", "groq"),
    "xai": ("xai/", "xai", "x-ai"),
    "together": ("together_ai/", "togetherai", None),
}

MODELS = {
    "openai": """gpt-5.6 gpt-5.6-sol gpt-5.6-terra gpt-5.6-luna gpt-5.5 gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.2 gpt-5.1
        gpt-5 gpt-5-mini gpt-5-nano gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-4o gpt-4o-mini o4-mini o3 o3-mini o1
        gpt-4-turbo gpt-3.5-turbo gpt-3.5-turbo-instruct text-embedding-3-small text-embedding-3-large""",
    "anthropic": """claude-fable-5 claude-opus-5 claude-sonnet-5 claude-opus-4-8 claude-opus-4-7 claude-opus-4-6
        claude-opus-4-5 claude-opus-4-1 claude-sonnet-4-6 claude-sonnet-4-5 claude-haiku-4-5""",
    "gemini": """gemini-3.6-flash gemini-3.5-flash gemini-3.5-flash-lite gemini-3.1-pro-preview gemini-3.1-flash-lite
        gemini-2.5-pro gemini-2.5-flash gemini-2.5-flash-lite gemini-embedding-001""",
    "mistral": """mistral-large-latest mistral-large-2512 mistral-medium-latest mistral-medium-2508 mistral-small-latest
        codestral-latest devstral-latest magistral-medium-latest ministral-8b-latest mistral-embed""",
    "deepseek": "deepseek-chat deepseek-reasoner deepseek-v4-flash deepseek-v4-pro",
    "groq": """llama-3.1-8b-instant llama-3.3-70b-versatile openai/gpt-oss-120b openai/gpt-oss-20b
        meta-llama/llama-4-scout-17b-16e-instruct moonshotai/kimi-k2-instruct-0905 qwen/qwen3-32b""",
    "xai": "grok-4.5 grok-4.3 grok-4",
    "together": """meta-llama/Llama-3.3-70B-Instruct-Turbo openai/gpt-oss-120b openai/gpt-oss-20b
        deepseek-ai/DeepSeek-V3 moonshotai/Kimi-K2.5 Qwen/Qwen3.5-397B-A17B""",
}

SAMPLING = ["temperature", "top_p", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs"]


def per_million(value):
    """Dollars per token as dollars per million, to the six decimals a price may have; None for nothing and zero."""
    if value is None:
        return None
    price = (Decimal(str(value)) * MILLION).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    return price if price > 0 else None


def plain(value):
    if value is None:
        return None
    price = Decimal(str(value)).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    return price if price > 0 else None


def from_litellm(entry):
    if not entry:
        return {}, None
    name = "{}_cost_per_token"
    prices = {
        "input": per_million(entry.get(name.format("input"))),
        "output": per_million(entry.get(name.format("output"))),
        "cached_input": per_million(entry.get("cache_read_input_token_cost")),
        "cache_write": per_million(entry.get("cache_creation_input_token_cost")),
        "cache_write_1h": per_million(entry.get("cache_creation_input_token_cost_above_1hr")),
    }
    long = None
    for key in entry:
        found = re.fullmatch(r"input_cost_per_token_above_(\d+)k_tokens", key)
        if found:
            end = f"_above_{found[1]}k_tokens"
            long = {
                "above": int(found[1]) * 1000,
                "input": per_million(entry[key]),
                "output": per_million(entry.get("output_cost_per_token" + end)),
                "cached_input": per_million(entry.get("cache_read_input_token_cost" + end)),
                "cache_write": per_million(entry.get("cache_creation_input_token_cost" + end)),
                "cache_write_1h": per_million(entry.get("cache_creation_input_token_cost_above_1hr" + end)),
            }
    return prices, long


def from_models_dev(entry):
    cost = (entry or {}).get("cost")
    if not cost:
        return {}, None
    read = lambda part: {
        "input": plain(part.get("input")),
        "output": plain(part.get("output")),
        "cached_input": plain(part.get("cache_read")),
        "cache_write": plain(part.get("cache_write")),
        "cache_write_1h": None,
    }
    long = None
    for tier in cost.get("tiers", []):
        size = tier.get("tier", {}).get("size")
        if size:
            long = {"above": int(size), **read(tier)}
    return read(cost), long


def from_portkey(entry):
    pay = ((entry or {}).get("pricing_config") or {}).get("pay_as_you_go") or {}
    cents = lambda part: None if part is None else per_million(Decimal(str(part.get("price", 0))) / 100)
    if not pay:
        return {}, None
    return {
        "input": cents(pay.get("request_token")),
        "output": cents(pay.get("response_token")),
        "cached_input": cents(pay.get("cache_read_input_token")),
        "cache_write": cents(pay.get("cache_write_input_token")),
        "cache_write_1h": cents((pay.get("additional_units") or {}).get("cache_write_1h")),
    }, None


def differs(a, b):
    return abs(a - b) > AGREE * max(a, b)


def joined(by_source):
    """For each field the dearest price; the sources that say otherwise by more than 1 % are told in the note."""
    taken, disputes, dissent = {}, [], set()
    for field in FIELDS:
        said = {source: prices[field] for source, prices in by_source.items() if prices.get(field) is not None}
        if not said:
            continue
        taken[field] = max(said.values())
        others = {source for source, price in said.items() if differs(price, taken[field])}
        if others:
            dissent |= others
            disputes.append(f"{field}: " + ", ".join(f"{source} {text(said[source])}" for source in said))
    return taken, disputes, dissent


def text(price):
    """At least two decimals, no more than needed."""
    digits = f"{price.normalize():f}"
    whole, _, fraction = digits.partition(".")
    return f"{whole}.{fraction.ljust(2, '0')}"


def smaller(*values):
    known = [int(value) for value in values if value]
    return min(known) if known else None


def base_of(model):
    return re.sub(r"-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest)$", "", model)


class Catalogues:
    def __init__(self, arguments):
        path, self.litellm_date = arguments.litellm.rsplit("=", 1)
        self.litellm = json.loads(Path(path).read_text(), parse_float=Decimal)
        path, self.models_dev_date = arguments.models_dev.rsplit("=", 1)
        self.models_dev = json.loads(Path(path).read_text(), parse_float=Decimal)
        path, self.portkey_date = arguments.portkey.rsplit("=", 1)
        self.portkey = {
            file.stem: json.loads(file.read_text(), parse_float=Decimal) for file in sorted(Path(path).glob("*.json"))
        }
        self.dates = {
            "litellm": self.litellm_date, "models.dev": self.models_dev_date, "portkey": self.portkey_date,
        }

    def of(self, provider, model):
        prefix, dev, portkey = PROVIDERS[provider]
        return (
            self.litellm.get(prefix + model),
            self.models_dev.get(dev, {}).get("models", {}).get(model),
            self.portkey.get(portkey, {}).get(model) if portkey else None,
        )

    def dated_variants(self, provider, model):
        """Dated names of the same model that cost something else: their dates must not be cut off."""
        prefix = PROVIDERS[provider][0]
        own = self.litellm[prefix + model]
        for key, entry in sorted(self.litellm.items()):
            name = key.removeprefix(prefix)
            if not key.startswith(prefix) or name == model or base_of(name) != model:
                continue
            pairs = [(own.get(f"{kind}_cost_per_token"), entry.get(f"{kind}_cost_per_token")) for kind in ("input", "output")]
            if any(a is not None and b is not None and differs(Decimal(str(a)), Decimal(str(b))) for a, b in pairs):
                yield name


def is_reasoning_openai(model):
    return re.match(r"(o\d|gpt-5)", model) is not None


def capabilities(provider, model, lite, dev):
    lite, dev = lite or {}, dev or {}
    if lite.get("mode") == "embedding":
        return ["embeddings"]
    if lite.get("mode") == "completion":
        return ["completions", "logprobs", "stream_usage"]
    inputs = (dev.get("modalities") or {}).get("input") or []
    able = ["chat", "stream_usage"]
    if lite.get("supports_vision") or "image" in inputs:
        able.append("images")
    if lite.get("supports_function_calling") or dev.get("tool_call"):
        able.append("tools")
    if provider == "anthropic":
        return able  # its OpenAI-compatible endpoint ignores response_format and logprobs
    able.append("json_object")
    if lite.get("supports_response_schema") and dev.get("structured_output") is not False:
        able.append("json_schema")
    if (provider == "openai" and not is_reasoning_openai(model)) or model == "deepseek-chat":
        able.append("logprobs")
    return able


def refused_fields(provider, model, dev):
    if provider == "openai" and is_reasoning_openai(model):
        return SAMPLING
    if provider == "anthropic" and (model == "claude-opus-5" or (dev or {}).get("temperature") is False):
        return ["temperature", "top_p", "top_k"]
    if provider == "groq":
        return ["logprobs", "logit_bias", "top_logprobs"]
    if provider == "xai":
        return ["presence_penalty", "frequency_penalty", "stop"]
    if model == "deepseek-reasoner":
        return ["logprobs", "top_logprobs"]
    return []


def entry_of(catalogues, provider, model):
    lite, dev, portkey = catalogues.of(provider, model)
    if not lite:
        sys.exit(f"{provider}/{model} is not in LiteLLM's list")
    sources = {"litellm": from_litellm(lite), "models.dev": from_models_dev(dev), "portkey": from_portkey(portkey)}
    stated = {name: prices for name, (prices, _) in sources.items() if any(prices.values())}
    taken, disputes, dissent = joined(stated)
    agreeing = [name for name in stated if name not in dissent] or list(stated)
    entry = {"provider": provider, "model": model}
    entry.update({field: text(taken[field]) for field in FIELDS if field in taken})
    entry.setdefault("output", "0.00")
    longer = {name: long for name, (_, long) in sources.items() if long}
    if longer:
        prices, more, _ = joined({name: {f: long[f] for f in FIELDS} for name, long in longer.items()})
        disputes += [f"long context {dispute}" for dispute in more]
        above = min(long["above"] for long in longer.values())
        entry["long_context"] = {"above": above, **{f: text(prices[f]) for f in FIELDS if f in prices}}
    limit = (dev or {}).get("limit") or {}
    able = capabilities(provider, model, lite, dev)
    entry["context"] = smaller(lite.get("max_input_tokens"), limit.get("context"))
    output = smaller(lite.get("max_output_tokens"), limit.get("output"))
    entry["max_output"] = 1 if "embeddings" in able else min(output, entry["context"])
    entry["capabilities"] = able
    if provider == "openai" and is_reasoning_openai(model):
        entry["max_tokens_field"] = "max_completion_tokens"
    if model in IMAGE_TOKENS:
        entry["image_tokens"] = IMAGE_TOKENS[model]
    refused = refused_fields(provider, model, dev)
    if refused:
        entry["refuses"] = refused
    entry["source"] = "+".join(agreeing)
    entry["date"] = max(catalogues.dates[name] for name in agreeing)
    if disputes:
        entry["note"] = "sources differ, the dearest is taken: " + "; ".join(disputes)
    return entry


# Models that count more tokens for an image than core/api/chat.h assumes. OpenAI's guide to images and vision, 2026-08:
# an image of 2048 x 768 has 8 tiles of 5,667 tokens and a base of 2,833.
IMAGE_TOKENS = {"gpt-4o-mini": 48169}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--litellm", "--models-dev", "--portkey", "--version"):
        parser.add_argument(name, required=True)
    arguments = parser.parse_args()
    catalogues = Catalogues(arguments)
    entries = []
    for provider, names in MODELS.items():
        for model in names.split():
            entries.append(entry_of(catalogues, provider, model))
            entries += [entry_of(catalogues, provider, name) for name in catalogues.dated_variants(provider, model)]
    head = {
        "schema": 1,
        "version": arguments.version,
        "unit": "US dollars per million tokens",
        "sources": catalogues.dates,
    }
    print("{")
    for key, value in head.items():
        print(f"  {json.dumps(key)}: {json.dumps(value)},")
    print('  "entries": [')
    print(",\n".join("    " + json.dumps(entry, ensure_ascii=False) for entry in entries))
    print("  ]\n}")


if __name__ == "__main__":
    main()

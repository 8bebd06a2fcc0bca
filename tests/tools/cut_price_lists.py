#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the public price lists down to what the tests look at: the models that LiteLLM, models.dev and Portkey all have for
seven providers, and the LiteLLM entries with odd prices or idioms. Values stay as they are. See
tests/corpora/prices/PROVENANCE.md.

usage: cut_price_lists.py FOLDER_OF_THE_WHOLE_LISTS tests/corpora/prices
"""
import json
import pathlib
import sys

FAMILIES = {"openai": ("openai", "openai"), "anthropic": ("anthropic", "anthropic"), "google": ("gemini", "google"), "x-ai": ("xai", "xai"),
            "deepseek": ("deepseek", "deepseek"), "mistral-ai": ("mistral", "mistral"), "groq": ("groq", "groq")}
IDIOMS = ["dashscope/qwen-flash", "dashscope/qwen-plus-latest", "gemini/gemini-2.5-pro", "gpt-4o-audio-preview", "azure_ai/jais-30b-chat"]


def main():
    whole, out = map(pathlib.Path, sys.argv[1:])
    (out / "portkey").mkdir(parents=True, exist_ok=True)
    litellm = json.loads((whole / "litellm.json").read_text())
    models_dev = json.loads((whole / "models_dev.json").read_text())
    kept, dev = {}, {}
    for file, (provider, family) in FAMILIES.items():
        portkey = json.loads((whole / "portkey" / f"{file}.json").read_text())
        models, cut = models_dev[family]["models"], {}
        for name, entry in portkey.items():
            keys = [key for key in (f"{provider}/{name}", name) if litellm.get(key, {}).get("litellm_provider") == provider]
            if name == "default" or "cost" not in models.get(name, {}) or not keys:
                continue
            kept[keys[0]] = litellm[keys[0]]
            dev.setdefault(family, {"models": {}})["models"][name] = {"cost": models[name]["cost"], "limit": models[name].get("limit")}
            cut[name] = {"pricing_config": entry["pricing_config"]}
        (out / "portkey" / f"{file}.json").write_text(json.dumps(cut, indent=1) + "\n")
    for key, entry in litellm.items():
        if key.startswith("wandb/") or key in IDIOMS or key == "sample_spec":
            kept[key] = entry
    (out / "litellm.json").write_text(json.dumps(kept, indent=1) + "\n")
    (out / "models_dev.json").write_text(json.dumps(dev, indent=1) + "\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random rule sets and requests through `signalbox route`: a second evaluator that reads nothing but the printed trace must
come to the same tier every time. (environment SIGNALBOX: the program)

usage: explain.py [--sets N] [--requests N] [--seed N]
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import program  # noqa: E402
from evaluator import tier_of  # noqa: E402

TIERS = ["small", "mid", "frontier"]
WORDS = ["refund", "invoice 12", "write a function", "translate this", "hello", "17 * 3 = ?", "money"]


def condition(dice, depth=1):
    if depth < 4 and dice.random() < 0.45:
        return {dice.choice(["all", "any", "none"]): [condition(dice, depth + 1) for _ in range(dice.randint(1, 3))]}
    kind = dice.randrange(11)
    if kind == 0:
        return {"fact": dice.choice(["tokens_last", "tokens_context", "messages", "questions", "tool_count", "max_tokens"]),
                dice.choice(["is", "is_not", "lt", "le", "gt", "ge"]): dice.choice([0, 1, 2, 5, 20, 100])}
    if kind == 1:
        low = dice.choice([0, 1, 10])
        return {"fact": dice.choice(["tokens_context", "messages"]), "between": [low, low + dice.choice([0, 3, 40])]}
    if kind == 2:
        return {"fact": dice.choice(["code", "tools", "images", "json", "stream"]), dice.choice(["is", "is_not"]): dice.random() < 0.5}
    if kind == 3:
        return {"fact": dice.choice(["feature", "user_tier", "session", "requested_model"]), dice.choice(["is", "is_not", "contains", "starts_with"]): dice.choice(["a", "ab", "pro"])}
    if kind == 4:
        return {"fact": "stakes", "in": dice.sample(["low", "normal", "high"], dice.randint(1, 3))}
    if kind == 5:
        return {"fact": "header:x-team", dice.choice(["is", "is_not", "starts_with"]): dice.choice(["a", "ab, c"])}
    if kind == 6:
        return {"fact": "header:x-team", "in": dice.sample(["a", "ab, c", "b", ""], 2)}
    if kind == 7:
        return {"fact": "text", dice.choice(["contains", "word"]): dice.choice(["refund", "FUNCTION", "in"])}
    if kind == 8:
        return {"fact": "text", "matches": dice.choice([r"\d+", "(?i)^write", "z"])}
    if kind == 9:
        return dice.choice([{"fact": "task", "in": ["code", "maths_logic", "translation"]}, {"fact": "weekday", "is_not": "sun"},
                            {"fact": "share:x", "lt": 5000}, {"fact": "budget_left:global", "ge": 50}, {"fact": "breaker:box/s", "is": "closed"}])
    return dice.choice([{"fact": "time", "between": ["22:00", "06:00"]}, {"fact": "time", "ge": "12:00"}, {"fact": "language", "is": "en"},
                        {"fact": "endpoint", dice.choice(["is", "is_not"]): dice.choice(["chat", "embeddings", "completions"])}])


def route(dice):
    if dice.random() < 0.25:
        return {"strategy": "cascade", "tiers": dice.sample(TIERS, 2), **({"stakes_bump": 1} if dice.random() < 0.5 else {})}
    if dice.random() < 0.15:
        return {"strategy": "direct", "pin": dice.choice(["box/s", "box/m", "box/f"])}
    return {"strategy": "direct", "tier": dice.choice(TIERS), **({"stakes_bump": dice.randint(1, 3)} if dice.random() < 0.3 else {})}


def configuration(dice):
    rules = [{"id": f"r{number}", "on": dice.random() < 0.9, "when": condition(dice), "route": route(dice)} for number in range(dice.randint(1, 12))]
    return {"schema": 1, "providers": [{"id": "box", "preset": "ollama"}],
            "tiers": [{"id": tier, "chain": [{"provider": "box", "model": tier[0], "price": "free", **({"capabilities": {"tools": False}} if tier == "small" else {})}]} for tier in TIERS],
            "ceilings": [{"id": "day", "scope": "global", "limit": "1.00"}], "day": {"zone": "UTC"},
            "rules": rules + [{"id": "else", "when": "always", "route": route(dice) if dice.random() < 0.5 else {"strategy": "direct", "tier": "mid"}}]}


def request(dice):
    body = {"model": dice.choice(["auto", "gpt", "abc"]), "messages": [{"role": "user", "content": " ".join(dice.sample(WORDS, dice.randint(1, 5)))} for _ in range(dice.randint(1, 4))]}
    if dice.random() < 0.3:
        body["tools"] = [{"type": "function", "function": {"name": "f"}}]
    if dice.random() < 0.3:
        body["max_tokens"] = dice.choice([1, 20, 500])
    headers = []
    for name, values in {"x-team": ["a", "ab, c", "b"], "x-signalbox-feature": ["a", "abx"], "x-signalbox-stakes": ["high", "low"], "x-signalbox-user-tier": ["pro", "a"],
                         "x-signalbox-tier": ["mid"]}.items():
        if dice.random() < (0.1 if name.endswith("-tier") and name != "x-signalbox-user-tier" else 0.5):
            headers += ["--header", f"{name}: {dice.choice(values)}"]
    endpoint = dice.choice(["chat", "chat", "completions", "embeddings"])
    words = body["messages"][-1]["content"]
    if endpoint == "completions":
        body = {"model": body["model"], "prompt": words, **{name: body[name] for name in ("max_tokens",) if name in body}}
    elif endpoint == "embeddings":
        body = {"model": body["model"], "input": words}
    return json.dumps(body), headers + ["--endpoint", endpoint]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=int, default=40)
    parser.add_argument("--requests", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice, problems, agreed, refused = random.Random(options.seed), [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "signalbox.json")
        for _ in range(options.sets):
            with open(path, "w") as file:
                json.dump(configuration(dice), file)
            for _ in range(options.requests):
                body, headers = request(dice)
                done = subprocess.run([program(), "route", "--config", path, *headers], input=body, capture_output=True, text=True, timeout=30)
                if done.returncode != 0:
                    refused += 1
                    if "no_deployment_fits" not in done.stderr:
                        problems.append(done.stderr[:300])
                    continue
                trace = json.loads(done.stdout)
                if tier_of(trace) == trace["steps"][0]["tier"]:
                    agreed += 1
                else:
                    problems.append(f"{tier_of(trace)} instead of {trace['steps'][0]['tier']}: {done.stdout[:1200]}")
    print(f"  {options.sets} rule sets, {agreed} decisions evaluated twice, {len(problems)} disagreements, {refused} requests that nothing fits")
    for problem in problems[:5]:
        print("  " + problem)
    print("0 passed, 1 failed" if problems or agreed == 0 else "1 passed, 0 failed")
    return 1 if problems or agreed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the first inputs of every fuzz target into OUT/<target>/, made from tests/corpora, resources and the inputs that
once broke a rule (tests/fuzz/regressions). usage: seeds.py SOURCE OUT"""
import base64
import gzip
import hashlib
import json
import os
import sys


def bodies(source):
    """(raw request, its JSON body or None) of every HTTP case."""
    with open(os.path.join(source, "tests/corpora/h1_cases.jsonl"), encoding="utf-8") as file:
        for line in file:
            raw = base64.b64decode(json.loads(line)["raw_base64"])
            _, found, body = raw.partition(b"\r\n\r\n")
            yield raw[:65536], body if found and body.startswith(b"{") else None


def answers(source):
    """The bytes that each misbehaving upstream writes."""
    with open(os.path.join(source, "tests/corpora/upstream_faults.jsonl"), encoding="utf-8") as file:
        for line in file:
            written = b""
            for action in json.loads(line).get("behaviour", []):
                text = action.get("write") or action.get("write_slow")
                coded = action.get("write_b64") or action.get("write_b64_slow")
                if isinstance(text, str):
                    written += text.encode() * min(int(action.get("repeat", 1)), 3)
                elif isinstance(coded, str):
                    written += base64.b64decode(coded)
            if written:
                yield written[:65536]


RULES = [
    '[{"id":"r1","name":"Code","on":true,"when":{"all":[{"fact":"code","is":true},{"fact":"user_tier","is":"pro"}]},'
    '"route":{"strategy":"direct","tier":"frontier"}},{"id":"else","when":"always","route":{"strategy":"cascade",'
    '"tiers":["small","mid"],"validators":["json","length"],"min_output_bytes":20,"max_tokens":9}}]',
    '{"any":[{"fact":"tokens_last","between":[1,1000]},{"none":[{"fact":"language","in":["de","en"]}]},'
    '{"fact":"feature","starts_with":"a"},{"fact":"session","contains":"x"},{"fact":"messages","ge":3}]}',
]
ANSWERS = [
    '{"id":"a","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi",'
    '"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],'
    '"usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"prompt_tokens_details":{"cached_tokens":5},'
    '"completion_tokens_details":{"reasoning_tokens":3}}}',
    '{"id":"a","object":"text_completion","choices":[{"text":"hi","index":0,"finish_reason":"length"}],'
    '"usage":{"input_tokens":1,"output_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":1},"cache_read_input_tokens":4}}',
    '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],"usage":{"prompt_tokens":3}}',
    '{"id":"a","choices":[{"index":0,"delta":{"content":"x","reasoning_content":"y"},"finish_reason":null}]}',
    '{"error":{"message":"no","type":"t","code":null}}',
]


def seeds(source):
    raws = list(bodies(source))
    upstream = list(answers(source))
    found = {
        "request_codec_fuzz": [raw for raw, _ in raws],
        "response_decoder_fuzz": list(upstream),
        "sse_fuzz": [answer.partition(b"\r\n\r\n")[2] for answer in upstream],
        "chat_request_fuzz": [bytes([choice]) + body for _, body in raws if body for choice in (0, 1)],
        "answer_fuzz": [bytes([choice]) + text.encode() for text in ANSWERS for choice in (0, 1, 2, 64)],
        "rules_fuzz": [text.encode() + b"\0" + b'{"code":true,"user_tier":"pro"}' for text in RULES],
        "config_fuzz": [],
        "ledger_fuzz": [bytes((place & 255, place >> 8, 0, 0, value)) for place in range(60, 32768, 509) for value in (0, 255)] + [b""],
        "record_fuzz": [b"\0caf\xc3\xa9 \xe2\x80\xae \x1b[1m", b"\1" + b"facts and facts" * 8, b"\2tier:x cost>0.01 -stream \"a b\"",
                        b"\0022026-11-22T10:30", b"\2since:2h latency>=500ms"],
    }
    plain = b'{"id":"z","choices":[{"message":{"content":"zipped"}}]}'
    packed = gzip.compress(plain, mtime=0)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    found["response_decoder_fuzz"].append(head + packed)
    for answer in upstream:
        body = answer.partition(b"\r\n\r\n")[2]
        if body.startswith(b"{"):
            found["answer_fuzz"].append(b"\0" + body)
        found["answer_fuzz"] += [b"\0" + line[6:] for line in body.splitlines()[:4] if line.startswith(b"data: {")]
    for name in ("sandbox.json", "starter.json"):
        with open(os.path.join(source, "resources", name), "rb") as file:
            found["config_fuzz"].append(file.read())
    with open(os.path.join(source, "tests/corpora/config-v1.json"), "rb") as file:
        found["config_fuzz"].append(file.read())
    with open(os.path.join(source, "resources/prices.json"), encoding="utf-8") as file:
        prices = json.load(file)
    for key, value in prices.items():  # one model is enough to start from
        if isinstance(value, list):
            prices[key] = value[:1]
        elif isinstance(value, dict):
            prices[key] = dict(list(value.items())[:1])
    found["record_fuzz"].append(b"\3" + json.dumps(prices).encode())
    return found


def main():
    source, out = sys.argv[1:3]
    for target, inputs in seeds(source).items():
        folder = os.path.join(out, target)
        os.makedirs(folder, exist_ok=True)
        kept = os.path.join(source, "tests/fuzz/regressions", target)
        if os.path.isdir(kept):
            for name in sorted(os.listdir(kept)):
                with open(os.path.join(kept, name), "rb") as file:
                    inputs.append(file.read())
        for data in inputs:
            with open(os.path.join(folder, hashlib.sha1(data).hexdigest()), "wb") as file:
                file.write(data)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual keys through the socket: what each may do, changed and revoked while the program runs; and T6, hostile clients: whatever they
send, no key spends more than its ceiling, is served by a tier out of its scope, or outlives its revocation by a second.

usage: keys.py [terms] [hostile] [--requests 400] [--seed N]      (environment SIGNALBOX: the program)
"""
import argparse
import asyncio
import json
import os
import random
import sys
import threading
import time
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import PROBLEMS, expect  # noqa: E402
from crowd import error_code  # noqa: E402
from desk import Desk, ask_control, chat, config, deployment, provider  # noqa: E402
from fault_upstream import stream_answer, whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

CASES = 0
TIERS = ("small", "mid", "frontier")
COST = 50_000  # nano-dollars of an answer below


def answer(body):
    """Usage of 10 + 20 tokens; an endless stream where the prompt asks for one; empty where it asks for that."""
    request = json.loads(body)
    text = json.dumps(request.get("messages", ""))
    if "endless" in text and request.get("stream"):
        event = b'data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'
        return (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(event), event))
    content = b"" if "say nothing" in text and request["model"] == "small-1" else b"hi"
    return (stream_answer if request.get("stream") else whole_answer)(content)


def desk_of(upstream, **more):
    tiers = [{"id": tier, "chain": [deployment("mock", f"{tier}-1"), deployment("mock", f"{tier}-2")]} for tier in TIERS]
    rules = [{"id": "code", "when": {"fact": "feature", "is": "code"}, "route": {"strategy": "direct", "tier": "frontier"}},
             {"id": "pinned", "when": {"fact": "feature", "is": "pinned"}, "route": {"strategy": "direct", "pin": "mock/mid-2"}},
             {"id": "else", "when": "always", "route": {"strategy": "cascade", "tiers": ["small", "frontier"], "validators": ["empty"]}}]
    slow = {"connect": 2000, "first_byte": 20000, "idle": 20000, "total": 60000}
    return Desk(config([provider("mock", upstream.port, timeouts_ms=slow)], tiers, rules=rules, budget={"clamp_floor": 16}, **more))


def make(desk, name, *terms):
    """The key's text and id."""
    text = desk.verb("keys", "add", "--name", name, "--config", desk.config_path, *terms).strip()
    desk.words.add(text)
    key = next(json.loads(line) for line in desk.verb("keys", "list", "--json").splitlines() if json.loads(line)["name"] == name)
    return text, key["id"]


async def ask(desk, key, body, headers=(), hang_up=False):
    """(status, headers, body) on a connection of its own; None where the client hung up in the middle."""
    reader, writer = await asyncio.open_connection("127.0.0.1", desk.port)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = ["POST /v1/chat/completions HTTP/1.1", f"Host: 127.0.0.1:{desk.port}", f"Authorization: Bearer {key}", "Connection: close",
            "Content-Type: application/json", f"Content-Length: {len(data)}", *headers, "", ""]
    try:
        writer.write("\r\n".join(head).encode() + data)
        await writer.drain()
        if hang_up:
            await asyncio.sleep(random.random() * 0.02)
            return None
        whole = await asyncio.wait_for(reader.read(), 20)
    except (OSError, asyncio.IncompleteReadError):
        return None
    finally:
        writer.close()
    top, _, rest = whole.partition(b"\r\n\r\n")
    lines = top.decode("latin1").split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return int(lines[0].split(" ")[1]), fields, rest


def once(desk, key, body, *headers):
    return asyncio.run(ask(desk, key, body, headers))


def refused(desk, key, status, code, body=None, *headers):
    got = once(desk, key, body or chat(), *headers)
    expect(got and got[0] == status and error_code(got[2]) == code, f"wanted {status} {code}: {got and (got[0], got[2][:200])}")
    return got[1] if got else {}


def scopes(desk):
    key, _ = make(desk, "small-only", "--tiers", "small")
    for body, headers in ((chat(), ()), (chat(), ("x-signalbox-feature: code",)), (chat(text="say nothing"), ())):
        got = once(desk, key, body, *headers)
        expect(got[0] == 200 and got[1].get("x-signalbox-tier") == "small", f"served by its own tier: {got[0]} {got[1]} {got[2][:150]}")
    refused(desk, key, 403, "tier_not_allowed", chat(model="tier:frontier"))
    refused(desk, key, 403, "tier_not_allowed", None, "x-signalbox-tier: mid")
    refused(desk, key, 403, "tier_not_allowed", None, "x-signalbox-feature: pinned")
    upper, _ = make(desk, "upper", "--tiers", "mid,frontier")
    got = once(desk, upper, chat())
    expect(got[0] == 200 and got[1].get("x-signalbox-tier") == "frontier", f"the cascade begins where it may: {got[1]}")
    feature, _ = make(desk, "feature", "--features", "chat")
    got = once(desk, feature, chat())
    expect(got[0] == 200, f"a key for one feature books under it: {got[0]} {got[2][:100]}")
    refused(desk, feature, 403, "feature_not_allowed", None, "x-signalbox-feature: code")
    two, _ = make(desk, "two", "--features", "chat,search")
    refused(desk, two, 403, "feature_not_allowed")
    rows = desk.settled_rows()
    expect(any(row["feature"] == "chat" for row in rows), "the feature stands in the ledger")
    expect(len(rows) == 5, f"nothing was reserved for what was refused: {len(rows)} rows")


def rates(desk):
    slow, _ = make(desk, "slow", "--rate", "3")
    statuses = [once(desk, slow, chat())[0] for _ in range(3)]
    expect(statuses == [200] * 3, f"as many as the rate: {statuses}")
    fields = refused(desk, slow, 429, "key_rate_limited")
    expect(0 < int(fields.get("retry-after", 0)) <= 60, f"says when: {fields}")
    expect(once(desk, desk.key, chat())[0] == 200, "another key is not held up")
    narrow, _ = make(desk, "narrow", "--concurrency", "1")
    out = []
    stream = threading.Thread(target=lambda: out.append(once(desk, narrow, chat(stream=True, text="endless"))))
    stream.start()
    time.sleep(0.3)
    fields = refused(desk, narrow, 429, "key_busy")
    expect(fields.get("retry-after") == "1", f"says when: {fields}")
    desk.verb("keys", "change", "narrow", "--concurrency", "2")
    expect(once(desk, narrow, chat())[0] == 200, "a change holds from the next request on")
    for _ in range(4):
        expect(once(desk, narrow, chat())[0] == 200, "who has ended makes room")
    before = time.monotonic()
    desk.verb("keys", "revoke", "narrow")
    stream.join(5)
    expect(out and time.monotonic() - before < 3, "the stream was cut")
    expect(b'"key_revoked"' in out[0][2] and b"[DONE]" not in out[0][2], f"with an honest error: {out[0][2][-300:]}")
    row = [row for row in desk.settled_rows() if "cut" in row["flags"]]
    expect(len(row) == 1 and row[0]["state"] == "settled_estimate" and row[0]["amount_nano"] > 0, f"what came is billed: {row}")
    refused(desk, narrow, 401, "key_revoked")
    desk.verb("keys", "restore", "narrow")
    got = once(desk, narrow, chat())
    expect(got[0] == 200, f"a revoke can be taken back: {got[0]} {got[2][:200]}")


def ends(desk):
    key, key_id = make(desk, "limited", "--expires", "30d", "--max-tokens", "20", "--ceiling", "0.0002", "--per", "day")
    for _ in range(8):
        got = once(desk, key, chat(max_tokens=4000))
    expect(got[0] == 429 and error_code(got[2]) == "ceiling_reached", f"its own ceiling holds: {got[0]} {got[2][:100]}")
    spent = sum(row["amount_nano"] for row in desk.settled_rows() if row["key_id"] == key_id)
    expect(0 < spent <= 200_000, f"{spent} nano-dollars under a ceiling of 200000")
    desk.verb("keys", "change", "limited", "--ceiling", "none", "--config", desk.config_path)
    expect(once(desk, key, chat())[0] == 200, "a ceiling that is taken away holds no more")
    desk.verb("keys", "change", "limited", "--expires", "2020-01-01")
    refused(desk, key, 401, "key_expired")
    desk.verb("keys", "change", "limited", "--expires", "never")
    expect(once(desk, key, chat())[0] == 200, "and without a date again")
    listed = [json.loads(line) for line in desk.verb("keys", "list", "--json").splitlines()]
    expect(next(one["terms"] for one in listed if one["id"] == key_id) == {"max_tokens": 20}, f"what is left: {listed[-1]}")
    for wrong in (("--rate", "0"), ("--rate", "many"), ("--expires", "soon"), ("--tiers", "nosuch"), ("--ceiling", "-1")):
        done = desk.verb("keys", "add", "--name", "wrong", *wrong, "--config", desk.config_path, check=False)
        expect(done == "", f"{wrong}: no key is handed out")


STREAMED = "x-signalbox-feature: code"  # direct: no cascade takes it whole first


def expiring_streams(desk):
    """A key's last moment ends what runs for it: set before the stream began, or while it ran."""
    for when in ("before", "meanwhile"):
        key, key_id = make(desk, f"brief-{when}")
        other, _ = make(desk, f"lasting-{when}", "--expires", "30d")
        change = {"verb": "keys.change", "name": key_id, "rename": f"brief-{when}"}

        def end_in(seconds):
            moment = time.time() + seconds
            done = ask_control(desk.data, {**change, "terms": json.dumps({"expires_at": int(moment * 1e6)})})
            expect(done and done["ok"], f"{when}: the key ends soon: {done}")
            return moment

        moment = end_in(1.5) if when == "before" else None
        out, lasting = [], []
        threads = [threading.Thread(target=lambda: out.append((once(desk, key, chat(stream=True, text="endless"), STREAMED), time.time()))),
                   threading.Thread(target=lambda: lasting.append(once(desk, other, chat(stream=True, text="endless"))))]
        for thread in threads:
            thread.start()
        time.sleep(0.4)
        moment = moment or end_in(1.0)
        threads[0].join(10)
        expect(out and out[0][0], f"{when}: the stream was ended")
        if out and out[0][0]:
            (status, _, body), ended = out[0]
            expect(status == 200 and b'"key_expired"' in body and b"[DONE]" not in body, f"{when}: an honest end: {status} {body[-300:]}")
            expect(0 <= ended - moment < 1, f"{when}: within a second of the moment: {ended - moment:.3f} s")
            print(f"  expired {when}: ended {1000 * (ended - moment):.0f} ms after the moment")
        expect(not lasting, f"{when}: another key's stream runs on")
        refused(desk, key, 401, "key_expired")
        desk.verb("keys", "revoke", f"lasting-{when}")
        threads[1].join(10)
        rows = [row for row in desk.settled_rows() if row["key_id"] == key_id]
        expect(len(rows) == 1 and rows[0]["state"] == "settled_estimate" and "cut" in rows[0]["flags"] and rows[0]["amount_nano"] > 0,
               f"{when}: what came is billed: {rows}")


def terms():
    global CASES
    CASES += 1
    upstream = HealthyUpstream(answer)
    upstream.keep_bodies = True
    with desk_of(upstream) as desk:
        scopes(desk)
        rates(desk)
        ends(desk)
        expiring_streams(desk)
        expect(any(json.loads(body).get("max_tokens") == 20 for body in upstream.bodies), "the cap on tokens goes upstream")
        for _ in range(40):
            log = desk.verb("report", "--format", "json")
            if '"limited"' in log:
                break
            time.sleep(0.1)
        expect('"limited"' in log, "the log knows what was asked with the key")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")
        print(f"  {len(desk.rows())} rows, {upstream.requests} POSTs")


def hostile_keys(desk):
    """name -> (text, id, tiers, features, ceiling in nano-dollars, rate)"""
    kinds = {"small": (("small",), (), 20, None), "upper": (("mid", "frontier"), (), 30, None), "chat": ((), ("chat",), 25, None),
             "both": (("small", "mid"), ("chat", "code"), 15, 40), "rated": ((), (), 50, 12), "poor": ((), (), 2, None), "free": ((), (), 60, None)}
    keys = {}
    for name, (tiers, features, answers, rate) in kinds.items():
        more = ["--ceiling", f"{answers * COST / 1e9:.9f}"]
        more += ["--tiers", ",".join(tiers)] if tiers else []
        more += ["--features", ",".join(features)] if features else []
        more += ["--rate", str(rate), "--concurrency", "3"] if rate else []
        keys[name] = (*make(desk, name, *more), tiers or TIERS, features, answers * COST, rate)
    return keys


def hostile_request(dice):
    """(body, headers, hang up) as a bad client makes them."""
    feature = dice.choice([None, "chat", "code", "pinned", "x" * 300, "chat\u00e9"])
    body = chat(stream=dice.random() < 0.5, max_tokens=dice.choice([None, 1, 64, 10_000_000]), text=dice.choice(["hi", "say nothing"]),
                model=dice.choice(["auto", "tier:small", "tier:frontier", "mock/frontier-1", "tier:nosuch", "small-2"]), n=dice.choice([1, 1, 1, 4]))
    headers = []
    if feature and dice.random() < 0.5:
        body["metadata"] = {"x-signalbox-feature": feature, "x-signalbox-tier": dice.choice(TIERS)}
    elif feature:
        headers.append("x-signalbox-feature: " + feature.encode("ascii", "ignore").decode())
    if dice.random() < 0.3:
        headers.append("x-signalbox-tier: " + dice.choice([*TIERS, "tier:frontier", "FRONTIER", " frontier"]))
    if dice.random() < 0.1:
        headers.append("x-signalbox-tier: frontier")  # maybe the second one
    if dice.random() < 0.05:
        body["api_base"] = "http://127.0.0.1:1/"
    broken = dice.random() < 0.05
    return (json.dumps(body).encode()[:-5] if broken else body), headers, dice.random() < 0.15


def hostile(requests, seed):
    global CASES
    CASES += 1
    dice = random.Random(seed)
    upstream = HealthyUpstream(answer, delay=0.003)
    with desk_of(upstream) as desk:
        keys = hostile_keys(desk)
        plan = [(dice.choice(list(keys)), *hostile_request(dice)) for _ in range(requests)]
        results = [None] * requests
        numbers = iter(range(requests))

        async def client():
            for number in numbers:
                name, body, headers, hang_up = plan[number]
                results[number] = await ask(desk, keys[name][0], body, headers, hang_up)

        async def crowd():
            await asyncio.gather(*(client() for _ in range(24)))

        began = time.monotonic()
        asyncio.run(crowd())
        took = time.monotonic() - began
        for number, got in enumerate(results):
            name = plan[number][0]
            tier = got and got[1].get("x-signalbox-tier")
            if got and got[0] == 200:
                expect(tier in keys[name][2], f"{name} was served by {tier}")
        rows = desk.settled_rows(8)
        spent, begun = Counter(), Counter()
        for row in rows:
            spent[row["key_id"]] += row["amount_nano"]
        for name, (_, key_id, tiers, features, ceiling, rate) in keys.items():
            own = [row for row in rows if row["key_id"] == key_id]
            begun[name] = len({row["request_id"] for row in own})
            expect(spent[key_id] <= ceiling, f"{name}: {spent[key_id] - ceiling} nano-dollars over its ceiling")
            expect(all(row["tier"] in tiers for row in own), f"{name}: a tier out of scope {Counter(row['tier'] for row in own)}")
            expect(not features or all(row["feature"] in features for row in own), f"{name}: {Counter(row['feature'] for row in own)}")
            expect(not rate or took > 60 or begun[name] <= rate, f"{name}: {begun[name]} requests at a rate of {rate}")
        expect(not any(row["state"] == "pending" for row in rows), "nothing is held after quiet")
        expect(upstream.requests <= len(rows), f"{upstream.requests} POSTs, {len(rows)} rows")
        expect(sum(begun.values()) > requests / 10, f"the test asks something: {dict(begun)}")
        codes = Counter(error_code(got[2]) or got[0] for got in results if got)
        print(f"  seed {seed}: {requests} requests in {took:.1f} s, {len(rows)} rows, {dict(codes)}")
        slowest = revoke_streams(desk, dice)
        print(f"  revoked in the middle of a stream: the last word after {slowest * 1000:.0f} ms at most")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def revoke_streams(desk, dice):
    """Streams of one key end within a second of its revocation, those of another go on. Seconds of the slowest."""
    bad, _ = make(desk, "bad", "--tiers", dice.choice(TIERS))
    good, _ = make(desk, "good")
    ended = {"bad": [], "good": []}

    def read(name, key):
        got = once(desk, key, chat(stream=True, text="endless"))
        ended[name].append((time.monotonic(), got[2] if got else b""))

    threads = [threading.Thread(target=read, args=(name, key)) for name, key in (("bad", bad), ("good", good)) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    slowest = 0
    for name in ("bad", "good"):
        expect(not ended[name], f"the streams of {name} go on until their key is revoked")
        began = time.monotonic()
        # Straight to the control socket: the start of a verb's process is not what is measured.
        revoked = desk_control(desk, name)
        expect(revoked.get("ok"), f"{revoked}")
        for thread in threads[:4] if name == "bad" else threads[4:]:
            thread.join(5)
        expect(len(ended[name]) == 4, f"{len(ended[name])} of 4 streams ended")
        for at, data in ended[name]:
            slowest = max(slowest, at - began)
            expect(at - began <= 1.0, f"ended {at - began:.2f} s after its key was revoked")
            expect(b'"key_revoked"' in data and b"[DONE]" not in data, "with an honest error")
    for key in (bad, good):
        refused(desk, key, 401, "key_revoked")
    return slowest


def desk_control(desk, name):
    listed = [json.loads(line) for line in desk.verb("keys", "list", "--json").splitlines()]
    return ask_control(desk.data, {"verb": "keys.revoke", "name": next(key["id"] for key in listed if key["name"] == name)})


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", nargs="*", default=["terms", "hostile"])
    arguments.add_argument("--requests", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    options = arguments.parse_args()
    if "terms" in options.what:
        terms()
    if "hostile" in options.what:
        hostile(options.requests, options.seed)
    failed = min(CASES, len(PROBLEMS))
    print(f"{CASES - failed} passed, {failed} failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

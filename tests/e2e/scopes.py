#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ceilings of five scopes at once, through the socket; every way to spend has a row of its own; what is in flight is cut, stopped and
released.

usage: scopes.py [--clients 1,16,256] [--requests 2000]      (environment SIGNALBOX: the program)
"""
import argparse
import asyncio
import json
import os
import sys
import threading
import time
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import PROBLEMS, expect  # noqa: E402
from crowd import Client, error_code  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import stream_answer, whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

CASES = 0


def answer(body):
    """Usage of 10 + 20 tokens: 50 micro-dollars at the price of the tests."""
    return stream_answer(b"hi") if json.loads(body).get("stream") else whole_answer(b"hi")


def standings(desk):
    """Every ceiling as the running instance says it."""
    return [json.loads(line) for line in desk.verb("budget", "show", "--json").splitlines()]


def dollars(nano):
    return f"{nano / 1e9:.9f}"


def hinted(feature=None, session=None, **more):
    """A request with the hints that ceilings look at."""
    hints = {f"x-signalbox-{name}": value for name, value in (("feature", feature), ("session", session)) if value}
    return chat(metadata=hints, **more) if hints else chat(**more)


async def flood(desk, clients, requests):
    results = [None] * requests
    numbers = iter(range(requests))

    async def work():
        client = Client(desk)
        for number in numbers:
            try:
                results[number] = await client.ask(hinted(f"f{number % 3}", f"s{number % 7}", stream=number % 2 == 1))
            except (OSError, asyncio.IncompleteReadError) as problem:
                results[number] = problem
                client.close()
        client.close()

    await asyncio.gather(*(work() for _ in range(clients)))
    return results


def five_scopes(clients, requests):
    global CASES
    CASES += 1
    limit = 50_000 * requests // 3
    ceilings = [
        {"id": "all", "scope": "global", "window": "day", "limit": dollars(limit)},
        {"id": "tier", "scope": "tier:small", "window": "hour", "limit": dollars(limit * 0.98)},
        {"id": "provider", "scope": "provider:mock", "window": "month", "limit": dollars(limit * 0.99)},
        {"id": "key", "scope": "key:*", "window": "week", "limit": dollars(limit * 1.01)},
        {"id": "feature", "scope": "feature:*", "window": "day", "limit": dollars(limit * 0.35)},
        {"id": "session", "scope": "session:*", "window": "hour", "limit": dollars(limit * 0.16)}]
    upstream = HealthyUpstream(answer, delay=0.002)
    configuration = config([provider("mock", upstream.port)], [{"id": "small", "chain": [deployment("mock")]}], ceilings=ceilings,
                           budget={"clamp_floor": 16})
    with Desk(configuration) as desk:
        hour = time.gmtime().tm_hour
        results = asyncio.run(flood(desk, clients, requests))
        rows = desk.settled_rows(8)
        now = standings(desk)
        if time.gmtime().tm_hour != hour:
            print("  the hour changed meanwhile: not judged")
            return
        statuses = Counter(result[0] if isinstance(result, tuple) else type(result).__name__ for result in results)
        codes = Counter(error_code(result[2]) for result in results if isinstance(result, tuple) and result[0] != 200)
        used = Counter()
        for row in rows:
            for scope in ("global", f"tier:{row['tier']}", f"provider:{row['provider']}", f"key:{row['key_id']}",
                          f"feature:{row['feature']}", f"session:{row['session']}"):
                used[scope] += row["amount_nano"]
        over = 0
        for standing in now:
            amount, most = used[standing["scope"]], round(float(standing["limit"]) * 1e9)
            over = max(over, amount - most)
            expect(amount <= most, f"{standing['id']} {standing['scope']}: {amount - most} nano-dollars over")
            expect(round(float(standing["settled"]) * 1e9) == amount, f"{standing['id']} {standing['scope']}: says {standing['settled']}, rows say {amount}")
            expect(float(standing["pending"]) == 0, f"{standing['id']}: {standing['pending']} pending after quiet")
        stalled = codes.pop("ledger_unavailable", 0)
        expect(stalled <= requests * 0.05, f"{stalled} requests met a stalled disk")
        expect(set(codes) <= {"ceiling_reached"}, f"refused as {dict(codes)}")
        tightest = used["tier:small"] / (limit * 0.98)
        print(f"  {clients} clients, {requests} requests, six ceilings over {len(now)} scopes: {dict(statuses)}, overshoot {max(0, over)}, "
              f"tightest used {tightest:.2%}")
        if requests >= 2000:
            expect(tightest >= 0.95, f"only {tightest:.2%} of the tightest ceiling was used")
        refusal = next((json.loads(result[2])["error"] for result in results if isinstance(result, tuple) and result[0] == 429), None)
        expect(refusal and "The ceiling '" in refusal["message"], f"the refusal names its ceiling: {refusal}")
        expect(upstream.requests <= len(rows), f"{upstream.requests} POSTs, {len(rows)} rows")
        desk.stop()
        code, check = desk.verify()
        expect(code == 0, f"ledger verify: {check['problems']}")


def spend_paths():
    """First try, retry, fallback, cascade leg, the fallback of a leg: each POST that the upstream saw has one row, and each row had its
    reservation."""
    global CASES
    CASES += 1
    seen = Counter()

    def respond(body):
        model = json.loads(body)["model"]
        seen[model] += 1
        if model == "bad" or (model == "later" and seen[model] == 1):
            text = b'{"error":{"message":"overloaded","type":"server_error"}}'
            return b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text) + text
        if model == "meek":
            return whole_answer(b"")
        return answer(body)

    upstream = HealthyUpstream(respond)
    tiers = [{"id": "plain", "chain": [deployment("mock", "good")]},
             {"id": "chain", "chain": [deployment("mock", "bad"), deployment("mock", "good")]},
             {"id": "again", "chain": [deployment("mock", "later")]},
             {"id": "leg", "chain": [deployment("mock", "meek")]},
             {"id": "top", "chain": [deployment("mock", "bad"), deployment("mock", "good")]}]
    rules = [{"id": "cascade", "when": {"fact": "feature", "is": "cascade"},
              "route": {"strategy": "cascade", "tiers": ["leg", "top"], "validators": ["empty"]}},
             {"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "plain"}}]
    with Desk(config([provider("mock", upstream.port)], tiers, rules=rules)) as desk:
        paths = {"first try": {}, "fallback": {"tier": "chain"}, "retry": {"tier": "again"}, "cascade": {"feature": "cascade"}}
        for name, hints in paths.items():
            for stream in (False, True):
                status, body = desk.ask(chat(stream=stream, metadata={f"x-signalbox-{key}": value for key, value in hints.items()}))
                expect(status in (200, 503), f"{name}: {status} {body[:200]}")
        rows = desk.settled_rows()
        models = Counter(row["model"] for row in rows)
        expect(models == seen, f"POSTs {dict(seen)}, rows {dict(models)}")
        ids = Counter(row["attempt_id"] for row in rows)
        expect(max(ids.values()) == 1, "one attempt, one row")
        expect(all(row["reserved_nano"] > 0 for row in rows), "every row had a reservation")
        numbers = Counter(row["attempt_no"] for row in rows)
        expect(numbers[3] >= 1, f"a leg, its fallback and the last leg are three attempts: {dict(numbers)}")
        print(f"  {sum(seen.values())} POSTs over {len(paths)} paths in both modes, {len(rows)} rows: {dict(models)}")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def slow_stream():
    """Endless in small pieces, until somebody closes it."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    event = b'data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'
    return head + b"%x\r\n%s\r\n" % (len(event), event)


def read_all(desk, body, out):
    sock = desk.connect()
    sock.sendall(desk.request_bytes(body))
    data = b""
    try:
        while True:
            piece = sock.recv(65536)
            if not piece:
                break
            data += piece
            if b"0\r\n\r\n" in data or (b"Content-Length" in data and data.rstrip().endswith(b"}")):
                break
    except OSError:
        pass
    out.append((time.monotonic(), data))


def stop_and_release():
    global CASES
    CASES += 1
    upstream = HealthyUpstream(lambda body: slow_stream())
    with Desk(config([provider("mock", upstream.port, timeouts_ms={"connect": 2000, "first_byte": 20000, "idle": 20000, "total": 60000})],
                     [{"id": "small", "chain": [deployment("mock")]}])) as desk:
        out = []
        threads = [threading.Thread(target=read_all, args=(desk, chat(stream=True), out)) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        before = time.monotonic()
        desk.verb("budget", "stop", "--note", "runaway agent")
        for thread in threads:
            thread.join(5)
        expect(len(out) == 8 and all(at - before < 2 for at, _ in out), f"{len(out)} of 8 streams ended")
        expect(all(b'"panic_stop"' in data and b"[DONE]" not in data for _, data in out), "each stream ends with an honest error")
        status, body = desk.ask(chat())
        expect(status == 503 and error_code(body) == "panic_stop", f"blocked: {status} {body[:100]}")
        rows = desk.settled_rows()
        expect(all(row["state"] == "settled_estimate" and "cut" in row["flags"] and row["amount_nano"] > 0 for row in rows), f"what came is billed: {rows[:1]}")
        desk.stop()
        desk.start()
        status, body = desk.ask(chat())
        expect(status == 503 and error_code(body) == "panic_stop", f"blocked after a restart: {status}")
        upstream.answer = answer
        desk.verb("budget", "release")
        status, _ = desk.ask(chat())
        expect(status == 200, f"released: {status}")
        print("  8 streams stopped, blocked also after a restart, released")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def graduated():
    """From a share on to the cheaper tier, at the limit to the free one; a raise opens it again; a reached ceiling that cuts."""
    global CASES
    CASES += 1
    upstream = HealthyUpstream(answer)
    free = {"provider": "mock", "model": "local", "price": "free"}
    tiers = [{"id": "home", "chain": [free]}, {"id": "small", "chain": [deployment("mock", "cheap", price={"input": "0.10", "output": "0.20"})]},
             {"id": "frontier", "chain": [deployment("mock", "dear")]}]
    rules = [{"id": "r", "when": "always", "route": {"strategy": "direct", "tier": "frontier"}}]
    ceilings = [{"id": "day", "scope": "global", "limit": dollars(1_000_000), "downgrade_from": {"share": 0.5, "tiers": ["frontier"]},
                 "at_limit": "free", "in_flight": "cut"}]
    with Desk(config([provider("mock", upstream.port)], tiers, rules=rules, ceilings=ceilings, budget={"clamp_floor": 16})) as desk:
        for _ in range(400):
            status, body = desk.ask(chat())
            expect(status == 200, f"served: {status} {body[:150]}")
            if status != 200:
                break
        rows = desk.settled_rows()
        models = Counter(row["model"] for row in rows)
        order = [row["model"] for row in rows]
        spent = sum(row["amount_nano"] for row in rows)
        expect(spent <= 1_000_000, f"{spent} nano-dollars spent")
        expect(9 <= models["dear"] <= 11, f"half of the ceiling goes to the frontier: {dict(models)}")
        expect(models["local"] > 0 and order[-1] == "local", f"at the limit the free tier serves: {dict(models)}")
        first = order.index("cheap")
        expect("dear" not in order[first:], "no way back while the share is passed")
        desk.verb("budget", "raise", "--ceiling", "day", "--to", "0.01", "--for", "2h", "--note", "demo")
        desk.ask(chat())
        expect(desk.settled_rows()[-1]["model"] == "dear", "a raise opens the frontier again")
        raised = standings(desk)[0]
        expect(raised["raise"]["note"] == "demo" and raised["limit"] == "0.01" and raised["configured"] == "0.001", f"{raised}")
        desk.verb("budget", "end", "--raise", str(raised["raise"]["number"]))
        desk.ask(chat())
        expect(desk.settled_rows()[-1]["model"] == "local", "its end closes it")
        print(f"  {dict(models)}, {spent} of 1000000 nano-dollars")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def main():
    os.sync()  # what a build left to be written would stall the disk of the ledger
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--clients", default="1,16,256")
    arguments.add_argument("--requests", type=int, default=2000)
    options = arguments.parse_args()
    spend_paths()
    graduated()
    stop_and_release()
    for clients in (int(count) for count in options.clients.split(",")):
        five_scopes(clients, options.requests)
    failed = min(CASES, len(PROBLEMS))
    print(f"{CASES - failed} passed, {failed} failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

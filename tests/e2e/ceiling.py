#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ceiling holds: many clients at once through the socket, every paid endpoint, both stream modes.

usage: ceiling.py [--clients 16,256] [--requests 2000]      (environment SIGNALBOX: the program)
"""
import argparse
import asyncio
import json
import os
import sys
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import PROBLEMS, expect  # noqa: E402
from crowd import error_code, flood  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import stream_answer, whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402


def answer(body):
    """Usage of 10 + 20 tokens: 50 micro-dollars, well below the worst case of a request for 64."""
    request = json.loads(body)
    if "input" in request:
        text = b'{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1]}],"model":"mock-1","usage":{"prompt_tokens":50,"total_tokens":50}}'
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text) + text
    return stream_answer(b"hi") if request.get("stream") else whole_answer(b"hi")


def request_of(number):
    if number % 7 == 3:
        return {"model": "auto", "input": "hello"}
    return chat(stream=number % 2 == 1)


def path_of(number):
    return "/v1/embeddings" if number % 7 == 3 else "/v1/chat/completions"


def run(clients, requests, limit_nano):
    upstream = HealthyUpstream(answer, delay=0.002)
    limit = f"{limit_nano / 1e9:.9f}"
    configuration = config([provider("mock", upstream.port)], [{"id": "small", "chain": [
        deployment("mock", capabilities={"embeddings": True})]}],
        ceilings=[{"id": "day", "scope": "global", "window": "day", "limit": limit}], budget={"clamp_floor": 16})
    with Desk(configuration) as desk:
        results = asyncio.run(flood(desk, clients, requests, request_of, path_of))
        rows = desk.settled_rows(8)
        statuses = Counter(result[0] if isinstance(result, tuple) else type(result).__name__ for result in results)
        used = sum(row["amount_nano"] for row in rows)
        pending = sum(row["state"] == "pending" for row in rows)
        codes = Counter(error_code(result[2]) for result in results if isinstance(result, tuple) and result[0] != 200)
        share = used / limit_nano
        print(f"  {clients} clients, {requests} requests: {dict(statuses)}, settled {share:.2%} of the ceiling, overshoot {max(0, used - limit_nano)} nano-dollars, pending {pending}, refused as {dict(codes)}")
        expect(used <= limit_nano, f"{clients} clients: {used - limit_nano} nano-dollars over the ceiling")
        expect(pending == 0, f"{clients} clients: {pending} pending after quiet")
        # A disk that makes nothing durable within 250 ms closes the priced tiers: by design, told apart from a denial.
        stalled = codes.pop("ledger_unavailable", 0)
        expect(stalled <= requests * 0.05, f"{clients} clients: {stalled} requests met a stalled disk")
        expect(set(statuses) <= {200, 429} | ({503} if stalled else set()), f"{clients} clients: {dict(statuses)}")
        expect(set(codes) <= {"ceiling_reached"}, f"{clients} clients: refused as {dict(codes)}")
        expect(upstream.requests <= len(rows), f"{clients} clients: {upstream.requests} POSTs, {len(rows)} rows")
        served = statuses[200]
        expect(served == sum(row["state"] == "settled" for row in rows), f"{clients} clients: {served} served, rows differ")
        if requests * 50_000 > limit_nano * 1.2:
            expect(share >= 0.95, f"{clients} clients: only {share:.2%} of the ceiling was used")
            for result in results:
                if isinstance(result, tuple) and result[0] == 429:
                    expect(result[1].get("x-should-retry") == "false" and int(result[1].get("retry-after", 0)) > 0, f"headers of a refusal: {result[1]}")
                    break
        else:
            expect(statuses[429] == 0, f"{clients} clients: {statuses[429]} false denials")
        desk.stop()
        code, check = desk.verify()
        expect(code == 0, f"ledger verify: {check['problems']}")


def main():
    os.sync()  # what a build left to be written would stall the disk of the ledger
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--clients", default="1,16,256")
    arguments.add_argument("--requests", type=int, default=2000)
    options = arguments.parse_args()
    counts = [int(count) for count in options.clients.split(",")]
    for clients in counts:
        run(clients, options.requests, 50_000 * options.requests // 3)   # the ceiling ends it
        run(clients, options.requests, 50_000 * options.requests * 4)    # everything fits, though not all holds at once
    cases = 2 * len(counts)
    failed = min(cases, len(PROBLEMS))
    print(f"{cases - failed} passed, {failed} failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

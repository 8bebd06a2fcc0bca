#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of a deployment: calls at a time, requests and tokens a minute, the short queue in front of them, and what happens
when it is too long. (environment SIGNALBOX: the program)"""
import asyncio
import json
import os
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import PROBLEMS, expect  # noqa: E402
from crowd import flood  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402


class Counted(HealthyUpstream):
    """Knows how many calls were with it at the same time, and in which order they came."""

    def __init__(self, delay=0.0):
        self.now = self.most = 0
        self.texts = []
        super().__init__(self.finish, delay, self.begin)

    def begin(self, body):
        self.now += 1
        self.most = max(self.most, self.now)
        self.texts.append(json.loads(body)["messages"][0]["content"])

    def finish(self, _body):
        self.now -= 1
        return whole_answer()


def code_of(body):
    return json.loads(body)["error"]["code"]


def desk_for(upstream, limits, chain=()):
    small = [deployment("mock", limits=limits), *chain]
    return Desk(config([provider("mock", upstream.port)], [{"id": "small", "chain": small}]))


def attempts_of(desk):
    """(outcome, flags) of every attempt in the log; the desk is stopped for it."""
    desk.stop()
    log = sqlite3.connect(os.path.join(desk.data, "log.db"))
    rows = log.execute("SELECT outcome, flags FROM attempt ORDER BY n, attempt_no").fetchall()
    log.close()
    return rows


def check_concurrent():
    upstream = Counted(delay=0.05)
    with desk_for(upstream, {"concurrent": 3, "wait_ms": 20000}) as desk:
        results = asyncio.run(flood(desk, 30, 90, lambda number: chat(text=str(number))))
        served = sum(isinstance(result, tuple) and result[0] == 200 for result in results)
        expect(served == 90, f"{served} of 90 were served")
        expect(upstream.most == 3, f"{upstream.most} calls at the same time, not 3")
        rows = desk.settled_rows()
        expect(len(rows) == 90 and all(row["state"] == "settled" for row in rows), "90 requests, other rows")
        waited = [flags for _, flags in attempts_of(desk) if "queued:" in flags]
        expect(len(waited) > 30, f"{len(waited)} attempts say that they waited")
    return served


def check_fairness():
    upstream = Counted(delay=0.15)
    with desk_for(upstream, {"concurrent": 1, "wait_ms": 20000}) as desk:
        clients = []
        for number in range(8):
            clients.append(threading.Thread(target=desk.ask, args=(chat(text=str(number)),)))
            clients[-1].start()
            time.sleep(0.05)
        for client in clients:
            client.join()
        expect(upstream.texts == [str(number) for number in range(8)], f"not first come, first served: {upstream.texts}")


def check_minute():
    upstream = Counted()
    with desk_for(upstream, {"requests_per_minute": 5}) as desk:
        statuses = [desk.ask(chat())[0] for _ in range(5)]
        begun = time.monotonic()
        results = asyncio.run(flood(desk, 1, 1, lambda number: chat()))
        status, headers, body = results[0]
        expect(statuses == [200] * 5, f"five a minute: {statuses}")
        expect(status == 429 and code_of(body) == "deployment_limited", f"the sixth: {status} {body[:200]}")
        expect(json.loads(body)["error"]["type"] == "rate_limit_error", "its type")
        expect(50 <= int(headers.get("retry-after", 0)) <= 61, f"Retry-After {headers.get('retry-after')}")
        expect(time.monotonic() - begun < 1, "it waited in vain")
        rows = desk.settled_rows()
        expect(len(rows) == 5 and upstream.requests == 5, f"{len(rows)} rows, {upstream.requests} POSTs")
        last = attempts_of(desk)[-1]
        expect(last[0] == "deployment_limited" and "limit:requests_per_minute" in last[1], f"the trace says {last}")


def check_fallback():
    upstream, second = Counted(), Counted()
    desks = config([provider("mock", upstream.port), provider("other", second.port)],
                   [{"id": "small", "chain": [deployment("mock", limits={"tokens_per_minute": 200}), deployment("other")]}])
    with Desk(desks) as desk:
        results = asyncio.run(flood(desk, 1, 8, lambda number: chat(max_tokens=64)))
        expect(all(result[0] == 200 for result in results), "not all were served")
        expect(upstream.requests >= 2 and second.requests >= 2, f"{upstream.requests} and {second.requests} POSTs")
        expect(upstream.requests * 30 <= 200, f"{upstream.requests} calls of 30 tokens in a minute of 200")
        reasons = {result[1].get("x-signalbox-reason") for result in results[upstream.requests:]}
        expect(reasons == {"fallback:deployment_limited"}, f"reasons {reasons}")
        expect(len(desk.settled_rows()) == 8, "not one row a call")


def check_hang_up():
    """Who leaves while it waits leaves at once, has reserved nothing, and holds nobody up."""
    upstream = Counted(delay=0.6)
    with desk_for(upstream, {"concurrent": 1, "wait_ms": 20000}) as desk:
        first = threading.Thread(target=desk.ask, args=(chat(text="first"),))
        first.start()
        time.sleep(0.2)
        leavers = []
        for number in range(10):
            leavers.append(desk.connect())
            leavers[-1].sendall(desk.request_bytes(chat(text=f"leaver {number}")))
        time.sleep(0.1)
        expect(len(desk.rows()) == 1, f"{len(desk.rows())} rows while ten wait")
        for leaver in leavers:
            leaver.close()
        expect(desk.ask(chat(text="last"))[0] == 200, "the last one was not served")
        first.join()
        expect(upstream.texts == ["first", "last"], f"called for {upstream.texts}")
        rows = desk.settled_rows()
        expect(len(rows) == 2, f"{len(rows)} rows for two calls")


def check_full_queue():
    upstream = Counted(delay=1.0)
    with desk_for(upstream, {"concurrent": 1, "wait_ms": 400, "queue": 2}) as desk:
        begun = time.monotonic()
        results = asyncio.run(flood(desk, 6, 6, lambda number: chat()))
        took = time.monotonic() - begun
        statuses = sorted(result[0] for result in results)
        expect(statuses == [200] + [429] * 5, f"one inside, two in the queue, three outside: {statuses}")
        expect(took < 3, f"it took {took:.1f} s")
        flags = [text for _, text in attempts_of(desk)]
        expect(sum("queued:" in text for text in flags) == 2, f"two waited: {flags}")


def main():
    served = check_concurrent()
    for check in (check_fairness, check_minute, check_fallback, check_hang_up, check_full_queue):
        check()
    print(f"  {served} served by three places; {json.dumps(PROBLEMS)}")
    print("0 passed, 1 failed" if PROBLEMS else "1 passed, 0 failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

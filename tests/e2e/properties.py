#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Those of the budget's properties P1 to P13 that need the whole program, each in a few seconds through the socket. The others stand in
tests/core/budget/property_test.cpp; docs/testing.md says where each is.

usage: properties.py P01 P03 P06 P10 P12 P13 extend      (environment SIGNALBOX: the program)
"""
import asyncio
import json
import os
import sqlite3
import sys
import threading
import time
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import PROBLEMS, expect  # noqa: E402
from crowd import error_code, flood  # noqa: E402
from desk import Desk, ask_control, chat, config, deployment, provider  # noqa: E402
from fault_upstream import stream_answer, whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

COST = 50_000  # nano-dollars of an answer of 10 + 20 tokens


def answer(body):
    return stream_answer(b"hi") if json.loads(body).get("stream") else whole_answer(b"hi")


def dollars(nano):
    return f"{nano / 1e9:.9f}"


def day(nano, **more):
    return [{"id": "day", "scope": "global", "limit": dollars(nano), **more}]


def plain(upstream, limit, **more):
    return Desk(config([provider("mock", upstream.port)], [{"id": "small", "chain": [deployment("mock")]}], ceilings=day(limit),
                       budget={"clamp_floor": 16}, **more))


def sound(desk):
    desk.stop()
    code, check = desk.verify()
    expect(code == 0, f"ledger verify: {check['problems']}")


def P01():
    """Settled, held and uncertain together never pass the ceiling, whoever asks at once."""
    upstream = HealthyUpstream(answer, delay=0.002)
    limit = COST * 100
    with plain(upstream, limit) as desk:
        results = asyncio.run(flood(desk, 32, 300, lambda number: chat(stream=number % 2 == 1)))
        rows = desk.settled_rows(8)
        used = sum(row["amount_nano"] for row in rows)
        expect(used <= limit, f"{used - limit} nano-dollars over")
        refused = [result for result in results if isinstance(result, tuple) and result[0] == 429]
        expect(refused and all(error_code(result[2]) == "ceiling_reached" for result in refused), "the rest is refused by the ceiling")
        print(f"  {len(rows)} rows, {used} of {limit} nano-dollars")
        sound(desk)


def P03():
    """As many rows as the upstream saw attempts, with retries, fallbacks and clients that leave."""
    seen = Counter()

    def respond(body):
        model = json.loads(body)["model"]
        seen[model] += 1
        if model == "bad":
            return b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"
        return answer(body)

    upstream = HealthyUpstream(respond, delay=0.005)
    tiers = [{"id": "small", "chain": [deployment("mock", "bad"), deployment("mock", "good")]}]
    with Desk(config([provider("mock", upstream.port)], tiers)) as desk:
        asyncio.run(flood(desk, 8, 60, lambda number: chat(stream=number % 2 == 1)))
        for _ in range(20):
            with desk.connect() as sock:
                sock.sendall(desk.request_bytes(chat(stream=True)))
        rows = desk.settled_rows(8)
        models = Counter(row["model"] for row in rows)
        expect(all(models[model] >= seen[model] for model in seen), f"POSTs {dict(seen)}, rows {dict(models)}")
        # A row more than POSTs is an attempt that ended before its request was sent: it costs nothing.
        unsent = sum(models.values()) - sum(seen.values())
        expect(unsent <= sum(row["state"] == "void" and "client_gone" in row["flags"] for row in rows), f"{unsent} rows without a POST")
        expect(max(Counter(row["attempt_id"] for row in rows).values()) == 1, "one attempt, one row")
        print(f"  {dict(seen)} POSTs, {dict(models)} rows")
        sound(desk)


def P06():
    """Nothing is held once everybody has left, and what fits is never denied."""
    upstream = HealthyUpstream(answer, delay=0.02)
    with plain(upstream, COST * 4000) as desk:
        results = asyncio.run(flood(desk, 64, 300, lambda number: chat(stream=number % 2 == 1)))
        denied = [result for result in results if isinstance(result, tuple) and result[0] == 429]
        expect(not denied, f"{len(denied)} false denials")
        for _ in range(30):
            with desk.connect() as sock:
                sock.sendall(desk.request_bytes(chat(stream=True)))
        began = time.monotonic()
        rows = desk.settled_rows(5)
        expect(not any(row["state"] == "pending" for row in rows), "phantom holds 5 s after the last client left")
        print(f"  {len(rows)} rows, quiet after {time.monotonic() - began:.2f} s")
        sound(desk)


def P10():
    """When a request arrives upstream its reservation is already durable."""
    counts = []

    def look(_body):
        database = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        counts.append(database.execute("SELECT count(*) FROM entry WHERE kind = 1").fetchone()[0])
        database.close()

    upstream = HealthyUpstream(answer, on_request=look)
    with plain(upstream, COST * 4000) as desk:
        ledger = os.path.join(desk.data, "ledger.db")
        asyncio.run(flood(desk, 8, 120, lambda number: chat(stream=number % 2 == 1)))
        late = [number for number, rows in enumerate(counts, 1) if rows < number]
        expect(len(counts) == 120 and not late, f"{len(counts)} looks, too early: {late[:3]}")
        print(f"  {len(counts)} of 120 looks found the reservation")
        sound(desk)


def P12():
    """Where the dear tier does not fit and a cheaper one does, the cheaper is reserved in the same decision, once."""
    upstream = HealthyUpstream(answer, delay=0.002)
    tiers = [{"id": "small", "chain": [deployment("mock", "cheap", price={"input": "0.01", "output": "0.02"})]},
             {"id": "frontier", "chain": [deployment("mock", "dear")]}]
    rules = [{"id": "r", "when": "always", "route": {"strategy": "direct", "tier": "frontier"}}]
    limit = COST * 20
    with Desk(config([provider("mock", upstream.port)], tiers, rules=rules, ceilings=day(limit, at_limit="downgrade"),
                     budget={"clamp_floor": 64})) as desk:
        results = asyncio.run(flood(desk, 8, 120, lambda number: chat()))
        rows = desk.settled_rows(8)
        statuses = Counter(result[0] for result in results if isinstance(result, tuple))
        models = Counter(row["model"] for row in rows)
        expect(statuses[200] == 120, f"{dict(statuses)}")
        expect(models["dear"] >= 12 and models["cheap"] >= 80, f"{dict(models)}")
        expect(len(rows) == 120 and upstream.requests == 120, f"{len(rows)} rows and {upstream.requests} POSTs for 120 requests")
        expect(max(Counter(row["request_id"] for row in rows).values()) == 1, "never two reservations for one attempt")
        told = [result[1] for result in results if result[1].get("x-signalbox-model") == "cheap"]
        expect(all(head.get("x-signalbox-reason") == "downgraded:day" for head in told), f"{told[:1]}")
        expect(sum(row["amount_nano"] for row in rows) <= limit, "the ceiling holds")
        print(f"  {dict(models)}")
        sound(desk)


def P13():
    """There is no answer cache: an answer is never served twice, least of all a stale or partial one; each request is an attempt of its
    own. A cache that is built has to keep the second half of this test."""
    number = [0]

    def respond(body):
        number[0] += 1
        if number[0] % 3 == 0:  # truncated
            return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 600\r\nConnection: close\r\n\r\n{\"choices\":[{\"partial-%d" % number[0]
        return whole_answer(b"answer-%d" % number[0])

    upstream = HealthyUpstream(respond)
    slow = {"connect": 2000, "first_byte": 500, "idle": 300, "total": 3000}
    with Desk(config([provider("mock", upstream.port, timeouts_ms=slow)], [{"id": "small", "chain": [deployment("mock")]}])) as desk:
        told = [desk.ask(chat(text="the same", temperature=0, seed=1)) for _ in range(9)]
        served = [body for status, body in told if status == 200]
        expect(len(set(served)) == len(served) >= 6, f"{len(served)} answers, {len(set(served))} different")
        expect(not any(b"partial" in body for _, body in told), "no partial answer is served")
        rows = desk.settled_rows()
        expect(len(rows) == upstream.requests >= 9, f"{len(rows)} rows, {upstream.requests} POSTs")
        print(f"  {len(rows)} rows, {upstream.requests} POSTs for 9 equal requests")
        sound(desk)


class Talker:
    """Streams `tokens`, or as many as it is allowed, each an event of four bytes, within about `seconds`; with "short" in the prompt only
    five, within 2.5 seconds."""

    def __init__(self, seconds, tokens=1_000_000):
        self.seconds = seconds
        self.tokens = tokens
        self.asked = []
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.run, args=(ready,), daemon=True).start()
        ready.wait()

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            request = json.loads(await reader.readexactly(length))
            self.asked.append(request["max_tokens"])
            short = "short" in json.dumps(request["messages"])
            tokens = 5 if short else min(self.tokens, request["max_tokens"])
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            for _ in range(tokens):
                writer.write(b'data: {"choices":[{"index":0,"delta":{"content":"tok "},"finish_reason":null}]}\n\n')
                await writer.drain()
                await asyncio.sleep((2.5 if short else self.seconds) / tokens)
            usage = b'{"prompt_tokens":10,"completion_tokens":%d,"total_tokens":%d}' % (tokens, tokens + 10)
            writer.write(b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n')
            writer.write(b'data: {"choices":[],"usage":%s}\n\ndata: [DONE]\n\n' % usage)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def extend():
    """in_flight "extend": a hold grows with its stream while there is room, else the stream ends; the ceiling holds all the time."""
    for room_comes in (True, False):
        # The second waits 2 s for the first, is clamped then, and reaches its hold some time after the first has ended, or not.
        upstream = Talker(6)
        slow = {"connect": 2000, "first_byte": 20000, "idle": 20000, "total": 60000}
        limit = 1_300_000
        with Desk(config([provider("mock", upstream.port, timeouts_ms=slow)], [{"id": "small", "chain": [deployment("mock")]}],
                         ceilings=day(limit, in_flight="extend"), budget={"clamp_floor": 16})) as desk:
            out, most, stop = {}, [0], threading.Event()

            def read(name, body):
                out[name] = asyncio.run(flood(desk, 1, 1, lambda _: body))[0]

            def watch():
                while not stop.is_set():
                    standing = ask_control(desk.data, {"verb": "budget.show"})["ceilings"][0]
                    most[0] = max(most[0], sum(round(float(standing[part]) * 1e9) for part in ("settled", "pending", "uncertain")))
                    time.sleep(0.05)

            first = threading.Thread(target=read, args=("first", chat(stream=True, max_tokens=400, text="short" if room_comes else "long")))
            second = threading.Thread(target=read, args=("second", chat(stream=True, max_tokens=400, text="more")))
            watcher = threading.Thread(target=watch)
            first.start()
            time.sleep(0.2)
            second.start()
            watcher.start()
            first.join(20)
            second.join(20)
            stop.set()
            watcher.join(10)
            rows = desk.settled_rows()
            used = sum(row["amount_nano"] for row in rows)
            told = out["second"][2]
            tokens = told.count(b'"tok "')
            parts = [row for row in rows if "+" in row["attempt_id"]]
            expect(most[0] <= limit and used <= limit, f"{most[0]} held at most and {used} spent under {limit}")
            expect(not any("over_reservation" in row["flags"] for row in rows), "nothing is billed above what was held")
            expect(upstream.asked == [400, 400], f"the upstream is asked for the whole answer: {upstream.asked}")
            if room_comes:
                expect(tokens == 400 and b'"stop"' in told and parts, f"{tokens} tokens, {len(parts)} extensions")
                expect(all("extension" in row["flags"] for row in parts), f"{parts[:1]}")
                last = [row for row in rows if row["attempt_id"].split("+")[0] == parts[0]["attempt_id"].split("+")[0]] if parts else []
                expect(sum(row["amount_nano"] for row in last) == 10 * 1000 + 400 * 2000, f"exactly what was counted: {last}")
            else:
                expect(0 < tokens < 400 and b'"length"' in told and b"[DONE]" in told, f"{tokens} tokens, {told[-200:]}")
            print(f"  {'with' if room_comes else 'without'} room: {tokens} of 400 tokens, {len(parts)} extensions, at most {most[0]} of {limit}")
            sound(desk)
    extend_alone()


def extend_alone():
    """Room for the real cost, none for the worst case, and nothing that could come back: the answer is not cut early."""
    upstream = Talker(0.2, tokens=60)
    slow = {"connect": 2000, "first_byte": 20000, "idle": 20000, "total": 60000}
    for in_flight in ("finish", "extend"):
        limit = 300_000  # some 100 tokens beside the input; the answer has 60, of four bytes each; 400 are asked for
        with Desk(config([provider("mock", upstream.port, timeouts_ms=slow)], [{"id": "small", "chain": [deployment("mock")]}],
                         ceilings=day(limit, in_flight=in_flight), budget={"clamp_floor": 16})) as desk:
            upstream.asked.clear()
            told = asyncio.run(flood(desk, 1, 1, lambda _: chat(stream=True, max_tokens=400, text="x")))[0][2]
            rows = desk.settled_rows()
            expect(told.count(b'"tok "') == 60 and b'"stop"' in told, f"{in_flight}: {told.count(b'tok ')} of 60 tokens: {told[-200:]}")
            expect(60 < upstream.asked[0] < 400, f"{in_flight}: the upstream itself stops where the ceiling ends: {upstream.asked}")
            expect(sum(row["amount_nano"] for row in rows) == 10 * 1000 + 60 * 2000, f"{in_flight}: {rows}")
            print(f"  {in_flight}, alone: 60 tokens of {upstream.asked[0]} that were allowed")
            sound(desk)


def main():
    os.sync()
    wanted = sys.argv[1:] or ["P01", "P03", "P06", "P10", "P12", "P13", "extend"]
    for name in wanted:
        globals()[name]()
    failed = min(len(wanted), len(PROBLEMS))
    print(f"{len(wanted) - failed} passed, {failed} failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

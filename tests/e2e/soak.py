#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mixed traffic with the simulated provider for a long time: whole and streamed answers, clients that leave, refusals,
broken requests. Memory and open files must not grow, nothing stays pending, the ledger stays sound.

usage: soak.py [--minutes 30] [--clients 200]      (environment SIGNALBOX: the program)
"""
import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from crowd import Client, error_code  # noqa: E402
from desk import Desk, chat  # noqa: E402

MOST_MB_IN_TEN_MINUTES = 1.0
SPARE_FILES = 8
EXPECTED = {"200", "404 tier_unknown", "400 json_invalid"}
PACE = 0.05  # seconds between two requests of a client
RESERVE_DEADLINE = 0.25  # seconds


class Traffic:
    def __init__(self, desk, seconds, seed):
        self.desk = desk
        self.end = time.monotonic() + seconds
        self.chance = random.Random(seed)
        self.answers, self.left, self.broken = {}, 0, 0

    async def whole(self, client):
        kind = self.chance.randrange(6)
        path, body = "/v1/chat/completions", chat(max_tokens=self.chance.randrange(1, 200), text="x" * self.chance.randrange(1, 4000))
        if kind == 0:
            path, body = "/v1/embeddings", {"model": "auto", "input": ["one", "two"]}
        elif kind == 1:
            body["model"] = "tier:nowhere"
        elif kind == 2:
            body = b'{"model": "auto", "messages": ['
        status, _, answer = await client.ask(body, path)
        self.count(status, error_code(answer) if status >= 400 else None)

    def count(self, status, code):
        name = f"{status} {code}" if code else str(status)
        self.answers[name] = self.answers.get(name, 0) + 1

    async def stream(self, leave):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.desk.port)
        try:
            writer.write(self.desk.request_bytes(chat(stream=True, max_tokens=60, text="tell me something")))
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head.split(b" ")[1])
            if leave:
                await reader.read(1)
                self.left += 1
                return
            while not (await asyncio.wait_for(reader.readline(), 30)).startswith(b"0\r\n"):
                if reader.at_eof():
                    break
            self.count(status, None)
        finally:
            writer.close()

    async def garbage(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.desk.port)
        try:
            writer.write(self.chance.randbytes(self.chance.randrange(1, 300)) + b"\r\n\r\n")
            await asyncio.wait_for(reader.read(4096), 15)
            self.broken += 1
        finally:
            writer.close()

    async def work(self):
        client = Client(self.desk)
        while time.monotonic() < self.end:
            dice = self.chance.randrange(20)
            try:
                if dice < 12:
                    await self.whole(client)
                elif dice < 18:
                    await self.stream(leave=dice >= 16)
                else:
                    await self.garbage()
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
                client.close()
            await asyncio.sleep(PACE)
        client.close()


class DiskWatch(threading.Thread):
    """What the disk itself takes for one small durable write, beside the program: who is late, the ledger or the disk?"""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.path = os.path.join(folder, "probe")
        self.over = threading.Event()
        self.seconds = []

    def run(self):
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        while not self.over.wait(0.1):
            start = time.monotonic()
            os.pwrite(file, os.urandom(4096), 0)
            os.fdatasync(file)
            self.seconds.append(time.monotonic() - start)
        os.close(file)
        os.unlink(self.path)

    def stop(self):
        self.over.set()
        self.join()
        late = [each for each in self.seconds if each > RESERVE_DEADLINE]
        return (f"disk {statistics.median(self.seconds) * 1000:.1f} ms, worst {max(self.seconds) * 1000:.0f} ms, "
                f"{len(late)} of {len(self.seconds)} writes over {RESERVE_DEADLINE * 1000:.0f} ms")


def open_files(desk):
    return len(os.listdir(f"/proc/{desk.process.pid}/fd"))


def generous_sandbox():
    """The sandbox as it is, with ceilings that half an hour does not reach."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../resources/sandbox.json"), encoding="utf-8") as file:
        configuration = json.load(file)
    for ceiling in configuration["ceilings"]:
        ceiling["limit"] = "1000000.00"
    return configuration


def quiet_files(desk, wanted):
    """Once lingering closes are over and idle connections to the provider were let go."""
    end = time.monotonic() + 150
    while open_files(desk) > wanted + SPARE_FILES and time.monotonic() < end:
        time.sleep(1)
    return open_files(desk)


async def run(desk, options, samples):
    traffic = Traffic(desk, options.minutes * 60, options.seed)

    async def watch():
        while time.monotonic() < traffic.end:
            samples.append((time.monotonic(), desk.rss_kib() / 1024))
            await asyncio.sleep(max(1.0, options.minutes * 60 / 400))

    await asyncio.gather(watch(), *(traffic.work() for _ in range(options.clients)))
    return traffic


def slope_mb_in_ten_minutes(samples):
    """Of the second half: caches, rings and pools have filled by then."""
    half = samples[len(samples) // 2:]
    times, sizes = zip(*half)
    return statistics.linear_regression(times, sizes).slope * 600


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=30)
    arguments.add_argument("--clients", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=20261122)
    options = arguments.parse_args()
    problems, samples = [], []
    with Desk(generous_sandbox(), arguments=("--sandbox",)) as desk:
        files_before = open_files(desk)
        disk = DiskWatch(desk.folder)
        disk.start()
        traffic = asyncio.run(run(desk, options, samples))
        disk_took = disk.stop()
        files_after = quiet_files(desk, files_before)
        slope = slope_mb_in_ten_minutes(samples)
        rows = desk.settled_rows(10)
        pending = sum(row["state"] == "pending" for row in rows)
        code, check = desk.verify()
        served = traffic.answers.get("200", 0)
        if slope > MOST_MB_IN_TEN_MINUTES:
            problems.append(f"memory grows by {slope:.2f} MB in ten minutes")
        if files_after > files_before + SPARE_FILES:
            problems.append(f"{files_after} open files, {files_before} at the start")
        if pending:
            problems.append(f"{pending} attempts are pending")
        if code != 0:
            problems.append(f"ledger verify: {check['problems']}")
        if served < 100 * min(options.minutes, 1):
            problems.append(f"only {served} answers: no load, no proof")
        # A disk that others keep busy may take longer than a reservation waits; that is refused, and rare.
        late = traffic.answers.get("503 ledger_unavailable", 0)
        if late > served * 0.05:
            problems.append(f"{late} reservations were not durable in time")
        unexpected = set(traffic.answers) - EXPECTED - {"503 ledger_unavailable"}
        if unexpected:
            problems.append(f"answers: {sorted(unexpected)}")
        if desk.stop() != 0:
            problems.append("it did not end well")
    print(f"  seed {options.seed}, {options.minutes:g} minutes, answers {json.dumps(traffic.answers)}, {traffic.left} left early, {traffic.broken} broken; "
          f"memory {samples[0][1]:.1f} -> {samples[len(samples) // 2][1]:.1f} -> {samples[-1][1]:.1f} MB ({slope:+.2f} MB in ten minutes of the second "
          f"half), files {files_before} -> {files_after}, {len(rows)} rows; {disk_took}")
    for problem in problems:
        print("FAIL", problem)
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

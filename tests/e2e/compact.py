#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`signalbox log compact`: a log of an old program becomes as small as what is in it, beside a running proxy, whose requests are answered
and recorded meanwhile, and without one. (environment SIGNALBOX: the program)"""
import contextlib
import os
import sqlite3
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import expect, verdict  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

MIB = 1 << 20


def make_old(path):
    """Without incremental vacuum; 60 MiB of it are free, 20 MiB are in use."""
    log = sqlite3.connect(path, isolation_level=None)
    log.executescript("PRAGMA journal_mode=DELETE; PRAGMA auto_vacuum=NONE; VACUUM; DROP TABLE IF EXISTS kept;"
                      "CREATE TABLE kept(x); CREATE TABLE gone(x)")
    log.execute("BEGIN")
    for _ in range(20):
        log.execute("INSERT INTO kept VALUES(randomblob(?))", (MIB,))
        log.execute("INSERT INTO gone VALUES(zeroblob(?))", (3 * MIB,))
    log.execute("COMMIT")
    log.executescript("DROP TABLE gone; PRAGMA journal_mode=WAL")
    log.close()
    expect(os.path.getsize(path) > 75 * MIB, f"the old log has {os.path.getsize(path)} bytes")


def shrunk(path, before):
    with contextlib.closing(sqlite3.connect(path)) as log:
        expect(log.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "integrity")
        expect(log.execute("PRAGMA auto_vacuum").fetchone()[0] == 2, "incremental vacuum from now on")
        rows = log.execute("SELECT count(*) FROM request").fetchone()[0]
    size = os.path.getsize(path)
    expect(size < before / 3, f"{size} bytes, {before} before")
    expect(not os.path.exists(path + ".compact"), "the copy is gone")
    return rows


def beside_a_proxy(upstream, folder):
    setup = config([provider("mock", upstream.port)], [{"id": "small", "chain": [deployment("mock", "s")]}])
    with Desk(setup, folder=folder) as desk:
        for _ in range(20):
            desk.ask(chat())
        desk.stop()
        path = os.path.join(desk.data, "log.db")
        make_old(path)
        desk.start()
        before = os.path.getsize(path)
        done = threading.Event()
        statuses = []
        slowest = 0.0

        def ask():
            nonlocal slowest
            while not done.is_set():
                start = time.monotonic()
                statuses.append(desk.ask(chat())[0])
                slowest = max(slowest, time.monotonic() - start)

        asking = threading.Thread(target=ask)
        asking.start()
        start = time.monotonic()
        said = desk.verb("log", "compact")
        took = time.monotonic() - start
        done.set()
        asking.join()
        expect("compacted the log" in said, said)
        expect(set(statuses) == {200}, f"answers meanwhile: {set(statuses)}")
        desk.stop()
        rows = shrunk(path, before)
        expect(rows == 20 + len(statuses), f"{rows} rows, {20 + len(statuses)} requests")
        expect(desk.verify()[0] == 0, "ledger verify")
        print(f"  beside a proxy: {took:.2f} s, {len(statuses)} requests meanwhile, the slowest {slowest * 1000:.0f} ms")
        return desk, path, rows


def main():
    upstream = HealthyUpstream(lambda body: whole_answer(b"hi"))
    with tempfile.TemporaryDirectory(prefix="signalbox-e2e-") as folder:
        desk, path, rows = beside_a_proxy(upstream, folder)
        make_old(path)
        before = os.path.getsize(path)
        said = desk.verb("log", "compact")
        expect("compacted the log" in said, said)
        expect(shrunk(path, before) == rows, "nothing is lost without a proxy either")
    return verdict()


if __name__ == "__main__":
    sys.exit(main())

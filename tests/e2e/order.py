#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P10 and the canary hunt: when the upstream sees a POST its reservation is already durable, and neither the prompt nor
any key is left in a file. (environment SIGNALBOX: the program)"""
import asyncio
import base64
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from crowd import flood  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

PROMPT = "canary-prompt-4711-do-not-keep"
SECRET = "sk-canary-secret-0815-do-not-keep"
VIRTUAL = "sk-canary-virtual-2342-do-not-keep"


def main():
    problems, counts = [], []
    state = {}

    def look(_body):
        # A second, read-only connection, as an auditor would open it: what it sees is committed.
        database = sqlite3.connect(f"file:{state['path']}?mode=ro", uri=True)
        counts.append(database.execute("SELECT count(*) FROM entry WHERE kind = 1").fetchone()[0])
        database.close()

    upstream = HealthyUpstream(whole_answer(b"canary-answer-1234-do-not-keep"), on_request=look)
    configuration = config([provider("mock", upstream.port, auth="bearer", secret="env:UPSTREAM_KEY")], [{"id": "small", "chain": [deployment("mock")]}])
    with Desk(configuration, key=VIRTUAL, environment={"UPSTREAM_KEY": SECRET}) as desk:
        state["path"] = os.path.join(desk.data, "ledger.db")
        results = asyncio.run(flood(desk, 8, 200, lambda number: chat(text=f"{PROMPT} {number}", user="someone")))
        if any(not isinstance(result, tuple) or result[0] != 200 for result in results):
            problems.append(f"not all served: {[r for r in results if not isinstance(r, tuple) or r[0] != 200][:2]}")
        desk.settled_rows()
        for number, rows in enumerate(counts, 1):
            if rows < number:
                problems.append(f"request {number} reached the upstream with {rows} durable reservations")
                break
        if upstream.requests != 200:
            problems.append(f"{upstream.requests} POSTs")
        with open(f"/proc/{desk.process.pid}/cmdline", "rb") as file:
            if SECRET.encode() in file.read():
                problems.append("the key stands on the command line")
        desk.stop()
        for word in (PROMPT, SECRET, VIRTUAL, "canary-answer-1234"):
            plain = word.encode()
            for needle in (plain, base64.b64encode(plain).rstrip(b"=")[:-2], word.encode("utf-16-le")):
                for folder, _, names in os.walk(desk.folder):
                    for name in names:
                        path = os.path.join(folder, name)
                        if os.path.isfile(path) and needle in open(path, "rb").read():
                            problems.append(f"{word} stands in {name}")
    print(f"  {upstream.requests} POSTs, {len(counts)} looks into the ledger, {json.dumps(sorted(set(problems)))}")
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

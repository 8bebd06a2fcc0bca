#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is changed in a request on its way up, and that the log says so: fields that a deployment refuses or calls
otherwise, and fields that name further models. Every other byte passes. (environment SIGNALBOX: the program)"""
import asyncio
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from crowd import flood  # noqa: E402
from desk import Desk, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

SENT = (b'{"model":"gpt-9", "seed": 7,"logit_bias":{"50256":-100},  "temperature":0.30,"models":["dear/one","dear/two"],'
        b'"fallbacks":["x"],"messages":[{"role":"user","content":"h\\u00e9 \\/"}],"max_tokens":64,"x_own":[1.0,2e3]}')
WANTED = b'{"model":"mock-1", "random_seed": 7,  "temperature":0.30,"messages":[{"role":"user","content":"h\\u00e9 \\/"}],"max_tokens":64,"x_own":[1.0,2e3]}'
FLAGS = {"renamed:seed>random_seed", "dropped:logit_bias", "dropped:models", "dropped:fallbacks"}


def compact(text):
    """Without the spaces between members: dropping a member may leave or take those around it."""
    return text.replace(b", ", b",").replace(b",  ", b",").replace(b": ", b":")


def main():
    problems = []
    upstream = HealthyUpstream(whole_answer(b"fine"))
    upstream.keep_bodies = True
    chain = [deployment("mock", refuses=["logit_bias"], renames={"seed": "random_seed"})]
    configuration = config([provider("mock", upstream.port)], [{"id": "small", "chain": chain}])
    with Desk(configuration) as desk:
        result = asyncio.run(flood(desk, 1, 1, lambda _: SENT))[0]
        if not isinstance(result, tuple) or result[0] != 200:
            problems.append(f"not served: {result}")
        got = upstream.bodies[0] if upstream.bodies else b""
        if compact(got) != compact(WANTED):
            problems.append(f"sent up {got}")
        desk.stop()
        log = sqlite3.connect(f"file:{os.path.join(desk.data, 'log.db')}?mode=ro", uri=True)
        flags = [row[0] for row in log.execute("SELECT flags FROM attempt")]
        if len(flags) != 1 or set(flags[0].split(",")) != FLAGS:
            problems.append(f"the log says {flags}")
    print(f"  {json.dumps(problems)}")
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

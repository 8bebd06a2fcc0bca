#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pools of provider keys: they take turns; one that the provider refuses, or that has to cool down, is passed over within the
same request; each call has its own row in the ledger, and no file tells a key. (environment SIGNALBOX: the program)"""
import http.server
import json
import os
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from canaries import hunt  # noqa: E402
from checks import PROBLEMS, expect  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import WHOLE  # noqa: E402

KEYS = {name: f"sk-pool-canary-{name}-{number}-do-not-keep" for number, name in enumerate(("POOL_A", "POOL_B", "POOL_C"), 1001)}
NAMES = {key: name for name, key in KEYS.items()}


class Upstream(http.server.ThreadingHTTPServer):
    """Answers by the key it is called with: `moods` has a status, or (status, fields), for those that are no 200."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        self.moods, self.calls, self.posts = {}, [], 0
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = NAMES.get(self.headers.get("Authorization", "").removeprefix("Bearer "), "nobody")
        self.server.calls.append(name)
        self.server.posts += 1
        mood = 403 if b"please-forbid" in body else self.server.moods.get(name, 200)
        status, fields = mood if isinstance(mood, tuple) else (mood, {})
        text = WHOLE % b"hi" if status == 200 else json.dumps({"error": {"message": f"no: {KEYS.get(name)}", "type": "x"}}).encode()
        self.send_response(status)
        for field, value in {"Content-Type": "application/json", "Content-Length": str(len(text)), **fields}.items():
            self.send_header(field, value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def code_of(body):
    return json.loads(body)["error"]["code"]


def check_turns(desk, upstream):
    for _ in range(9):
        expect(desk.ask(chat())[0] == 200, "not served by three good keys")
    for name in KEYS:
        expect(upstream.calls.count(name) == 3, f"{name} was used {upstream.calls.count(name)} times of 9, not 3")


def check_refused(desk, upstream):
    upstream.moods = {"POOL_B": 401}
    upstream.calls.clear()
    answers = [desk.ask(chat())[0] for _ in range(12)]
    expect(answers == [200] * 12, f"with one refused key: {answers}")
    expect(upstream.calls.count("POOL_B") == 1, f"a refused key was used {upstream.calls.count('POOL_B')} times")
    expect(abs(upstream.calls.count("POOL_A") - upstream.calls.count("POOL_C")) <= 2, "the others do not share the work")


def check_limited(desk, upstream):
    upstream.moods = {"POOL_A": (429, {"Retry-After": "2"})}
    upstream.calls.clear()
    answers = [desk.ask(chat())[0] for _ in range(4)]
    expect(answers == [200] * 4 and upstream.calls.count("POOL_A") == 1, f"a limited key: {answers}, {upstream.calls}")
    upstream.moods = {}
    time.sleep(2.1)
    for _ in range(3):
        desk.ask(chat())
    expect(upstream.calls.count("POOL_A") >= 2, "a key that has cooled down is not used again")


def check_forbidden_request(desk, upstream):
    """Two keys that are forbidden the same request: the request is at fault, and no key is put aside."""
    upstream.moods = {}
    upstream.calls.clear()
    status, body = desk.ask(chat(text="please-forbid"))
    expect(status == 502 and code_of(body) == "upstream_auth", f"a forbidden request: {status}")
    expect(len(upstream.calls) == 2, f"a forbidden request was sent {len(upstream.calls)} times")
    upstream.calls.clear()
    for _ in range(4):
        expect(desk.ask(chat())[0] == 200, "not served after a forbidden request")
    expect(len(set(upstream.calls)) == 2, f"keys are put aside after a forbidden request: {upstream.calls}")


def check_all_down(desk, upstream):
    upstream.moods = {"POOL_A": 402, "POOL_B": 401, "POOL_C": 402}
    upstream.calls.clear()
    first = desk.ask(chat())
    second = desk.ask(chat())
    expect(first[0] == 502 and code_of(first[1]) in ("upstream_out_of_credit", "upstream_auth"), f"the last key's refusal: {first[0]}")
    expect(second[0] == 503 and code_of(second[1]) == "key_unavailable", f"no key left: {second}")
    expect(len(upstream.calls) <= 3, f"{len(upstream.calls)} calls with refused keys")
    expect(not any(key.encode() in answer[1] for answer in (first, second) for key in KEYS.values()), "a client was told a key")


def check_books(desk, posts):
    rows = desk.settled_rows()
    expect(len(rows) == posts, f"{posts} POSTs, {len(rows)} rows in the ledger")
    expect(all(row["state"] in ("settled", "void") for row in rows), "a row is neither settled nor void")
    paid = sum(row["state"] == "settled" for row in rows)
    expect(desk.verify()[0] == 0, "the ledger does not verify")
    desk.stop()
    log = sqlite3.connect(os.path.join(desk.data, "log.db"))
    flags = [row[0] for row in log.execute("SELECT flags FROM attempt") if row[0]]
    log.close()
    named = [flag for text in flags for flag in text.split(",") if flag.startswith("key:env:POOL_")]
    expect(len(named) >= posts - 1, f"{len(named)} of {posts} attempts say which key it was")
    alerts = sqlite3.connect(os.path.join(desk.data, "alerts.db"))
    told = alerts.execute("SELECT subject, scope FROM alert WHERE kind = 'key_refused'").fetchall()
    alerts.close()
    refused = {scope.split(" ")[0] for _, scope in told}
    expect({"env:POOL_A", "env:POOL_B", "env:POOL_C"} <= refused, f"alerts name {told}")
    expect(all(subject == "mock" for subject, _ in told), f"alerts name {told}")
    return paid


def main():
    upstream = Upstream()
    pool = provider("mock", upstream.port, auth="bearer", secrets=[f"env:{name}" for name in KEYS])
    with Desk(config([pool], [{"id": "small", "chain": [deployment("mock")]}]), environment=KEYS) as desk:
        for check in (check_turns, check_refused, check_limited, check_forbidden_request, check_all_down):
            check(desk, upstream)
        time.sleep(1.2)  # the alerts' desk looks twice a second
        paid = check_books(desk, upstream.posts)
        files, found = hunt([desk.folder], list(KEYS.values()))
        PROBLEMS.extend(found)
    print(f"  {upstream.posts} POSTs, {paid} of them paid; {files} files searched for {len(KEYS)} keys; {json.dumps(PROBLEMS)}")
    print("0 passed, 1 failed" if PROBLEMS else "1 passed, 0 failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays every raw HTTP/1.1 case against the real program, with a healthy upstream behind it.

usage: h1.py CASES.jsonl [--id ID] [--slow | --all] [--jobs N] [-v]      (environment SIGNALBOX: the program)
"""
import argparse
import base64
import concurrent.futures
import json
import os
import select
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import Desk, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

IDLE = 0.5  # seconds of silence after which an answer is taken for complete


def parse(data, head_only):
    """Every response in a byte stream: (status, headers, body)."""
    found = []
    while data:
        end = data.find(b"\r\n\r\n")
        if end < 0 or not data.startswith(b"HTTP/1."):
            break
        lines = data[:end].split(b"\r\n")
        status = int(lines[0].split(b" ")[1])
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            headers[name.strip().lower().decode("latin1")] = value.strip().decode("latin1")
        data = data[end + 4:]
        body = b""
        if not (100 <= status < 200 or status in (204, 304) or head_only):
            if "content-length" in headers:
                size = int(headers["content-length"])
                body, data = data[:size], data[size:]
            elif headers.get("transfer-encoding", "").lower() == "chunked":
                body, data = unchunk(data)
            else:
                body, data = data, b""
        found.append((status, headers, body))
    return found


def unchunk(data):
    body = b""
    while True:
        end = data.find(b"\r\n")
        if end < 0:
            return body, b""
        size = int(data[:end].split(b";")[0], 16)
        body += data[end + 2:end + 2 + size]
        data = data[end + 4 + size:]
        if size == 0:
            return body, data


class Conversation:
    def __init__(self, port):
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.closed = False

    def take(self, seconds):
        end = time.monotonic() + seconds
        while not self.closed:
            ready, _, _ = select.select([self.sock], [], [], max(0, end - time.monotonic()))
            if not ready:
                return
            try:
                data = self.sock.recv(65536)
            except OSError:
                data = b""
            self.closed = not data
            self.received += data
            end = max(end, time.monotonic() + min(seconds, IDLE)) if data else end

    def send(self, raw, split):
        pieces = [raw[i:i + split["piece"]] for i in range(0, len(raw), split["piece"])] if split else [raw]
        for piece in pieces:
            view = memoryview(piece)
            while view and not self.closed:
                readable, writable, _ = select.select([self.sock], [self.sock], [], 5)
                if readable:
                    self.take(0)
                if writable and not self.closed:
                    try:
                        view = view[self.sock.send(view):]
                    except OSError:
                        self.closed = True
            if split and split["sleep_ms"]:
                time.sleep(split["sleep_ms"] / 1000)


def play(case, desk, upstream):
    raw = base64.b64decode(case["raw_base64"])
    before = upstream.requests
    talk = Conversation(desk.port)
    talk.send(raw, case.get("split"))
    if case.get("half_close") and not talk.closed:
        try:
            talk.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
    talk.take(case["wait_ms"] / 1000 if case.get("slow") else IDLE)
    if case["after"] == "close" and not talk.closed:
        talk.take(2.5)  # a lingering close is still a close
    talk.sock.close()
    return judge(case, parse(talk.received, raw.startswith(b"HEAD")), talk.closed, upstream.requests - before)


def judge(case, responses, closed, upstream_requests):
    final = [response for response in responses if response[0] >= 200]
    problems = []
    first = final[0][0] if final else ("close" if closed else "timeout")
    if first not in case["expect"]:
        problems.append(f"first answer {first}, expected {case['expect']}")
    if len(final) > case["responses"]:
        problems.append(f"{len(final)} responses, at most {case['responses']} allowed")
    if case["responses"] == 2 and len(final) == 1 and final[0][0] == 200 and not closed:
        problems.append("the second response is missing")
    if case["after"] == "close" and final and not closed:
        problems.append("connection left open")
    if case["after"] == "keep" and closed:
        problems.append("connection closed")
    for status in case.get("forbid", []):
        if status in [response[0] for response in responses]:
            problems.append(f"forbidden status {status}")
    for name in case.get("forbid_headers", []):
        if any(name in response[1] for response in final):
            problems.append(f"forbidden header {name}")
    for text in case.get("forbid_body", []):
        if any(text.encode() in response[2] for response in final):
            problems.append("forbidden text in the body")
    for status, headers, body in final:
        if status >= 400 and body and headers.get("content-type") == "application/json":
            try:
                json.loads(body)["error"]["code"]
            except (ValueError, KeyError, TypeError):
                problems.append(f"error body of {status} is not OpenAI-shaped: {body[:80]}")
    if case.get("forbid_upstream") and upstream_requests:
        problems.append("the upstream saw a request")
    return problems


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases")
    arguments.add_argument("--id")
    arguments.add_argument("--slow", action="store_true", help="only the cases that wait for a timeout")
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("-v", action="store_true")
    options = arguments.parse_args()
    with open(options.cases) as file:
        cases = [json.loads(line) for line in file]
    cases = [case for case in cases if (not options.id or case["id"] in options.id.split(","))
             and (options.all or options.id or bool(case.get("slow")) == options.slow)]
    upstream = HealthyUpstream(whole_answer(b"hello"))
    failed = 0
    with Desk(config([provider("mock", upstream.port)], [{"id": "small", "chain": [deployment("mock")]}])) as desk:
        # forbid_upstream counts requests, so those cases run one after another; the others may overlap.
        counted = [case for case in cases if case.get("forbid_upstream") and not case.get("slow")]
        free = [case for case in cases if case not in counted]
        results = [(case, play(case, desk, upstream)) for case in counted]
        with concurrent.futures.ThreadPoolExecutor(max(options.jobs, 1)) as pool:
            results += zip(free, pool.map(lambda case: play(case, desk, upstream), free))
        for case, problems in results:
            failed += bool(problems)
            if problems or options.v:
                print(("FAIL " if problems else "ok   ") + case["id"], case["why"], "; ".join(problems))
        if desk.process.poll() is not None:
            print("FAIL the program ended")
            failed += 1
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays every upstream and client fault against the real program and judges client outcome *and* ledger row.

usage: faults.py CASES.jsonl [--id ID] [--jobs N] [-v]      (environment SIGNALBOX: the program)
"""
import argparse
import concurrent.futures
import json
import os
import signal
import struct
import sys
import threading
import time
import socket

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from answers import Answer, Reader, events_of, is_openai_error, read_answer, read_head, read_pieces  # noqa: E402
from desk import Desk, TIMEOUTS, chat, config, deployment, provider  # noqa: E402
from fault_upstream import Certificates, FaultUpstream, stream_answer, whole_answer  # noqa: E402

NAMED_MS = {"first_byte_timeout": TIMEOUTS["first_byte"], "idle_timeout": TIMEOUTS["idle"],
            "first_token_timeout": TIMEOUTS["first_byte"]}
SECRET = "sk-upstream-secret-canary"


def milliseconds(value):
    if isinstance(value, str):
        name, _, more = value.partition("+")
        return NAMED_MS[name] + int(more or 0)
    return value


class Case:
    def __init__(self, case, certificates):
        self.case = case
        self.certificates = certificates
        self.problems = []

    def expect(self, holds, text):
        if not holds:
            self.problems.append(text)

    def run(self):
        case = self.case
        self.upstream = FaultUpstream(case["behaviour"], case.get("second_connection"), self.certificates)
        answer = stream_answer(b"from the fallback") if case["request"]["stream"] else whole_answer(b"from the fallback")
        self.fallback = FaultUpstream([{"read_request": True}, {"write": answer.decode()}])
        try:
            with Desk(self.configuration(), environment={"UPSTREAM_KEY": SECRET}) as desk:
                self.desk = desk
                self.play()
                self.judge_ledger()
        finally:
            self.upstream.close()
            self.fallback.close()
        self.expect(not self.upstream.bugs, f"mock: {self.upstream.bugs}")
        return self.problems

    def configuration(self):
        scheme = self.case.get("scheme", "http")
        port = self.upstream.port
        bad = provider("bad", port, auth="bearer", secret="env:UPSTREAM_KEY")
        if scheme == "https":
            bad.update(base_url=f"https://localhost:{port}/v1", ca_file=self.certificates.ca)
        chain, providers = [deployment("bad")], [bad]
        if self.case["request"]["fallback_tier"]:
            providers.append(provider("good", self.fallback.port))
            chain.append(deployment("good", "mock-2"))
        return config(providers, [{"id": "small", "chain": chain}])

    # --- the client's side -------------------------------------------------------------------------------------------

    def body(self):
        request = self.case["request"]
        text = "hi"
        if self.case.get("request_body_bytes"):
            text = "x" * self.case["request_body_bytes"]
        return chat(stream=request["stream"], max_tokens=request["max_tokens"], text=text)

    def play(self):
        expected = self.case["expect_client"]
        self.rss_before = self.desk.rss_kib()
        self.rss_most = self.rss_before
        sampling = threading.Event()
        sampler = threading.Thread(target=self.sample_rss, args=(sampling,))
        sampler.start()
        try:
            for _ in range(expected.get("repeat", 1)):
                if "client" in self.case:
                    self.play_script()
                else:
                    self.play_plain()
        finally:
            sampling.set()
            sampler.join()
        if "max_rss_growth_mb" in expected:
            growth = (self.rss_most - self.rss_before) / 1024
            self.expect(growth <= expected["max_rss_growth_mb"], f"memory grew by {growth:.1f} MB")
        self.judge_upstream()

    def sample_rss(self, stop):
        while not stop.wait(0.02):
            try:
                self.rss_most = max(self.rss_most, self.desk.rss_kib())
            except (OSError, StopIteration):
                return

    def play_plain(self):
        with self.desk.connect() as sock:
            sent_at = time.monotonic()
            sock.sendall(self.desk.request_bytes(self.body()))
            answer = read_answer(Reader(sock), seconds=40)
            self.judge_answer(answer, (time.monotonic() - sent_at) * 1000)

    def read_slowly(self, sock, bytes_per_second):
        answer, reader = Answer(), Reader(sock)
        deadline = time.monotonic() + 120
        if read_head(reader, deadline, answer):
            for piece in read_pieces(reader, deadline, answer):
                time.sleep(len(piece) / bytes_per_second)
        return answer

    def judge_answer(self, answer, took_ms):
        expected = self.case["expect_client"]
        self.expect(answer.status in expected["status"], f"status {answer.status} not in {expected['status']} {answer.body[:200]}")
        if "max_ms" in expected:
            self.expect(took_ms <= milliseconds(expected["max_ms"]), f"took {took_ms:.0f} ms")
        for name, value in expected.get("headers", {}).items():
            self.expect(answer.headers.get(name) == value, f"header {name}: {answer.headers.get(name)}")
        for name in expected.get("forbid_headers", []):
            self.expect(name not in answer.headers, f"header {name} passed")
        for text in expected.get("forbid_text", []):
            self.expect(text.encode() not in answer.body, f"text {text!r} passed")
        if "content_type" in expected:
            self.expect(answer.headers.get("content-type") == expected["content_type"], f"type {answer.headers.get('content-type')}")
        if expected.get("body") == "openai_error":
            self.expect(is_openai_error(answer.body), f"no OpenAI error: {answer.body[:120]}")
        if expected.get("served_by") == "fallback":
            self.expect(b"from the fallback" in answer.body, "not served by the fallback")
        if answer.status == 200:
            self.judge_success(answer, expected)

    def judge_success(self, answer, expected):
        self.expect(answer.whole, "the HTTP message is not whole")
        is_stream = answer.headers.get("content-type", "").startswith("text/event-stream")
        if expected.get("sse"):
            self.expect(is_stream, "no event stream")
        _, deltas, ending = events_of(answer.body)
        if "deltas" in expected:
            self.expect(deltas == expected["deltas"], f"{deltas} deltas")
        if "ends_with" in expected:
            allowed = expected["ends_with"] if isinstance(expected["ends_with"], list) else [expected["ends_with"]]
            self.expect((ending if is_stream else "none") in allowed, f"ends with {ending}")
        if expected.get("body") == "complete":
            if is_stream:
                self.expect(ending == "done", f"ends with {ending}")
            else:
                self.expect("choices" in json.loads(answer.body), "no choices")

    def play_script(self):
        """A client that does odd things while the answer comes."""
        sock = self.desk.connect()
        sock.sendall(self.desk.request_bytes(self.body()))
        sent_at = time.monotonic()
        reader, answer, pieces = Reader(sock), Answer(), None
        left_at = None
        quitting = None
        deadline = sent_at + 90
        for action in self.case["client"]:
            if "read_events" in action:
                read_head(reader, deadline, answer)
                pieces = read_pieces(reader, deadline, answer)
                while answer.body.count(b"\n\n") < action["read_events"] and next(pieces, None) is not None:
                    pass
            elif "sleep_ms" in action:
                # "60 s without reading" is a client that has stopped: until the desk has given it up.
                self.sleep_until_upstream_closed(action["sleep_ms"] / 1000)
            elif "read_rate_bytes_s" in action:
                answer, pieces = self.read_slowly(sock, action["read_rate_bytes_s"]), iter(())
            elif action.get("half_close"):
                sock.shutdown(socket.SHUT_WR)
            elif action.get("close") or action.get("reset"):
                if action.get("reset"):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                sock.close()
                left_at = time.monotonic()
            elif action.get("send_second_request"):
                sock.sendall(self.desk.request_bytes(b"", path="/v1/models", method="GET"))
            elif action.get("kill_9_app"):
                self.desk.kill()
            elif action.get("restart_app"):
                self.desk.start()
                self.expect(self.desk.ready_after < 1.0, f"ready after {self.desk.ready_after:.2f} s")
            elif action.get("quit_app"):
                quitting = time.monotonic()
                self.desk.process.send_signal(signal.SIGTERM)
            elif action.get("read_all"):
                pass
            else:
                self.problems.append(f"unknown client action {action}")
        if self.case["expect_client"]["status"] == ["gone"]:
            self.wait_for_upstream_close(left_at)
            sock.close()
            return
        if pieces is None:
            answer = read_answer(reader, seconds=40)
        else:
            for _ in pieces:
                pass
        if quitting:
            self.desk.process.wait(10)
            self.expect(time.monotonic() - quitting <= 5.0, f"quit took {time.monotonic() - quitting:.1f} s")
        self.judge_answer(answer, (time.monotonic() - sent_at) * 1000)
        if any("send_second_request" in action for action in self.case["client"]):
            second = read_answer(reader, seconds=10)
            self.expect(second.status == 200, f"second request on the connection: {second.status}")
        sock.close()

    def sleep_until_upstream_closed(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not (seconds > 5 and self.upstream.peer_closed_at):
            time.sleep(0.05)

    def wait_for_upstream_close(self, left_at):
        if not self.case.get("expect_upstream_closed") or left_at is None:
            return
        limit = self.case.get("expect_upstream_closed_ms", 2000) / 1000
        end = left_at + limit + 1
        while time.monotonic() < end and not self.upstream.peer_closed_at:
            time.sleep(0.002)
        closed = self.upstream.peer_closed_at
        self.expect(closed is not None and closed - left_at <= limit, f"upstream closed after {closed and closed - left_at}")

    def judge_upstream(self):
        if self.case.get("expect_upstream_closed"):
            end = time.monotonic() + 3
            while time.monotonic() < end and not self.upstream.peer_closed_at:
                time.sleep(0.01)
            self.expect(self.upstream.peer_closed_at is not None, "the upstream connection was left open")
        if any("expect_app_bytes" in action for action in self.case["behaviour"]):
            self.expect(self.upstream.received == b"", f"{len(self.upstream.received)} application bytes before the handshake")

    # --- the ledger's side -------------------------------------------------------------------------------------------

    def judge_ledger(self):
        expected = self.case["expect_ledger"]
        rows = self.desk.settled_rows()
        bad = [row for row in rows if row["provider"] == "bad"]
        self.expect(sum(row["state"] == "pending" for row in rows) == expected["pending_after"], "pending rows are left")
        attempts = self.case.get("expect_attempts")
        if attempts:
            self.expect(len(rows) == attempts, f"{len(rows)} attempts in the ledger, {attempts} expected")
        counts = expected["rows"] if isinstance(expected["rows"], list) else [expected["rows"]]
        retried = attempts is not None and not self.case["request"]["fallback_tier"] and attempts > 1
        # A retry is an attempt with a row of its own: the rows that the case counts are those that were billed.
        counted = [row for row in bad if row["state"] != "void"] if retried else bad
        self.expect(len(counted) in counts, f"{len(counted)} rows: {[row['state'] for row in bad]}")
        posts = self.upstream.requests
        self.expect(posts <= len(bad) or self.case["id"] == "conn-stale-pool", f"{posts} POSTs, {len(bad)} rows")
        if not counted:
            return
        row = counted[0]
        states = expected["state"] if isinstance(expected["state"], list) else [expected["state"]]
        self.expect(row["state"] in states, f"state {row['state']}, not {states}")
        amount = expected["amount_microusd"]
        total = sum(each["amount_nano"] for each in counted) / 1000
        if amount == "reservation":
            self.expect(row["amount_nano"] == row["reserved_nano"] > 0, f"amount {row['amount_nano']} of {row['reserved_nano']}")
        elif isinstance(amount, list):
            self.expect(amount[0] <= total <= amount[1], f"amount {total} not in {amount}")
        elif amount != "any":
            self.expect(total == amount, f"amount {total}, not {amount}")
        if "flag" in expected:
            self.expect(expected["flag"] in row["flags"], f"flags {row['flags']}")
        if self.desk.process.poll() is None:
            self.desk.stop()
        code, check = self.desk.verify()
        self.expect(code == 0 and check["sound"], f"ledger verify: {check['problems']}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases")
    arguments.add_argument("--id")
    arguments.add_argument("--jobs", type=int, default=8)
    arguments.add_argument("-v", action="store_true")
    options = arguments.parse_args()
    with open(options.cases) as file:
        cases = [json.loads(line) for line in file]
    cases = [case for case in cases if not options.id or case["id"] in options.id.split(",")]
    certificates = Certificates()

    def play_once(case):
        try:
            return Case(case, certificates).run()
        except Exception as problem:  # noqa: BLE001 - one case's crash is one failed case
            return [f"{type(problem).__name__}: {problem}"]

    def play(case):
        problems = play_once(case)
        # A disk that others keep busy may not take a reservation in time: refused by design, and not what a case is about.
        if any("ledger_unavailable" in problem for problem in problems):
            print(f"  {case['id']}: the disk was too busy for a reservation, played again")
            problems = play_once(case)
        return case, problems

    # The cases that measure memory or take no connections run apart: they disturb and are disturbed.
    alone = [case for case in cases if "max_rss_growth_mb" in case["expect_client"]]
    together = [case for case in cases if case not in alone]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool, concurrent.futures.ThreadPoolExecutor(2) as pair:
        for case, problems in [*pool.map(play, together), *pair.map(play, alone)]:
            failed += bool(problems)
            if problems or options.v:
                print(("FAIL " if problems else "ok   ") + case["id"], "; ".join(problems))
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P10 and the canary hunt: when the upstream sees a POST its reservation is already durable; and whatever happens, good
answers and bad ones, exports, pictures, crashes, neither a prompt, nor an answer, nor any key is left in a file.
(environment SIGNALBOX: the program)"""
import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from canaries import forms, hunt  # noqa: E402
from crowd import flood  # noqa: E402
from desk import Desk, chat, config, deployment, program, provider  # noqa: E402
from fault_upstream import stream_answer, whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

PROMPT = "canary-prompt-4711-do-not-keep"
ANSWER = "canary-answer-1234-do-not-keep"
SECRET = "sk-canary-secret-0815-do-not-keep"
VIRTUAL = "sk-canary-virtual-2342-do-not-keep"
WRONG = "sk-canary-wrong-virtual-9876-do-not-keep"
WORDS = (PROMPT, ANSWER, SECRET, VIRTUAL, WRONG)


def respond(body):
    """Good, streamed, or an error that repeats what it was sent, as some providers do."""
    if b"please-fail" in body:
        text = json.dumps({"error": {"message": f"Incorrect API key provided: {SECRET}. You sent: {PROMPT}", "type": "invalid_request_error",
                                     "code": PROMPT}}).encode()
        return b"HTTP/1.1 401 Unauthorized\r\nX-Echo: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (
            SECRET.encode(), len(text)) + text
    if b"please-break" in body:
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{" + PROMPT.encode()
    return (stream_answer if b'"stream": true' in body else whole_answer)(ANSWER.encode())


class Trial:
    def __init__(self):
        self.problems, self.counts, self.ledger = [], [], None

    def look(self, _body):
        # A second, read-only connection, as an auditor would open it: what it sees is committed.
        database = sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True)
        self.counts.append(database.execute("SELECT count(*) FROM entry WHERE kind = 1").fetchone()[0])
        database.close()

    def check_order(self, desk, upstream):
        results = asyncio.run(flood(desk, 8, 200, lambda number: chat(text=f"{PROMPT} {number}", user=PROMPT)))
        if any(not isinstance(result, tuple) or result[0] != 200 for result in results):
            self.problems.append(f"not all served: {[r for r in results if not isinstance(r, tuple) or r[0] != 200][:2]}")
        desk.settled_rows()
        late = [number for number, rows in enumerate(self.counts, 1) if rows < number]
        if late:
            self.problems.append(f"request {late[0]} reached the upstream with {self.counts[late[0] - 1]} durable reservations")
        if upstream.requests != 200:
            self.problems.append(f"{upstream.requests} POSTs")

    def provoke(self, desk):
        """What might make the program write something down."""
        key, told = desk.key, b""
        for body in (chat(stream=True, text=PROMPT), chat(text=PROMPT + " please-fail"), chat(stream=True, text=PROMPT + " please-fail"),
                     chat(text=PROMPT + " please-break"), chat(text=PROMPT, model="tier:unknown"), {"model": "auto", "messages": PROMPT},
                     b'{"model": "auto", "messages": [{"role": "user", "content": "' + PROMPT.encode()):
            told += desk.ask(body)[1]
        if SECRET.encode() in told:
            self.problems.append("a client was told the provider's key")
        told = desk.ask({"model": "auto", "input": PROMPT}, "/v1/embeddings")[1] + desk.ask({"model": "auto", "prompt": PROMPT}, "/v1/completions")[1]
        desk.key = WRONG
        told += desk.ask(chat(text=PROMPT))[1]
        desk.key = key
        with desk.connect() as sock:
            sock.sendall(b"GET /v1/" + PROMPT.encode() + b" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + VIRTUAL.encode() + b"\r\nBad\r\n\r\n")
            sock.recv(4096)
        for pseudo in ("cmdline", "environ"):
            try:
                with open(f"/proc/{desk.process.pid}/{pseudo}", "rb") as file:
                    if SECRET.encode() in file.read():
                        self.problems.append(f"the key stands in /proc/PID/{pseudo}")
            except PermissionError:
                pass  # as it should be

    def export(self, desk):
        """Everything the program can write for people, into the folder that is searched."""
        def keep(name, *arguments):
            with open(os.path.join(desk.folder, name), "w", encoding="utf-8") as file:
                file.write(desk.verb(*arguments))

        for form in ("csv", "json", "html"):
            keep(f"report.{form}", "report", "--format", form)
        keep("ledger.txt", "ledger", "show", "--json")
        keep("keys.txt", "keys", "list", "--json")
        keep("verify.txt", "ledger", "verify", "--json")

    def crash(self, desk, how):
        def ask():
            try:
                desk.ask(chat(text=PROMPT))
            except (OSError, ValueError):
                pass  # it died while it answered

        clients = [threading.Thread(target=ask) for _ in range(8)]
        for client in clients:
            client.start()
        desk.process.send_signal(how)
        desk.process.wait(20)
        for client in clients:
            client.join()


def draw(desk):
    """The pages on the recorded traffic, as pictures; PNG compresses, so this finds texts beside the pictures only."""
    folder = os.path.join(desk.folder, "shots")
    done = subprocess.run([program(), "--screenshots", folder, "--data-dir", desk.data, "--config", desk.config_path], capture_output=True,
                          text=True, env={**desk.environment, "UPSTREAM_KEY": SECRET, "QT_QPA_PLATFORM": "offscreen"}, timeout=200)
    with open(os.path.join(desk.folder, "shots.txt"), "w", encoding="utf-8") as file:
        file.write(done.stdout + done.stderr)
    return done.returncode


def hunt_finds_what_is_planted(folder):
    """A hunt that finds nothing proves something only if it can find."""
    for number, form in enumerate(forms(PROMPT)):
        path = os.path.join(folder, f"planted-{number}")
        with open(path, "wb") as file:
            file.write(b"x" * number + form + b"y")
        found = hunt([folder], [PROMPT])[1]
        os.remove(path)
        if not any(f"planted-{number}" in finding for finding in found):
            return [f"the hunt does not see {form!r}"]
    return []


def main():
    trial = Trial()
    upstream = HealthyUpstream(respond, on_request=trial.look)
    configuration = config([provider("mock", upstream.port, auth="bearer", secret="env:UPSTREAM_KEY")], [{"id": "small", "chain": [deployment("mock")]}])
    with Desk(configuration, key=VIRTUAL, environment={"UPSTREAM_KEY": SECRET}) as desk:
        trial.ledger = os.path.join(desk.data, "ledger.db")
        trial.check_order(desk, upstream)
        upstream.on_request = None
        trial.provoke(desk)
        trial.export(desk)
        for how in (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT):
            trial.crash(desk, how)
            desk.start()
        desk.stop()
        trial.export(desk)
        if draw(desk) != 0:
            trial.problems.append("no pictures")
        trial.problems += hunt_finds_what_is_planted(desk.folder)
        files, found = hunt([desk.folder], WORDS)
        trial.problems += found
    print(f"  {upstream.requests} POSTs, {len(trial.counts)} looks into the ledger, {files} files searched for {len(WORDS)} words in "
          f"{len(forms(PROMPT))} forms each, {json.dumps(sorted(set(trial.problems)))}")
    print("0 passed, 1 failed" if trial.problems else "1 passed, 0 failed")
    return 1 if trial.problems else 0


if __name__ == "__main__":
    sys.exit(main())

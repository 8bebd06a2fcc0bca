#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's patterns: what they take out of client and provider text stands in no file, no report, no answer, no alert; rules and
ceilings see what is left. (environment SIGNALBOX: the program)"""
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import expect, verdict  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

MAIL = "anna.schmidt@example.org"
CUSTOMER = "cust-4711-0815"


def answer(body):
    if b"please-fail" in body:
        text = json.dumps({"error": {"message": f"no quota for {MAIL} ({CUSTOMER})", "type": "invalid_request_error", "code": CUSTOMER}}).encode()
        return b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text) + text
    return whole_answer(b"hi")


def trap():
    """A webhook that keeps what it is sent."""
    got = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1], got


def main():
    upstream = HealthyUpstream(answer)
    port, got = trap()
    rules = [{"id": "team", "when": {"fact": "header:x-team", "is": "team [mail]"}, "route": {"strategy": "direct", "tier": "frontier"}},
             {"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "small"}}]
    tiers = [{"id": "small", "chain": [deployment("mock", "s")]}, {"id": "frontier", "chain": [deployment("mock", "f")]}]
    ceilings = [{"id": "each", "scope": "feature:*", "limit": "0.0001"}, {"id": "day", "scope": "global", "limit": "10"}]
    redact = [{"pattern": r"[\w.]+@[\w.]+", "with": "[mail]"}, {"pattern": r"(?i)cust-[0-9-]+"}]
    channel = {"id": "hook", "kind": "webhook", "url": f"http://127.0.0.1:{port}/x", "local": True}
    with Desk(config([provider("mock", upstream.port)], tiers, rules=rules, ceilings=ceilings, redact=redact, budget={"clamp_floor": 16},
                     alerts={"channels": [channel]})) as desk:
        # The Desk searches every file that is left behind for these, in all forms.
        desk.words |= {MAIL, CUSTOMER}

        def ask(body, *headers):
            with desk.connect() as sock:
                sock.sendall(desk.request_bytes(body, headers=(*headers, "Connection: close")))
                data = b""
                while piece := sock.recv(65536):
                    data += piece
            return data

        told = ask(chat(), f"x-team: team {MAIL}")
        expect(b"x-signalbox-tier: frontier" in told, f"a rule sees what is left: {told[:300]}")
        for _ in range(6):
            told = ask(chat(), f"x-signalbox-feature: {CUSTOMER}", f"x-signalbox-session: {MAIL}")
        expect(b"429" in told[:20] and b"[redacted]" in told and CUSTOMER.encode() not in told, f"the ceiling of the redacted name: {told[-300:]}")
        told = ask(chat(text="please-fail", model=CUSTOMER))
        expect(b"no quota for [mail] ([redacted])" in told and MAIL.encode() not in told, f"the provider's words: {told[-300:]}")
        rows = desk.settled_rows()
        expect({row["feature"] for row in rows} == {"", "[redacted]"} and {row["session"] for row in rows} == {"", "[mail]"}, f"{rows[-1]}")
        for _ in range(50):
            if got:
                break
            threading.Event().wait(0.1)
        expect(got and all(CUSTOMER.encode() not in body and MAIL.encode() not in body for body in got), f"{len(got)} alerts: {got[:1]}")
        for form in ("csv", "json", "html"):
            with open(os.path.join(desk.folder, "report." + form), "w", encoding="utf-8") as file:
                file.write(desk.verb("report", "--format", form))
        print(f"  {len(rows)} rows, {len(got)} alerts at the webhook")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")
    return verdict()


if __name__ == "__main__":
    sys.exit(main())

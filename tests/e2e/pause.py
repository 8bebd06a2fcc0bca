#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`signalbox pause` and `resume` beside a running serve: bypassed, only pins hold and everything else goes where the last
rule leads; paused, new requests get 503; keys and the ledger stay in force; the log and the decision say so.

usage: pause.py      (environment SIGNALBOX: the program)
"""
import http.client
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import Desk, chat, config, deployment, program, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402


def rule(name, feature, **route):
    return {"id": name, "name": name, "when": {"fact": "feature", "is": feature}, "route": {"strategy": "direct", **route}}


def ask(desk, feature=None, key=None, tier=None):
    """(status, tier, reason, code)."""
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
    headers = {"Authorization": f"Bearer {key or desk.key}", "Content-Type": "application/json"}
    headers |= {"x-signalbox-feature": feature} if feature else {}
    headers |= {"x-signalbox-tier": tier} if tier else {}
    connection.request("POST", "/v1/chat/completions", json.dumps(chat()), headers)
    answer = connection.getresponse()
    body = json.loads(answer.read())
    found = (answer.status, answer.getheader("x-signalbox-tier"), answer.getheader("x-signalbox-reason"), body.get("error", {}).get("code"))
    connection.close()
    return found


def main():
    upstream = HealthyUpstream(whole_answer(b"fine"))
    mock = provider("mock", upstream.port)
    tiers = [{"id": name, "chain": [deployment("mock", f"m-{name}")]} for name in ("small", "mid", "frontier")]
    rules = [rule("claims", "claims", pin="mock/m-frontier"), rule("chat", "chat", tier="mid"),
             {"id": "else", "name": "Else", "when": "always", "route": {"strategy": "direct", "tier": "small"}}]
    problems = []

    def expect(what, found, wanted):
        print(f"  {'ok  ' if found == wanted else 'FAIL'} {what}: {found}")
        if found != wanted:
            problems.append(what)

    with Desk(config([mock], tiers, rules)) as desk:
        expect("by the rules", ask(desk, "chat"), (200, "mid", "rule:chat", None))
        desk.verb("pause", "--bypass")
        expect("bypassed, a rule", ask(desk, "chat"), (200, "small", "bypassed", None))
        expect("bypassed, the last rule", ask(desk), (200, "small", "bypassed", None))
        expect("bypassed, a rule's pin", ask(desk, "claims"), (200, "frontier", "rule:claims", None))
        expect("bypassed, a client's pin", ask(desk, "chat", tier="mid"), (200, "mid", "pin", None))
        expect("bypassed, a wrong key", ask(desk, "chat", key="sk-wrong-key")[0], 401)
        desk.verb("pause")
        expect("paused", ask(desk, "chat")[0::3], (503, "paused"))
        desk.verb("resume")
        expect("resumed", ask(desk, "chat"), (200, "mid", "rule:chat", None))
        expect("all is booked", sorted({row["state"] for row in desk.settled_rows()}), ["settled"])
        replay = subprocess.run([program(), "replay", "--json", "--config", desk.config_path, "--data-dir", desk.data],
                                env=desk.environment, capture_output=True, text=True, timeout=60)
        print(f"  replay: {replay.stdout.strip()[:200]}")
        desk.stop()
        gone = subprocess.run([program(), "pause", "--data-dir", desk.data], env=desk.environment, capture_output=True, text=True, timeout=20)
        expect("nobody runs", (gone.returncode != 0, "not_running" in gone.stderr), (True, True))
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

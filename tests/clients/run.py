#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real clients and servers that nobody here wrote.

usage: run.py sandbox|foreign|crowd WORK      WORK: a folder that keeps what npm and pip installed (environment SIGNALBOX)
sandbox: `signalbox serve --sandbox` and the unmodified npm package openai: chat, stream, tools, embeddings, models, abort.
foreign: the same client against Signalbox with a LiteLLM proxy (PyPI, canned answers) as its provider.
crowd:   1,000 of these clients at once on five ceilings, in front of an upstream that spends every token it may.
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "e2e"))
from desk import Desk, config, deployment, provider  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402


def npm_folder(work):
    folder = os.path.join(work, "npm")
    os.makedirs(folder, exist_ok=True)
    for name in ("package.json", "package-lock.json", "openai.mjs", "crowd.mjs"):
        shutil.copy(os.path.join(HERE, name), folder)
    if not os.path.isdir(os.path.join(folder, "node_modules", "openai")):
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder


def run_client(work, desk, scope):
    base_url = f"http://127.0.0.1:{desk.port}/v1"
    return subprocess.run(["node", "openai.mjs", base_url, desk.key, scope], cwd=npm_folder(work), timeout=300).returncode


def wait_for_abort(desk):
    """The aborted stream must be closed in the ledger too."""
    rows = desk.settled_rows(5)
    pending = [row for row in rows if row["state"] == "pending"]
    print(f"  {len(rows)} ledger rows, {len(pending)} pending, {sum('client_gone' in row['flags'] for row in rows)} left by the client")
    return 1 if pending or not rows else 0


def sandbox(work):
    with Desk(sandbox=True, key="sk-real-client-test-key") as desk:
        return run_client(work, desk, "full") or wait_for_abort(desk)


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def python_folder(work):
    folder = os.path.join(work, "venv")
    if not os.path.exists(os.path.join(folder, "bin", "litellm")):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([os.path.join(folder, "bin", "pip"), "install", "-q", "-r", os.path.join(HERE, "requirements.txt")], check=True)
    return folder


def foreign(work):
    folder, port = python_folder(work), free_port()
    settings = os.path.join(work, "litellm.json")
    canned = "This is a canned answer of a server that Signalbox did not write."
    with open(settings, "w") as file:  # JSON is YAML
        json.dump({"model_list": [{"model_name": "canned", "litellm_params": {"model": "openai/canned", "api_key": "none", "mock_response": canned}}],
                   "general_settings": {"master_key": "sk-foreign-server"}}, file)
    environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "DISABLE_ADMIN_UI": "True", "NO_DOCS": "True", "LITELLM_TELEMETRY": "False"}
    with open(os.path.join(work, "litellm.log"), "w") as log:
        server = subprocess.Popen([os.path.join(folder, "bin", "litellm"), "--config", settings, "--host", "127.0.0.1", "--port", str(port), "--telemetry", "False"],
                                  stdout=log, stderr=log, env=environment, start_new_session=True)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/liveliness", timeout=2).read()
                break
            except OSError:
                time.sleep(0.5)
        else:
            print(open(os.path.join(work, "litellm.log")).read()[-3000:])
            return 1
        with Desk(config([provider("foreign", port, auth="bearer", secret="env:FOREIGN_KEY", timeouts_ms={"connect": 2000, "first_byte": 20000, "idle": 20000, "total": 60000})],
                         [{"id": "small", "chain": [deployment("foreign", "canned")]}]),
                  key="sk-real-client-test-key", environment={"FOREIGN_KEY": "sk-foreign-server"}) as desk:
            return run_client(work, desk, "chat") or wait_for_abort(desk)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def greedy_answer(data):
    """As dear as a request can get: each byte of the prompt is a token, with the most that a template adds, and the answer is as long
    as it may be. Then what is settled is what was reserved, to the last token."""
    body = json.loads(data)
    most = body.get("max_tokens") or body["max_completion_tokens"]
    read = sum(len(message["content"].encode()) for message in body["messages"]) + 16 * len(body["messages"]) + 32
    usage = {"prompt_tokens": read, "completion_tokens": most, "total_tokens": read + most}
    head = {"id": "c", "created": 1, "model": body["model"]}
    if not body.get("stream"):
        choice = {"index": 0, "message": {"role": "assistant", "content": "word " * most}, "finish_reason": "length"}
        text = json.dumps({**head, "object": "chat.completion", "choices": [choice], "usage": usage}).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text) + text
    choice = {"index": 0, "delta": {"role": "assistant", "content": "word " * most}, "finish_reason": "length"}
    events = "".join(f"data: {json.dumps({**head, 'object': 'chat.completion.chunk', **part})}\n\n"
                     for part in ({"choices": [choice]}, {"choices": [], "usage": usage})) + "data: [DONE]\n\n"
    return (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(events), events.encode()))


def crowd(work, clients=1000, requests=5):
    """Five scopes at once, the day's of one dollar the tightest."""
    os.sync()
    ceilings = [{"id": "day", "scope": "global", "window": "day", "limit": "1.00"},
                {"id": "tier", "scope": "tier:small", "window": "week", "limit": "1.02"},
                {"id": "provider", "scope": "provider:greedy", "window": "month", "limit": "1.05"},
                {"id": "feature", "scope": "feature:*", "window": "day", "limit": "0.40"},
                {"id": "session", "scope": "session:*", "window": "day", "limit": "0.12"}]
    upstream = HealthyUpstream(greedy_answer, delay=0.05)
    settings = config([provider("greedy", upstream.port, timeouts_ms={"connect": 10000, "first_byte": 30000, "idle": 30000, "total": 60000})],
                      [{"id": "small", "chain": [deployment("greedy")]}], ceilings=ceilings, budget={"clamp_floor": 16})
    problems = []
    with Desk(settings, key="sk-real-client-test-key") as desk:
        began = time.monotonic()
        done = subprocess.run(["node", "crowd.mjs", f"http://127.0.0.1:{desk.port}/v1", desk.key, str(clients), str(requests)],
                              cwd=npm_folder(work), timeout=600, capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stderr[-2000:])
            return 1
        seconds = time.monotonic() - began
        said = json.loads(done.stdout)
        ended, told = said["ended"], said["told"]
        rows = desk.settled_rows(10)
        settled = sum(row["amount_nano"] for row in rows)
        reserved = sum(row["reserved_nano"] for row in rows)
        pending = sum(row["state"] == "pending" for row in rows)
        by_clients = told["prompt_tokens"] * 1000 + told["completion_tokens"] * 2000  # nano-dollars a token
        standings = [json.loads(line) for line in desk.verb("budget", "show", "--json").splitlines()]
        print(f"  {clients} clients of the npm package openai, {requests} requests each, {seconds:.0f} s: {ended}")
        print(f"  {upstream.requests} POSTs upstream, {len(rows)} ledger rows, {pending} pending")
        print(f"  ceiling $1.000000000, settled ${settled / 1e9:.9f}, reserved for it ${reserved / 1e9:.9f}, by the clients' own usage ${by_clients / 1e9:.9f}, "
              f"overshoot {max(0, settled - 10**9)} nano-dollars")
        for standing in standings:
            print(f"    {standing['id']:9} {standing['scope']:18} settled {standing['settled']:>12} of {standing['limit']:>5}, pending {standing['pending']}")
            if float(standing["settled"]) > float(standing["limit"]) or float(standing["pending"]) != 0:
                problems.append(f"{standing['scope']} stands wrong")
        if settled > 10**9:
            problems.append("the ceiling did not hold")
        if settled < 0.95 * 10**9:
            problems.append("less than 95 % of the ceiling was used")
        if by_clients != settled:
            problems.append("what the clients were told is not what was settled")
        if upstream.requests != len(rows):
            problems.append("POSTs and rows differ")
        if pending:
            problems.append("holds are left")
        if any(row["answer_id"] != "c" for row in rows):
            problems.append("rows do not say what the provider called its answer")
        if sum(ended.values()) != clients * requests or set(ended) - {"served", "ceiling_reached"}:
            problems.append(f"requests ended otherwise than served or refused: {ended}")
        desk.stop()
        code, check = desk.verify()
        if code != 0:
            problems.append(f"ledger verify: {check['problems']}")
    for problem in problems:
        print("FAIL", problem)
    print(f"{1 - min(1, len(problems))} passed, {min(1, len(problems))} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("sandbox", "foreign", "crowd"):
        print(__doc__)
        sys.exit(2)
    os.makedirs(sys.argv[2], exist_ok=True)
    sys.exit({"sandbox": sandbox, "foreign": foreign, "crowd": crowd}[sys.argv[1]](sys.argv[2]))

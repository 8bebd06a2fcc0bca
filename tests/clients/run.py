#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real clients and servers that nobody here wrote.

usage: run.py sandbox|foreign WORK      WORK: a folder that keeps what npm and pip installed (environment SIGNALBOX)
sandbox: `signalbox serve --sandbox` and the unmodified npm package openai: chat, stream, tools, embeddings, models, abort.
foreign: the same client against Signalbox with a LiteLLM proxy (PyPI, canned answers) as its provider.
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


def npm_folder(work):
    folder = os.path.join(work, "npm")
    os.makedirs(folder, exist_ok=True)
    for name in ("package.json", "package-lock.json", "openai.mjs"):
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


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("sandbox", "foreign"):
        print(__doc__)
        sys.exit(2)
    os.makedirs(sys.argv[2], exist_ok=True)
    sys.exit({"sandbox": sandbox, "foreign": foreign}[sys.argv[1]](sys.argv[2]))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real program in a folder of its own and looks at what it leaves behind. Standard library only."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from canaries import hunt

TIMEOUTS = {"connect": 2000, "first_byte": 2500, "idle": 1500, "total": 30000}
KEY = "sk-h1-test"


def program():
    return os.environ.get("SIGNALBOX", "signalbox")


def provider(name, port, **more):
    base = more.pop("base_url", f"http://127.0.0.1:{port}/v1")
    return {"id": name, "base_url": base, "dialect": "openai", "auth": "none", "local": True, "timeouts_ms": TIMEOUTS, **more}


def deployment(name, model="mock-1", **more):
    return {"provider": name, "model": model, "price": {"input": "1.00", "output": "2.00"}, **more}


def config(providers, tiers, rules=None, ceilings=None, **more):
    last = tiers[-1]["id"]
    return {
        "schema": 1,
        "listen": {"port": 0},
        "baseline_tier": last,
        "providers": providers,
        "tiers": tiers,
        "rules": rules or [{"id": "else", "name": "Everything", "when": "always", "route": {"strategy": "direct", "tier": tiers[0]["id"]}}],
        "ceilings": ceilings if ceilings is not None else [{"id": "day", "scope": "global", "window": "day", "limit": "100.00"}],
        **more,
    }


def ask_control(data, request):
    """The answer of the program that runs on this data folder to a request over its control socket; None: nobody listens yet."""
    with socket.socket(socket.AF_UNIX) as control:
        control.settimeout(10)
        try:
            control.connect(os.path.join(data, "control.sock"))
            control.sendall(json.dumps(request).encode() + b"\n")
            return json.loads(control.makefile().readline() or "{}")
        except (FileNotFoundError, ConnectionRefusedError):
            return None


class Desk:
    """One running `signalbox serve` with its own data folder."""

    def __init__(self, configuration=None, sandbox=False, folder=None, key=KEY, arguments=(), environment=None, keep_session=False):
        self.owned = folder is None
        self.folder = folder or tempfile.mkdtemp(prefix="signalbox-e2e-")
        self.data = os.path.join(self.folder, "data")
        self.config_path = os.path.join(self.folder, "signalbox.json")
        self.environment = {**os.environ, "HOME": self.folder, "QT_QPA_PLATFORM": "offscreen", **(environment or {})}
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            self.environment.pop(name, None)
        if not keep_session:
            self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.arguments = ["--data-dir", self.data, "--port", "0", *arguments]
        if configuration is not None:
            with open(self.config_path, "w") as file:
                json.dump(configuration, file)
            self.arguments += ["--config", self.config_path]
        if sandbox:
            self.arguments.append("--sandbox")
        self.key = key
        if key and not os.path.exists(os.path.join(self.data, "ledger.db")):
            self.verb("keys", "add", "--name", "test", "--value-stdin", input=key + "\n")
        self.process = None
        self.start()

    def verb(self, *arguments, input=None, check=True):
        done = subprocess.run([program(), *arguments, "--data-dir", self.data], input=input, capture_output=True, text=True,
                              env=self.environment, timeout=60)
        if check and done.returncode != 0:
            raise AssertionError(f"signalbox {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self):
        self.log = open(os.path.join(self.folder, "stderr.txt"), "ab")
        self.words = {self.key, self.environment.get("UPSTREAM_KEY")} - {None}
        self.started = time.monotonic()
        self.process = subprocess.Popen([program(), "serve", *self.arguments], stdout=subprocess.PIPE, stderr=self.log,
                                        env=self.environment)
        line = self.process.stdout.readline()
        self.ready_after = time.monotonic() - self.started
        if not line:
            self.process.wait(5)
            with open(os.path.join(self.folder, "stderr.txt")) as file:
                raise AssertionError(f"signalbox serve: exit {self.process.returncode}: {file.read()[-2000:]}")
        self.ready = json.loads(line)
        self.port = int(self.ready["base_url"].split(":")[2].split("/")[0])
        self.key = self.key or self.ready.get("key")

    def rss_kib(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, patience=10):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.log.close()
        return self.process.returncode if self.process else None

    def rows(self):
        return [json.loads(line) for line in self.verb("ledger", "show", "--json").splitlines()]

    def settled_rows(self, seconds=3.0):
        """The rows once nothing is pending any more, or what there is when the time is up."""
        end = time.monotonic() + seconds
        while True:
            rows = self.rows()
            if (rows and not any(row["state"] == "pending" for row in rows)) or time.monotonic() > end:
                return rows
            time.sleep(0.05)

    def verify(self):
        done = subprocess.run([program(), "ledger", "verify", "--json", "--data-dir", self.data], capture_output=True, text=True,
                              env=self.environment, timeout=120)
        return done.returncode, json.loads(done.stdout)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.stop()
        # Whatever a test was about: no key is left in any file.
        _, found = hunt([self.folder], self.words)
        if self.owned:
            shutil.rmtree(self.folder, ignore_errors=True)
        if found and kind is None:
            raise AssertionError("; ".join(found))

    def connect(self):
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def ask(self, body, path="/v1/chat/completions"):
        """(status, body) of one whole answer on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, body if isinstance(body, bytes) else json.dumps(body),
                               {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def request_bytes(self, body, path="/v1/chat/completions", method="POST", headers=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Authorization: Bearer {self.key}",
                "Content-Type: application/json", f"Content-Length: {len(data)}", *headers, "", ""]
        return "\r\n".join(head).encode() + data


def chat(stream=False, max_tokens=64, text="hi", **more):
    body = {"model": "auto", "messages": [{"role": "user", "content": text}], **more}
    if max_tokens is not None:
        body["max_tokens"] = max_tokens
    if stream:
        body["stream"] = True
    return body

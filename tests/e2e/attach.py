#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk that is attached to `signalbox serve`: killed and started again under the load of clients, and no client meets an
error; a rule that is changed while it is attached is obeyed by the serve; a serve that ends and comes back is found again by
the desk, which goes on living; a second start shows the first window; what the desk leaves holds nothing up.

usage: attach.py [--kills 5] [--clients 32]      (environment SIGNALBOX: the program; offscreen)
"""
import argparse
import asyncio
import json
import os
import pathlib
import random
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from crowd import Client  # noqa: E402
from desk import Desk, chat, program  # noqa: E402


def until(holds, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return bool(holds())


def sandbox_configuration():
    """The built-in one, with room for as much traffic as this machine makes."""
    resources = pathlib.Path(HERE).parents[1] / "resources" / "sandbox.json"
    configuration = json.loads(resources.read_text())
    configuration["listen"]["port"] = 0
    for ceiling in configuration["ceilings"]:
        ceiling["limit"] = "1000000.00"
    configuration["rules"] = [{"id": "else", "name": "Everything", "when": "always",
                               "route": {"strategy": "direct", "tier": "mid"}}]  # the small one gives weak answers
    return configuration


class Load:
    """Clients that ask without a pause and count what they meet."""

    def __init__(self, serve, clients):
        self.serve, self.clients = serve, clients
        self.good, self.errors, self.tiers, self.stopping = 0, [], {}, False
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True)
        self.thread.start()

    async def run(self):
        await asyncio.gather(*(self.work(number) for number in range(self.clients)))

    async def work(self, number):
        client = Client(self.serve)
        while not self.stopping:
            try:
                status, headers, body = await client.ask(chat(max_tokens=64, stream=number % 2 == 0))
                if status == 200:
                    self.good += 1
                    tier = headers.get("x-signalbox-tier")
                    self.tiers[tier] = self.tiers.get(tier, 0) + 1
                else:
                    self.errors.append((status, body[:300]))
            except (OSError, asyncio.IncompleteReadError) as problem:
                self.errors.append(repr(problem))
                client.close()
        client.close()

    def stop(self):
        self.stopping = True
        self.thread.join(20)


def without_script(arguments):
    """The window takes none."""
    at = arguments.index("--script")
    return arguments[:at] + arguments[at + 2:]


class Window:
    """`signalbox` without a verb, beside the serve."""

    def __init__(self, serve):
        self.serve = serve
        self.log = open(os.path.join(serve.folder, "desk-stderr.txt"), "ab")
        self.process = None

    def command(self):
        return [program(), *without_script(self.serve.arguments)]

    def start(self):
        self.process = subprocess.Popen(self.command(), env=self.serve.environment, stdout=subprocess.DEVNULL, stderr=self.log)

    def attached(self):
        """Whether its thread that talks to the serve is there; it is started once the first picture has come."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        try:
            return any((task / "comm").read_text().strip() == "attached" for task in tasks.iterdir())
        except OSError:
            return False

    def is_open(self):
        """Whether its window is built: then a second start can find it."""
        with socket.socket(socket.AF_UNIX) as door:
            return door.connect_ex(os.path.join(self.serve.data, "window.sock")) == 0

    def has_own_proxy(self):
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        return any((task / "comm").read_text().strip() == "data-plane" for task in tasks.iterdir())

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def cpu_of_thread(pid, name):
    tasks = pathlib.Path(f"/proc/{pid}/task")
    return sum(cpu_seconds(f"{pid}/task/{task.name}") for task in tasks.iterdir() if (task / "comm").read_text().strip() == name)


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Problems(list):
    def unless(self, good, what):
        print(f"  {'ok  ' if good else 'FAIL'} {what}")
        if not good:
            self.append(what)


def change_tier(serve, tier):
    path = pathlib.Path(serve.config_path)
    configuration = json.loads(path.read_text())
    configuration["rules"][0]["route"]["tier"] = tier
    path.write_text(json.dumps(configuration))


def tier_now(serve):
    async def ask():
        client = Client(serve)
        _, headers, _ = await client.ask(chat(max_tokens=64))
        client.close()
        return headers.get("x-signalbox-tier")
    return asyncio.run(ask())


def killed_under_load(serve, window, options, problems):
    load = Load(serve, options.clients)
    chance = random.Random(20261122)
    for _ in range(options.kills):
        window.start()
        if not until(window.attached):
            problems.unless(False, "the desk attaches")
            break
        time.sleep(chance.uniform(0.2, 1.0))
        window.kill()
    window.start()
    problems.unless(until(window.attached), "the desk attaches again after each kill")
    problems.unless(not window.has_own_proxy(), "and owns no proxy")
    problems.unless(until(window.is_open), "and opens its window")
    load.stop()
    print(f"  {load.good} answers, {len(load.errors)} errors, {options.kills} kills: {load.errors[:3]}")
    problems.unless(load.good > 100 and not load.errors, "0 client errors")


def rule_is_obeyed(serve, window, problems):
    """The serve by itself does not look at the file; the attached window does, and hands it over."""
    problems.unless(tier_now(serve) == "mid", "before, requests go to mid")
    change_tier(serve, "frontier")
    problems.unless(until(lambda: tier_now(serve) == "frontier"), "a rule that is changed beside the desk is obeyed")


def quiet_cost(serve, window, problems):
    """What four pictures a second cost, idle and under load."""
    for name, clients in (("idle", 0), ("under load", 4)):
        load = Load(serve, clients) if clients else None
        time.sleep(1)
        before = (cpu_seconds(window.process.pid), cpu_of_thread(serve.process.pid, "desk"), time.monotonic())
        time.sleep(4)
        wall = time.monotonic() - before[2]
        desk = (cpu_seconds(window.process.pid) - before[0]) / wall * 100
        proxy = (cpu_of_thread(serve.process.pid, "desk") - before[1]) / wall * 100
        print(f"  4 pictures/s, {name}: the desk {desk:.1f} % of one core, the serve's thread for it {proxy:.1f} %")
        if load:
            load.stop()


def second_start(serve, problems):
    done = subprocess.run([program(), *without_script(serve.arguments)], env=serve.environment, capture_output=True, text=True, timeout=30)
    problems.unless(done.returncode == 0 and "its window is shown" in done.stderr, "a second start shows the first window")


def left(serve, window, problems):
    window.process.send_signal(signal.SIGTERM)
    problems.unless(window.process.wait(10) == 0, "a desk that is left ends at once")
    problems.unless(tier_now(serve) is not None, "and the serve goes on")


def serve_comes_back(serve, window, problems):
    serve.stop()
    time.sleep(1.5)
    problems.unless(window.process.poll() is None, "the desk outlives the serve")
    serve.arguments[serve.arguments.index("--port") + 1] = str(serve.port)
    serve.start()
    before = tier_now(serve)
    change_tier(serve, "mid")
    problems.unless(before == "frontier" and until(lambda: tier_now(serve) == "mid"), "and works on the next one by itself")


def strangers(serve, problems):
    """What is no Signalbox is cut, and the serve goes on."""
    path = os.path.join(serve.data, "desk.sock")
    mode = os.stat(path).st_mode & 0o777
    problems.unless(mode == 0o600 and os.stat(serve.data).st_mode & 0o777 == 0o700, f"its socket is private ({mode:o})")
    hello = json.dumps(["signalbox", "0.0.0", 1]).encode()
    sent = {"a wrong version": struct.pack("<II", len(hello), 0) + hello, "noise": os.urandom(64),
            "a length of 4 GiB": struct.pack("<II", 0xFFFFFFFF, 0), "half a frame": struct.pack("<II", 100, 0) + b"["}
    for what, raw in sent.items():
        with socket.socket(socket.AF_UNIX) as peer:
            peer.settimeout(10)
            peer.connect(path)
            peer.sendall(raw)
            if what == "half a frame":
                peer.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while piece := peer.recv(4096):
                    answer += piece
            except ConnectionResetError:
                pass
            problems.unless(what != "a wrong version" or b"attach_version" in answer, f"{what} is cut")
    problems.unless(tier_now(serve) is not None, "and requests go on")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=5)
    arguments.add_argument("--clients", type=int, default=32)
    options = arguments.parse_args()
    problems = Problems()
    script = tempfile.NamedTemporaryFile("w", suffix=".json")
    script.write('{"latency": {"scale": 0.02}}')
    script.flush()
    with script, Desk(sandbox_configuration(), sandbox=True, arguments=("--script", script.name)) as serve:
        window = Window(serve)
        try:
            killed_under_load(serve, window, options, problems)
            rule_is_obeyed(serve, window, problems)
            second_start(serve, problems)
            quiet_cost(serve, window, problems)
            strangers(serve, problems)
            serve_comes_back(serve, window, problems)
            left(serve, window, problems)
        finally:
            if window.process and window.process.poll() is None:
                window.kill()
            window.log.close()
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program with its window (offscreen): how soon it can be used, that it routes, that a second start gives way to it,
that it ends when it is told to, and that every page can be pictured.

usage: window.py [--starts N] [--pictures]"""
import argparse
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

from desk import ask_control, chat, program

AIM_MS = 500
LIMIT_MS = 6000  # on a computer that does other things as well
PAGES = ["live", "live-closer", "live-crosshair", "requests", "requests-mistake", "requests-sessions", "rules",
         "rules-draft", "rules-review", "rules-try", "rules-again", "rules-reach",
         "rules-history", "rules-warnings", "rules-review-warnings", "rules-error", "rules-gate", "rules-import",
         "rules-imported", "rules-empty", "tiers", "tiers-abilities", "tiers-local",
         "tiers-models", "tiers-tripped", "keys", "keys-states", "keys-waiting", "budgets", "budgets-edit", "budgets-history",
         "budgets-invoices", "budgets-none", "budgets-raise", "budgets-stopped", "budgets-trial", "budgets-uncertain",
         "live-stopped", "prices", "prices-compare", "prices-import", "prices-odd", "prices-set", "alerts", "alerts-mail",
         "alerts-none", "alerts-webhook", "settings", "settings-changed", "settings-compacting", "settings-containers",
         "settings-invalid", "settings-redaction", "first_run", "first_run-model", "inspector"]


class Window:
    """One running `signalbox` in a folder of its own. started_ms: from the start of the process until its event loop
    answers, with the window shown."""

    def __init__(self, folder):
        self.data = os.path.join(folder, "data")
        self.environment = {**os.environ, "HOME": folder, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": folder,
                            "XDG_CONFIG_HOME": os.path.join(folder, "config")}
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.arguments = [program(), "--sandbox", "--data-dir", self.data, "--port", str(free_port())]
        start = time.monotonic()
        self.process = subprocess.Popen(self.arguments, env=self.environment, stderr=subprocess.DEVNULL)
        while not self.ask({"verb": "raise"}):
            if time.monotonic() - start > 30 or self.process.poll() is not None:
                raise AssertionError("the window did not come")
            time.sleep(0.001)
        self.started_ms = (time.monotonic() - start) * 1000

    def ask(self, request):
        return ask_control(self.data, request)

    def verb(self, *arguments, **more):
        return subprocess.run([program(), *arguments, "--data-dir", self.data], env=self.environment, text=True,
                              capture_output=True, timeout=60, **more)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what)
    return holds


def starts(times):
    measured = []
    for _ in range(times):
        folder = tempfile.mkdtemp(prefix="signalbox-window-")
        try:
            window = Window(folder)
            measured.append(window.started_ms)
            window.stop()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    middle = statistics.median(measured)
    figures = ", ".join(f"{each:.0f}" for each in measured)
    return check(middle < LIMIT_MS, f"start to usable window: median {middle:.0f} ms of {figures} (aim {AIM_MS} ms)")


def one_day():
    folder = tempfile.mkdtemp(prefix="signalbox-window-")
    try:
        window = Window(folder)
        port = int(window.arguments[-1])
        added = window.verb("keys", "add", "--name", "test", "--value-stdin", input="sk-window-test-0001\n")
        fine = check(added.returncode == 0, "a key is added beside the running window")
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        client.request("POST", "/v1/chat/completions", json.dumps(chat()),
                       {"authorization": "Bearer sk-window-test-0001", "content-type": "application/json"})
        answer = client.getresponse()
        answer.read()
        fine &= check(answer.status == 200, f"a request is routed while the window is open ({answer.status})")
        again = subprocess.run(window.arguments, env=window.environment, text=True, capture_output=True, timeout=30)
        fine &= check(again.returncode == 0 and "already running" in again.stderr, "a second start gives way to the first")
        fine &= check(window.process.poll() is None, "the first one goes on")
        fine &= check(window.stop() == 0, "SIGTERM ends it with 0")
        verified = window.verb("ledger", "verify")
        fine &= check(verified.returncode == 0, "the ledger it leaves is sound")
        return fine
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def size_of(picture):
    """Width and height of a PNG."""
    with open(picture, "rb") as file:
        return struct.unpack(">II", file.read(24)[16:24])


def pictures():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="signalbox-pictures-"))
    try:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        shots = folder / "shots"
        done = subprocess.run([program(), "--screenshots", str(shots), "--demo"], env=environment, capture_output=True,
                              text=True, timeout=1100)
        fine = check(done.returncode == 0, "--screenshots --demo ends with 0")
        looks = [f"{scheme}-{language}" for scheme in ("light", "dark") for language in ("en", "de")] + ["light-de-200"]
        wanted = {f"{page}-{look}.png" for page in PAGES for look in looks}
        found = {path.name for path in shots.glob("*.png")}
        fine &= check(found == wanted, f"a picture of every page, light and dark, in both languages, and of twice the size ({len(found)})")
        fine &= check({size_of(path) for path in shots.glob("*.png")} == {(1180, 760)}, "each of 1180 x 760")
        texts = {path.name: path.read_bytes() for path in shots.glob("*.png")}
        fine &= check(len(set(texts.values())) == len(texts), "and no two of them are the same")
        return fine
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--starts", type=int, default=5)
    reader.add_argument("--pictures", action="store_true")
    options = reader.parse_args()
    fine = pictures() if options.pictures else starts(options.starts) and one_day()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

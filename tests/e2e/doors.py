#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the proxy listens and which web pages may ask follow the configuration while it runs: after a SIGHUP the new
port answers and the old one is closed, a page of a listed origin is let in, and a taken port is told. An address for
containers that is taken is told, tried again, and told when it could be had.
(environment SIGNALBOX: the program)"""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import program  # noqa: E402

ORIGIN = "https://app.example.com"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port, headers=()):
    """The status of GET /healthz, or 0 where nobody listens."""
    try:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        client.request("GET", "/healthz", headers=dict(headers))
        return client.getresponse().status
    except OSError:
        return 0


def until(holds, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.05)
    return holds()


def own_address():
    """One of this machine's that is not the loopback's; "" where there is none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = probe.getsockname()[0]
        except OSError:
            return ""
    return "" if address.startswith("127.") else address


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what, flush=True)
    return holds


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="signalbox-doors-"))
    source = pathlib.Path(__file__).resolve().parents[2] / "resources" / "sandbox.json"
    path = folder / "signalbox.json"
    first, second = free_port(), free_port()

    def write(**listen):
        path.write_text(json.dumps({**json.loads(source.read_text()), "listen": listen}))

    write(port=first)
    told = folder / "told"
    with told.open("w") as words:
        served = subprocess.Popen([program(), "serve", "--config", str(path), "--data-dir", str(folder / "data")],
                                  stdout=subprocess.PIPE, stderr=words, env={**os.environ, "HOME": str(folder)})
    try:
        served.stdout.readline()
        page = [("Origin", ORIGIN)]
        good = check(answer(first) == 200, "it listens where the file says")
        good &= check(answer(first, page) == 403, "a web page is refused")
        write(port=second, allowed_origins=[ORIGIN])
        served.send_signal(signal.SIGHUP)
        good &= check(until(lambda: answer(second) == 200), "after a change it listens at the other port")
        good &= check(answer(first) == 0, "and no more at the former one")
        good &= check(answer(second, page) == 200, "the listed web page is let in")
        with socket.create_server(("127.0.0.1", first)):
            write(port=first)
            served.send_signal(signal.SIGHUP)
            good &= check(until(lambda: answer(second) == 0), "a port that is taken is not shared")
            good &= check(served.poll() is None, "and the program goes on")
        write(port=second)
        served.send_signal(signal.SIGHUP)
        good &= check(until(lambda: answer(second) == 200), "until the file says one that is free")
        if address := own_address():
            with socket.create_server((address, 0)) as holder:
                outer = holder.getsockname()[1]
                write(port=second, outer={"address": address, "port": outer, "hosts": ["box.test"]})
                served.send_signal(signal.SIGHUP)
                good &= check(until(lambda: "not listening for containers" in told.read_text()),
                              "an address for containers that is taken is told")
            good &= check(until(lambda: f"signalbox: listening for containers at http://box.test:{outer}" in
                                told.read_text(), 20), "tried again, and told when it could be had")
    finally:
        served.send_signal(signal.SIGTERM)
        ended = served.wait(15)
        served.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)
    good &= check(ended == 0, "SIGTERM ends it with 0")
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

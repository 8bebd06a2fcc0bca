#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`signalbox serve` as a service: it says when it can serve and when it ends, as systemd wants it; a signal drains; and the unit
is one that systemd takes.

usage: service.py UNIT      (environment SIGNALBOX: the program)
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import Desk, program  # noqa: E402


def says(manager):
    manager.settimeout(10)
    return dict(line.split("=", 1) for line in manager.recv(4096).decode().splitlines())


def notified(problems, address, name):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address)
        with Desk(sandbox=True, environment={"NOTIFY_SOCKET": name}) as serve:
            ready = says(manager)
            # By now it answers: that is what ready means.
            answers = socket.create_connection(("127.0.0.1", serve.port), timeout=5)
            answers.close()
            if ready.get("READY") != "1" or str(serve.port) not in ready.get("STATUS", ""):
                problems.append(f"ready: {ready}")
            serve.process.send_signal(signal.SIGTERM)
            if says(manager).get("STOPPING") != "1" or serve.process.wait(10) != 0:
                problems.append("it does not say that it ends")


def unit_is_taken(problems, unit):
    if not shutil.which("systemd-analyze"):
        print("  no systemd-analyze here: the unit is not looked at")
        return
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(unit).read_text()
        binary = pathlib.Path(program()).resolve()
        copy = pathlib.Path(folder, "signalbox.service")
        copy.write_text(text.replace("ExecStart=signalbox", f"ExecStart={binary}"))
        done = subprocess.run(["systemd-analyze", "verify", "--user", "--man=no", str(copy)], capture_output=True, text=True,
                              env={**os.environ, "XDG_RUNTIME_DIR": folder}, timeout=60)
        said = [line for line in done.stderr.splitlines() if "signalbox" in line]
        if done.returncode != 0 or said:
            problems.append(f"systemd-analyze: {done.returncode} {said or done.stderr}")


def main():
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "notify")
        notified(problems, path, path)
    name = f"signalbox-test-{os.getpid()}"
    notified(problems, "\0" + name, "@" + name)
    with Desk(sandbox=True, environment={"NOTIFY_SOCKET": "/nonexistent/notify"}) as serve:
        if serve.process.poll() is not None:
            problems.append("a manager that is not there ends it")
    unit_is_taken(problems, sys.argv[1])
    for problem in problems:
        print(f"  FAIL {problem}")
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

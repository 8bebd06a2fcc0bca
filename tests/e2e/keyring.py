#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Provider keys in a real keyring: a private D-Bus, a gnome-keyring of its own, and the program's own verbs. Never touches
the keyring of the person who runs it. (environment SIGNALBOX: the program; needs dbus-run-session, gnome-keyring-daemon, gdbus)

Without --inside it makes a home of its own and starts itself again in a private session."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from canaries import hunt  # noqa: E402
from crowd import error_code  # noqa: E402
from desk import Desk, chat, config, deployment, program, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from raw_upstream import RawUpstream  # noqa: E402

FIRST = "sk-canary-keyring-first-4711-aaaa"
SECOND = "sk-canary-keyring-second-0815-bbbb"
DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION",
           "KDE_SESSION_VERSION", "GNOME_KEYRING_CONTROL", "SSH_AUTH_SOCK")
BUS = ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus", "--method"]
SERVICE = "org.freedesktop.secrets"


def start_session():
    home = tempfile.mkdtemp(prefix="signalbox-keyring-")
    environment = {name: value for name, value in os.environ.items() if name not in DESKTOP}
    for name, folder in (("XDG_RUNTIME_DIR", "run"), ("XDG_DATA_HOME", "share"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")):
        environment[name] = os.path.join(home, folder)
        os.mkdir(environment[name], 0o700)
    environment["HOME"] = environment["SIGNALBOX_KEYRING_HOME"] = home
    try:
        return subprocess.run(["dbus-run-session", "--", sys.executable, os.path.abspath(__file__), "--inside"], env=environment,
                              timeout=150).returncode
    finally:
        shutil.rmtree(home, ignore_errors=True)


class Keyring:
    """The daemon that answers for the secrets: unlocked by us, or as the bus starts it by itself, locked."""

    def pid(self):
        done = subprocess.run([*BUS, "org.freedesktop.DBus.GetConnectionUnixProcessID", SERVICE], capture_output=True, text=True)
        found = re.search(r"uint32 (\d+)", done.stdout)
        return int(found.group(1)) if found else None

    def stop(self):
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + 5
        while self.pid() == pid and time.monotonic() < end:
            time.sleep(0.02)

    def unlock(self):
        self.stop()
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
             "--control-directory=" + os.path.join(os.environ["XDG_RUNTIME_DIR"], "keyring")],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        daemon.stdin.write(b"test")
        daemon.stdin.close()
        end = time.monotonic() + 10
        while self.pid() != daemon.pid:
            if time.monotonic() > end:
                raise AssertionError("the keyring does not start")
            time.sleep(0.02)

    def freeze(self, frozen):
        """A service that has the name and does not answer."""
        os.kill(self.pid(), signal.SIGSTOP if frozen else signal.SIGCONT)

    def lock(self):
        """The next call makes the bus start the daemon, and nobody gives it the password."""
        self.stop()


class Verbs:
    """signalbox secrets ... as a person types it, on one data folder and configuration."""

    def __init__(self, folder, configuration):
        self.data = os.path.join(folder, "data")
        self.path = os.path.join(folder, "signalbox.json")
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(configuration, file)

    def run(self, *arguments, input=None, environment=None):
        done = subprocess.run([program(), "secrets", *arguments, "--data-dir", self.data, "--config", self.path], input=input,
                              capture_output=True, text=True, env=environment, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def set(self, text, **more):
        return self.run("set", "mock", input=text + "\n", **more)

    def state(self, **more):
        return self.run("list", **more)[1].split("  ", 1)[-1].strip()

    def remove(self, **more):
        return self.run("remove", "mock", **more)


class Trial:
    def __init__(self):
        self.problems = []

    def expect(self, what, seen, wanted):
        if seen != wanted:
            self.problems.append(f"{what}: {seen!r} instead of {wanted!r}")

    def expect_failure(self, what, seen, code):
        if seen[0] != 5 or code not in seen[1]:
            self.problems.append(f"{what}: {seen!r} instead of exit 5 with {code}")


def store_and_lock(trial, keyring, verbs):
    keyring.unlock()
    trial.expect("before", verbs.state(), "secret_missing")
    trial.expect("stored", verbs.set(FIRST)[0], 0)
    trial.expect("read back by another process", verbs.state(), "stored, ends in aaaa")
    trial.expect("replaced", verbs.set(SECOND)[0], 0)
    trial.expect("read back after the replacement", verbs.state(), "stored, ends in bbbb")
    keyring.unlock()
    trial.expect("after a restart of the keyring", verbs.state(), "stored, ends in bbbb")
    keyring.lock()
    trial.expect("locked", verbs.state(), "keychain_locked")
    trial.expect_failure("set while locked", verbs.set(FIRST), "keychain_locked")
    trial.expect_failure("remove while locked", verbs.remove(), "keychain_locked")
    alone = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
    trial.expect("no bus", verbs.state(environment=alone), "keychain_unavailable")
    trial.expect_failure("set without a bus", verbs.set(FIRST, environment=alone), "keychain_unavailable")
    trial.expect_failure("remove without a bus", verbs.remove(environment=alone), "keychain_unavailable")
    keyring.unlock()
    trial.expect("the key outlives all that", verbs.state(), "stored, ends in bbbb")


def serve_with_keys(trial, keyring, verbs, folder, configuration, upstream):
    keyring.lock()
    with Desk(configuration, folder=folder, keep_session=True) as desk:
        if desk.ready_after > 2:
            trial.problems.append(f"with a locked keyring the proxy is up after {desk.ready_after:.1f} s only")
        status, body = desk.ask(chat())
        trial.expect("a request while the keyring is locked", (status, error_code(body)), (503, "key_unavailable"))
        trial.expect("calls without a key", len(upstream.heads), 0)
    keyring.unlock()
    keyring.freeze(True)
    with Desk(configuration, folder=folder, keep_session=True) as desk:
        if desk.ready_after > 2:
            trial.problems.append(f"with a keyring that does not answer the proxy is up after {desk.ready_after:.1f} s only")
        status, body = desk.ask(chat())
        trial.expect("a request while the keyring does not answer", (status, error_code(body)), (503, "key_unavailable"))
        before = time.monotonic()
        trial.expect("the end while the keyring does not answer", desk.stop(), 0)
        if time.monotonic() - before > 5:
            trial.problems.append(f"the end took {time.monotonic() - before:.1f} s")
    keyring.freeze(False)
    with Desk(configuration, folder=folder, keep_session=True) as desk:
        trial.expect("a request with the stored key", desk.ask(chat())[0], 200)
        trial.expect("the stored key goes upstream", SECOND.encode() in (upstream.heads or [b""])[-1], True)
        trial.expect("replaced beside a running proxy", verbs.set(FIRST)[0], 0)
        trial.expect("a request with the replaced key", desk.ask(chat())[0], 200)
        trial.expect("the replaced key goes upstream", FIRST.encode() in (upstream.heads or [b""])[-1], True)
    with Desk(configuration, folder=folder, keep_session=True) as desk:
        trial.expect("a request after a restart", desk.ask(chat())[0], 200)
        trial.expect("the key outlives the process", FIRST.encode() in (upstream.heads or [b""])[-1], True)
        trial.expect("removed beside a running proxy", verbs.remove()[0], 0)
        status, body = desk.ask(chat())
        trial.expect("a request after the removal", (status, error_code(body)), (503, "key_unavailable"))


def inside():
    home = os.environ["SIGNALBOX_KEYRING_HOME"]
    trial, keyring, upstream = Trial(), Keyring(), RawUpstream(whole_answer(b"hi"))
    configuration = config([provider("mock", upstream.port, auth="bearer", secret="keychain:mock")], [{"id": "small", "chain": [deployment("mock")]}])
    folder = os.path.join(home, "desk")
    os.mkdir(folder)
    verbs = Verbs(folder, configuration)
    store_and_lock(trial, keyring, verbs)
    serve_with_keys(trial, keyring, verbs, folder, configuration, upstream)
    trial.expect("after the removal", verbs.state(), "secret_missing")
    trial.expect_failure("removed twice", verbs.remove(), "secret_missing")
    keyring.unlock()
    trial.expect("gone for good", verbs.state(), "secret_missing")
    trial.expect("stored again", verbs.set(FIRST)[0], 0)
    keyring.stop()
    files, found = hunt([home], [FIRST, SECOND])
    trial.problems += found
    print(f"  {files} files searched for the keys, {len(upstream.heads)} calls, {json.dumps(trial.problems)}")
    print("0 passed, 1 failed" if trial.problems else "1 passed, 0 failed")
    return 1 if trial.problems else 0


if __name__ == "__main__":
    sys.exit(inside() if "--inside" in sys.argv else start_session())

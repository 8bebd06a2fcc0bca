#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""T4: a client of another user is refused, whatever key it has; what happens where the kernel does not say whose a connection
is. Needs root, for a second user and to take sock_diag away; exits 77 without. (environment SIGNALBOX: the program)"""
import ctypes
import json
import os
import stat
import struct
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import PROBLEMS, expect  # noqa: E402
from desk import Desk, chat  # noqa: E402
from desk import config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

NOBODY = 65534


def code_of(body):
    return json.loads(body).get("error", {}).get("code")


def ask_as(uid, desk):
    """(status, code) of a request that a process of that user sends."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        try:
            status, body = desk.ask(chat())
            os.write(write, json.dumps([status, code_of(body)]).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return tuple(json.loads(text)) if text else None


def without_netlink():
    """In the child, before the program starts: socket(AF_NETLINK, ...) is not permitted, as in some sandboxes."""
    load, equal, leave = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM
    number = {"x86_64": 41, "aarch64": 198}[os.uname().machine]
    steps = [(load, 0, 0, 0), (equal, 0, 3, number), (load, 0, 0, 16), (equal, 0, 1, 16), (leave, 0, 0, refuse), (leave, 0, 0, allow)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code)
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) != 0 or libc.prctl(22, 2, program, 0, 0) != 0:
        os._exit(99)


class SandboxedDesk(Desk):
    """`signalbox serve` that may not ask the kernel whose a connection is."""

    def start(self):
        popen = subprocess.Popen
        subprocess.Popen = lambda *arguments, **more: popen(*arguments, **more, preexec_fn=without_netlink)
        try:
            super().start()
        finally:
            subprocess.Popen = popen

    def told(self):
        with open(os.path.join(self.folder, "stderr.txt"), encoding="utf-8") as file:
            return file.read()


def main():
    if os.geteuid() != 0:
        print("  not root: a second user can't be tried")
        return 77
    upstream = HealthyUpstream(whole_answer())

    def configuration(rule=None):
        listen = {"port": 0} if rule is None else {"port": 0, "same_user_only": rule}
        return config([provider("mock", upstream.port)], [{"id": "small", "chain": [deployment("mock")]}], listen=listen)

    with Desk(configuration()) as desk:
        expect(desk.ask(chat())[0] == 200, "the same user is not served")
        expect(ask_as(NOBODY, desk) == (403, "other_user"), f"another user by default: {ask_as(NOBODY, desk)}")
        for folder, _, files in os.walk(desk.data):
            expect(stat.S_IMODE(os.stat(folder).st_mode) == 0o700, f"{folder} is not 0700")
            for name in files:
                path = os.path.join(folder, name)
                expect(stat.S_IMODE(os.lstat(path).st_mode) & 0o077 == 0, f"{path} can be read by others")
    with Desk(configuration("required")) as desk:
        expect(desk.ask(chat())[0] == 200, "required: the same user is not served")
        expect(ask_as(NOBODY, desk) == (403, "other_user"), "required: another user is served")
    with Desk(configuration(False)) as desk:
        expect(ask_as(NOBODY, desk) == (200, None), "switched off, another user is refused")
    calls = upstream.requests
    with SandboxedDesk(configuration()) as desk:
        expect(desk.ask(chat())[0] == 200, "without sock_diag nobody is served")
        expect(ask_as(NOBODY, desk) == (200, None), "without sock_diag another user is refused")
        expect("does not say which user" in desk.told(), "nothing is said about the missing sock_diag")
    with SandboxedDesk(configuration("required")) as desk:
        status, body = desk.ask(chat())
        expect((status, code_of(body)) == (403, "peer_unknown"), f"required without sock_diag: {status} {code_of(body)}")
        expect(ask_as(NOBODY, desk) == (403, "peer_unknown"), "required without sock_diag: another user")
    expect(upstream.requests == calls + 2, f"{upstream.requests - calls} calls, not 2")
    print(f"  {upstream.requests} calls; {json.dumps(PROBLEMS)}")
    print("0 passed, 1 failed" if PROBLEMS else "1 passed, 0 failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

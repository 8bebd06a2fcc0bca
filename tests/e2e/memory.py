#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""T8 and T9: a crash leaves no core, the keys lie in locked memory, the environment is wiped, other processes of the same user
can read neither; and how many copies of a key, and of the password of three mails, stand in the whole memory after 100 requests and a second of rest. The count
needs root (or ptrace rights); without, only the rest is checked. (environment SIGNALBOX: the program)"""
import asyncio
import json
import os
import resource
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from canaries import forms  # noqa: E402
from checks import PROBLEMS, expect  # noqa: E402
from crowd import flood  # noqa: E402
from desk import Desk, chat, config, deployment, provider  # noqa: E402
from fault_upstream import stream_answer, whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402
from smtp_sink import SmtpSink  # noqa: E402

KEYS = {"MEMORY_A": "sk-memory-canary-aaaa-1357-do-not-keep", "MEMORY_B": "sk-memory-canary-bbbb-2468-do-not-keep",
        "MAIL_PASSWORD": "mail-canary-cccc-9753-do-not-keep"}
MOST_COPIES = 1


def status_of(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)


def copies(pid, words):
    """{form: count} over every readable mapping, or None where it may not be read."""
    counts = dict.fromkeys(words, 0)
    longest = max(map(len, words))
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for line in maps:
                span, rights = line.split()[:2]
                if "r" not in rights or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                    continue
                begin, end = (int(part, 16) for part in span.split("-"))
                rest = b""
                while begin < end:
                    memory.seek(begin)
                    try:
                        piece = memory.read(min(1 << 22, end - begin))
                    except OSError:
                        break
                    if not piece:
                        break
                    begin += len(piece)
                    data = rest + piece
                    for word in words:
                        counts[word] += data.count(word) - rest.count(word)
                    rest = data[-(longest - 1):]
    except PermissionError:
        return None
    return counts


def check_forbidden(desk):
    """What another process of the same user may see. As root there is nothing that may not be read."""
    pid = desk.process.pid
    with open(f"/proc/{pid}/limits", encoding="utf-8") as file:
        core = next(line for line in file if line.startswith("Max core file size"))
    expect(core.split()[4:6] == ["0", "0"], f"cores: {core}")
    expect(os.stat(f"/proc/{pid}/environ").st_uid == 0, "it is dumpable: /proc/PID/environ belongs to its user")
    locked = int(status_of(pid)["VmLck"].split()[0])
    expect(locked > 0, "nothing is locked")
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            environment = file.read()
        expect(not any(key.encode() in environment for key in KEYS.values()), "a key stands in /proc/PID/environ")
        expect(b"MEMORY_A=" in environment or b"HOME=" in environment, "the environment could not be read")
    except PermissionError:
        pass
    return locked


def check_copies(desk):
    plain = {name: copies(desk.process.pid, [key.encode()]) for name, key in KEYS.items()}
    if None in plain.values():
        return None
    counts = {name: next(iter(found.values())) for name, found in plain.items()}
    for name, count in counts.items():
        expect(count <= MOST_COPIES, f"{count} copies of {name}")
    wide = [form for key in KEYS.values() for form in (key.encode("utf-16-le"), key.encode("utf-16-be"), key.encode().hex().encode())]
    expect(not any(copies(desk.process.pid, wide).values()), "a copy in UTF-16 or hex")
    coded = [form for name in ("MEMORY_A", "MAIL_PASSWORD") for form in forms(KEYS[name]) if form not in wide and form != KEYS[name].encode()]
    return counts, sum(copies(desk.process.pid, coded).values())


def check_crash(desk, how):
    desk.process.send_signal(how)
    _, status = os.waitpid(desk.process.pid, 0)
    desk.process.returncode = -how
    expect(os.WIFSIGNALED(status) and os.WTERMSIG(status) == how, f"{how.name}: it did not die of it")
    expect(not os.WCOREDUMP(status), f"{how.name}: the kernel dumped a core")
    cores = [name for folder in (desk.folder, ".") for name in os.listdir(folder)
             if (name == "core" or name.startswith("core.")) and os.path.isfile(os.path.join(folder, name))]
    expect(not cores, f"{how.name}: {cores}")


def main():
    # Whatever the shell says: as a developer's machine is set up.
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    upstream = HealthyUpstream(lambda body: (stream_answer if b'"stream": true' in body else whole_answer)(b"hi"))
    pool = provider("mock", upstream.port, auth="bearer", secrets=["env:MEMORY_A", "env:MEMORY_B"])
    mails = SmtpSink()
    mail = {"id": "post", "kind": "mail", "host": "127.0.0.1", "port": mails.port, "tls": "none", "local": True,
            "from_address": "a@example.com", "to": ["b@example.com"], "user": "desk", "secret": "env:MAIL_PASSWORD"}
    configuration = config([pool], [{"id": "small", "chain": [deployment("mock")]}], alerts={"channels": [mail]})
    with Desk(configuration, environment=KEYS) as desk:
        results = asyncio.run(flood(desk, 4, 100, lambda number: chat(stream=number % 2 == 0)))
        expect(all(isinstance(result, tuple) and result[0] == 200 for result in results), "not all were served")
        for _ in range(3):
            desk.verb("alerts", "test", "post")
        expect(mails.logins == [b"\0desk\0" + KEYS["MAIL_PASSWORD"].encode()] * 3, f"mails were sent with the password: {len(mails.logins)}")
        time.sleep(1)
        locked = check_forbidden(desk)
        counted = check_copies(desk)
        check_crash(desk, signal.SIGSEGV)
        desk.start()
        check_crash(desk, signal.SIGABRT)
        desk.start()
    told = "memory may not be read here" if counted is None else f"copies {counted[0]}, {counted[1]} coded pieces of one (locked, for redaction)"
    print(f"  {locked} KiB locked; {told}; {json.dumps(PROBLEMS)}")
    print("0 passed, 1 failed" if PROBLEMS else "1 passed, 0 failed")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())

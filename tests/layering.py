#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Greps the includes against the arrows of the house (docs/architecture.md) and names each offender.

usage: layering.py SOURCE
"""
import os
import re
import sys

# What each room of core may look into, beside itself and base.
ROOMS = {
    "base": set(), "http": set(), "api": set(), "keys": set(), "record": set(),
    "tiers": {"http", "api", "keys", "record"},
    "route": {"http", "api", "keys", "record", "tiers"},
    "cache": {"http", "api", "keys", "record", "tiers"},
    "budget": {"http", "api", "keys", "record", "tiers"},
    "evals": {"http", "api", "keys", "record", "tiers", "route", "cache", "budget"},
    "alerts": {"http", "api", "keys", "record", "tiers", "route", "cache", "budget"},
    "proxy": {"http", "api", "keys", "record", "tiers", "route", "cache", "budget", "evals", "alerts"},
    "attach": {"http", "api", "keys", "record", "tiers", "route", "cache", "budget", "evals", "alerts", "proxy"},
}
TARGETS = {"core": {"core"}, "ui": {"core", "ui"}, "app": {"core", "ui", "app"}}
# Sockets stay in these files; no header of theirs is public.
BOOST = {"core/http", "core/proxy"}
FORBIDDEN_IN_UI = re.compile(r"<(QTcpSocket|QLocalSocket|QLocalServer|QNetwork\w*|QSql\w*|sqlite3\.h|sys/socket\.h)>")
CONCATENATED_SQL = re.compile(r'(prepare|execute|Statement)\s*\(.*"\s*\+')
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"


def offences(root):
    for top in TARGETS:
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if not name.endswith((".h", ".cpp")):
                    continue
                path = os.path.join(folder, name)
                place = os.path.relpath(path, root)
                yield from offences_of(place, open(path, encoding="utf-8").read())


def offences_of(place, text):
    parts = place.split(os.sep)
    top, room = parts[0], parts[1]
    lines = text.splitlines()
    if SPDX not in "\n".join(lines[:3]):
        yield f"{place}: no SPDX line"
    if place.endswith(".h") and "#pragma once" not in text:
        yield f"{place}: no #pragma once"
    if len(lines) > 600:
        yield f"{place}: {len(lines)} lines, at most 600"
    for number, line in enumerate(lines, 1):
        where = f"{place}:{number}"
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield f"{where}: unfinished: {line.strip()}"
        if "std::regex" in line or "<regex>" in line:
            yield f"{where}: std::regex overflows the stack on hostile text; use RE2"
        if top == "core" and CONCATENATED_SQL.search(line):
            yield f"{where}: SQL is put together from pieces; bind values"
        found = re.match(r'\s*#include\s+(["<])([^">]+)[">]', line)
        if not found:
            continue
        target = found.group(2)
        if found.group(1) == '"':
            first = target.split("/")[0]
            if first in TARGETS and first not in TARGETS[top]:
                yield f"{where}: {top} may not include {target}"
            if top == "core" and first == "core":
                other = target.split("/")[1]
                if other not in ("base", room) and other not in ROOMS.get(room, set()):
                    yield f"{where}: room {room} may not look into {other}"
        elif top == "core" and re.match(r"Q[A-Z]", target):
            yield f"{where}: core links no Qt ({target})"
        elif target.startswith("boost/") and os.path.dirname(place) not in BOOST:
            yield f"{where}: Boost stays in {', '.join(sorted(BOOST))}"
        elif top == "ui" and FORBIDDEN_IN_UI.match(f"<{target}>"):
            yield f"{where}: ui has no socket and no SQL ({target})"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "."
    found = list(offences(root))
    for offence in found:
        print("FAIL", offence)
    print("0 passed, 1 failed" if found else "1 passed, 0 failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the first schema are read and carried on; files of a newer program are refused by name and not touched.
(environment SIGNALBOX: the program)"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import Desk, program  # noqa: E402

CORPORA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpora")
NEWER = 99


def old_folder():
    folder = tempfile.mkdtemp(prefix="signalbox-versions-")
    data = os.path.join(folder, "data")
    os.mkdir(data, 0o700)
    for name, kept in (("ledger.db", "ledger-v1.db"), ("ledger.head", "ledger-v1.head"), ("log.db", "log-v1.db")):
        shutil.copyfile(os.path.join(CORPORA, kept), os.path.join(data, name))
    shutil.copyfile(os.path.join(CORPORA, "config-v1.json"), os.path.join(folder, "signalbox.json"))
    return folder


def contents(folder):
    """Every file that somebody's work is in: SQLite's own helpers and the lock may come and go."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            if name.endswith((".db", ".head", ".json", ".last-good")):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def carry_on(problems):
    folder = old_folder()
    path = os.path.join(folder, "signalbox.json")
    with open(path, "rb") as file:
        before = file.read()
    with Desk(folder=folder, arguments=("--config", path)) as desk:
        with open(os.path.join(folder, "stderr.txt"), encoding="utf-8") as file:
            if ": error:" in file.read():
                problems.append("the old configuration is not accepted")
        keys = [json.loads(line)["name"] for line in desk.verb("keys", "list", "--json").splitlines()]
        if keys[:2] != ["test", "second"]:
            problems.append(f"keys: {keys}")
        if desk.rows()[0]["state"] != "settled":
            problems.append("the old rows are not shown")
    code, check = desk.verify()
    if code != 0 or check["attempts"] != 6 or check["pending"] != 0:
        problems.append(f"verify: {code} {check}")
    with open(path, "rb") as file:
        if file.read() != before:
            problems.append("the old configuration was rewritten without a change")
    shutil.rmtree(folder)


def refuse(problems, name, make_newer, wanted):
    folder = old_folder()
    make_newer(os.path.join(folder, name))
    before = contents(folder)
    process = subprocess.Popen(
        [program(), "serve", "--port", "0", "--data-dir", os.path.join(folder, "data"), "--config", os.path.join(folder, "signalbox.json")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "HOME": folder})
    process.stdout.readline()
    process.terminate()
    _, told = process.communicate(timeout=20)
    if wanted not in told or "newer" not in told:
        problems.append(f"{name}: {told!r} instead of {wanted}")
    after = contents(folder)
    changed = [path for path in before if after.get(path) != before[path] and path.endswith(os.path.basename(name))]
    if changed:
        problems.append(f"{name}: changed {changed}")
    if name.endswith(".db") and process.returncode != 4:
        problems.append(f"{name}: exit {process.returncode}")
    shutil.rmtree(folder)


def newer_database(path):
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version={NEWER}")
    database.commit()
    database.close()


def newer_configuration(path):
    with open(path, encoding="utf-8") as file:
        configuration = json.load(file)
    configuration["schema"] = NEWER
    configuration["of_the_future"] = {"unknown": True}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(configuration, file)


def main():
    problems = []
    carry_on(problems)
    refuse(problems, "data/ledger.db", newer_database, "storage_newer")
    refuse(problems, "data/log.db", newer_database, "storage_newer")
    refuse(problems, "signalbox.json", newer_configuration, "config_newer")
    for problem in problems:
        print("FAIL", problem)
    print("0 passed, 1 failed" if problems else "1 passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

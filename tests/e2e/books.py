#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The monthly report of a seeded year, what-if, uncertain attempts, a provider's export, backup and restore: through the program's
verbs, beside a running proxy where that matters.

usage: books.py      (environment SIGNALBOX: the program)
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import expect, verdict  # noqa: E402
from desk import Desk, chat, config, deployment, program, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402


OPENROUTER = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"


def run(*arguments, code=0):
    done = subprocess.run([program(), *arguments], capture_output=True, text=True, timeout=300, env={**os.environ, "TZ": "UTC"})
    expect(done.returncode == code, f"signalbox {' '.join(arguments)}: exit {done.returncode}, not {code}: {done.stderr[-300:]}")
    return done


def monthly_report():
    """October of a year that ends with October: the same twice, sums that add up, and a page that loads nothing."""
    month = ("report", "--demo", "--since", "2026-10-01", "--until", "2026-11-01")
    table = run(*month, "--format", "csv").stdout
    expect(table == run(*month, "--format", "csv").stdout, "the same seed gives the same month")
    rows = list(csv.DictReader(io.StringIO(table)))
    total = next(row for row in rows if row["by"] == "total")
    days = [row for row in rows if row["by"] == "day"]
    expect(len(days) == 31, f"{len(days)} days in October")
    nano = lambda text: round(float(text) * 1e9)  # noqa: E731
    for by in ("day", "tier", "model", "client", "feature", "rule"):
        cost = sum(nano(row["cost_usd"]) for row in rows if row["by"] == by)
        expect(abs(cost - nano(total["cost_usd"])) < 100, f"the {by}s add up: {cost} against {total['cost_usd']}")
    expect(any(row["by"] == "session" for row in rows), "sessions are told apart")
    expect(nano(total["extra_usd"]) > 0, "failed and extra attempts cost something")
    expect(nano(total["saved_usd"]) == nano(total["baseline_usd"]) - nano(total["cost_usd"]), "savings are net of all attempts")
    said = json.loads(run(*month, "--format", "json").stdout)
    expect(said["total"]["cost_usd"] == total["cost_usd"], "JSON says what CSV says")
    page = run(*month, "--format", "html").stdout
    chart = page[page.index("<svg"):page.index("</svg>") + 6]
    bars = ElementTree.fromstring(chart).findall(".//rect[@class='cost']")
    expect(len(bars) == 31, f"a bar a day: {len(bars)}")
    expect("<script" not in page and "http" not in page.replace("http-equiv", ""), "nothing is run or loaded")
    year = run("report", "--demo", "--until", "2026-11-01", "--format", "html").stdout
    expect("per month" in year, "a year is shown by month")
    return total["cost_usd"]


def backup_and_restore():
    upstream = HealthyUpstream(lambda body: whole_answer(b"hi"))
    setup = config([provider("box", upstream.port)], [{"id": "small", "chain": [deployment("box")]}])
    with Desk(setup) as desk:
        expect(desk.ask(chat())[0] == 200, "a request is answered")
        rows = desk.settled_rows()
        folder = os.path.join(desk.folder, "backup")
        desk.verb("backup", folder, "--config", desk.config_path)
        expect(os.stat(folder).st_mode & 0o77 == 0, "a backup is private")
        expect(desk.ask(chat())[0] == 200, "a request is answered")
        desk.settled_rows()
        run("restore", folder, "--data-dir", desk.data, "--config", desk.config_path, code=3)  # running
        tried = json.loads(desk.verb("budget", "what-if", "0.00001", "--since", "1d", "--json", "--config", desk.config_path))
        expect(tried["refused"] == 2 and tried["spent_usd"] == "0.0001", f"what-if: {tried}")
        setup_text = desk.verb("export", "--config", desk.config_path)
        expect(desk.key not in setup_text and json.loads(setup_text)["virtual_keys"][0]["name"] == "test", "names, no secrets")
        hostile = os.path.join(desk.folder, "bad.csv")
        with open(hostile, "w") as file:
            file.write(OPENROUTER + "x,2026-11-01 00:00:00,=1,1,1,m\n")
        bad = run("reconcile", hostile, "--provider", "box", "--data-dir", desk.data, "--config", desk.config_path, code=1)
        expect("export_number" in bad.stderr and "Line 2" in bad.stderr, f"the line is named: {bad.stderr}")
        desk.stop()
        refused = run("restore", folder, "--data-dir", desk.data, "--config", desk.config_path, code=1)
        expect("restore_loses" in refused.stderr, f"what is lost is said: {refused.stderr}")
        run("restore", folder, "--replace", "--data-dir", desk.data, "--config", desk.config_path)
        expect(len(desk.rows()) == len(rows), "the ledger is the backup's again")
        code, check = desk.verify()
        expect(code == 0 and check["sound"], f"and sound: {check}")


def uncertain():
    """The old ledger of tests/corpora has an uncertain attempt; it is decided offline, once."""
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        os.mkdir(data, 0o700)
        corpora = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpora")
        for name, kept in (("ledger.db", "ledger-v1.db"), ("ledger.head", "ledger-v1.head")):
            with open(os.path.join(corpora, kept), "rb") as source, open(os.path.join(data, name), "wb") as target:
                target.write(source.read())
        where = ("--data-dir", data, "--config", os.path.join(folder, "none.json"))
        run("budget", "release", *where)  # migrates it
        listed = [json.loads(line) for line in run("budget", "uncertain", "--json", *where).stdout.splitlines()]
        expect(listed, "the old ledger has uncertain attempts")
        for row in listed:
            run("budget", "uncertain", "--settle", row["attempt_id"], "--amount", "0.000001", *where)
            run("budget", "uncertain", "--void", row["attempt_id"], *where, code=1)
        expect(run("budget", "uncertain", "--json", *where).stdout == "", "all are decided")
        run("ledger", "verify", *where)


def main():
    spent = monthly_report()
    backup_and_restore()
    uncertain()
    print(f"October of the seeded year cost ${spent}")
    return verdict()


if __name__ == "__main__":
    sys.exit(main())

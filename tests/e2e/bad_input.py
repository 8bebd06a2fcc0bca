#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input about money, through the real program: ceilings that are none, zero or below what is spent; raises that are over; a
clock that jumps while money is held; price lists and invoices that are hostile. What is wrong is said, nothing is lost, and nothing
that costs goes out by mistake.

usage: bad_input.py [ceilings|clock|files]...      (environment SIGNALBOX: the program; CLOCK_SHIM: tests/e2e/clock_shim.cpp)"""
import datetime
import gzip
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from alerts import Hook, channel  # noqa: E402
from checks import expect, verdict  # noqa: E402
from crowd import error_code  # noqa: E402
from desk import Desk, ask_control, chat, config, deployment, program, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402
from scopes import read_all, slow_stream, standings  # noqa: E402

COST = 50_000  # nano-dollars of one answer: 10 + 20 tokens
PATIENT = {"connect": 2000, "first_byte": 20000, "idle": 20000, "total": 60000}


def answer(body):
    return slow_stream() if json.loads(body).get("stream") else whole_answer(b"hi")


def day(limit, **more):
    return {"id": "day", "scope": "global", "window": "day", "limit": limit, **more}


def setup(upstream, *ceilings, **more):
    free = {"provider": "mock", "model": "local", "price": "free"}
    tiers = [{"id": "small", "chain": [deployment("mock")]}, {"id": "home", "chain": [free]}]
    return config([provider("mock", upstream.port, timeouts_ms=PATIENT)], tiers, ceilings=list(ceilings), budget={"clamp_floor": 1}, **more)


def write(desk, configuration):
    """The running program reads it again; what `signalbox check` says of it."""
    with open(desk.config_path, "w", encoding="utf-8") as file:
        json.dump(configuration, file)
    done = subprocess.run([program(), "check", "--config", desk.config_path], capture_output=True, text=True, env=desk.environment, timeout=60)
    desk.process.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    return done.returncode, done.stdout + done.stderr


def until(holds, seconds=5.0):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


# --- ceilings --------------------------------------------------------------------------------------------------------

def none_of_them():
    """Amounts that are none never come into force; the last good ceiling stays, also over a restart."""
    upstream = HealthyUpstream(answer)
    with Desk(setup(upstream, day("0.0002"))) as desk:
        for limit in ("-1", "-0.000000001", "1e30", "1e3", "NaN", "Infinity", "", " 5", "5 USD", "$5", "1,000", "99999999999999", "0.0000000001",
                      5, -1, None, True, [], {"a": 1}):
            code, said = write(desk, setup(upstream, day(limit)))
            expect(code == 1 and "/ceilings/0" in said and "limit" in said, f"a limit of {limit!r}: {code} {said[:200]}")
            expect(standings(desk)[0]["limit"] == "0.0002", f"{limit!r} does not come into force")
        codes = Counter(desk.ask(chat())[0] for _ in range(6))
        expect(set(codes) == {200, 429} and codes[200] <= 4, f"the last good ceiling holds: {codes}")
        desk.stop()
        desk.start()
        status, body = desk.ask(chat())
        expect(standings(desk)[0]["limit"] == "0.0002" and status == 429, f"also after a restart over the bad file: {standings(desk)} {status} {body[:100]}")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def zero():
    upstream = HealthyUpstream(answer)
    with Desk(setup(upstream, day("0"))) as desk:
        status, body = desk.ask(chat())
        said = json.loads(body)["error"]["message"] if status == 429 else ""
        expect(status == 429 and error_code(body) == "ceiling_reached" and "day" in said, f"a ceiling of zero refuses: {status} {body[:200]}")
        expect(upstream.requests == 0, f"and nothing goes out: {upstream.requests}")
        expect(desk.ask(chat(model="tier:home"))[0] == 200, "what is free is served")
        expect(standings(desk)[0]["limit"] == "0.00", f"{standings(desk)}")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def below_what_is_spent(in_flight):
    """The limit is lowered below today's spending while a stream runs: it ends within its hold, or is cut with an honest error."""
    upstream = HealthyUpstream(answer)
    with Desk(setup(upstream, day("1.00", in_flight=in_flight))) as desk:
        for _ in range(4):
            desk.ask(chat())
        out = []
        reader = threading.Thread(target=read_all, args=(desk, chat(stream=True), out))
        reader.start()
        expect(until(lambda: upstream.requests == 5), "a stream runs")
        time.sleep(0.3)
        code, said = write(desk, setup(upstream, day("0.0001", in_flight=in_flight)))
        expect(code == 0, f"it is a sound configuration: {said}")
        status, body = desk.ask(chat())
        expect(status == 429 and error_code(body) == "ceiling_reached", f"{in_flight}: nothing new begins: {status} {body[:120]}")
        standing = standings(desk)[0]
        expect((standing["limit"], standing["settled"]) >= ("0.0001", "0.0002"), f"it says more than all is spent: {standing}")
        if in_flight == "cut":
            reader.join(5)
            expect(out and b'"ceiling_cut"' in out[0][1] and b"[DONE]" not in out[0][1], f"the stream is cut, and says why: {out}")
            row = [each for each in desk.settled_rows() if each["amount_nano"] != COST][-1]
            expect(row["state"] == "settled_estimate" and row["amount_nano"] > 0, f"what came of it is billed: {row}")
        else:
            time.sleep(1.0)
            expect(not out, "the stream goes on")
        desk.stop()
        reader.join(10)
        desk.start()
        expect(desk.ask(chat())[0] == 429, "and after a restart")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def raises():
    upstream = HealthyUpstream(answer)
    with Desk(setup(upstream, day("0.00005"))) as desk:
        desk.ask(chat())
        past = int(time.time() * 1e6) - 3_600_000_000
        orders = [({"until": past}, "raise_over"), ({"until": 0}, "raise_over"), ({"until": -1}, "raise_over"), ({"limit": "0.00001"}, "raise_too_low"),
                  ({"limit": "-5"}, "raise_too_low"), ({"limit": "1e30"}, "money_syntax"), ({"limit": "NaN"}, "money_syntax"), ({"name": "nobody"}, "ceiling_unknown")]
        for change, code in orders:
            order = {"verb": "budget.raise", "name": "day", "limit": "5.00", "until": past + 7_200_000_000, "note": "", **change}
            said = ask_control(desk.data, order)
            expect(not said.get("ok") and code in json.dumps(said), f"{change}: {said}")
        for arguments in (["--to", "1e30", "--for", "2h"], ["--to", "5", "--for", "-2h"], ["--to", "5", "--for", "0h"], ["--to", "5", "--for", "9999999999d"],
                          ["--to", "five", "--for", "2h"]):
            done = subprocess.run([program(), "budget", "raise", "--ceiling", "day", *arguments, "--data-dir", desk.data], capture_output=True, text=True,
                                  env=desk.environment, timeout=60)
            expect(done.returncode != 0 and done.stderr.strip(), f"{arguments}: {done.returncode} {done.stderr}")
        expect("raise" not in standings(desk)[0] and desk.ask(chat())[0] == 429, "none of them opens anything")


def ceilings():
    none_of_them()
    zero()
    below_what_is_spent("finish")
    below_what_is_spent("cut")
    raises()


# --- the clock -------------------------------------------------------------------------------------------------------

class Clock:
    """The wall clock of a program that was started with it."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "clock")
        self.shift = 0
        self.set(0)
        self.environment = {"LD_PRELOAD": os.environ["CLOCK_SHIM"], "CLOCK_SHIFT": self.path, "TZ": "UTC"}

    def set(self, seconds):
        self.shift = int(seconds)
        with open(self.path, "r+b" if os.path.exists(self.path) else "wb") as file:
            file.write(struct.pack("q", self.shift * 1_000_000_000))

    def at(self, when):
        self.set(when.timestamp() - time.time())

    def today(self):
        return datetime.datetime.fromtimestamp(time.time() + self.shift, datetime.timezone.utc).date().isoformat()


def clock():
    upstream = HealthyUpstream(answer)
    hook = Hook()
    with tempfile.TemporaryDirectory() as folder:
        wall = Clock(folder)
        midnight = datetime.datetime.now(datetime.timezone.utc).replace(hour=23, minute=30, second=0, microsecond=0)
        wall.at(midnight)
        limit = 12 * COST
        setting = setup(upstream, day(f"{limit / 1e9:.9f}", alert_at=[0.5]), alerts={"channels": [channel("ops", hook)]}, day={"zone": "UTC"})
        with Desk(setting, environment=wall.environment) as desk:
            held = []
            for hours in (0, 1, 0, -24, 1, 24 * 365 * 10, -24 * 365 * 10, 0, 25, 1):
                wall.at(midnight + datetime.timedelta(hours=hours))
                reader = threading.Thread(target=read_all, args=(desk, chat(stream=True, max_tokens=8), []), daemon=True)
                reader.start()  # holds money of the day on which it began, over all the following jumps
                held.append(reader)
                time.sleep(0.2)
                begun = time.monotonic()
                answers = [desk.ask(chat(max_tokens=20)) for _ in range(5)]
                # A disk that makes nothing durable within 250 ms closes what costs: by design.
                codes = {error_code(body) if status != 200 else "" for status, body in answers}
                expect(codes <= {"", "ceiling_reached", "ledger_unavailable"} and time.monotonic() - begun < 15,
                       f"{hours} h: answered in {time.monotonic() - begun:.1f} s: {answers}")
            desk.stop()
            for hours in (2, 0, -24 * 365):
                wall.at(midnight + datetime.timedelta(hours=hours))
                desk.start()
                codes = {desk.ask(chat(max_tokens=20))[0] for _ in range(3)}
                expect(codes <= {200, 429, 503}, f"{hours} h: it starts, and answers: {codes}")
                desk.stop()
            desk.start()
            days = Counter()
            for row in desk.settled_rows():
                days[row["day"]] += row["amount_nano"] if row["state"].startswith("settled") else row["reserved_nano"] if row["state"] == "uncertain" else 0
            print("  " + ", ".join(f"{name}: {spent / COST:.1f} of 12" for name, spent in sorted(days.items())))
            expect(len(days) >= 6 and max(days.values()) <= limit, f"no day has spent more than its money: {dict(days)}")
            told = Counter(json.loads(each["body"])["window"] for each in hook.got if json.loads(each["body"])["kind"] == "threshold")
            jumps = Counter(json.loads(each["body"])["subject"] for each in hook.got if json.loads(each["body"])["kind"] == "clock_jumped")
            expect(jumps["forwards"] >= 1 and jumps["back"] >= 1 and sum(jumps.values()) <= 9, f"jumps of the clock are told, each once: {dict(jumps)}")
            expect(told and max(told.values()) == 1, f"a threshold is told once a day, whenever that day comes back: {dict(told)}")
            desk.stop()
            code, check = desk.verify()
            expect(code == 0, f"ledger verify: {check}")


# --- price lists and invoices ----------------------------------------------------------------------------------------

def price_lists(desk, folder):
    def written(name, content):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def prices(*arguments, limit=20):
        begun = time.monotonic()
        done = subprocess.run([program(), "prices", *arguments, "--data-dir", desk.data, "--config", desk.config_path], capture_output=True,
                              text=True, errors="replace", env=desk.environment, timeout=60)
        expect(time.monotonic() - begun < limit, f"prices {arguments}: {time.monotonic() - begun:.1f} s")
        return done.returncode, done.stdout, done.stderr

    good = json.dumps({"mock": {"models": {"mock-1": {"cost": {"input": 1, "output": 2}}}}}).encode()
    with open(os.path.join(folder, "huge.json"), "wb") as file:
        file.truncate(100 << 20)
    os.mkfifo(os.path.join(folder, "pipe.json"))
    many = os.path.join(folder, "many")
    os.mkdir(many)
    for number in range(201):
        with open(os.path.join(many, f"{number}.json"), "wb") as file:
            file.write(good)
    hostile = [("huge.json", None, "catalogue_too_large"), ("pipe.json", None, "catalogue_"), ("many", None, "catalogue_too_many"),
               ("deep.json", '{"a":' * 5_000_000 + "1", "catalogue_"), ("flat.json", "[" * (10 << 20), "catalogue_syntax"),
               ("half.gz.json", gzip.compress(good)[:30], "catalogue_syntax"), ("latin.json", '{"mock": {"models": {"Büro": {}}}}'.encode("latin-1"), "catalogue_syntax"),
               ("nan.json", '{"mock": {"models": {"m": {"cost": {"input": NaN}}}}}', "catalogue_syntax"),
               ("infinite.json", '{"mock": {"models": {"m": {"cost": {"input": 1e400}}}}}', "catalogue_syntax"),
               ("twice.json", '{"mock": {"models": {"m": {"cost": {"input": 1}}, "m": {"cost": {"input": 0}}}}}', "catalogue_duplicate")]
    for name, content, wanted in hostile:
        path = written(name, content) if content is not None else os.path.join(folder, name)
        code, out, err = prices("import", path)
        expect(code not in (0, 1, -signal.SIGSEGV, -signal.SIGABRT) and wanted in err or code == 1 and wanted in err, f"{name}: {code} {out[:100]} {err[:200]}")
    long = "x" * (1 << 20)
    code, out, _ = prices("check", written("long.json", json.dumps({long: {"models": {long: {"cost": {"input": -1, "output": 1}}}}})))
    expect(code == 1 and len(out) < 4096, f"a name of a megabyte is cut: {code} {len(out)}")
    hidden = {"mock": {"models": {"mock-1": {"cost": {"input": 1, "output": 2, "tiers": [{"tier": {"size": 1}, "input": 0, "output": 0}]}}}}}
    setting = json.loads(open(desk.config_path, encoding="utf-8").read())
    setting["providers"][0]["preset"] = "custom"
    code, out, err = prices("check", written("hidden.json", json.dumps(hidden)), "--json")
    flags = {json.loads(line)["field"] for line in out.splitlines() if json.loads(line)["flag"] == "dropped"}
    expect(code == 1 and {"above_1:input", "above_1:output"} <= flags, f"a zero behind a condition is told: {code} {out[:300]} {err}")
    expect(not os.path.exists(os.path.join(desk.data, "prices.json")), "nothing of all that was kept")


OPENAI = "start_time,end_time,model,num_model_requests,input_tokens,input_cached_tokens,output_tokens\n"
OPENROUTER = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"


def invoices(desk, folder):
    """One attempt is uncertain; only a file that really says that nobody billed it may let its money go."""
    uncertain = [row["attempt_id"] for row in desk.settled_rows() if row["state"] == "uncertain"]
    expect(len(uncertain) == 1, f"an attempt that nobody answered: {uncertain}")
    now = int(time.time())
    span = f"{now - 7200},{now + 7200}"

    def reconcile(name, text, *arguments, old=False):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        if old:
            os.utime(path, (now - 86400, now - 86400))
        done = subprocess.run([program(), "reconcile", path, "--provider", "mock", *arguments, "--data-dir", desk.data, "--config", desk.config_path],
                              capture_output=True, text=True, errors="replace", env=desk.environment, timeout=240)
        return done.returncode, done.stdout, done.stderr

    row = f"{span},mock-1,1,10,0,20\n"
    moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(now))
    hostile = [("columns.csv", "start_time,end_time,model,num_model_requests\n" + f"{span},mock-1,1\n", "export_column_missing"),
               ("ungrouped.csv", OPENAI + f"{span},,1,10,0,20\n", "export_model_missing"), ("cut.csv", OPENAI + row + f"{span},mock-1,1,1", "export_columns"),
               ("semicolons.csv", (OPENAI + row).replace(",", ";"), "export_separator"), ("thousands.csv", OPENAI + f'{span},mock-1,1,"1,000",0,20\n', "export_number"),
               ("formula.csv", OPENAI + f"{span},mock-1,1,=1+9,0,20\n", "export_number"), ("negative.csv", OPENROUTER + f"g,{moment},-1,1,1,mock-1\n", "export_number"),
               ("date.csv", OPENROUTER + "g,22.11.2026 10:00,1,1,1,mock-1\n", "export_time"), ("latin.csv", OPENROUTER.encode() + b"g,\xfc,1,1,1,m\n", "export_not_text"),
               ("quote.csv", OPENROUTER + f'g,{moment},1,1,1,"mock-1\n', "export_quote_open"), ("binary.csv", b"\x1f\x8b\x08\x00\x00", "export_not_text"),
               ("euros.csv", OPENROUTER.strip() + f",currency\ng,{moment},1,1,1,mock-1,EUR\n", "export_currency"),
               ("two_costs.csv", OPENROUTER + f"g,{moment},1,1,1,mock-1\ng,{moment},2,1,1,mock-1\n", "export_row_twice")]
    for name, text, wanted in hostile:
        code, out, err = reconcile(name, text, "--settle")
        expect(code not in (0, -signal.SIGSEGV, -signal.SIGABRT) and wanted in err and not out, f"{name}: {code} {out[:100]} {err[:200]}")
    code, out, _ = reconcile("early.csv", OPENAI + row, "--settle", "--json", old=True)
    said = json.loads(out.splitlines()[0])
    expect(said["uncertain"][0]["decision"] == "unknown", f"a file from before the attempt decides nothing: {said['uncertain']}")
    code, out, _ = reconcile("repeated.csv", b"\xef\xbb\xbf" + (OPENAI + row * 3).replace("\n", "\r\n").encode(), "--json")
    said = json.loads(out)
    expect((said["rows"], said["repeated_rows"], said["theirs_nano"]) == (1, 2, COST), f"a row that is there three times counts once: {said}")
    begun = time.monotonic()
    million = OPENROUTER + "".join(f"g{number},{moment},0.00005,9,9,other\n" for number in range(1_000_000))
    code, out, err = reconcile("million.csv", million, "--json")
    said = json.loads(out) if out else {}
    expect(said.get("rows") == 1_000_000, f"a million rows: {code} {err[:200]}")
    print(f"  a million rows are compared in {time.monotonic() - begun:.1f} s")
    code, _, err = reconcile("more.csv", million + f"x,{moment},1,9,9,other\n")
    expect("export_too_large" in err, f"and one more is too many: {code} {err[:200]}")
    left = [each["attempt_id"] for each in desk.rows() if each["state"] == "uncertain"]
    expect(left == uncertain, "after all of that the attempt is as uncertain as before")


def files():
    upstream = HealthyUpstream(lambda body: whole_answer(b"hi") if b"hang up" not in body else b"")
    silent = {"connect": 2000, "first_byte": 1000, "idle": 1000, "total": 3000}
    setting = setup(upstream, day("1.00"))
    setting["providers"][0]["timeouts_ms"] = silent
    with tempfile.TemporaryDirectory() as folder, Desk(setting) as desk:
        expect(desk.ask(chat())[0] == 200, "a request is answered")
        expect(desk.ask(chat(text="hang up"))[0] in (502, 504), "another one is not")
        price_lists(desk, folder)
        invoices(desk, folder)
        expect(desk.ask(chat())[0] == 200, "it serves as before")
        desk.stop()
        expect(desk.verify()[0] == 0, "ledger verify")


def main():
    for name in sys.argv[1:] or ["ceilings", "clock", "files"]:
        print(name)
        globals()[name]()
    return verdict()


if __name__ == "__main__":
    sys.exit(main())

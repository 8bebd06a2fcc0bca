#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prices through the real program: set, by date, removed and restored while it runs and when it does not; published lists imported,
compared and checked; hostile lists; the provider's own sum; tokens estimated by what was counted before.

usage: prices.py      (environment SIGNALBOX: the program)
"""
import gzip
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import expect, verdict  # noqa: E402
from desk import Desk, chat, config, program, provider  # noqa: E402
from healthy_upstream import HealthyUpstream  # noqa: E402

LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "corpora", "prices")
THREE = [os.path.join(LISTS, "litellm.json"), os.path.join(LISTS, "models_dev.json"), os.path.join(LISTS, "portkey")]
TODAY = date.today().isoformat()


def http_answer(body, kind=b"application/json"):
    return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind, len(body)) + body


def answer_of(body):
    """10 + 20 tokens; the provider's own sum where the prompt asks for it; a stream without usage where it asks for that."""
    request = json.loads(body)
    text = request["messages"][0]["content"]
    if request.get("stream"):
        chunk = {"id": "c", "choices": [{"index": 0, "delta": {"content": "word " * 40}, "finish_reason": "stop"}]}
        return http_answer(b"data: " + json.dumps(chunk).encode() + b"\n\ndata: [DONE]\n\n", b"text/event-stream")
    said = "word " * 40 if text == "count" else "hi"
    usage = {"prompt_tokens": 10, "completion_tokens": 80 if text == "count" else 20}
    if text == "cost":
        usage["cost"] = 0.0001
    usage["total_tokens"] = usage["prompt_tokens"] + usage["completion_tokens"]
    choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
    return http_answer(json.dumps({"id": "c", "model": "m", "choices": [choice], "usage": usage}).encode())


def verb(desk, *arguments):
    """Exit code, output, errors; the desk's configuration is the one that is asked about."""
    done = subprocess.run([program(), "prices", *arguments, "--data-dir", desk.data, "--config", desk.config_path], capture_output=True,
                          text=True, env=desk.environment, timeout=60)
    return done.returncode, done.stdout, done.stderr


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def amounts(desk):
    return [row["amount_nano"] for row in desk.settled_rows()]


def unpriced_desk(upstream):
    chain = [{"provider": "mock", "model": "m"}]
    return Desk(config([provider("mock", upstream.port)], [{"id": "small", "chain": chain}]))


def by_date():
    upstream = HealthyUpstream(answer_of)
    with unpriced_desk(upstream) as desk:
        status, body = desk.ask(chat())
        expect(status == 400 and b"unpriced" in body, f"an unpriced model under a ceiling: {status} {body[:200]}")
        code, out, err = verb(desk, "set", "mock/m", "--input", "3", "--output", "7", "--note", "by phone", "--json")
        expect(code == 0 and json.loads(out)["number"] == 1, f"set beside the running instance: {code} {err}")
        expect(desk.ask(chat())[0] == 200, "priced, it is called at once")
        expect(amounts(desk) == [10 * 3000 + 20 * 7000], f"booked at the price that was set: {amounts(desk)}")
        later = (date.today() + timedelta(days=2)).isoformat()
        code, _, err = verb(desk, "set", "mock/m", "--free", "--from", later)
        expect(code == 0, f"a price for later: {err}")
        code, _, _ = verb(desk, "set", "mock/m", "--input", "1", "--output", "1", "--from", "2020-01-01")
        desk.ask(chat())
        expect(amounts(desk)[-1] == 170_000, f"neither a later nor an earlier price holds today: {amounts(desk)}")
        verb(desk, "remove", "1")
        desk.ask(chat())
        expect(amounts(desk)[-1] == 30_000, f"without the first one the one before it holds: {amounts(desk)}")
        verb(desk, "restore", "1")
        desk.stop()
        code, out, _ = verb(desk, "set", "custom/m", "--input", "5", "--output", "5", "--json")
        expect(code == 0 and json.loads(out)["number"] == 4, "set while nothing runs")
        desk.start()
        desk.ask(chat())
        expect(amounts(desk) == [170_000, 170_000, 30_000, 170_000], f"after a restart, and old rows are as they were: {amounts(desk)}")
        replayed = json.loads(desk.verb("replay", "--json"))
        for _ in range(100):  # the log is written a little later than the answer
            if replayed["requests"] == 5:
                break
            time.sleep(0.1)
            replayed = json.loads(desk.verb("replay", "--json"))
        expect(replayed["differences"] == 0 and replayed["decided"] == 5, f"a replay knows what was priced when: {replayed}")
        history = lines(verb(desk, "history", "mock/m", "--json")[1])
        expect([(row["number"], row["holds"]) for row in history] == [(3, False), (1, True), (4, False), (2, False)],
               f"history by date: {[(row['number'], row['from'], row['holds']) for row in history]}")
        expect(history[1]["note"] == "by phone", "with its note")
        listed = lines(verb(desk, "list", "--json")[1])
        expect(listed[0]["origin"] == "operator" and listed[0]["entry"] == 1, f"list: {listed[0]}")


def nonsense():
    upstream = HealthyUpstream(answer_of)
    with unpriced_desk(upstream) as desk:
        wrong = [(["mock/m", "--input", "-1", "--output", "1"], "price_range"), (["mock/m", "--input", "1e9", "--output", "1"], "price_syntax"),
                 (["mock/m", "--input", "1000001", "--output", "1"], "price_range"), (["mock/m", "--input", "0.0000001", "--output", "1"], "price_"),
                 (["mock/m", "--input", "0", "--output", "0"], "price_zero"), (["mock/m", "--input", "1"], "field_missing"),
                 (["m", "--free"], "price_provider"), (["mock/a b", "--free"], "price_model"),
                 (["mock/m", "--free", "--from", "2026-02-30"], "price_day"), (["mock/m", "--free", "--from", "tomorrow"], "price_day")]
        for arguments, wanted in wrong:
            code, _, err = verb(desk, "set", *arguments)
            expect(code != 0 and wanted in err and "\n" == err[-1], f"set {arguments}: {code} {err}")
        expect(verb(desk, "remove", "99")[0] != 0, "what is not there cannot be removed")
        with tempfile.TemporaryDirectory() as folder:
            def written(name, text):
                path = os.path.join(folder, name)
                with open(path, "w") as file:
                    file.write(text)
                return path
            hostile = [(written("empty.json", ""), "catalogue_syntax"), (written("list.json", "[1]"), "catalogue_syntax"),
                       (written("cut.json", '{"a": {"litellm_provider": "x"'), "catalogue_syntax"),
                       (written("deep.json", "[" * 200_000), "catalogue_syntax"), (written("other.json", '{"a": 1}'), "catalogue_unknown"),
                       (written("large.json", " " * (17 << 20)), "catalogue_too_large"), (os.path.join(folder, "none.json"), "file_unreadable"),
                       ("http://example.com/list.json", "download_scheme"), ("https://user:pass@localhost/x", "download_scheme")]
            for path, wanted in hostile:
                for name in ("import", "check", "compare"):
                    code, _, err = verb(desk, name, path)
                    expect(code != 0 and wanted in err and (path in err or wanted.startswith("download")), f"{name} {path}: {code} {err}")
            types = written("types.json", json.dumps({
                "custom/m": {"litellm_provider": "custom", "input_cost_per_token": {"a": 1}, "output_cost_per_token": []},
                "custom/\u001b[2Jx": {"litellm_provider": "custom", "input_cost_per_token": -1, "output_cost_per_token": 1}}))
            code, out, err = verb(desk, "import", types)
            expect(code == 1 and "take" not in out, f"wrong types are no prices: {code} {out} {err}")
            code, out, _ = verb(desk, "check", types)
            expect("\x1b" not in out and "negative" in out, f"nothing acts on the terminal: {out!r}")
        expect(not os.path.exists(os.path.join(desk.data, "prices.json")), "nothing of all that was kept")
        expect(desk.ask(chat())[0] == 400, "and nothing became cheap")
        desk.stop()
        path = os.path.join(desk.data, "prices.json")
        with open(path, "w") as file:
            file.write('{"schema": 1, "entries": [{"number": 1}]}')
        done = subprocess.run([program(), "serve", *desk.arguments], capture_output=True, text=True, env=desk.environment, timeout=60)
        expect(done.returncode == 4 and "prices_invalid" in done.stderr and path in done.stderr,
               f"a broken price file stops the start: {done.returncode} {done.stderr}")
        code, _, err = verb(desk, "list")
        expect(code == 4 and "/entries/0" in err and "move it away" in err, f"and the verb says where and what helps: {code} {err}")


def published():
    with tempfile.TemporaryDirectory() as folder:
        chain = [{"provider": name, "model": model} for name, model in (("openai", "gpt-4o"), ("openai", "gpt-4o-mini"), ("deepseek", "deepseek-chat"))]
        configuration = config([{"id": "openai", "preset": "openai"}, {"id": "deepseek", "preset": "deepseek"}], [{"id": "t", "chain": chain}])
        with Desk(configuration) as desk:
            code, out, err = verb(desk, "compare", *THREE)
            expect(code == 1 and "103 models in all 3 lists; prices that differ: 10 input, 11 output, 3 cached input" in out,
                   f"the disagreements of three lists: {out[-200:]} {err}")
            inputs = [line for line in lines(verb(desk, "compare", *THREE, "--json")[1]) if line["field"] == "input"]
            expect({"provider": "deepseek", "model": "deepseek-chat", "field": "input", "prices": ["0.28", "0.14", "0.14"]} in inputs, f"{inputs}")
            code, out, _ = verb(desk, "check", THREE[0], "--json")
            slipped = {line["key"] for line in lines(out) if line["flag"] == "too_high" and line["key"].startswith("wandb/")}
            expect(code == 1 and len(slipped) == 13, f"thirteen slipped entries: {len(slipped)}")
            listed = os.path.join(folder, "list.json")
            with open(listed, "w") as file:
                json.dump({"openai": {"models": {"gpt-4o": {"cost": {"input": 2.4, "output": 9.9, "cache_read": 1.2}},
                                                 "gpt-4o-mini": {"cost": {"input": 15000, "output": 60000}}}}}, file)
            code, out, _ = verb(desk, "import", listed, "--dry-run", "--json")
            changes = {line["model"]: line for line in lines(out)}
            expect(code == 1 and changes["gpt-4o"]["taken"] and not changes["gpt-4o-mini"]["taken"], f"preview: {changes}")
            expect({flag["flag"] for flag in changes["gpt-4o-mini"]["flags"]} >= {"too_high", "slipped", "risen"}, "a slip by 10^5 is told")
            expect(not os.path.exists(os.path.join(desk.data, "prices.json")), "a preview changes nothing")
            code, out, err = verb(desk, "import", listed, "--list-date", "2026-09-01")
            expect(code == 1 and "1 prices hold" in out, f"import: {out} {err}")
            prices = {line["model"]: line for line in lines(verb(desk, "list", "--json")[1])}
            expect(prices["gpt-4o"]["price"]["input"] == "2.40" and prices["gpt-4o"]["source"] == "models.dev 2026-09-01", f"{prices['gpt-4o']}")
            expect(prices["gpt-4o-mini"]["origin"] == "built_in", "what looked odd was left out")
            verb(desk, "import", listed, "--accept", "openai/gpt-4o-mini")
            prices = {line["model"]: line for line in lines(verb(desk, "list", "--json")[1])}
            expect(prices["gpt-4o-mini"]["price"]["input"] == "15000.00", "unless it is accepted by name")
            code, out, err = verb(desk, "import", listed)
            expect(code == 0 and out.startswith("nothing changes: 2 prices in the models.dev list"), f"the same again: {out} {err}")
            from_address(desk, listed)


def from_address(desk, listed):
    class Lists(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            with open(listed, "rb") as file:
                body = file.read()
            self.send_response(302 if self.path == "/moved" else 200)
            if self.path == "/moved":
                self.send_header("Location", "/list.json")
            if self.path == "/huge":
                self.send_header("Content-Length", str(1 << 40))
            if self.path == "/half":  # of a gzip, whatever was asked for
                body = gzip.compress(body)[:-40]
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
            if self.path == "/endless":
                body = b" " * (40 << 20)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                pass

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lists)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    code, out, err = verb(desk, "check", base + "/list.json", "--json")
    expect(code == 1 and any(line["model"] == "gpt-4o-mini" for line in lines(out)), f"a list by address: {code} {err}")
    for path, wanted in (("/moved", "download_failed"), ("/huge", "catalogue_too_large"), ("/endless", "catalogue_too_large"), ("/half", "catalogue_syntax")):
        code, _, err = verb(desk, "import", base + path)
        expect(code != 0 and wanted in err, f"{path}: {code} {err}")
    server.shutdown()


def attempts(desk):
    deadline = time.monotonic() + 5
    while True:
        with sqlite3.connect(f"file:{desk.data}/log.db?mode=ro", uri=True) as log:
            rows = log.execute("SELECT cost_nano, reported_nano, flags, out, output_bytes FROM attempt ORDER BY n").fetchall()
        if rows or time.monotonic() > deadline:
            return rows
        time.sleep(0.1)


def sums_and_estimates():
    upstream = HealthyUpstream(answer_of)
    with unpriced_desk(upstream) as desk:
        verb(desk, "set", "mock/m", "--input", "1", "--output", "2")
        desk.ask(chat(text="cost"))
        for _ in range(24):
            desk.ask(chat(text="count"))
        desk.ask(chat(stream=True, text="count", max_tokens=500))
        desk.settled_rows()
        desk.stop()
        rows = attempts(desk)
        expect(rows[0][:2] == (50_000, 100_000) and "cost_differs" in rows[0][2], f"the provider's own sum beside ours: {rows[0]}")
        expect(rows[1][1] is None, "where it names one")
        estimated = rows[-1]
        expect("calibrated:" in estimated[2] and 80 <= estimated[3] <= 90, f"200 bytes are 80 tokens, as counted before: {estimated}")
        stray = int(estimated[2].split("calibrated:")[1].split(",")[0])
        expect(stray <= 100, f"with how far single calls stray: {stray} thousandths")
        desk.start()
        desk.ask(chat(stream=True, text="count", max_tokens=500))
        desk.settled_rows()
        desk.stop()
        expect("calibrated:" in attempts(desk)[-1][2], "a restart forgets nothing of it")


def main():
    by_date()
    nonsense()
    published()
    sums_and_estimates()
    return verdict()


if __name__ == "__main__":
    sys.exit(main())

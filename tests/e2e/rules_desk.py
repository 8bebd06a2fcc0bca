#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules page of the real program under a real X server, with real keys and a real mouse: seven rules are written from
nothing by keyboard alone, one is dragged to another place, everything is undone and redone, applied with a reason (there is
no traffic to replay) and rolled back; another gateway's file is imported, applied, and taken back by the toast; and the
program is killed while somebody types. What happened is read from the kept draft and from the configuration.

usage: rules_desk.py [--kills N] [--keep DIR]      needs Xvfb and xdotool; ends with 77 without them"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from desk import program

WIDTH, HEIGHT = 1280, 860
SIZE = f"{WIDTH}x{HEIGHT}x24"

# The rules of the picture in the words of this rule language: name, kind of the group, tests, tier. A test is what is
# typed at the field and how often Down is pressed then, what is typed at the comparison, and the values.
RULES = [
    ("Regulated traffic stays put", "", [("Feature", 0, "", ["claims-triage"])], "Frontier"),
    ("Tools or long context", "any", [("Tools", 0, None, []), ("Tokens", 1, "more", ["12000"])], "Frontier"),
    ("Autocomplete is cheap", "", [("Feature", 0, "", ["autocomplete"])], "Small"),
    ("Code for paying users", "", [("Code", 0, None, []), ("User", 0, "", ["pro"])], "Mid"),
    ("Pro users, code, short", "", [("Code", 0, None, []), ("User", 0, "", ["pro"]), ("Tokens", 0, "less", ["500"])],
     "Small"),
    ("Night batch to small", "", [("Time", 0, "between", ["00:00", "06:00"])], "Small"),
]
EXPECTED = [
    ({"fact": "feature", "is": "claims-triage"}, "frontier"),
    ({"any": [{"fact": "tools", "is": True}, {"fact": "tokens_context", "gt": 12000}]}, "frontier"),
    ({"fact": "feature", "is": "autocomplete"}, "small"),
    ({"all": [{"fact": "code", "is": True}, {"fact": "user_tier", "is": "pro"}]}, "mid"),
    ({"all": [{"fact": "code", "is": True}, {"fact": "user_tier", "is": "pro"}, {"fact": "tokens_last", "lt": 500}]},
     "small"),
    ({"fact": "time", "between": ["00:00", "06:00"]}, "small"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(holds, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    return holds()


class Display:
    """An X server of our own. Without -noreset it begins anew when its last client has gone, and refuses who comes then."""

    def __enter__(self):
        reader, writer = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", SIZE, "-nolisten", "tcp",
                                         "-noreset"],
                                        pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as lines:
            self.name = ":" + lines.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


class Desk:
    """The program with its window on that display, in a folder of its own; and the hands on it."""

    def __init__(self, display, folder):
        self.folder = pathlib.Path(folder)
        self.config = self.folder / "signalbox.json"
        self.data = self.folder / "data"
        self.draft_file = self.data / "rules-draft.json"
        self.environment = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb", "HOME": folder,
                            "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(self.folder / "config"),
                            "XDG_RUNTIME_DIR": folder}
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)

    def start(self):
        self.process = subprocess.Popen(
            [program(), "--config", str(self.config), "--data-dir", str(self.data), "--port", str(free_port())],
            env=self.environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        found = until(lambda: self.tool("search", "--onlyvisible", "--class", "signalbox").split(), 30)
        assert found, "the window did not come"
        self.window = found[-1]
        self.tool("windowmove", self.window, "0", "0")
        self.tool("windowsize", self.window, str(WIDTH), str(HEIGHT))
        self.tool("windowfocus", "--sync", self.window)
        time.sleep(0.5)
        self.key("ctrl+3")
        time.sleep(0.3)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(20)

    def tool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.environment, text=True, capture_output=True,
                              timeout=60).stdout

    def key(self, *names):
        self.tool("key", "--delay", "25", *names)

    def type(self, text):
        self.tool("type", "--delay", "15", text)

    def tab(self, times=1):
        self.key(*["Tab"] * times)

    def draft(self):
        """The rules of the kept draft without the last one, or [] where the draft is as what is applied."""
        try:
            return json.loads(self.draft_file.read_text())["rules"][:-1]
        except (FileNotFoundError, json.JSONDecodeError):
            return []

    def names(self):
        return [rule["name"] for rule in self.draft()]

    def whole(self):
        return json.loads(self.config.read_text())

    def applied(self):
        return self.whole()["rules"]

    def apply(self, reason):
        """Reviews and applies; without traffic the gate wants a reason, and its line has the focus."""
        self.key("ctrl+s")
        time.sleep(1)
        self.type(reason)
        self.key("Return")

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)


def bare_config():
    source = pathlib.Path(__file__).resolve().parents[2] / "resources" / "sandbox.json"
    config = json.loads(source.read_text())
    config["rules"] = [{"id": "else", "name": "Everything else", "when": "always",
                        "route": {"strategy": "direct", "tier": "small"}}]
    return config


def without_empty(when):
    """A condition as the configuration has it: a group of one test is that test."""
    group = when.get("all") if isinstance(when, dict) else None
    return group[0] if group and len(group) == 1 else when


def write_rule(desk, rule):
    name, kind, tests, tier = rule
    desk.key("ctrl+n")
    desk.type(name)
    desk.tab()  # which of the conditions match
    if kind:
        desk.type(kind)
    for number, (field, down, operator, values) in enumerate(tests):
        desk.tab()  # "+ Condition": the first stop behind what there is
        desk.key("space")
        desk.type(field)
        if down:
            desk.key(*["Down"] * down)
        desk.tab()  # the comparison
        if operator:
            desk.type(operator)
        for value in values:
            desk.tab()
            desk.type(value)
        desk.tab()  # the button that takes the condition away
    desk.tab(2)  # "+ Condition" and "+ Group"
    desk.tab()  # how the rule routes
    desk.tab()  # the tier
    desk.type(tier)
    desk.key("Escape")


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what, flush=True)
    return holds


def written(desk):
    began = time.monotonic()
    for rule in RULES:
        write_rule(desk, rule)
    until(lambda: len(desk.draft()) == len(RULES))
    found = [(without_empty(rule["when"]), rule["route"].get("tier")) for rule in desk.draft()]
    good = check(desk.names() == [rule[0] for rule in RULES], "six rules are written by keyboard alone, in their order")
    for rule, have, want in zip(RULES, found, EXPECTED):
        good &= check(have == want, f"“{rule[0]}” says what was typed" + ("" if have == want else f": {have}"))
    # The list has the focus, with the sixth rule: off with it. The seventh is there already and becomes a cascade.
    desk.key("space", "Down", "Return")
    desk.tab(1)
    desk.type("a")
    desk.key("Escape")
    rules = until(lambda: (lambda all_: all_ if all_ and "tiers" in all_[-1]["route"] else None)(
        json.loads(desk.draft_file.read_text())["rules"]))
    good &= check(bool(rules) and rules[-1]["route"]["strategy"] == "cascade", "the seventh becomes a cascade")
    good &= check(bool(rules) and rules[5].get("on") is False, "the sixth is off")
    print(f"      written in {time.monotonic() - began:.1f} s")
    return good


def rows_on_screen(desk):
    """Where the rows are: each place is clicked, and the rule that Alt+Down moves then is the one that stands there."""
    where = {}
    before = desk.names()
    for y in range(150, 480, 18):
        desk.tool("mousemove", "420", str(y), "click", "1")
        desk.key("alt+Down")
        time.sleep(0.25)
        now = desk.names()
        if now != before:
            moved = next(name for name, other in zip(before, now) if name != other)
            where.setdefault(moved, y)
            desk.key("ctrl+z")
            until(lambda: desk.names() == before, 3)
    return where


def dragged(desk):
    where = rows_on_screen(desk)
    before = desk.names()
    if not check(len(where) >= 3, f"rows are found on the screen: {len(where)}"):
        return False
    first, third = where[before[0]], where[before[2]]
    desk.tool("mousemove", "420", str(first + 4), "mousedown", "1")
    for y in range(first + 8, third + 26, 6):
        desk.tool("mousemove", "420", str(y))
        time.sleep(0.01)
    desk.tool("mouseup", "1")
    want = [*before[1:3], before[0], *before[3:]]
    until(lambda: desk.names() == want, 3)
    return check(desk.names() == want, "a rule that is dragged by the mouse stands where it was dropped")


def undone_and_redone(desk):
    built = desk.draft_file.read_text()
    steps = 0
    while desk.draft_file.exists() and steps < 400:
        desk.key(*["ctrl+z"] * 10)
        steps += 10
        time.sleep(0.4)
    good = check(not desk.draft_file.exists(), f"everything can be undone (up to {steps} keys)")
    for _ in range(steps // 10 + 1):
        desk.key(*["ctrl+shift+z"] * 10)
    until(lambda: desk.draft_file.exists() and desk.draft_file.read_text() == built)
    return good & check(desk.draft_file.exists() and desk.draft_file.read_text() == built, "and redone to the letter")


def applied_and_rolled_back(desk):
    want = desk.names()
    desk.key("ctrl+s")
    time.sleep(1)
    good = check(len(desk.applied()) == 1, "nothing is applied before it was looked at")
    desk.key("Return")
    time.sleep(0.3)
    good &= check(len(desk.applied()) == 1, "nor, without traffic, before a reason was given")
    desk.type("the first rules")
    desk.key("Return")
    until(lambda: len(desk.applied()) == 7)
    good &= check([rule["name"] for rule in desk.applied()][:-1] == want, "the draft is applied")
    until(lambda: not desk.draft_file.exists())
    good &= check(not desk.draft_file.exists(), "the draft is gone with it")
    desk.key("ctrl+h")
    time.sleep(0.6)
    desk.key("Down")
    time.sleep(0.6)
    desk.key("shift+Tab", "space")
    until(lambda: len(desk.applied()) == 1)
    return good & check(len(desk.applied()) == 1, "and rolled back")


def click_undo(desk, undone):
    """The toast stands at the lower edge, its button right of its words; where exactly depends on the fonts."""
    for x in range(600, 900, 14):
        desk.tool("mousemove", str(x), str(HEIGHT - 68), "click", "1")
        if until(undone, 1.5):  # the next toast has the same place, and an Undo that would undo this one
            return True
    return undone()


def imported_and_taken_back(desk):
    before = desk.whole()
    source = pathlib.Path(__file__).resolve().parents[1] / "corpora" / "imports" / "litellm-fallbacks.yaml"
    desk.key("ctrl+3")
    desk.key("ctrl+k")
    time.sleep(1)
    desk.type("Import")
    time.sleep(0.5)
    desk.key("Return")
    time.sleep(1.5)
    desk.type(str(source))
    desk.key("Return")
    until(lambda: bool(desk.draft()))
    desk.tool("windowfocus", "--sync", desk.window)  # there is no window manager that would do it
    time.sleep(0.3)
    good = check(desk.whole() == before, "an import touches nothing that is applied")
    desk.key("Escape")
    desk.apply("from the old gateway")

    def there():
        return any(tier["id"] == "fast" for tier in desk.whole()["tiers"])

    until(there)
    good &= check(len(desk.whole()["providers"]) > len(before["providers"]), "applied with its tiers and providers")
    click_undo(desk, lambda: desk.whole() == before)
    good &= check(desk.whole() == before, "taken back whole by the toast")
    desk.key("Escape")
    return good


def killed(desk, times):
    good = True
    desk.key("ctrl+3")
    for turn in range(times):
        name = f"Typed {turn} " + "".join(random.choice("abcdefgh") for _ in range(40))
        desk.key("ctrl+n")
        typing = subprocess.Popen(["xdotool", "type", "--delay", "20", name], env=desk.environment)
        time.sleep(0.5 + random.random())
        desk.stop(signal.SIGKILL)
        typing.kill()
        typing.wait()
        kept = desk.names()[-1:]
        here = next((rule for rule in desk.names() if rule.startswith(f"Typed {turn}")), "")
        lost = "" if here else f" (kept: {kept})"
        good &= check(len(here) >= 10 and name.startswith(here), f"killed while typing: “{here}” is kept{lost}")
        before = desk.draft_file.read_text()
        desk.start()
        good &= check(desk.draft_file.read_text() == before, "the draft is there after the start, as it was")
        good &= check(len(desk.applied()) == 1, "and nothing of it is applied")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--keep", help="pictures of the steps go there")
    options = parser.parse_args()
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        print("skipped: Xvfb or xdotool is not installed")
        return 77
    folder = tempfile.mkdtemp(prefix="signalbox-rules-")
    good = True
    with Display() as display:
        desk = Desk(display, folder)
        desk.config.write_text(json.dumps(bare_config()))
        desk.start()
        try:
            for step in (written, dragged, undone_and_redone, applied_and_rolled_back, imported_and_taken_back):
                good &= step(desk)
                if options.keep:
                    desk.picture(pathlib.Path(options.keep) / f"{step.__name__}.png")
            good &= killed(desk, options.kills)
        finally:
            ended = desk.stop()
        good &= check(ended == 0, f"SIGTERM ends it with {ended}")
    shutil.rmtree(folder)
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

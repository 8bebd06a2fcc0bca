#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alerts: the window on a private D-Bus with a notification service in this process (once, within a second, not again after a
restart, actions, folding), and `serve` with webhooks and mail (shapes, retry, a hang, a redirect, TLS or none).

usage: alerts.py [desktop|webhooks|mail]...      (environment SIGNALBOX: the program; needs dbus-daemon)"""
import email
import email.header
import http.server
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import Desk, ask_control, chat, config, deployment, provider  # noqa: E402
from fault_upstream import whole_answer  # noqa: E402
from notifications import Notifications, PrivateBus  # noqa: E402
from raw_upstream import RawUpstream  # noqa: E402
from smtp_sink import SmtpSink  # noqa: E402

COST = 50_000            # nano-dollars of one request: 10 + 20 tokens
LIMIT = 20 * COST        # the ceiling: the 16th request is 80 %, the 20th all
AIM_S = 1.0
TOKEN = "canary-alert-token-4711-aaaa"
OTHER_TOKEN = "canary-alert-token-0042-cccc"
PROMPT = "canary-alert-prompt-0815-bbbb"


def configuration(upstream, **more):
    ceiling = {"id": "day", "scope": "global", "window": "day", "limit": f"{LIMIT / 1e9:.9f}", "alert_at": [0.8, 1.0]}
    return config([provider("mock", upstream.port)], [{"id": "small", "chain": [deployment("mock")]}], ceilings=[ceiling],
                  budget={"clamp_floor": 1}, **more)


class Trial:
    def __init__(self):
        self.fine = True

    def check(self, holds, what):
        print(("ok    " if holds else "FAIL  ") + what, flush=True)
        self.fine &= bool(holds)


class WindowDesk(Desk):
    """The program with its window, offscreen, on a bus."""

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        arguments = [each for each in self.arguments]
        arguments[arguments.index("--port") + 1] = str(self.port)
        self.log = open(os.path.join(self.folder, "stderr.txt"), "ab")
        self.words = {self.key}
        self.process = subprocess.Popen([os.environ.get("SIGNALBOX", "signalbox"), *arguments], stdout=subprocess.DEVNULL,
                                        stderr=self.log, env=self.environment)
        end = time.monotonic() + 30
        while self.control({"verb": "keys.list"}) is None:
            assert time.monotonic() < end and self.process.poll() is None, "the window did not come"
            time.sleep(0.01)

    def control(self, request):
        return ask_control(self.data, request)


def spend(desk, requests):
    """Status codes; the time at which the last answer was whole."""
    codes = [desk.ask(chat(text=PROMPT))[0] for _ in range(requests)]
    return codes, time.monotonic()


def desktop(trial):
    folder = tempfile.mkdtemp(prefix="signalbox-alerts-")
    runtime = os.path.join(folder, "run")
    os.mkdir(runtime, 0o700)
    bus = PrivateBus(runtime)
    service = Notifications(bus.path)
    environment = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "XDG_RUNTIME_DIR": runtime, "XDG_CONFIG_HOME": os.path.join(folder, "config"),
                   "LC_ALL": "C.UTF-8"}
    upstream = RawUpstream(whole_answer(b"hi"))
    try:
        with WindowDesk(configuration(upstream), folder=folder, environment=environment, keep_session=True) as desk:
            desk.environment.update(environment)
            trial.check(set(spend(desk, 15)[0]) == {200} and not service.wait(1, 0.7), "nothing is said below the threshold")
            _, crossed = spend(desk, 1)
            trial.check(service.wait(1, 5), "the notification comes")
            delay = service.shown[0]["arrived"] - crossed if service.shown else 99
            print(f"      from the answer that crosses the threshold to the notification on the bus: {delay * 1000:.0f} ms")
            trial.check(delay <= AIM_S, f"within {AIM_S:.0f} s")
            first = service.shown[0]
            trial.check("80 %" in first["title"] and "$" in first["text"], f"it says so: {first['title']} / {first['text']}")
            trial.check(first["actions"] == ["default", "Show", "snooze", "Snooze 1 h"] and first["hints"]["urgency"] == 1, "with its actions")
            trial.check(set(spend(desk, 1)[0]) == {200} and not service.wait(2, 0.7), "once")
        with WindowDesk(configuration(upstream), folder=folder, environment=environment, keep_session=True) as desk:
            spend(desk, 1)
            trial.check(not service.wait(2, 1.5), "and not again after a restart")
            codes, _ = spend(desk, 12)
            trial.check(service.wait(2, 3) and service.shown[1]["hints"]["urgency"] == 2 and 429 in codes,
                        f"the reached ceiling is another, and urgent: {service.shown[-1]['title']}")
            trial.check(not service.wait(3, 1.0), "once")
            service.invoke(service.shown[1]["number"], "default")
        trial.check(len({each["number"] for each in service.shown}) == 2, f"{len(service.shown)} notifications in all")
        trial.check(service.problem is None, f"the service understood everything ({service.problem})")
        trial.check(PROMPT not in json.dumps(service.shown, default=str), "no prompt among them")
    finally:
        service.stop()
        bus.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Hook:
    """A webhook that answers by script and keeps what it got."""

    def __init__(self, script=lambda number: (200, {})):
        self.got, self.script = [], script
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                hook.got.append({"path": self.path, "headers": dict(self.headers.items()), "body": body, "at": time.monotonic()})
                status, fields = hook.script(len(hook.got))
                if status is None:
                    time.sleep(30)
                    return
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path="/hook"):
        return f"http://127.0.0.1:{self.port}{path}"

    def wait(self, count, seconds):
        end = time.monotonic() + seconds
        while len(self.got) < count and time.monotonic() < end:
            time.sleep(0.005)
        return len(self.got) >= count


def channel(name, hook, **more):
    return {"id": name, "kind": "webhook", "local": True, "url": hook.url() if isinstance(hook, Hook) else hook, **more}


def verb(desk, *arguments):
    done = subprocess.run([os.environ.get("SIGNALBOX", "signalbox"), *arguments, "--data-dir", desk.data], env=desk.environment,
                          capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def webhooks(trial):
    upstream = RawUpstream(whole_answer(b"hi"))
    shapes = {name: Hook() for name in ("generic", "slack", "discord", "teams", "ntfy")}
    elsewhere, trap = Hook(), Hook(lambda number: (302, {"Location": elsewhere.url()}))
    moody = Hook(lambda number: (503, {}) if number <= 2 else (200, {}))
    hangs = Hook(lambda number: (None, {}))
    channels = [channel(name, hook, shape=name, secret="env:HOOK_TOKEN") for name, hook in shapes.items()]
    channels += [channel("trap", trap), channel("moody", moody), channel("hangs", hangs),
                 channel("far", "env:HOOK_URL", shape="slack", events=["ceiling_reached"])]
    secret_hook = Hook()
    environment = {"HOOK_TOKEN": TOKEN, "HOOK_URL": secret_hook.url("/services/" + TOKEN)}
    folder = tempfile.mkdtemp(prefix="signalbox-alerts-")
    try:
        with Desk(configuration(upstream, alerts={"channels": channels}), folder=folder, environment=environment) as desk:
            desk.words |= {TOKEN, PROMPT}
            codes, crossed = spend(desk, 16)
            trial.check(set(codes) == {200} and all(hook.wait(1, 5) for hook in shapes.values()), "serve tells every webhook of the threshold")
            slowest = max(hook.got[0]["at"] - crossed for hook in shapes.values() if hook.got)
            print(f"      from the answer that crosses the threshold to the slowest of five webhooks: {slowest * 1000:.0f} ms")
            check_shapes(trial, shapes)
            trial.check(moody.wait(3, 15), "a 503 is tried again until it is taken")
            waits = [b["at"] - a["at"] for a, b in zip(moody.got, moody.got[1:])]
            trial.check(len(waits) == 2 and 1.4 < waits[0] < 3.5 and 2.9 < waits[1] < 6, f"with growing waits: {waits}")
            trial.check(len(trap.got) == 1 and not elsewhere.got, "a redirect is not followed and not tried again")
            times = []
            for _ in range(3):
                start = time.monotonic()
                desk.ask(chat(text=PROMPT))
                times.append(time.monotonic() - start)
            trial.check(len(hangs.got) >= 1 and max(times) < 1.0, f"a webhook that hangs delays no request ({max(times) * 1000:.0f} ms)")
            trial.check(verb(desk, "alerts", "test", "generic") == (0, "sent through generic\n") and shapes["generic"].wait(2, 5), "alerts test sends one")
            trial.check(json.loads(shapes["generic"].got[-1]["body"])["kind"] == "test", "of the kind test")
            code, text = verb(desk, "alerts", "test", "trap")
            trial.check(code == 1 and "channel_redirect" in text, "and says why it failed")
            trial.check("channel_unknown" in verb(desk, "alerts", "test", "nowhere")[1], "and that there is no such channel")
            spend(desk, 12)
            trial.check(secret_hook.wait(1, 5) and secret_hook.got[0]["path"] == "/services/" + TOKEN, "the URL that is a secret gets the event it wants")
            rows = [json.loads(line) for line in verb(desk, "alerts", "list")[1].splitlines()]
            trial.check([row["kind"] for row in rows] == ["ceiling_reached", "threshold"], f"alerts list: {[row['kind'] for row in rows]}")
            told = len(shapes["generic"].got)
            start = time.monotonic()
            desk.stop()
            trial.check(time.monotonic() - start < 6, f"the end waits for no webhook ({time.monotonic() - start:.1f} s)")
            desk.start()
            desk.ask(chat(text=PROMPT))
            time.sleep(1.5)
            trial.check(len(shapes["generic"].got) == told, "nothing is told again after a restart")
            trial.check(hangs.wait(2, 5), "what was being sent is sent by the next run")
        everything = json.dumps([each for hook in shapes.values() for each in hook.got], default=repr)
        trial.check(PROMPT not in everything, "no prompt at any webhook")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_shapes(trial, shapes):
    bodies = {name: hook.got[0]["body"] for name, hook in shapes.items()}
    generic = json.loads(bodies["generic"])
    trial.check((generic["kind"], generic["level"], generic["share_percent"], generic["subject"], generic["used_usd"])
                == ("threshold", "attention", 80.0, "day", "0.0008"), "the generic shape")
    trial.check(json.loads(bodies["slack"])["text"].startswith("*80 %"), "Slack's")
    trial.check(json.loads(bodies["discord"])["embeds"][0]["title"].startswith("80 %"), "Discord's")
    card = json.loads(bodies["teams"])["attachments"][0]["content"]
    trial.check(card["type"] == "AdaptiveCard" and card["body"][0]["text"].startswith("80 %"), "Teams'")
    head = shapes["ntfy"].got[0]["headers"]
    trial.check(head.get("Title", "").startswith("80 %") and bodies["ntfy"].startswith(b"$"), "ntfy's")
    trial.check(all(hook.got[0]["headers"].get("Authorization") == "Bearer " + TOKEN for hook in shapes.values()), "each with its token")


def certificate(folder):
    """(CA file, server context) for 127.0.0.1."""
    key, pem = os.path.join(folder, "key.pem"), os.path.join(folder, "ca.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                    "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", pem], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    os.remove(key)
    return pem, context


def mail(trial):
    upstream = RawUpstream(whole_answer(b"hi"))
    certificates = tempfile.mkdtemp(prefix="signalbox-alerts-")
    folder = tempfile.mkdtemp(prefix="signalbox-alerts-")
    try:
        authority, context = certificate(certificates)
        good, plain, stranger, bare = SmtpSink(context), SmtpSink(), SmtpSink(context), SmtpSink(refuse=b"550 no")
        common = {"kind": "mail", "host": "127.0.0.1", "from_address": "desk@example.com", "to": ["ops@example.com", "boss@example.com"]}
        channels = [
            {"id": "good", **common, "port": good.port, "ca_file": authority, "user": "desk", "secret": "env:MAIL_PASSWORD"},
            {"id": "no-tls", **common, "port": plain.port},
            {"id": "stranger", **common, "port": stranger.port},
            {"id": "local", **common, "port": bare.port, "tls": "none", "local": True}]
        with Desk(configuration(upstream, alerts={"channels": channels}), folder=folder, environment={"MAIL_PASSWORD": TOKEN, "OTHER_PASSWORD": OTHER_TOKEN}) as desk:
            desk.words |= {TOKEN, OTHER_TOKEN, PROMPT}
            _, crossed = spend(desk, 16)
            trial.check(good.wait(1, 10), "the threshold is mailed")
            trial.check(good.secure == [True] and good.logins == [b"\0desk\0" + TOKEN.encode()], "over STARTTLS, with name and password")
            text = email.message_from_bytes(good.mails[0]["data"][:-5])
            subject = str(email.header.make_header(email.header.decode_header(text["Subject"])))
            trial.check(subject.startswith("Signalbox: 80 %") and text["To"].split()[0] == "ops@example.com,", f"subject: {subject}")
            body = text.get_payload(decode=True).decode()
            trial.check("$" in body and PROMPT not in body and len(good.mails[0]["to"]) == 2, "the text, to both, without a prompt")
            trial.check("mail_no_tls" in verb(desk, "alerts", "test", "no-tls")[1] and not plain.mails, "nothing goes to a server without TLS")
            trial.check("channel_tls" in verb(desk, "alerts", "test", "stranger")[1] and not stranger.mails, "nothing to one that nobody vouches for")
            trial.check("mail_refused" in verb(desk, "alerts", "test", "local")[1], "a refusal is said")
            other_reference(trial, desk, good)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(certificates, ignore_errors=True)


def other_reference(trial, desk, sink):
    """The file names another password and is read again: the next mail logs in with that one, without a restart."""
    with open(desk.config_path, encoding="utf-8") as file:
        written = json.load(file)
    written["alerts"]["channels"][0]["secret"] = "env:OTHER_PASSWORD"
    with open(desk.config_path, "w", encoding="utf-8") as file:
        json.dump(written, file)
    sent = len(sink.mails)
    desk.process.send_signal(signal.SIGHUP)
    for _ in range(50):
        verb(desk, "alerts", "test", "good")
        if sink.logins[-1].endswith(OTHER_TOKEN.encode()):
            break
        time.sleep(0.1)
    trial.check(len(sink.mails) > sent and sink.logins[-1] == b"\0desk\0" + OTHER_TOKEN.encode(), f"another reference is loaded: {sink.logins[-1]}")


def main():
    wanted = sys.argv[1:] or ["desktop", "webhooks", "mail"]
    trial = Trial()
    for name in wanted:
        globals()[name](trial)
    print("1 passed, 0 failed" if trial.fine else "0 passed, 1 failed")
    return 0 if trial.fine else 1


if __name__ == "__main__":
    sys.exit(main())

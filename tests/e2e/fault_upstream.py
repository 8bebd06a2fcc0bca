# SPDX-License-Identifier: GPL-3.0-or-later
"""An upstream that misbehaves as one case of tests/corpora/upstream_faults.jsonl says (reliability: fault corpus)."""
import base64
import os
import random
import select
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import time
import zlib

WHOLE = (b'{"id":"c1","object":"chat.completion","created":1,"model":"mock-1","choices":[{"index":0,"message":'
         b'{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":20,'
         b'"total_tokens":30}}')


def whole_answer(text=b"hi"):
    body = WHOLE % text
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def stream_answer(text=b"hi"):
    events = b"".join(
        b'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"mock-2","choices":[{"index":0,"delta":%s,'
        b'"finish_reason":%s}]}\n\n' % part for part in [(b'{"role":"assistant","content":"%s"}' % text, b"null"), (b"{}", b'"stop"')])
    events += (b'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"mock-2","choices":[],"usage":'
               b'{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}}\n\ndata: [DONE]\n\n')
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(events) + events + b"\r\n0\r\n\r\n"


class Certificates:
    """A test authority and the certificates that the TLS cases ask for, made once by the openssl command."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="signalbox-certs-")
        self.ca = self.path("ca.pem")
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=test CA",
                     "-keyout", self.path("ca.key"), "-out", self.ca)
        self.signed("good", "DNS:localhost,IP:127.0.0.1")
        self.signed("wrong_host", "DNS:other.example")
        self.signed("expired", "DNS:localhost,IP:127.0.0.1", "-days", "-1")
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=localhost",
                     "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.path("self_signed.key"), "-out", self.path("self_signed.pem"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)

    def signed(self, name, alternatives, *days):
        request, extensions = self.path(name + ".csr"), self.path(name + ".ext")
        with open(extensions, "w") as file:
            file.write("subjectAltName=" + alternatives + "\n")
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name, "-keyout", self.path(name + ".key"), "-out", request)
        self.openssl("x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", self.path("ca.key"), "-CAcreateserial",
                     *(days or ("-days", "30")), "-extfile", extensions, "-out", self.path(name + ".pem"))


class FaultUpstream:
    def __init__(self, behaviour, second_connection=None, certificates=None, host="127.0.0.1"):
        self.behaviour = behaviour
        self.second_connection = second_connection
        self.certificates = certificates
        self.requests = 0          # POSTs read whole
        self.received = b""        # application bytes, for the key hunt and the TLS cases
        self.peer_closed_at = None
        self.connections = 0
        self.bugs = []
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.fillers = []
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((host, 0))
        self.port = self.listener.getsockname()[1]
        if any("refuse" in action for action in behaviour):
            self.listener.close()
        elif any("no_accept" in action for action in behaviour):
            self.fill_backlog(host)
        else:
            self.listener.listen(64)
            threading.Thread(target=self.accept_loop, daemon=True).start()

    def fill_backlog(self, host):
        self.listener.listen(0)
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            try:
                filler.connect((host, self.port))
            except BlockingIOError:
                pass
            self.fillers.append(filler)

    def accept_loop(self):
        while not self.stopping.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.connections += 1
                number = self.connections
            threading.Thread(target=self.serve, args=(connection, number), daemon=True).start()

    def serve(self, connection, number):
        player = Player(self, connection)
        try:
            player.play(number)
        except (EOFError, OSError, ssl.SSLError):
            with self.lock:
                self.peer_closed_at = self.peer_closed_at or time.monotonic()
        except Exception as problem:  # noqa: BLE001 - a bug of this mock must fail the case, not vanish
            self.bugs.append(repr(problem))
        finally:
            player.connection.close()

    def close(self):
        self.stopping.set()
        self.listener.close()
        for filler in self.fillers:
            filler.close()


class Player:
    """One connection's way through the behaviour list."""

    def __init__(self, upstream, connection):
        self.upstream = upstream
        self.connection = connection

    def read_request(self):
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self.connection.recv(65536)
            if not piece:
                raise EOFError
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            piece = self.connection.recv(65536)
            if not piece:
                raise EOFError
            body += piece
        with self.upstream.lock:
            self.upstream.requests += 1
            self.upstream.received += data[:4096]

    def watch(self, seconds, read=True):
        """Until the peer closes, or the time is up. read=False leaves its bytes where they are, as a stalled server does."""
        end = time.monotonic() + seconds
        gone = select.POLLRDHUP | select.POLLHUP | select.POLLERR
        poll = select.poll()
        poll.register(self.connection, gone | (select.POLLIN if read else 0))
        while time.monotonic() < end and not self.upstream.stopping.is_set():
            for _, events in poll.poll(50):
                data = b""
                if read and not events & (select.POLLHUP | select.POLLERR):
                    try:
                        data = self.connection.recv(65536)
                    except (socket.timeout, TimeoutError, ssl.SSLWantReadError):
                        continue
                    except OSError:
                        data = b""
                if not data:
                    self.upstream.peer_closed_at = time.monotonic()
                    return

    def sleep(self, seconds):
        """Sleeps, but notices at once when the peer closes; data that comes meanwhile stays unread."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ready, _, _ = select.select([self.connection], [], [], max(0, end - time.monotonic()))
            if not ready:
                return True
            try:
                data = self.connection.recv(1, socket.MSG_PEEK)
            except OSError:
                data = b""
            if not data:
                self.upstream.peer_closed_at = time.monotonic()
                return False
            time.sleep(min(0.005, max(0, end - time.monotonic())))
        return True

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def play(self, number):
        actions = self.upstream.behaviour
        start = 0
        if number > 1 and self.upstream.second_connection == "ok":
            self.read_request()
            self.connection.sendall(whole_answer())
            self.watch(5)
            return
        if number > 1:
            later = [i for i, action in enumerate(actions) if "next_connection_or_request" in action]
            start = later[0] if later else 0
        for action in actions[start:]:
            if not self.act(action):
                return
        self.watch(10)

    def act(self, action):
        """Plays one action; False where the connection is over."""
        if "tls" in action:
            return self.shake_hands(action["tls"])
        if "read_request" in action or "next_connection_or_request" in action:
            self.read_request()
        elif "read_headers" in action:
            data = b""
            while b"\r\n\r\n" not in data:
                piece = self.connection.recv(4096)
                if not piece:
                    raise EOFError
                data += piece
        elif "read_bytes" in action:
            self.connection.recv(action["read_bytes"])
        elif "sleep_ms" in action:
            return self.sleep(action["sleep_ms"] / 1000)
        elif action.get("hang"):
            self.watch(60, read=False)
            return False
        elif action.get("reset"):
            self.reset()
            return False
        elif action.get("close"):
            return False
        elif any(name.startswith("expect_") for name in action):
            pass
        else:
            return self.write(action)
        return True

    def write(self, action):
        if "write" in action:
            self.connection.sendall(action["write"].encode() * action.get("repeat", 1))
        elif "write_b64" in action:
            self.connection.sendall(base64.b64decode(action["write_b64"]))
        elif "write_slow" in action or "write_b64_slow" in action:
            data = action["write_slow"].encode() if "write_slow" in action else base64.b64decode(action["write_b64_slow"])
            for at in range(0, len(data), action["bytes"]):
                self.connection.sendall(data[at:at + action["bytes"]])
                if action["interval_ms"]:
                    time.sleep(action["interval_ms"] / 1000)
        elif "write_until_closed" in action:
            data, sent = action["write_until_closed"].encode(), 0
            block = data if action.get("interval_ms") else data * max(1, 65536 // len(data))
            self.connection.settimeout(60)
            while sent < action["max_bytes"] and not self.upstream.stopping.is_set():
                self.connection.sendall(block)
                sent += len(block)
                if action.get("interval_ms"):
                    time.sleep(action["interval_ms"] / 1000)
        elif "gzip_bomb_mb" in action:
            self.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
                                    % action["content_type"].encode())
            packer, zeros = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(1 << 20)
            for _ in range(action["gzip_bomb_mb"]):
                self.connection.sendall(packer.compress(zeros))
            self.connection.sendall(packer.flush())
            return False
        elif "random_bytes" in action:
            generator = random.Random(action["seed"])
            self.connection.sendall(bytes(generator.randrange(256) for _ in range(action["random_bytes"])))
        else:
            raise ValueError(f"unknown action {action}")
        return True

    def shake_hands(self, kind):
        if kind in ("plain", "garbage"):
            self.connection.recv(65536)
            noise = bytes(random.Random(3).randrange(256) for _ in range(2000))
            self.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" if kind == "plain" else noise)
            time.sleep(0.2)
            return False
        if kind in ("abort", "reset"):
            self.connection.recv(10)
            if kind == "reset":
                self.reset()
            return False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        name = "good" if kind == "tls1_0" else kind
        context.load_cert_chain(self.upstream.certificates.path(name + ".pem"), self.upstream.certificates.path(name + ".key"))
        if kind == "tls1_0":
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        self.connection = context.wrap_socket(self.connection, server_side=True)
        if kind == "good":
            return True
        self.connection.settimeout(2)
        try:
            self.upstream.received += self.connection.recv(65536)
        except OSError:
            pass
        return False

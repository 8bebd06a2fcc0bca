# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads HTTP/1.1 answers off a socket, incrementally and strictly enough to judge them."""
import json
import select
import time


class Gone(Exception):
    """The peer closed or reset before the answer was whole."""


class Reader:
    def __init__(self, sock):
        self.sock = sock
        self.buffer = b""
        self.closed = False
        self.reset = False

    def fill(self, deadline):
        left = deadline - time.monotonic()
        if self.closed:
            return False
        ready, _, _ = select.select([self.sock], [], [], max(0, left))
        if not ready:
            return False
        try:
            data = self.sock.recv(65536)
        except OSError:
            data = b""
            self.reset = True
        if not data:
            self.closed = True
            return False
        self.buffer += data
        return True

    def until(self, mark, deadline):
        while mark not in self.buffer:
            if not self.fill(deadline):
                return None
        at = self.buffer.index(mark) + len(mark)
        taken, self.buffer = self.buffer[:at], self.buffer[at:]
        return taken

    def exactly(self, count, deadline):
        while len(self.buffer) < count:
            if not self.fill(deadline):
                return None
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken


class Answer:
    def __init__(self):
        self.status = None
        self.interim = []
        self.headers = {}
        self.body = b""
        self.whole = False


def read_head(reader, deadline, answer):
    while True:
        head = reader.until(b"\r\n\r\n", deadline)
        if head is None:
            return False
        lines = head[:-4].split(b"\r\n")
        status = int(lines[0].split(b" ")[1])
        if 100 <= status < 200:
            answer.interim.append(status)
            if status != 101:
                continue
        answer.status = status
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            answer.headers[name.strip().lower().decode("latin1")] = value.strip().decode("latin1")
        return True


def read_pieces(reader, deadline, answer, head_only=False):
    """Yields body pieces as they come; sets answer.whole at the proper end."""
    if head_only or answer.status in (204, 304):
        answer.whole = True
        return
    if answer.headers.get("transfer-encoding", "").lower() == "chunked":
        while True:
            line = reader.until(b"\r\n", deadline)
            if line is None:
                return
            size = int(line.split(b";")[0], 16)
            piece = reader.exactly(size + 2, deadline)
            if piece is None:
                return
            if size == 0:
                answer.whole = True
                return
            answer.body += piece[:-2]
            yield piece[:-2]
    elif "content-length" in answer.headers:
        piece = reader.exactly(int(answer.headers["content-length"]), deadline)
        if piece is not None:
            answer.body += piece
            answer.whole = True
            yield piece
    else:
        while reader.buffer or reader.fill(deadline):
            piece, reader.buffer = reader.buffer, b""
            answer.body += piece
            yield piece
        answer.whole = reader.closed and not reader.reset


def read_answer(reader, seconds=20.0, head_only=False):
    answer = Answer()
    deadline = time.monotonic() + seconds
    if read_head(reader, deadline, answer):
        for _ in read_pieces(reader, deadline, answer, head_only):
            pass
    return answer


def events_of(body):
    """The data fields of a complete event stream, and how it ends."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    datas = []
    for block in text.split("\n\n"):
        lines = [line[5:].removeprefix(" ") for line in block.split("\n") if line.startswith("data:")]
        if lines:
            datas.append("\n".join(lines))
    ending, deltas = "none", 0
    for data in datas:
        if data == "[DONE]":
            ending = "done"
            continue
        try:
            value = json.loads(data)
        except ValueError:
            continue
        if "error" in value:
            ending = "error_event"
        for choice in value.get("choices", []):
            if choice.get("delta", {}).get("content"):
                deltas += 1
    return datas, deltas, ending


def is_openai_error(body):
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return False
    return isinstance(error.get("message"), str) and isinstance(error.get("type"), str) and "code" in error and "param" in error

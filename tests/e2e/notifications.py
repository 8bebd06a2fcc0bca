# SPDX-License-Identifier: GPL-3.0-or-later
"""A private D-Bus and a small org.freedesktop.Notifications on it, spoken over the socket by hand: standard library only.

The wire format: D-Bus specification 0.41, "Message Protocol"; the interface: Desktop Notifications Specification 1.2."""
import os
import socket
import struct
import subprocess
import threading
import time

CALL, ANSWER, ERROR, SIGNAL = 1, 2, 3, 4
PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_SERIAL, DESTINATION, SENDER, SIGNATURE = 1, 2, 3, 4, 5, 6, 7, 8
BUS = "org.freedesktop.DBus"
SERVICE = "org.freedesktop.Notifications"
OBJECT = "/org/freedesktop/Notifications"
ALIGNMENT = {"y": 1, "b": 4, "n": 2, "q": 2, "i": 4, "u": 4, "x": 8, "t": 8, "d": 8, "s": 4, "o": 4, "g": 1, "a": 4, "(": 8, "{": 8, "v": 1}
FIXED = {"y": "<B", "b": "<I", "n": "<h", "q": "<H", "i": "<i", "u": "<I", "x": "<q", "t": "<Q", "d": "<d"}


class PrivateBus:
    """A bus daemon of its own; its address goes into DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self, folder):
        self.process = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:dir=" + folder],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("unix:path="), f"no bus: {self.address!r}"
        self.path = self.address[len("unix:path="):].split(",")[0]

    def stop(self):
        self.process.terminate()
        self.process.wait(5)
        self.process.stdout.close()


def padded(data, alignment):
    return data + b"\0" * (-len(data) % alignment)


def marshal(data, signature, value):
    """Appends one value of a basic type."""
    data = padded(data, ALIGNMENT[signature])
    if signature in FIXED:
        return data + struct.pack(FIXED[signature], value)
    text = value.encode()
    return data + (struct.pack("<B", len(text)) if signature == "g" else struct.pack("<I", len(text))) + text + b"\0"


def message(kind, serial, fields, signature="", values=()):
    body = b""
    for each, value in zip(signature, values):
        body = marshal(body, each, value)
    if signature:
        fields = {**fields, SIGNATURE: signature}
    types = {PATH: "o", REPLY_SERIAL: "u", SIGNATURE: "g"}
    packed = b""
    for code, value in fields.items():
        packed = padded(packed, 8) + struct.pack("<B", code)
        packed = marshal(marshal(packed, "g", types.get(code, "s")), types.get(code, "s"), value)
    head = struct.pack("<cBBBIII", b"l", kind, 1 if kind == SIGNAL else 0, 1, len(body), serial, len(packed)) + packed
    return padded(head, 8) + body


class Reader:
    def __init__(self, data, order):
        self.data, self.at, self.order = data, 0, order

    def align(self, alignment):
        self.at += -self.at % alignment

    def fixed(self, signature):
        self.align(ALIGNMENT[signature])
        form = self.order + FIXED[signature][1]
        value = struct.unpack_from(form, self.data, self.at)[0]
        self.at += struct.calcsize(form)
        return value

    def text(self, size):
        value = self.data[self.at:self.at + size].decode()
        self.at += size + 1
        return value

    def value(self, signature):
        """(value, rest of the signature)"""
        first, rest = signature[0], signature[1:]
        if first in FIXED:
            return self.fixed(first), rest
        if first in "so":
            return self.text(self.fixed("u")), rest
        if first == "g":
            return self.text(self.fixed("y")), rest
        if first == "v":
            inner, _ = self.value("g")
            return self.value(inner)[0], rest
        if first == "a":
            return self.array(rest)
        self.align(8)
        items = []
        while rest[0] not in ")}":
            item, rest = self.value(rest)
            items.append(item)
        return tuple(items), rest[1:]

    def array(self, element):
        size = self.fixed("u")
        self.align(ALIGNMENT[element[0]])
        end, items = self.at + size, []
        while self.at < end:
            items.append(self.value(element)[0])
        rest = skipped(element)
        return (dict(items) if element[0] == "{" else items), rest


def skipped(signature):
    """What follows the first complete type."""
    if signature[0] == "a":
        return skipped(signature[1:])
    depth = 0
    for at, each in enumerate(signature):
        depth += (each in "({") - (each in ")}")
        if depth == 0:
            return signature[at + 1:]
    return ""


class Notifications:
    """Owns org.freedesktop.Notifications on a bus and keeps what it is asked to show, each with the time of its arrival."""

    def __init__(self, path):
        self.shown = []
        self.problem = None
        self.serial = 0
        self.number = 0
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        assert self.socket.recv(4096).startswith(b"OK ")
        self.socket.sendall(b"BEGIN\r\n")
        self.lock = threading.Lock()
        self.call("Hello")
        self.call("RequestName", "su", (SERVICE, 4))
        self.owned = threading.Event()
        threading.Thread(target=self.listen, daemon=True).start()
        assert self.owned.wait(5), "the name of the notification service is not ours"

    def send(self, kind, fields, signature="", values=()):
        with self.lock:
            self.serial += 1
            self.socket.sendall(message(kind, self.serial, fields, signature, values))

    def call(self, member, signature="", values=()):
        self.send(CALL, {PATH: "/org/freedesktop/DBus", INTERFACE: BUS, MEMBER: member, DESTINATION: BUS}, signature, values)

    def exactly(self, size):
        data = b""
        while len(data) < size:
            piece = self.socket.recv(size - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data

    def listen(self):
        try:
            while True:
                self.take()
        except (EOFError, OSError):
            pass
        except Exception as problem:  # noqa: BLE001: a thread has nobody to raise to
            self.problem = repr(problem)

    def take(self):
        start = self.exactly(16)
        order = "<" if start[:1] == b"l" else ">"
        body_size, serial, fields_size = struct.unpack(order + "III", start[4:])
        rest = self.exactly(fields_size + -fields_size % 8 + body_size)
        arrived = time.monotonic()
        reader = Reader(start + rest, order)
        reader.at = 12
        fields = dict(reader.value("a(yv)")[0])
        reader.align(8)
        body = Reader((start + rest)[reader.at:], order)
        values, signature = [], fields.get(SIGNATURE, "")
        while signature:
            value, signature = body.value(signature)
            values.append(value)
        if start[1] == ANSWER and values == [1]:
            self.owned.set()
        if start[1] == CALL:
            self.answer(fields, serial, values, arrived)

    def answer(self, fields, serial, values, arrived):
        to = {REPLY_SERIAL: serial, DESTINATION: fields[SENDER]}
        if fields.get(MEMBER) != "Notify":
            return self.send(ERROR, {**to, ERROR_NAME: BUS + ".Error.UnknownMethod"})
        application, replaces, icon, title, text, actions, hints, timeout = values
        if not replaces:
            self.number += 1
        number = replaces or self.number
        self.send(ANSWER, to, "u", (number,))
        self.shown.append({"number": number, "replaces": replaces, "title": title, "text": text, "actions": actions, "hints": hints,
                           "arrived": arrived, "application": application})

    def invoke(self, number, action):
        self.send(SIGNAL, {PATH: OBJECT, INTERFACE: SERVICE, MEMBER: "ActionInvoked"}, "us", (number, action))

    def close_notification(self, number):
        self.send(SIGNAL, {PATH: OBJECT, INTERFACE: SERVICE, MEMBER: "NotificationClosed"}, "uu", (number, 2))

    def wait(self, count, seconds):
        end = time.monotonic() + seconds
        while len(self.shown) < count and time.monotonic() < end:
            time.sleep(0.002)
        return len(self.shown) >= count

    def stop(self):
        self.socket.close()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The icon in a real tray (trayer) under a real X server: closing the window leaves the program routing behind its icon,
a click on the icon brings the window back, and Quit in its menu ends the program. Where the setting says so, closing
the window ends it.

usage: tray.py [--keep DIR]      needs Xvfb, xdotool and trayer; ends with 77 without them"""
import argparse
import ctypes
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from rules_desk import Desk, Display, bare_config, check, free_port, until


class CloseMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of an XEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int), ("data", ctypes.c_long * 5),
                ("rest", ctypes.c_long * 24)]


def ask_to_close(display, window):
    """What a window manager sends when somebody clicks the cross; there is none here, so `xdotool windowquit` would ask nobody."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    server = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols, delete = (x11.XInternAtom(server, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    message = CloseMessage(type=33, window=int(window), message_type=protocols, format=32)
    message.data[0] = delete
    x11.XSendEvent(server, ctypes.c_ulong(int(window)), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(server)


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as peer:
            peer.sendall(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            return peer.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


class TrayDesk(Desk):
    def start(self):
        self.port = free_port()
        self.process = subprocess.Popen(self.command(), env=self.environment, stderr=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL)
        assert until(self.shown, 30), "the window did not come"
        time.sleep(1)

    def command(self):
        from desk import program
        return [program(), "--config", str(self.config), "--data-dir", str(self.data), "--port", str(self.port)]

    def shown(self):
        found = self.tool("search", "--onlyvisible", "--name", "^Signalbox$").split()
        return found[-1:] and found[-1]

    def tray(self):
        found = self.tool("search", "--onlyvisible", "--class", "trayer").split()
        return found[-1:] and found[-1]

    def place_of_icon(self):
        """The middle of the tray, which is as wide as its icons."""
        lines = dict(line.split("=", 1) for line in
                     self.tool("getwindowgeometry", "--shell", self.tray()).splitlines() if "=" in line)
        x, y, wide, high = (int(lines[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return x + wide // 2, y + high // 2

    def click_icon(self, button):
        x, y = self.place_of_icon()
        self.tool("mousemove", str(x), str(y), "click", str(button))


def closed_and_opened(desk):
    ask_to_close(desk.environment["DISPLAY"], desk.shown())
    good = check(bool(until(lambda: not desk.shown())), "the window closes")
    time.sleep(1)
    good &= check(desk.process.poll() is None, "the program goes on")
    good &= check(bool(until(lambda: answers(desk.port))), "and answers")
    desk.click_icon(1)
    return good & check(bool(until(desk.shown)), "a click on its icon opens the window")


def left_by_the_menu(desk):
    desk.click_icon(3)
    time.sleep(0.7)
    desk.key("Up", "Return")  # the last of the menu
    try:
        return check(desk.process.wait(15) == 0, "Quit in its menu ends the program")
    except subprocess.TimeoutExpired:
        return check(False, "Quit in its menu ends the program")


def closed_for_good(desk):
    settings = pathlib.Path(desk.environment["XDG_CONFIG_HOME"]) / "signalbox" / "signalbox.conf"
    text = settings.read_text() if settings.exists() else ""
    lines = [line for line in text.splitlines() if not line.startswith("close_to_tray=")]
    at = lines.index("[window]") + 1 if "[window]" in lines else len(lines)
    lines[at:at] = ["close_to_tray=false"] if "[window]" in lines else ["[window]", "close_to_tray=false"]
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("\n".join(lines) + "\n")
    desk.start()
    ask_to_close(desk.environment["DISPLAY"], desk.shown())
    try:
        return check(desk.process.wait(15) == 0, "with the setting off, closing the window ends it")
    except subprocess.TimeoutExpired:
        return check(False, "with the setting off, closing the window ends it")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", help="pictures go there")
    options = parser.parse_args()
    if not all(shutil.which(each) for each in ("Xvfb", "xdotool", "trayer")):
        print("skipped: Xvfb, xdotool or trayer is not installed")
        return 77
    folder = tempfile.mkdtemp(prefix="signalbox-tray-")
    good = True
    with Display() as display:
        desk = TrayDesk(display, folder)
        desk.config.write_text(json.dumps(bare_config()))
        tray = subprocess.Popen(["trayer", "--edge", "top", "--align", "right", "--widthtype", "request", "--height", "32"],
                                env=desk.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(1)
            desk.start()
            good &= check(bool(until(desk.tray)), "the icon is in the tray")
            if options.keep:
                desk.picture(pathlib.Path(options.keep) / "tray.png")
            good &= closed_and_opened(desk)
            good &= left_by_the_menu(desk)
            good &= closed_for_good(desk)
        finally:
            tray.terminate()
            tray.wait(5)
            if desk.process.poll() is None:
                desk.process.kill()
                desk.process.wait(5)
    shutil.rmtree(folder, ignore_errors=True)
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

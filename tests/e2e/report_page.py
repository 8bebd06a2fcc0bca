#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a seeded year as a page in a real browser: it is drawn, nothing of it is cut off at the side, and its
figures are those of the table.

usage: report_page.py [--keep DIR]      needs chromium; ends with 77 without it"""
import argparse
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

from desk import program

WIDTH, HEIGHT = 1200, 1600


def run(*arguments):
    done = subprocess.run([program(), *arguments], capture_output=True, text=True, timeout=300, env={**os.environ, "TZ": "UTC"})
    assert done.returncode == 0, done.stderr[-300:]
    return done.stdout


def browser(folder, *arguments):
    """A browser without a window, with a profile of its own and without a network."""
    command = [shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               f"--user-data-dir={folder}/profile", "--host-resolver-rules=MAP * ~NOTFOUND", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": folder})


def rows_of(picture):
    """The picture's rows as bytes of RGB(A), and how many bytes a pixel has."""
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
    at, packed, width, height, channels = 8, b"", 0, 0, 3
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, _, color = struct.unpack(">IIBB", body[:10])
            channels = 4 if color == 6 else 3
        elif kind == b"IDAT":
            packed += body
        at += size + 12
    raw, stride, rows, before = zlib.decompress(packed), width * channels, [], bytearray(width * channels)
    for y in range(height):
        line = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        kind = raw[y * (stride + 1)]
        for x in range(stride):
            left = line[x - channels] if x >= channels else 0
            above = before[x]
            corner = before[x - channels] if x >= channels else 0
            if kind == 1:
                line[x] = (line[x] + left) & 255
            elif kind == 2:
                line[x] = (line[x] + above) & 255
            elif kind == 3:
                line[x] = (line[x] + (left + above) // 2) & 255
            elif kind == 4:
                guess = left + above - corner
                near = min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))
                line[x] = (line[x] + near[2]) & 255
        rows.append(line)
        before = line
    return rows, channels


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what, flush=True)
    return holds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", help="the page and its picture go there")
    options = parser.parse_args()
    if not shutil.which("chromium"):
        print("skipped: chromium is not installed")
        return 77
    folder = tempfile.mkdtemp(prefix="signalbox-report-")
    try:
        page = pathlib.Path(folder) / "report.html"
        picture = pathlib.Path(folder) / "report.png"
        page.write_text(run("report", "--demo", "--until", "2026-11-01", "--format", "html"))
        done = browser(folder, f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}", f"file://{page}")
        good = check(done.returncode == 0 and picture.exists(), "a browser draws the page")
        rows, channels = rows_of(picture)
        ground = bytes(rows[0][:3])
        ink = sum(1 for row in rows[::4] for x in range(0, len(row), channels * 4) if bytes(row[x:x + 3]) != ground)
        good &= check(ink > 2000, f"there is something on it ({ink} points)")
        edge = all(bytes(row[-channels:][:3]) == ground and bytes(row[:3]) == ground for row in rows)
        good &= check(edge, "nothing runs over its edges")
        bar = bytes((0x1D, 0x4F, 0xCF))
        bars = sum(1 for row in rows for x in range(0, len(row), channels) if bytes(row[x:x + 3]) == bar)
        good &= check(bars > 2000, f"the chart has its bars ({bars} points)")
        dom = browser(folder, "--dump-dom", f"file://{page}").stdout
        spent = re.search(r"<b>(\$[0-9.,]+)</b><span>spent", dom)
        total = re.search(r"<td>Money</td>(?:<td>[^<]*</td>){4}<td>(\$[0-9.,]+)", dom)
        good &= check(bool(spent and total and spent[1] == total[1]), "what the browser read says the same twice")
        good &= check("1970" not in dom, "the span begins with what was recorded")
        if options.keep:
            shutil.copy(picture, options.keep)
            shutil.copy(page, options.keep)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

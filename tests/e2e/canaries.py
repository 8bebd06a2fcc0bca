# SPDX-License-Identifier: GPL-3.0-or-later
"""The canary hunt: known keys and texts, searched for in files in every form they might have been written in."""
import base64
import gzip
import os
import sqlite3
import urllib.parse
import zlib


def forms(word):
    """The bytes that would betray a word: plain, UTF-16 both ways, hex, reversed, percent-coded, JSON-escaped, and base64
    at each of its three phases."""
    plain = word.encode()
    needles = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode(), plain.hex().upper().encode(), plain[::-1],
               urllib.parse.quote(word, safe="").encode()}
    for phase in range(3):
        coded = base64.b64encode(b"\0" * phase + plain)
        # The first and last characters mix with the neighbours' bits.
        inner = coded[4 if phase else 0:].rstrip(b"=")[:-2]
        needles |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return needles


def unpacked(data):
    """The file's bytes, and what is inside where it is compressed as a whole."""
    yield data
    if data[:2] == b"\x1f\x8b":
        try:
            yield gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            pass


def blobs(path):
    """Each text and blob of a database, inflated where it is deflated: what a search of the bytes cannot see."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.text_factory = bytes
    try:
        tables = [row[0].decode() for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute('SELECT * FROM "' + table.replace('"', '""') + '" LIMIT 20000'):
                for value in row:
                    if isinstance(value, bytes) and len(value) > 8:
                        yield value
                        for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
                            try:
                                yield zlib.decompressobj(bits).decompress(value, 1 << 24)
                            except zlib.error:
                                pass
    except sqlite3.Error:
        pass
    finally:
        database.close()


def hunt(folders, words):
    """(number of files searched, findings) over every file below the folders."""
    needles = [(word, needle) for word in words for needle in forms(word)]
    files, found = 0, []
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                if not os.path.isfile(path) or os.path.islink(path):
                    continue
                files += 1
                with open(path, "rb") as file:
                    data = file.read()
                contents = list(unpacked(data))
                if data.startswith(b"SQLite format 3\0"):
                    contents += blobs(path)
                for word, needle in needles:
                    if any(needle in content for content in contents) or needle in os.fsencode(name):
                        found.append(f"{word} stands in {os.path.relpath(path, top)}")
    return files, sorted(set(found))

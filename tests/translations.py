#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations belong to the sources: lupdate finds no text that the .ts files lack, German is complete, English has
its plurals, place holders agree, and German repeats the English text only where the list below says so.

usage: translations.py LUPDATE SOURCE"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

# Names, units, signs and words that German shares with English.
SAME_IN_GERMAN = {
    "JSON", "Budgets", "mid", "s", "ms", "Status", "Live", "Signalbox", "Azure OpenAI", "OpenAI", "Name", "TTFT", "Version",
    "Webhook", "URL", "Port", "Proxy", "Budget", "Deployment",
    "Authorization: Bearer …", "api-key: …", "%1, p50 %2, p95 %3, p99 %4", "%1 ms", "%1 s", "%1 min %2 s", "HTTP %1", "tier:%1", "p95 %1",
}


def messages(path):
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            yield name, message


def keys(path):
    return {(name, m.findtext("source"), m.findtext("comment") or "", m.get("numerus") == "yes")
            for name, m in messages(path)}


def faults(path, language):
    for name, message in messages(path):
        source, translation = message.findtext("source"), message.find("translation")
        where = f"{path.name}: {name}: {source!r}"
        if translation.get("type"):
            yield f"{where}: {translation.get('type')}"
            continue
        plural = message.get("numerus") == "yes"
        texts = [form.text or "" for form in translation.iter("numerusform")] if plural else [translation.text or ""]
        if plural and len(texts) != 2:
            yield f"{where}: {len(texts)} plural forms instead of 2"
        for text in texts:
            if not text.strip():
                yield f"{where}: empty"
            holders = re.findall(r"%L?(?:n|\d+)", source)
            if sorted(holders) != sorted(re.findall(r"%L?(?:n|\d+)", text)):
                yield f"{where}: the place holders of {text!r} differ"
            if source[-1] in ".:…?!" and text[-1:] != source[-1]:
                yield f"{where}: {text!r} does not end with {source[-1]!r}"
        has_word = re.search(r"[A-Za-z]", re.sub(r"%L?(?:n|\d+)", "", source))
        if language == "de" and has_word and not plural and texts[0] == source and source not in SAME_IN_GERMAN:
            yield f"{where}: is not translated"


def main():
    lupdate, source = sys.argv[1], pathlib.Path(sys.argv[2])
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for language, options in (("en", ["-pluralonly"]), ("de", [])):
            kept = source / "translations" / f"signalbox_{language}.ts"
            fresh = pathlib.Path(folder) / kept.name
            shutil.copy(kept, fresh)
            subprocess.run([lupdate, "-silent", "-I", ".", "-no-obsolete", "-locations", "none", *options, "ui", "app",
                            "-ts", str(fresh)], cwd=source, check=True, stderr=subprocess.DEVNULL)
            found += [f"{kept.name}: missing, run the target update_translations: {key}"
                      for key in sorted(keys(fresh) - keys(kept))]
            found += [f"{kept.name}: no longer in the sources: {key}" for key in sorted(keys(kept) - keys(fresh))]
            found += faults(kept, language)
            if not keys(kept):
                found.append(f"{kept.name}: holds no text")
            print(f"{kept.name}: {len(keys(kept))} texts")
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

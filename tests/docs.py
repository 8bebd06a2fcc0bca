#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links between the documents lead somewhere, docs/errors.md lists every error code that a client can get, and
docs/config-format.md every field of the configuration's schema, the manual page every verb; each page of the window has its help in both languages.

usage: docs.py SOURCE"""
import json
import pathlib
import re
import sys


def links(source):
    for page in [*source.glob("*.md"), *source.glob("docs/**/*.md"), *source.glob("tests/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                yield f"{page.relative_to(source)}: no such file: {target}"


def codes(source):
    known = set(re.findall(r'Row \{\s*"(\w+)"', (source / "core/proxy/error_answer.cpp").read_text()))
    listed = set(re.findall(r"^\| `(\w+)` \|", (source / "docs/errors.md").read_text(), re.M))
    if not known:
        yield "no error code found in core/proxy/error_answer.cpp"
    yield from (f"docs/errors.md: {code} is missing" for code in sorted(known - listed))
    yield from (f"docs/errors.md: there is no code {code}" for code in sorted(listed - known))


def fields_of(schema, found):
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            found.update(properties)
        for value in schema.values():
            fields_of(value, found)
    elif isinstance(schema, list):
        for value in schema:
            fields_of(value, found)


def fields(source):
    known = set()
    fields_of(json.loads((source / "resources/signalbox.schema.json").read_text()), known)
    text = (source / "docs/config-format.md").read_text()
    yield from (f"docs/config-format.md: the field {name} is missing" for name in sorted(known) if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def verbs(source):
    options = (source / "app/options.cpp").read_text()
    known = set(re.findall(r'(?:add_subcommand\(|addVerb\(\*?\w+,\s*)"([\w-]+)"', options))
    manual = (source / "packaging/signalbox.1.in").read_text().replace("\\-", "-")
    lines = " ".join(line for line in manual.splitlines() if line.startswith(".B"))
    if not known:
        yield "no verb found in app/options.cpp"
    yield from (f"packaging/signalbox.1.in: the verb {verb} is missing" for verb in sorted(known) if not re.search(rf"(?<![\w-]){verb}(?![\w-])", lines))


def help_pages(source):
    """Each page of the window has its help, in both languages, with a picture that is there."""
    pages = set()
    for header in (source / "ui").glob("*/*_page.h"):
        pages.update(re.findall(r'id\(\) const override \{ return QStringLiteral\("(\w+)"\)', header.read_text()))
    if len(pages) < 5:
        yield "no pages found in ui/*/*_page.h"
    for page in sorted(pages):
        for folder in ("docs/help", "docs/help/de"):
            path = source / folder / f"{page.replace('_', '-')}.md"
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            if text.count("\n## ") < 3 or "pictures/" not in text:
                yield f"{path.relative_to(source)}: is missing, or lacks jobs, states, keys or a picture"
    size = sum(picture.stat().st_size for picture in (source / "docs/help/pictures").glob("*.png"))
    if size > 3_000_000:
        yield f"docs/help/pictures: {size} bytes; make them smaller (./dev help-pictures)"


def main():
    source = pathlib.Path(sys.argv[1])
    found = [*links(source), *codes(source), *fields(source), *verbs(source), *help_pages(source)]
    print(*found, sep="\n")
    print("0 passed, 1 failed" if found else "1 passed, 0 failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Unpacks a package into an empty folder and looks whether all is there and right. usage: check.sh FILE.deb
set -euo pipefail
deb=$1
id=io.github.signalbox.Signalbox
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
dpkg-deb -x "$deb" "$root"
for file in bin/signalbox share/applications/$id.desktop share/metainfo/$id.metainfo.xml share/icons/hicolor/scalable/apps/$id.svg \
    share/man/man1/signalbox.1.gz lib/systemd/user/signalbox.service share/doc/signalbox/copyright share/doc/signalbox/changelog.gz share/doc/signalbox/README.md; do
    [ -s "$root/usr/$file" ] || { echo "package: no usr/$file" >&2; exit 1; }
done
depends=$(dpkg-deb -f "$deb" Depends)
for package in libc6 libqt6core6 libqt6widgets6 libqt6charts6 libqt6keychain1 libsecret-1-0 libqt6svg6 libsqlite3-0 libssl3 ca-certificates; do
    grep -qw "$package" <<<"$depends" || { echo "package: does not depend on $package" >&2; exit 1; }
done
desktop-file-validate "$root/usr/share/applications/$id.desktop"
appstreamcli validate --no-net "$root/usr/share/metainfo/$id.metainfo.xml"
"$root/usr/bin/signalbox" --version
grep -qx 'ExecStart=signalbox serve' "$root/usr/lib/systemd/user/signalbox.service"
# Each verb that the program knows stands in its manual page.
manual=$(zcat "$root/usr/share/man/man1/signalbox.1.gz")
for verb in $("$root/usr/bin/signalbox" --help | sed -n '/^Subcommands:/,$ s/^  \([a-z]*\) .*/\1/p'); do
    grep -q "^\.B.*\b$verb\b" <<<"$manual" || { echo "package: the manual page does not know '$verb'" >&2; exit 1; }
done
if command -v lintian >/dev/null; then
    # No mailing list has the bug of a package that no archive has; the text of --help is a manual page's source.
    lintian --suppress-tags initial-upload-closes-no-bugs,bad-distribution-in-changes-file "$deb"
fi
echo "package: $(du -k "$deb" | cut -f1) KiB, $(find "$root" -type f | wc -l) files, depends on $depends"

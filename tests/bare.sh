#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The two commands of the README on a Debian 12 that has nothing installed: a folder made by debootstrap, a fresh clone,
# `./dev run` until the simulated provider answers through the proxy, then `./dev test`. Needs root.
# usage: bare.sh [FOLDER]     (kept when given; SIGNALBOX_MIRROR: another package archive than the host's first)
set -euo pipefail
source=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
root=${1:-}
[ "$(id -u)" = 0 ] || { echo "bare: needs root, for debootstrap and chroot" >&2; exit 1; }
if [ -z "$root" ]; then
    root=$(mktemp -d /var/tmp/signalbox-bare-XXXXXX)
    own=yes
fi
run=
cleanup() {
    [ -z "$run" ] || kill "$run" 2>/dev/null || true
    for place in dev/shm dev/pts proc; do mountpoint -q "$root/$place" && umount "$root/$place"; done
    [ -z "${own:-}" ] || rm -rf --one-file-system "$root"
}
trap cleanup EXIT
minutes() { echo "bare: $1 after $((($(date +%s) - began) / 60)) min $((($(date +%s) - began) % 60)) s"; }
began=$(date +%s)
house=/srv/signalbox # of the clone, inside the bare system

# The archive that the host itself uses, with its proxy and certificates.
mirror=${SIGNALBOX_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | head -n 1)}
proxy=$(apt-config dump --format '%v%n' Acquire::http::Proxy | head -n 1)
[ -z "$proxy" ] || export http_proxy=$proxy
exec=()
inside() { "${exec[@]}" chroot "$root" env -i HOME=/root PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin LANG=C.UTF-8 "$@"; }

if [ ! -x "$root/usr/bin/apt-get" ]; then
    echo "bare: a Debian 12 in $root"
    debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
fi
rm -f "$root.log"
mkdir -p "$root/etc/apt/apt.conf.d" "$root/dev/shm"
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
    # What the host needs to reach its archive; nothing that runs programs of the host.
    if [ -f "$file" ] && grep -qiE 'proxy|verify-|cainfo' "$file"; then cp "$file" "$root/etc/apt/apt.conf.d/"; fi
done
for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    if [ -f "$file" ]; then install -D -m 644 "$file" "$root$file"; fi
done
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev/pts" || mount -t devpts devpts "$root/dev/pts"
mountpoint -q "$root/dev/shm" || mount -t tmpfs tmpfs "$root/dev/shm"
minutes "a bare system"

inside apt-get update -q >/dev/null
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends git >/dev/null
git -C "$source" bundle create -q "$root/tmp/signalbox.bundle" HEAD
rm -rf "$root$house"
inside git clone -q /tmp/signalbox.bundle $house
inside git -C $house log -1 --format='bare: cloned %h %s'

(
    exec=(exec) # so that a signal reaches the program itself
    inside bash -c "cd $house && exec ./dev run --port 18787"
) >"$root/tmp/run.txt" 2>&1 &
run=$!
until grep -q '"event":"ready"' "$root/tmp/run.txt"; do
    kill -0 "$run" 2>/dev/null || { tail -n 30 "$root/tmp/run.txt" >&2; echo "bare: ./dev run ended" >&2; exit 1; }
    sleep 2
done
minutes "./dev run listens"
try=$(grep '^try it' "$root/tmp/run.txt" | sed 's/^try it *//')
[ -n "$try" ] || { echo "bare: no line to paste" >&2; exit 1; }
answer=$(bash -c "$try -sS -D -")
echo "$answer" | head -c 2000
grep -q '^HTTP/1.1 200' <<<"$answer" && grep -q '"choices"' <<<"$answer" || { echo "bare: no answer through the proxy" >&2; exit 1; }
kill -TERM "$run"
wait "$run" || true
run=
minutes "an answer came through the proxy"

inside bash -c "cd $house && ./dev test" >"$root/tmp/test.txt" 2>&1 || { tail -n 60 "$root/tmp/test.txt" >&2; exit 1; }
tail -n 3 "$root/tmp/test.txt"
minutes "./dev test passed"

#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The two commands of the README on a Debian 12 that has nothing installed: a folder made by debootstrap, a fresh clone,
# `./dev run` until the simulated provider answers through the proxy, then `./dev test`. Needs root.
# usage: bare.sh [FOLDER]     (kept when given; SIGNALBOX_MIRROR: another package archive than the host's first)
set -euo pipefail
bare=bare
source=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
root=${1:-}
# shellcheck source=tests/bare_system.sh
. "$source/tests/bare_system.sh"
house=/srv/signalbox # of the clone, inside the bare system

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

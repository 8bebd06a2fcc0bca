#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The package on a Debian 12 that has nothing installed: installed with what it depends on and nothing more, started by an
# ordinary user on a virtual screen, asked for its health, photographed, ended by SIGTERM. Needs root.
# usage: bare_package.sh FILE.deb PICTURE.png [FOLDER]     (FOLDER is kept when given)
set -euo pipefail
bare=bare_package
source=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
[ $# -ge 2 ] || { sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 2; }
deb=$(readlink -e "$1") || { echo "bare_package: no file $1" >&2; exit 2; }
picture=$2
root=${3:-}
# shellcheck source=tests/bare_system.sh
. "$source/tests/bare_system.sh"

cp "$deb" "$root/tmp/signalbox.deb"
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /tmp/signalbox.deb >"$root/tmp/install.txt" 2>&1 \
    || { tail -n 20 "$root/tmp/install.txt" >&2; exit 1; }
minutes "the package is installed, with $(grep -c '^Setting up' "$root/tmp/install.txt") packages"
if inside ldd /usr/bin/signalbox | grep 'not found'; then
    echo "bare_package: a library is missing" >&2
    exit 1
fi
# What looks at the program; it needs none of it.
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends xvfb xdotool imagemagick >/dev/null 2>&1
inside id pat >/dev/null 2>&1 || inside useradd --create-home pat

cat >"$root/tmp/look.sh" <<'LOOK'
set -euo pipefail
export DISPLAY=:77 XDG_RUNTIME_DIR=$HOME/run
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
Xvfb :77 -screen 0 1300x860x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
trap 'kill $screen' EXIT
for _ in $(seq 100); do [ -e /tmp/.X11-unix/X77 ] && break; sleep 0.1; done
signalbox --sandbox --port 18788 >"$HOME/desk.txt" 2>&1 &
desk=$!
for _ in $(seq 100); do
    xdotool search --onlyvisible --name Signalbox >/dev/null 2>&1 && break
    kill -0 $desk || { cat "$HOME/desk.txt" >&2; exit 1; }
    sleep 0.1
done
xdotool search --onlyvisible --name Signalbox >/dev/null || { echo "no window" >&2; exit 1; }
sleep 3
exec 3<>/dev/tcp/127.0.0.1/18788
printf 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:18788\r\nConnection: close\r\n\r\n' >&3
read -r status <&3
echo "healthz: ${status%$'\r'}"
[[ $status == "HTTP/1.1 200"* ]]
import -window root /tmp/desk.png
colours=$(convert /tmp/desk.png -format %k info:)
echo "the window is there: $colours colours"
[ "$colours" -gt 100 ]
kill -TERM $desk
wait $desk
echo "ended by SIGTERM: exit $?"
LOOK
inside su pat -c 'bash /tmp/look.sh'
cp "$root/tmp/desk.png" "$picture"
minutes "started, photographed to $picture and ended"

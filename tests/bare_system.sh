#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian 12 that has nothing installed, in a folder made by debootstrap: for bare.sh and bare_package.sh, which source
# this after they set root (the folder, or "" for one that goes again) and bare (the name that they print).
[ "$(id -u)" = 0 ] || { echo "$bare: needs root, for debootstrap and chroot" >&2; exit 1; }
if [ -z "$root" ]; then
    root=$(mktemp -d /var/tmp/signalbox-bare-XXXXXX)
    chmod 755 "$root" # the root of a system is everybody's
    own=yes
fi
run=
cleanup() {
    [ -z "$run" ] || kill "$run" 2>/dev/null || true
    for place in dev/shm dev/pts proc; do mountpoint -q "$root/$place" && umount "$root/$place"; done
    [ -z "${own:-}" ] || rm -rf --one-file-system "$root"
}
trap cleanup EXIT
minutes() { echo "$bare: $1 after $((($(date +%s) - began) / 60)) min $((($(date +%s) - began) % 60)) s"; }
began=$(date +%s)

# The archive that the host itself uses, with its proxy and certificates.
mirror=${SIGNALBOX_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | head -n 1)}
proxy=$(apt-config dump --format '%v%n' Acquire::http::Proxy | head -n 1)
[ -z "$proxy" ] || export http_proxy=$proxy
exec=()
inside() { "${exec[@]}" chroot "$root" env -i HOME=/root PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin LANG=C.UTF-8 "$@"; }

if [ ! -x "$root/usr/bin/apt-get" ]; then
    echo "$bare: a Debian 12 in $root"
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

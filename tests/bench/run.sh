#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD NAME ARGUMENTS...: runs one bench; the build folder holds bench_* and the program.
set -euo pipefail
build=$1 name=$2
shift 2
here=$(dirname "$(readlink -f "$0")")
case $name in
    router) exec "$(find "$build" -name bench_router -type f | head -n 1)" "$@" ;;
    replay) exec "$(find "$build" -name bench_replay -type f | head -n 1)" "$@" ;;
    editor) exec "$(find "$build" -name bench_editor -type f | head -n 1)" "$@" ;;
    table) exec "$(find "$build" -name bench_table -type f | head -n 1)" "$@" ;;
    gui) exec "$(find "$build" -name bench_gui -type f | head -n 1)" "$@" ;;
    overhead) exec python3 "$here/overhead.py" "$build" "$@" ;;
    *) echo "bench: there is no '$name' (overhead, router, replay, editor, table, gui)" >&2; exit 2 ;;
esac

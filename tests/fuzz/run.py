#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs fuzz targets for a while each, as many at a time as there are processors, and says what they did.
usage: run.py SOURCE BUILD MINUTES [TARGET...]. The inputs found are kept in BUILD/corpus and used again."""
import concurrent.futures
import os
import re
import subprocess
import sys

SLOWEST_SECONDS = 10
OPTIONS = {"ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=0",
           "UBSAN_OPTIONS": "print_stacktrace=1"}
HTTP = ("request_codec_fuzz", "response_decoder_fuzz", "sse_fuzz")


def fuzz(source, build, target, seconds):
    corpus = os.path.join(build, "corpus", target)
    broken = os.path.join(build, "broken", target + "-")
    os.makedirs(os.path.dirname(broken), exist_ok=True)
    dictionary = os.path.join(source, "tests/fuzz", "http.dict" if target in HTTP else "json.dict")
    done = subprocess.run(
        [os.path.join(build, "tests/fuzz", target), corpus, f"-max_total_time={seconds}", f"-dict={dictionary}", "-max_len=16384",
         f"-timeout={SLOWEST_SECONDS}", "-rss_limit_mb=2048", f"-artifact_prefix={broken}", "-print_final_stats=1", "-use_value_profile=0"],
        capture_output=True, text=True, errors="replace", env={**os.environ, **OPTIONS})
    figure = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
    edges = re.findall(r"cov: (\d+)", done.stderr)
    units = int(figure.group(1)) if figure else 0
    print(f"  {target}: {units} inputs, {units // max(seconds, 1)} a second, {edges[-1] if edges else 0} edges, "
          f"{len(os.listdir(corpus))} kept, {'nothing broken' if done.returncode == 0 else 'BROKEN'}", flush=True)
    if done.returncode != 0:
        print(done.stderr[-6000:], flush=True)
    return done.returncode == 0


def main():
    source, build, minutes = sys.argv[1], sys.argv[2], float(sys.argv[3])
    programs = sorted(name for name in os.listdir(os.path.join(build, "tests/fuzz")) if name.endswith("_fuzz"))
    targets = sys.argv[4:] or programs
    subprocess.run([sys.executable, os.path.join(source, "tests/fuzz/seeds.py"), source, os.path.join(build, "corpus")], check=True)
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", os.cpu_count() or 1))) as pool:
        good = list(pool.map(lambda target: fuzz(source, build, target, int(minutes * 60)), targets))
    print(f"{good.count(True)} passed, {good.count(False)} failed, 0 skipped")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())

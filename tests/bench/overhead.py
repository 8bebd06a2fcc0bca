#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the proxy adds: ours (with and without the ledger), nginx as a plain reverse proxy, and direct; the same
upstream, interleaved rounds, ratios within a round, medians over the rounds.

usage: overhead.py BUILD [--rounds N] [--quick]
"""
import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time


def cpu_ns(pid):
    """CPU time of a process, its threads and its children, from schedstat (ns)."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/schedstat") as file:
                total += int(file.read().split()[0])
            with open(f"/proc/{pid}/task/{task}/children") as file:
                total += sum(cpu_ns(int(child)) for child in file.read().split())
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total


def rss_kib(pid):
    total = 0
    with open(f"/proc/{pid}/status") as file:
        total += next((int(line.split()[1]) for line in file if line.startswith("VmRSS")), 0)
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        total += sum(rss_kib(int(child)) for child in file.read().split())
    return total


def fdatasync_median_us(folder, count=200):
    """The disk's own price for making 4 KiB durable."""
    path = os.path.join(folder, "sync.probe")
    fd = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    times = []
    for _ in range(count):
        os.write(fd, b"x" * 4096)
        start = time.perf_counter()
        os.fdatasync(fd)
        times.append((time.perf_counter() - start) * 1e6)
    os.close(fd)
    os.unlink(path)
    return statistics.median(times)


class Peers:
    """Everything that runs during the bench."""

    def __init__(self, build):
        self.build = os.path.join(build, "tests", "bench")
        self.folder = tempfile.mkdtemp(prefix="signalbox-bench-")
        self.processes = []
        self.targets = {}
        upstream = self.start([os.path.join(self.build, "bench_upstream")])
        self.upstream_port = json.loads(upstream.stdout.readline())["port"]
        self.targets["direct"] = (self.upstream_port, "none", upstream.pid)
        self.start_nginx()
        self.start_proxy("signalbox", [])
        self.start_proxy("without ledger", ["--no-ledger"])

    def start(self, command, **more):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)
        self.processes.append(process)
        return process

    def start_nginx(self):
        port = 18999
        text = f"""
            daemon off; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.err; worker_processes 1;
            events {{ worker_connections 8192; }}
            http {{
                access_log off; keepalive_requests 100000000;
                client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy;
                fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
                upstream up {{ server 127.0.0.1:{self.upstream_port}; keepalive 2048; keepalive_requests 100000000; }}
                server {{
                    listen 127.0.0.1:{port} backlog=4096;
                    location / {{
                        proxy_pass http://up; proxy_http_version 1.1; proxy_buffering off;
                        proxy_set_header Connection ""; proxy_set_header Authorization "Bearer sk-upstream";
                    }}
                }}
            }}"""
        path = os.path.join(self.folder, "nginx.conf")
        with open(path, "w") as file:
            file.write(text)
        process = self.start(["nginx", "-c", path], stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        if process.poll() is not None:
            raise SystemExit("bench: nginx does not start (is port 18999 free?)")
        self.targets["nginx"] = (port, "none", process.pid)

    def start_proxy(self, name, arguments):
        configuration = {
            "schema": 1, "listen": {"port": 0}, "baseline_tier": "small",
            "providers": [{"id": "up", "base_url": f"http://127.0.0.1:{self.upstream_port}/v1", "dialect": "openai", "auth": "none", "local": True}],
            "tiers": [{"id": "small", "chain": [{"provider": "up", "model": "bench-1", "price": {"input": "0.15", "cached_input": "0.075", "output": "0.60"}}]}],
            "rules": [
                {"id": "r1", "name": "Code for paying users", "on": True, "when": {"all": [{"fact": "code", "is": True}, {"fact": "user_tier", "is": "pro"}]},
                 "route": {"strategy": "direct", "tier": "small"}},
                {"id": "else", "name": "Everything else", "when": "always", "route": {"strategy": "direct", "tier": "small"}}],
            "ceilings": [{"id": "day", "scope": "global", "window": "day", "limit": "1000000.00"}],
        }
        path = os.path.join(self.folder, name.replace(" ", "-") + ".json")
        with open(path, "w") as file:
            json.dump(configuration, file)
        process = self.start([os.path.join(self.build, "bench_proxy"), path, os.path.join(self.folder, name.replace(" ", "-")), *arguments])
        ready = json.loads(process.stdout.readline())
        self.targets[name] = (ready["port"], ready["key"], process.pid)

    def load(self, target, mode, first, second):
        port, key, pid = self.targets[target]
        before = cpu_ns(pid)
        done = subprocess.run([os.path.join(self.build, "bench_load"), mode, str(port), key, str(first), str(second)], capture_output=True, text=True)
        if not done.stdout:
            raise SystemExit(f"bench: {target} {mode}: {done.stderr}")
        figures = json.loads(done.stdout)
        figures["cpu_us"] = (cpu_ns(pid) - before) / 1000
        figures["rss_kib"] = rss_kib(pid)
        return figures

    def stop(self):
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def median_of(rounds, target, figure):
    return statistics.median(each[target][figure] for each in rounds)


def ratio_of(rounds, target, against, figure):
    return statistics.median(each[target][figure] / each[against][figure] for each in rounds)


def throughput(peers, rounds, requests):
    print(f"\nCPU per request: whole answers, 1.5 KB request, 64 connections, {requests} requests a round, {rounds} rounds")
    results = []
    for _ in range(rounds):
        one = {}
        for target in ("direct", "nginx", "signalbox", "without ledger"):
            figures = peers.load(target, "closed", 64, requests)
            figures["cpu_per_request"] = figures["cpu_us"] / figures["done"]
            one[target] = figures
        results.append(one)
    for target in ("nginx", "signalbox", "without ledger"):
        errors = sum(each[target]["errors"] for each in results)
        print(f"  {target:<15} {median_of(results, target, 'cpu_per_request'):7.1f} us/request  {ratio_of(results, target, 'nginx', 'cpu_per_request'):5.2f}x nginx"
              f"  {median_of(results, target, 'per_second'):9.0f} requests/s  p50 {median_of(results, target, 'p50_us'):8.0f} us  p99 {median_of(results, target, 'p99_us'):8.0f} us  errors {errors}")
    return {"ledger": ratio_of(results, "signalbox", "nginx", "cpu_per_request"), "bare": ratio_of(results, "without ledger", "nginx", "cpu_per_request")}


def latency(peers, rounds, requests):
    sync = fdatasync_median_us(peers.folder)
    print(f"\nAdded latency: one connection, 200 requests/s, {requests} requests a round, {rounds} rounds; this disk's fdatasync: median {sync:.0f} us")
    results = [{target: peers.load(target, "paced", 200, requests) for target in ("direct", "nginx", "signalbox", "without ledger")} for _ in range(rounds)]
    added = {}
    for target in ("nginx", "signalbox", "without ledger"):
        added[target] = statistics.median(each[target]["p50_us"] - each["direct"]["p50_us"] for each in results)
        print(f"  {target:<15} added p50 {added[target]:7.0f} us   p99 {median_of(results, target, 'p99_us'):7.0f} us")
    allowed = added["nginx"] + 1.5 * sync
    print(f"  allowed         added p50 {allowed:7.0f} us   (nginx's + 1.5 fdatasync)")
    return {"added": added["signalbox"], "allowed": allowed}


def streams(peers, rounds, count, events):
    print(f"\nStreams: {count} at once, 20 events/s each, {events} events, {rounds} rounds")
    results = []
    for _ in range(rounds):
        one = {}
        for target in ("direct", "nginx", "signalbox"):
            before = rss_kib(peers.targets[target][2])
            figures = peers.load(target, "sse", count, events)
            figures["cpu_per_event"] = figures["cpu_us"] / max(1, figures["events"])
            figures["kib_per_stream"] = (figures["rss_kib"] - before) / count
            one[target] = figures
        results.append(one)
    for target in ("nginx", "signalbox"):
        for each in results:
            each[target]["added_us"] = max(1.0, each[target]["p50_us"] - each["direct"]["p50_us"])
        lost = sum(each[target]["lost"] for each in results)
        errors = sum(each[target]["errors"] for each in results)
        print(f"  {target:<15} lag p50 {median_of(results, target, 'p50_us'):6.0f} us, added {median_of(results, target, 'added_us'):6.0f} us ({ratio_of(results, target, 'nginx', 'added_us'):.2f}x)"
              f"  CPU {median_of(results, target, 'cpu_per_event'):5.1f} us/event ({ratio_of(results, target, 'nginx', 'cpu_per_event'):.2f}x)  p99 {median_of(results, target, 'p99_us'):7.0f} us"
              f"  memory {max(each[target]['kib_per_stream'] for each in results):5.1f} KiB/stream  lost {lost}  errors {errors}")
    return {"lag": ratio_of(results, "signalbox", "nginx", "added_us"), "cpu": ratio_of(results, "signalbox", "nginx", "cpu_per_event"),
            "lost": sum(each["signalbox"]["lost"] for each in results)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("build")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--requests", type=int, default=20000)
    arguments.add_argument("--streams", type=int, default=1000)
    arguments.add_argument("--events", type=int, default=100)
    arguments.add_argument("--only", choices=["throughput", "latency", "streams"])
    options = arguments.parse_args()
    peers = Peers(options.build)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; peers share the machine, so ratios count and absolute figures do not")
    try:
        verdicts = []
        if options.only in (None, "throughput"):
            cpu = throughput(peers, options.rounds, options.requests)
            verdicts += [("CPU per request with ledger <= 2.0x nginx", cpu["ledger"], 2.0), ("CPU per request without ledger <= 1.1x nginx", cpu["bare"], 1.1)]
        if options.only in (None, "latency"):
            added = latency(peers, options.rounds, 600)
            verdicts.append(("added p50 <= nginx's + 1.5 fdatasync (us)", added["added"], added["allowed"]))
        if options.only in (None, "streams"):
            flow = streams(peers, options.rounds, options.streams, options.events)
            verdicts += [("added lag p50 <= 1.2x nginx", flow["lag"], 1.2), ("CPU per event <= 1.2x nginx", flow["cpu"], 1.2), ("events lost", flow["lost"], 0)]
        print()
        for name, value, limit in verdicts:
            print(f"  {'reached' if value <= limit else 'MISSED '}  {name}: {value:.2f} (figure {limit:.2f})")
    finally:
        peers.stop()


if __name__ == "__main__":
    main()

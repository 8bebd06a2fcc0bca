# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients at once against one desk: asyncio, keep-alive connections, bounded counts."""
import asyncio
import json


class Client:
    def __init__(self, desk):
        self.desk = desk
        self.reader = self.writer = None

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.desk.port)

    async def ask(self, body, path="/v1/chat/completions"):
        """(status, headers, body) of one whole answer; reconnects where the server closed."""
        if self.writer is None or self.writer.is_closing():
            await self.open()
        self.writer.write(self.desk.request_bytes(body, path=path))
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
        status = int(head[0].split(" ")[1])
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        data = b""
        if headers.get("transfer-encoding") == "chunked":
            while True:
                size = int(await self.reader.readline(), 16)
                data += (await self.reader.readexactly(size + 2))[:-2]
                if size == 0:
                    break
        else:
            data = await self.reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.close()
        return status, headers, data

    def close(self):
        if self.writer:
            self.writer.close()
            self.writer = None


async def flood(desk, clients, requests, make_body, path_of=lambda number: "/v1/chat/completions"):
    """`requests` requests from `clients` clients; a list of (status, headers, body), or the exception, per request."""
    results = [None] * requests
    numbers = iter(range(requests))

    async def work():
        client = Client(desk)
        for number in numbers:
            try:
                results[number] = await client.ask(make_body(number), path_of(number))
            except (OSError, asyncio.IncompleteReadError) as problem:
                results[number] = problem
                client.close()
        client.close()

    await asyncio.gather(*(work() for _ in range(clients)))
    return results


def error_code(body):
    try:
        return json.loads(body)["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return None

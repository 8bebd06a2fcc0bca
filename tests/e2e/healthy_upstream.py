# SPDX-License-Identifier: GPL-3.0-or-later
"""An upstream that answers every POST, many at a time, on keep-alive connections. Asyncio, one thread."""
import asyncio
import threading


class HealthyUpstream:
    """answer: the bytes of every response, or a function of the request body. `on_request` is called for each POST
    before it is answered (on the upstream's thread)."""

    def __init__(self, answer, delay=0.0, on_request=None):
        self.answer = answer
        self.delay = delay
        self.on_request = on_request
        self.requests = 0
        self.bodies = []
        self.keep_bodies = False
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.run, args=(ready,), daemon=True).start()
        ready.wait()

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=2048))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
                body = await reader.readexactly(length)
                self.requests += 1
                if self.keep_bodies:
                    self.bodies.append(body)
                if self.on_request:
                    self.on_request(body)
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(self.answer(body) if callable(self.answer) else self.answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

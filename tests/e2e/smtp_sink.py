# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for tests, in this process."""
import base64
import socket
import ssl
import threading
import time


class SmtpSink:
    """As much of SMTP as a client needs: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA."""

    def __init__(self, context=None, refuse=None):
        self.context, self.refuse = context, refuse
        self.mails, self.logins, self.secure = [], [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            self.speak(connection)
        except (OSError, ssl.SSLError, EOFError):
            pass

    def speak(self, connection):
        stream, secure, mail = connection.makefile("rwb"), False, {}

        def say(line):
            stream.write(line + b"\r\n")
            stream.flush()

        say(b"220 sink")
        while line := stream.readline():
            verb = line.strip().upper()
            if verb.startswith(b"EHLO"):
                offers = ([b"STARTTLS"] if self.context and not secure else []) + [b"AUTH PLAIN"]
                say(b"250-sink")
                for each in offers[:-1]:
                    say(b"250-" + each)
                say(b"250 " + offers[-1])
            elif verb == b"STARTTLS":
                say(b"220 go")
                connection = self.context.wrap_socket(connection, server_side=True)
                stream, secure = connection.makefile("rwb"), True
            elif verb.startswith(b"AUTH PLAIN"):
                words = line.split()
                if len(words) < 3:
                    say(b"334 ")
                    words.append(stream.readline().strip())
                self.logins.append(base64.b64decode(words[2]))
                say(b"235 welcome")
            elif verb.startswith(b"MAIL"):
                mail = {"from": line, "to": []}
                say(self.refuse or b"250 ok")
            elif verb.startswith(b"RCPT"):
                mail["to"].append(line)
                say(b"250 ok")
            elif verb == b"DATA":
                say(b"354 go")
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    data += stream.readline()
                mail["data"] = data
                self.mails.append(mail)
                self.secure.append(secure)
                say(b"250 taken")
            elif verb == b"QUIT":
                return say(b"221 bye")
            else:
                say(b"502 no")

    def wait(self, count, seconds):
        end = time.monotonic() + seconds
        while len(self.mails) < count and time.monotonic() < end:
            time.sleep(0.005)
        return len(self.mails) >= count

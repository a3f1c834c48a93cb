"""A receiver of webhooks that misbehaves as asked: python receiver.py FOLDER [CERTIFICATE KEY]

Prints its port, then appends a line of JSON to FOLDER/received for each message, in order of arrival. Signatures are
verified with the package standardwebhooks, with the secrets in FOLDER/secrets (a JSON object of path to secret). What
a path answers is said by its first part: /ok, /fail, /gone, /hang, /slow, /drip, /redirect, /huge, /flaky (fails the
first two attempts of each message), /held (fails until FOLDER/open exists).
"""

import json
import os
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook

folder = sys.argv[1]
lock = threading.Lock()
seen = {}


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        way = self.path.split("/")[1]
        with lock:
            count = seen[self.headers["webhook-id"]] = seen.get(self.headers["webhook-id"], 0) + 1
        accepted = way in ("ok", "huge", "slow") or (way == "flaky" and count > 2) or (
            way == "held" and os.path.exists(os.path.join(folder, "open")))
        self.note(body, count, accepted)
        if way == "hang":
            time.sleep(60)
        if way == "slow":
            time.sleep(2)
        if way == "drip":
            return self.drip()
        if way == "huge":
            return self.pour(1_000_000_000)
        status = 204 if accepted else {"gone": 410, "redirect": 307}.get(way, 503)
        self.send_response(status)
        if way == "redirect":
            self.send_header("location", "/ok/redirected")
        self.send_header("content-length", "0")
        self.end_headers()

    def drip(self):
        self.send_response(200)
        self.send_header("content-length", "100")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(1)

    def pour(self, size):
        self.send_response(200)
        self.send_header("content-length", str(size))
        self.end_headers()
        sent = 0
        try:
            while sent < size:
                sent += self.wfile.write(b"x" * 65536)
        except OSError:
            pass
        with lock, open(os.path.join(folder, "poured"), "w") as file:
            file.write(str(sent))

    def note(self, body, count, accepted):
        with lock:
            with open(os.path.join(folder, "secrets")) as file:
                secret = json.load(file).get(self.path)
            try:
                Webhook(secret).verify(body, dict(self.headers))
                verified = True
            except Exception as error:
                verified = str(error) or False
            line = {
                "path": self.path, "id": self.headers["webhook-id"], "host": self.headers["host"], "attempt": count,
                "signatures": len(self.headers["webhook-signature"].split()), "verified": verified is True,
                "accepted": accepted, "body": json.loads(body),
            }
            with open(os.path.join(folder, "received"), "a") as file:
                file.write(json.dumps(line) + "\n")


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
server.daemon_threads = True
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])

    def name(_, server_name, __):
        with open(os.path.join(folder, "sni"), "w") as file:
            file.write(server_name or "")

    context.sni_callback = name
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(os.path.join(folder, "port.new"), "w") as file:
    file.write(str(server.server_address[1]))
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
server.serve_forever()

"""A server on this machine that behaves and misbehaves, for the tests of transfers.

    loopback_server.py FOLDER [CERTIFICATE KEY]

prints its port and serves until its standard input ends. Paths:

    /file/NAME          a file of FOLDER, ranges too
    /whole/NAME         the same, but a range is ignored
    /cut/N/NAME         the connection is cut after N bytes of each answer
    /over/N/NAME        N bytes more are announced than come
    /under/N/NAME       N bytes fewer are announced than there are
    /more/N/NAME        N bytes more come, announced
    /wrong/NAME         one byte is another
    /shifted/N/NAME     as cut, and what a range brings begins a byte too late
    /stall/NAME         half of the file comes, and then nothing
    /to/URL             sends on to URL
    /status/N           answers with a status and a text
    /log                the requests so far, as JSON
    /v1/messages/count_tokens, /v1beta/models/NAME:countTokens
                        the vendors' endpoints: what a request lacks is said as they say it, otherwise
                        every word of its texts is three tokens
"""

import http.server
import json
import pathlib
import ssl
import sys
import threading
import time
import urllib.parse

FOLDER = pathlib.Path(sys.argv[1])
LOG = []


def texts_of(value):
    """All texts of a request, wherever they stand."""
    if isinstance(value, list):
        return [text for element in value for text in texts_of(element)]
    if isinstance(value, dict):
        found = [value["text"]] if isinstance(value.get("text"), str) else []
        found += [value["content"]] if isinstance(value.get("content"), str) else []
        return found + [text for element in value.values() for text in texts_of(element)]
    return []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200, announced=None, headers=(), cut=None):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.end_headers()
        self.wfile.write(body if cut is None else body[:cut])
        if cut is not None or announced is not None:
            self.close_connection = True

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        LOG.append({"path": self.path, "range": self.headers.get("Range")})
        kind, _, rest = path[1:].partition("/")
        handler = getattr(self, "get_" + kind.replace("-", "_"), None)
        if handler is None:
            return self.answer(b"no such path", 404)
        handler(rest)

    def get_log(self, _):
        self.answer(json.dumps(LOG[:-1]).encode())

    def get_status(self, rest):
        self.answer(b"because", int(rest))

    def get_to(self, rest):
        self.answer(b"", 302, headers=[("Location", urllib.parse.unquote(rest))])

    def get_file(self, rest, **how):
        path = FOLDER / rest
        if not path.is_file():
            return self.answer(b"no such file", 404)
        self.send_file(path.read_bytes(), **how)

    def send_file(self, content, ranges=True, **how):
        asked = self.headers.get("Range")
        if not ranges or not asked:
            return self.answer(content, **how)
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        if start >= len(content):
            return self.answer(b"", 416, headers=[("Content-Range", f"bytes */{len(content)}")])
        where = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.answer(content[start:], 206, headers=[("Content-Range", where)], **how)

    def get_whole(self, rest):
        self.get_file(rest, ranges=False)

    def get_cut(self, rest):
        count, _, name = rest.partition("/")
        self.get_file(name, cut=int(count))

    def get_shifted(self, rest):
        count, _, name = rest.partition("/")
        content = (FOLDER / name).read_bytes()
        asked = self.headers.get("Range")
        if not asked:
            whole = sum(entry["path"] == self.path and not entry["range"] for entry in LOG) > 1
            return self.answer(content, cut=None if whole else int(count))
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        self.answer(content[start + 1 :] + b"x", 206)

    def get_over(self, rest):
        count, _, name = rest.partition("/")
        content = (FOLDER / name).read_bytes()
        self.answer(content, announced=len(content) + int(count))

    def get_under(self, rest):
        count, _, name = rest.partition("/")
        content = (FOLDER / name).read_bytes()
        self.answer(content, announced=len(content) - int(count))

    def get_more(self, rest):
        count, _, name = rest.partition("/")
        self.answer((FOLDER / name).read_bytes() + b"x" * int(count))

    def get_wrong(self, rest):
        content = bytearray((FOLDER / rest).read_bytes())
        content[len(content) // 2] ^= 1
        self.send_file(bytes(content))

    def get_stall(self, rest):
        content = (FOLDER / rest).read_bytes()
        self.answer(content[: len(content) // 2], announced=len(content))
        self.wfile.flush()
        time.sleep(30)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        entry = {"path": self.path, "body": body.decode()}
        entry["headers"] = {name.lower(): value for name, value in self.headers.items()}
        LOG.append(entry)
        try:
            request = json.loads(body)
        except ValueError:
            return self.fail(400, "the body is no JSON")
        if self.path == "/v1/messages/count_tokens":
            self.count_for_anthropic(request, entry["headers"])
        elif self.path.startswith("/v1beta/models/") and self.path.endswith(":countTokens"):
            self.count_for_gemini(request, entry["headers"])
        elif self.path.startswith("/to/"):
            self.answer(b"", 307, headers=[("Location", urllib.parse.unquote(self.path[4:]))])
        else:
            self.fail(404, "no such path")

    def fail(self, status, message):
        error = {"type": "error", "error": {"type": "invalid_request_error", "message": message}}
        self.answer(json.dumps(error).encode(), status)

    def count_for_anthropic(self, request, headers):
        if headers.get("x-api-key") != "a test":
            return self.fail(401, "invalid x-api-key")
        if headers.get("anthropic-version") != "2023-06-01":
            return self.fail(400, "anthropic-version: header is required")
        for field in ["model", "messages"]:
            if field not in request:
                return self.fail(400, field + ": Field required")
        system = request.get("system", [])
        system = {"text": system} if isinstance(system, str) else system
        words = " ".join(texts_of([request["messages"], system])).split()
        self.answer(json.dumps({"input_tokens": 3 * len(words)}).encode())

    def count_for_gemini(self, request, headers):
        if headers.get("x-goog-api-key") != "a test":
            return self.fail(400, "API key not valid. Please pass a valid API key.")
        whole = request.get("generateContentRequest")
        if (whole is None) == ("contents" not in request):
            return self.fail(400, "one of contents and generateContentRequest")
        name = self.path.removeprefix("/v1beta/").removesuffix(":countTokens")
        if whole is not None and whole.get("model") != name:
            return self.fail(400, "generateContentRequest.model: another model")
        count = {"totalTokens": 3 * len(" ".join(texts_of(request)).split())}
        self.answer(json.dumps(count).encode())


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        # A client that hangs up is part of what is tested.
        pass


def main():
    server = Server(("127.0.0.1", 0), Handler)
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


main()

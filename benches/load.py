#!/usr/bin/env python3
"""A day's load in minutes, from a server on this machine only: `run` collects, writes digests,
sends alerts and serves, while readers ask its pages.

usage: load.py [DOCUMENTS [SOURCES [READERS [SECONDS]]]]      (default 50000 500 50 3600)

Each source's feed announces a quarter of its documents more each time that it is asked, a
minute apart. Prints a line every half minute: documents in the ledger, memory, and how long
readers waited; at the end whether every page that was served is a document or has a line
that says why not. Needs /proc, and the program in target/release (or as BINARY says).
"""
import collections, datetime, http.server, os, pathlib, random, signal, socket, socketserver
import subprocess, sys, tempfile, threading, time, urllib.error, urllib.request

BINARY = os.environ.get("BINARY", str(pathlib.Path(__file__).resolve().parent.parent / "target/release/diplomacy-watch"))
NAMES = ["President Macron", "Chancellor Merz", "Foreign Minister Lavrov", "Prime Minister Carney", "President Stubb"]
ASKED = ["/", "/contacts", "/statements", "/positions", "/search?q=bridge", "/actors", "/sources", "/healthz"]
PARTS = 4
TODAY = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads, request_queue_size = True, 512


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, kind, body, status=200):
        body = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.alerts += 1
        self.answer("text/plain", "")

    def do_GET(self):
        server, parts = self.server, self.path.strip("/").split("/")
        if parts[0] == "feed":
            source = int(parts[1])
            with server.lock:
                server.asked[source] += 1
                shown = min(server.each, -(-server.each * server.asked[source] // PARTS))
            items = "".join(
                f"<item><title>Talks {i} of {source}</title><link>/page/{source}/{i}</link></item>" for i in range(shown)
            )
            head = f"<title>Source {source}</title><link>/</link><description>x</description>"
            self.answer("application/rss+xml", f"<rss version='2.0'><channel>{head}{items}</channel></rss>")
        elif parts[0] == "page":
            source, i = int(parts[1]), int(parts[2])
            rng = random.Random(source * 100_003 + i)
            one, other = rng.sample(NAMES, 2)
            told = (
                f"{one} met {other} in Geneva on Monday, an official said. They spoke about bridge {i} of region {source}, "
                f"which has been closed for {rng.randint(2, 90)} weeks. Nothing else was made known in the evening."
            )
            with server.lock:
                server.served.add((source, i))
            self.answer(
                "text/html; charset=utf-8",
                f"<!doctype html><html lang=en><head><title>Talks {i} of {source}</title><meta "
                f"property='article:published_time' content='{TODAY}T06:00:00Z'></head><body><article><h1>Talks {i} of "
                f"{source}</h1><p>{told}</p></article></body></html>",
            )
        else:
            self.answer("text/plain", "", 404)

    def log_message(self, *_):
        pass


class Readers:
    """People who open a page, read it for a second or three, and open another."""

    def __init__(self, count, base):
        self.base, self.lock, self.is_over = base, threading.Lock(), False
        self.waits, self.faults, self.slowest = [], collections.Counter(), collections.Counter()
        for i in range(count):
            threading.Thread(target=self.read, args=(random.Random(i),), daemon=True).start()

    def read(self, rng):
        while not self.is_over:
            time.sleep(rng.uniform(1, 3))
            path, start = rng.choice(ASKED), time.perf_counter()
            try:
                urllib.request.urlopen(self.base + path, timeout=60).read()
                fault = None
            except (urllib.error.URLError, OSError) as error:
                fault = f"{path}: {error}"
            wait = time.perf_counter() - start
            with self.lock:
                self.waits.append(wait)
                self.slowest[path] = max(self.slowest[path], wait)
                if fault and not self.is_over:
                    self.faults[fault] += 1

    def take(self):
        with self.lock:
            waits, self.waits = self.waits, []
        return sorted(waits)


def memory(pid, field):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field))


def documents(base):
    try:
        with urllib.request.urlopen(base + "/metrics", timeout=60) as answer:
            lines = answer.read().decode().splitlines()
    except OSError:
        return 0
    return sum(int(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("diplomacy_watch_documents{"))


def main():
    given = [int(number) for number in sys.argv[1:]]
    count, sources, readers, seconds = given + [50_000, 500, 50, 3600][len(given):]
    server = Server(("127.0.0.1", 0), Handler)
    server.lock, server.alerts, server.each = threading.Lock(), 0, count // sources
    server.asked, server.served = collections.Counter(), set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        config = '[collect]\npause = 0\ndeadline = 30\nprivate_hosts = ["127.0.0.1"]\n'
        for i in range(sources):
            config += f'[[source]]\nname = "Source {i}"\nfeed = "{home}/feed/{i}"\nevery = "1m"\n'
        config += f'[[alert]]\nname = "talks"\non = "contact"\nbetween = ["RUS", "FRA"]\nwebhook = "{home}/hook"\n'
        pathlib.Path(folder, "watch.toml").write_text(config)
        told = pathlib.Path(folder, "told")
        with open(told, "w") as out:
            call = [BINARY, "run", "--reader", "fast", "--listen", f"127.0.0.1:{port}", "--digests", "digests"]
            program = subprocess.Popen(call, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        try:
            begun = time.perf_counter()
            asking = Readers(readers, base)
            expected, found, quiet = server.each * sources, 0, 0
            print("seconds  documents  MiB  pages asked  median ms  95 % ms  slowest ms", flush=True)
            while time.perf_counter() - begun < seconds and quiet < 2:
                time.sleep(30)
                assert program.poll() is None, told.read_text()[-2000:]
                found, waits = documents(base), asking.take()
                of = lambda share: 1000 * waits[min(int(share * len(waits)), len(waits) - 1)] if waits else float("nan")
                print(
                    f"{time.perf_counter() - begun:7.0f}  {found:9}  {memory(program.pid, 'VmRSS:'):4.0f}  {len(waits):11}"
                    f"  {of(0.5):9.0f}  {of(0.95):7.0f}  {of(1):10.0f}",
                    flush=True,
                )
                quiet = quiet + 1 if found >= expected else 0
            asking.is_over = True
            peak = memory(program.pid, "VmHWM:")
            program.send_signal(signal.SIGINT)
            program.wait(600)
        finally:
            program.kill()
        lines = told.read_text().splitlines()
        print(f"{found} documents of {expected} pages; {len(server.served)} pages served; peak {peak:.0f} MiB")
        print("slowest of each page, ms: " + ", ".join(f"{path} {1000 * wait:.0f}" for path, wait in asking.slowest.most_common()))
        print(f"{server.alerts} posts of alerts; {sum(asking.faults.values())} pages of readers not had: {dict(asking.faults)}")
        print(f"{len(lines)} lines told, the last: {lines[-1] if lines else ''}")
        digests = sorted(path.name for path in pathlib.Path(folder, "digests").glob("*") if not path.name.startswith("."))
        print(f"digests: {', '.join(digests)}")
        failed = sum(int(part.split()[0]) for line in lines for part in line.split(", ") if part.endswith(" failed"))
        lost = len(server.served) - found - failed
        print(f"served and neither a document nor told as failed: {lost}")
        sys.exit(0 if found == expected and lost == 0 else 1)


if __name__ == "__main__":
    main()

"""A OneDoor server of one's own on 127.0.0.1: what the end-to-end checks, the kill test and the benchmarks start."""

import csv
import http.client
import os
import pathlib
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class CityServer:
    """The command `onedoor` over one data folder, and the server process over it while it runs."""

    def __init__(self, onedoor, data, city=ROOT / "Cities/foshan", options=(), log=None):
        self.onedoor = str(onedoor)
        self.data = pathlib.Path(data)
        self.city = pathlib.Path(city)
        self.options = list(options)
        self.log = log
        self.port = free_port()
        self.process = None
        self.pid = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments, check=True, timeout=1800, later=None):
        """Runs a subcommand over the data folder and gives what it printed; `later` as for `start`."""
        done = subprocess.run(
            [*clock(later), self.onedoor, *map(str, arguments), "--data", str(self.data), "--city", str(self.city)],
            capture_output=True, text=True, timeout=timeout)
        if check and done.returncode != 0:
            raise RuntimeError(f"onedoor {' '.join(map(str, arguments))} ended with {done.returncode}:\n"
                               f"{done.stdout}{done.stderr}")
        return done

    def make_demonstration(self, days, per_day, seed=1):
        return self.command("demo", "--days", days, "--per-day", per_day, "--seed", seed)

    def token(self, account):
        """A new API token of an account."""
        return self.command("account", "token", account).stdout.split()[-1]

    def start(self, patience=120, later=None):
        """Starts the server and gives the seconds until it answered.

        With `later` ("+11m", "+7d") its clock goes ahead by so much (libfaketime).
        """
        begun = time.monotonic()
        output = open(self.log, "ab") if self.log else subprocess.DEVNULL
        self.process = subprocess.Popen(
            [*clock(later), self.onedoor, "serve", "--data", str(self.data), "--city", str(self.city), "--port", str(self.port),
             *self.options], stdout=output, stderr=output)
        if self.log:
            output.close()
        while not self.answers():
            if self.process.poll() is not None:
                raise RuntimeError(f"onedoor serve ended with {self.process.returncode}{self._last_words()}")
            if time.monotonic() - begun > patience:
                self.kill()
                raise RuntimeError(f"onedoor serve did not answer within {patience} s{self._last_words()}")
            time.sleep(0.005)
        took = time.monotonic() - begun
        # faketime stands before the server as its parent.
        self.pid = int(children(self.process.pid)[0]) if later else self.process.pid
        return took

    def answers(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def stop(self, patience=30):
        """Asks the server to end, and gives its exit code."""
        if self.process is None or self.process.poll() is not None:
            return None
        os.kill(self.pid, signal.SIGTERM)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError(f"onedoor serve did not end within {patience} s of SIGTERM") from None

    def kill(self):
        """SIGKILL: no word of farewell, nothing flushed."""
        for pid in [*children(self.process.pid), self.process.pid]:
            os.kill(int(pid), signal.SIGKILL)
        self.process.wait()

    def memory(self):
        """Resident memory now and at most, in MiB."""
        lines = pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines()
        values = {line.split(":")[0]: line.split() for line in lines}
        return int(values["VmRSS"][1]) / 1024, int(values["VmHWM"][1]) / 1024

    def _last_words(self):
        return "" if not self.log else ":\n" + "\n".join(
            pathlib.Path(self.log).read_text(errors="replace").splitlines()[-15:])


def clock(later):
    """What to put before a command so that its clock goes ahead; nothing without `later`."""
    return ["faketime", "--exclude-monotonic", "-f", later] if later else []


def children(pid):
    return pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


# Who handles requests in the load: sample accounts of Foshan, each with its body.
LOAD_HANDLERS = {
    "440605-housing": "handler3012",
    "440605011-urban-management": "handler3025",
    "fs-metro-bus": "handler3040",
    "440606-industry": "handler3058",
}


def load_arguments(server, connections=64):
    """What the load generator needs to know: tokens, places and categories of the city."""
    with open(server.city / "regions.csv", encoding="utf-8") as file:
        places = [row["id"] for row in csv.DictReader(file) if row["level"] in ("town", "village")]
    with open(server.city / "categories.csv", encoding="utf-8") as file:
        categories = [row["code"] for row in csv.DictReader(file)]
    handlers = ",".join(f"{body}={server.token(account)}" for body, account in LOAD_HANDLERS.items())
    return ["--port", str(server.port), "--connections", str(connections), "--dispatcher",
            server.token("dispatcher1107"), "--handlers", handlers, "--places", ",".join(places),
            "--categories", ",".join(categories)]


def load_program():
    """The load generator, built in release."""
    program = ROOT / "Benchmarks/.build/release/load"
    if not os.access(program, os.X_OK):
        raise SystemExit(f"{program} is not built: swift build -c release --package-path Benchmarks")
    return str(program)

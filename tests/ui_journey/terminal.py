# SPDX-License-Identifier: GPL-3.0-or-later
"""A sidetonectl serve under control."""
import json
import queue
import subprocess
import threading
import time


class Terminal:
    """JSON commands in, events out (docs/terminal.md)."""

    def __init__(self, arguments, environment):
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def send(self, command, **fields):
        self.process.stdin.write(json.dumps({"command": command, "id": command, **fields}) + "\n")
        self.process.stdin.flush()

    def wait(self, what, test, seconds=60):
        end = time.monotonic() + seconds
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the other side never saw {what}") from None
            if test(line):
                return line

    def event(self, name, **fields):
        return self.wait(f"{name} {fields}", lambda line: line.get("event") == name and
                         all(line.get(key) == value for key, value in fields.items()))

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Our terminal client, driven by its JSON lines (docs/terminal.md)."""
import json
import os
import subprocess
import threading
import time


class Ours:
    """`sidetonectl serve` for one person. Every wait ends after its patience with None."""

    def __init__(self, build, folder, address, password_file):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        environment = dict(os.environ, SIDETONE_PROFILE=folder, SIDETONE_KEY_STORE='memory')
        self.log = open(os.path.join(folder, 'stderr'), 'w')
        self.process = subprocess.Popen(
            [os.path.join(build, 'bin/sidetonectl'), 'serve', address, '--password-file',
             password_file],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=environment)
        self.events = []
        self.changed = threading.Condition()
        self.asked = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                self.events.append(json.loads(line))
                self.changed.notify_all()

    def wait(self, matches, patience=20):
        """The first event of all so far, and of those to come, for which matches() is true."""
        end = time.monotonic() + patience
        seen = 0
        with self.changed:
            while True:
                for event in self.events[seen:]:
                    if matches(event):
                        return event
                seen = len(self.events)
                left = end - time.monotonic()
                if left <= 0 or not self.changed.wait(left):
                    return None

    def ask(self, command, **fields):
        self.asked += 1
        number = self.asked
        self.process.stdin.write(json.dumps({'id': number, 'command': command, **fields}) + '\n')
        self.process.stdin.flush()
        return self.wait(lambda event: event.get('id') == number)

    def is_ready(self):
        return self.wait(lambda event: event.get('event') == 'signin.ready') is not None

    def received(self, body, patience=20):
        return self.wait(lambda event: event.get('event') == 'message' and
                         event.get('direction') == 'in' and body in event.get('body', ''),
                         patience)

    def read_secret(self, body, patience=20):
        return self.wait(lambda event: event.get('event') == 'message' and
                         event.get('direction') == 'in' and body == event.get('body') and
                         event.get('protection') == 'legacy-omemo', patience)

    def delivered(self, body, patience=20):
        return self.wait(lambda event: event.get('event') == 'receipt' and
                         event.get('body') == body and
                         event.get('delivery') in ('delivered', 'read'), patience)

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Our terminal client under load. Its events are counted and forgotten, so that a driver of a hundred
thousand messages stays as quick as it began."""
import collections
import json
import os
import subprocess
import threading
import time


class Serve:
    """`sidetonectl serve` for one person; commands and events as in docs/terminal.md."""

    most_open = 24  # commands under way

    def __init__(self, build, folder, address, password_file, environment=None, words=None):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self.address = address
        self.log = open(os.path.join(folder, 'stderr'), 'w')
        words = words or ['sidetonectl', '--profile', folder, '--password-file', password_file,
                          'serve', address]
        self.process = subprocess.Popen(
            [os.path.join(build, 'bin', words[0]), *words[1:]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=dict(environment or os.environ, SIDETONE_KEY_STORE='memory'))
        self.changed = threading.Condition()
        self.events = collections.Counter()
        self.received = 0  # messages of others
        self.refusals = []
        self.last = collections.deque(maxlen=12)  # events of the sign-in
        self.answers = {}
        self.open = set()
        self.asked = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            event = json.loads(line)
            with self.changed:
                number = event.get('id')
                if number is None:
                    self.events[event.get('event')] += 1
                    if event.get('event', '').startswith(('signin', 'service', 'error')):
                        self.last.append(line.strip())
                    if event.get('event') == 'message' and event.get('direction') == 'in':
                        self.received += 1
                elif number in self.open:
                    self.open.discard(number)
                    if 'error' in event and len(self.refusals) < 10:
                        self.refusals.append(event['error'].get('sentence'))
                else:
                    self.answers[number] = event
                self.changed.notify_all()

    def wait(self, holds, patience=60):
        """Until holds() is true; False after so many seconds, or where the program has ended."""
        end = time.monotonic() + patience
        with self.changed:
            while not holds():
                left = end - time.monotonic()
                if left <= 0 or self.process.poll() is not None:
                    return False
                self.changed.wait(min(left, 1))
        return True

    def _send(self, command, fields):
        self.asked += 1
        line = json.dumps({'id': self.asked, 'command': command, **fields}) + '\n'
        self.process.stdin.write(line)
        self.process.stdin.flush()
        return self.asked

    def post(self, command, **fields):
        """Asks and does not wait for the answer, but for those of the commands long before."""
        self.wait(lambda: len(self.open) < self.most_open)
        with self.changed:
            self.open.add(self._send(command, fields))

    def settle(self, patience=60):
        """Until all that was posted is answered."""
        return self.wait(lambda: not self.open, patience)

    def ask(self, command, patience=60, **fields):
        with self.changed:
            number = self._send(command, fields)
        if not self.wait(lambda: number in self.answers, patience):
            raise RuntimeError(f'{self.address}: no answer to {command}')
        answer = self.answers.pop(number)
        if 'error' in answer:
            raise RuntimeError(f'{self.address}: {command}: {answer["error"].get("sentence")}')
        return answer

    def is_ready(self, patience=60, times=1):
        return self.wait(lambda: self.events['signin.ready'] >= times, patience)

    def joined(self):
        """The rooms that this person is in."""
        return [room['room'] for room in self.ask('rooms')['rooms'] if room['state'] == 'joined']

    def join_all(self, rooms, patience=120):
        """True when all of them are joined."""
        missing = set(rooms) - set(self.joined())
        for room in missing:
            self.post('room-join', room=room)
        self.settle(patience)
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not set(rooms) - set(self.joined()):
                return True
            time.sleep(0.2)
        return False

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Office:
    """An office in a folder of its own, as long as the with-block."""

    def __init__(self, build, folder, *options):
        self.build = build
        self.folder = os.path.join(folder, 'office')
        self.options = options
        self.configuration = os.path.join(folder, 'configuration')
        allow_rooms(self.configuration)

    def __enter__(self):
        self('start', *self.options)
        # env names everybody whose password lies beside the others'.
        self('user', 'add', 'cara', '--number', '2903', '--password', 'wordy')
        with open(os.path.join(self.folder, 'users/cara.password'), 'w') as file:
            file.write('wordy\n')
        self.settings = {}
        for line in self('env').splitlines():
            if line.startswith('export '):
                name, value = line[len('export '):].split('=', 1)
                self.settings[name] = value.strip('\'"')
        return self

    def __exit__(self, *_):
        subprocess.run([os.path.join(self.build, 'bin/sidetone-office'), 'stop', '--folder',
                        self.folder], capture_output=True)

    def __call__(self, *words):
        done = subprocess.run([os.path.join(self.build, 'bin/sidetone-office'), words[0],
                               '--folder', self.folder, *words[1:]],
                              capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f'sidetone-office {words}: {done.stderr}')
        return done.stdout

    def sign_in(self, number, profile):
        environment = dict(os.environ, **self.settings, SIDETONE_CONFIGURATION=self.configuration)
        return Serve(self.build, os.path.join(os.path.dirname(self.folder), profile),
                     self.settings[f'SIDETONE_USER_{number}'], self.password_file(number),
                     environment)

    def password_file(self, number):
        return self.settings[f'SIDETONE_PASSWORD_FILE_{number}']


def allow_rooms(folder, most=200):
    """A policy under which rooms may stay, and more than the usual 30 of them be bookmarked."""
    os.makedirs(os.path.join(folder, 'policy.d'), exist_ok=True)
    with open(os.path.join(folder, 'policy.d/rooms.conf'), 'w') as file:
        file.write(f'Persistent_Chat_Enabled: true\nMaxNumberOfBookmarks: {most}\n')


def make_rooms(owner, count):
    """So many group chats that stay; their addresses."""
    return [owner.ask('room-create', name=f'Room {number}', persistent=True)['room']
            for number in range(count)]


def slope(points):
    """Of the line through (x, y) points, by least squares."""
    count = len(points)
    middle = sum(x for x, _ in points) / count
    height = sum(y for _, y in points) / count
    width = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * (y - height) for x, y in points) / width if width else 0.0

# SPDX-License-Identifier: GPL-3.0-or-later
"""The same work for our client and the peers' from Debian: peers.py BUILD [--rooms 100]
[--messages 100000] [--patience 120] [--only NAME]. On an office's Prosody, in namespaces:

rooms     the account has so many group chats in its bookmarks, to be joined at sign-in; how many the
          program is in, and what memory it then takes
catch-up  so many messages wait in the archive since the last sign-in; how many of them the program
          has stored after which time

One program after the other, each with the same account and a profile of its own. Every wait ends."""
import argparse
import importlib
import os
import sqlite3
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, '../../tests/interop_chat')]
import office as offices
from desktop import Desktop, available, rows, until
from driver import Serve, allow_rooms, make_rooms

names = ['sidetonectl', 'sidetone', 'profanity', 'dino', 'gajim']


class Ours:
    """sidetonectl or, on a display of its own, sidetone; both speak docs/terminal.md."""

    def __init__(self, build, name, folder, office):
        self.folder = folder
        self.desktop = None
        self.wake = lambda: self._start(build, name, folder, office)
        self.wake()

    def _start(self, build, name, folder, office):
        if name == 'sidetone':
            self.desktop = self.desktop or Desktop(folder, ':93')
            environment = dict(self.desktop.environment, SIDETONE_KEY_STORE='memory',
                               QT_QUICK_BACKEND='software')
            self.serve = Window(build, os.path.join(folder, 'profile'), office, environment)
        else:
            self.serve = Serve(build, os.path.join(folder, 'profile'), office.user(2),
                               office.password_file(2))
        self.process = self.serve.process

    def is_ready(self):
        return self.serve.is_ready()

    def stored(self, text):
        for folder, _, files in os.walk(self.folder):
            for name in files:
                if name == 'history.sqlite':
                    found = rows(os.path.join(folder, name),
                                 'SELECT count(*) FROM messages WHERE body LIKE ?', text + '%')
                    return found[0][0] if found else 0
        return 0

    def rest(self):
        self.serve.end()

    def end(self):
        self.serve.end()
        if self.desktop:
            self.desktop.end()


class Window(Serve):
    """The desktop client, driven by the same lines."""

    def __init__(self, build, folder, office, environment):
        super().__init__(build, folder, office.user(2), office.password_file(2), environment,
                         ['sidetone', '--profile', folder, '--drive'])
        self.wait(lambda: self.events['window.first-frame'] > 0, 30)
        self.post('signin', address=office.user(2), password=office.password(2))


class Theirs:
    counts = {'dino': ('data/dino/dino.db', 'SELECT count(*) FROM message WHERE body LIKE ?'),
              'gajim': ('data/gajim/logs.db', 'SELECT count(*) FROM logs WHERE message LIKE ?')}

    def __init__(self, name, folder, office):
        self.name, self.folder = name, folder
        self.module = importlib.import_module(name)
        self.peer = self.module.Peer(folder, office.user(2), office.password(2), office.messaging,
                                     None)
        self.process = getattr(self.peer, 'process', None) or self.peer.desktop.children[-1]

    def is_ready(self):
        return self.peer.is_ready()

    def stored(self, text):
        file, query = self.counts[self.name]
        found = rows(os.path.join(self.folder, file), query, text + '%')
        return found[0][0] if found else 0

    def rest(self):
        self.process.terminate()
        self.process.wait(20)

    def wake(self):
        words = getattr(self.module, '_somebody', []) + [self.module.program]
        self.process = self.peer.desktop.start(words)

    def end(self):
        self.peer.end()


def start(build, name, folder, office):
    """None where the program is not there."""
    if name in ('sidetonectl', 'sidetone'):
        there = os.path.exists(os.path.join(build, 'bin', name)) and (
            name == 'sidetonectl' or available)
        return Ours(build, name, folder, office) if there else None
    return Theirs(name, folder, office) if importlib.import_module(name).program else None


def memory(process):
    """Megabytes of the process and its children: shared pages divided by their users, and all."""
    proportional = resident = 0
    waiting = [process.pid]
    while waiting:
        number = waiting.pop()
        try:
            with open(f'/proc/{number}/smaps_rollup') as file:
                for line in file:
                    if line.startswith('Pss:'):
                        proportional += int(line.split()[1])
                    elif line.startswith('Rss:'):
                        resident += int(line.split()[1])
            for thread in os.listdir(f'/proc/{number}/task'):
                with open(f'/proc/{number}/task/{thread}/children') as file:
                    waiting += [int(word) for word in file.read().split()]
        except OSError:
            continue
    return proportional / 1024, resident / 1024


def measure_rooms(build, name, folder, office, company, rooms, patience):
    begun = time.monotonic()
    program = start(build, name, folder, office)
    if program is None:
        print(f'rooms      {name:12} is not there', flush=True)
        return
    try:
        if not program.is_ready():
            print(f'rooms      {name:12} is not ready', flush=True)
            return

        def inside():
            return sum(len(company.ask('room-people', room=room)['people']) > 1 for room in rooms)

        until(lambda: inside() == len(rooms), patience)
        took = time.monotonic() - begun
        count = inside()
        time.sleep(10)
        proportional, resident = memory(program.process)
        print(f'rooms      {name:12} in {count:3} of {len(rooms)} after {took:5.1f} s   '
              f'PSS {proportional:6.1f} MB   RSS {resident:6.1f} MB', flush=True)
    finally:
        program.end()


def fill(office, count):
    """Writes messages into Prosody 0.12.3's archive, as ArchiveFiller.cpp of the tests does."""
    archive = sqlite3.connect(os.path.join(office.folder, 'prosody/data/archive.sqlite'))
    user, domain = office.user(2).split('@')
    begin = int(time.time()) - count
    with archive:
        archive.executemany(
            'INSERT INTO prosodyarchive(host, user, store, key, "when", "with", type, value)'
            ' VALUES(?,?,?,?,?,?,?,?)',
            ((domain, user, 'archive', f'far-{n}', begin + n, f'peer{n % 20}@{domain}', 'xml',
              f"<message xmlns='jabber:client' type='chat' to='{user}@{domain}' "
              f"from='peer{n % 20}@{domain}/desk' id='far-{n}'><body>missed {n}</body></message>")
             for n in range(count)))
    archive.close()


def measure_catch_up(name, program, count, patience):
    program.wake()
    begun = time.monotonic()
    try:
        program.is_ready()
        first = until(lambda: program.stored('missed') > 0, patience)
        early = time.monotonic() - begun
        until(lambda: program.stored('missed') >= count, max(0, patience - early))
        took = time.monotonic() - begun
        stored = program.stored('missed')
        proportional, _ = memory(program.process)
        when = f'first after {early:5.1f} s' if first else 'none came'
        print(f'catch-up   {name:12} {stored:6} of {count} after {took:5.1f} s ({when}, '
              f'{stored / took:5.0f}/s)   PSS {proportional:6.1f} MB', flush=True)
    finally:
        program.end()


def prepare_rooms(build, folder, office, count):
    """The rooms in the bookmarks of user 2, and somebody who is in all of them."""
    owner = Serve(build, os.path.join(folder, 'owner'), office.user(2), office.password_file(2))
    company = Serve(build, os.path.join(folder, 'company'), office.user(1), office.password_file(1))
    if not owner.is_ready() or not company.is_ready():
        raise RuntimeError('our client is not ready')
    rooms = make_rooms(owner, count)
    if not company.join_all(rooms):
        raise RuntimeError(f'not in all rooms: {company.refusals}')
    time.sleep(3)  # the bookmarks are written behind the answers
    owner.end()
    return company, rooms


def run(build, folder, office, options):
    wanted = [name for name in names if options.only in ('', name)]
    company, rooms = prepare_rooms(build, folder, office, options.rooms)
    for name in wanted:
        measure_rooms(build, name, os.path.join(folder, f'rooms-{name}'), office, company, rooms,
                      options.patience)
    company.end()
    # Each has been signed in before, and knows where its archive ends.
    programs = {}
    for name in wanted:
        if name == 'profanity':
            print(f'catch-up   {name:12} reads archives only as far as it shows them', flush=True)
            continue
        before = start(build, name, os.path.join(folder, f'far-{name}'), office)
        if before:
            before.is_ready()
            time.sleep(5)
            before.rest()
            programs[name] = before
    office.run(['fault', 'prosody', 'stop'])
    fill(office, options.messages)
    office.run(['fault', 'prosody', 'start'])
    for name, program in programs.items():
        measure_catch_up(name, program, options.messages, options.patience)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build')
    parser.add_argument('--rooms', type=int, default=100)
    parser.add_argument('--messages', type=int, default=100_000)
    parser.add_argument('--patience', type=int, default=120, help='seconds for each piece of work')
    parser.add_argument('--only', default='', help='one of ' + ', '.join(names))
    options = parser.parse_args()
    offices.enter()
    build = os.path.abspath(options.build)
    with tempfile.TemporaryDirectory(prefix='sidetone-peers-', ignore_cleanup_errors=True) as folder:
        os.environ['SIDETONE_CONFIGURATION'] = os.path.join(folder, 'configuration')
        allow_rooms(os.environ['SIDETONE_CONFIGURATION'])
        office = offices.Office(build, folder, '')
        try:
            run(build, folder, office, options)
        finally:
            office.stop()
    return 0


if __name__ == '__main__':
    sys.exit(main())

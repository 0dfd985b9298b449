# SPDX-License-Identifier: GPL-3.0-or-later
"""Days of messaging in minutes: soak.py BUILD [--hours 24] [--rooms 100] [--messages-a-day 200]
[--hour-seconds 0]. One person's terminal client is in the rooms of a real office, where others talk,
come and go, change their presence and their names; chats are opened, read, searched and closed,
sessions end and begin, and once the server does. A simulated hour is an hour's messages and events;
timers run by the real clock, so what a program does each hour by itself is not accelerated, unless
an hour is told to last longer than its work (3600: as it is).

Prints the memory after each hour and the slope behind the first quarter; exit status 1 where the
program's memory grows by 1 MB or more in a simulated hour, or what it has in use by as much. Of what
is in use, the database's pages are counted apart: they come and go with what was last read."""
import argparse
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Office, make_rooms, slope

megabyte = 1024 * 1024
goal = 1.0  # MB in a simulated hour


class Soak:
    def __init__(self, office, options):
        self.office, self.options = office, options
        self.watched = office.sign_in(1, 'watched')
        self.others = [office.sign_in(number, f'other-{number}') for number in (2, 3)]
        self.sent = 0
        self.expected = 0

    def begin(self):
        for one in (self.watched, *self.others):
            if not one.is_ready():
                raise RuntimeError(f'{one.address} is not signed in')
        self.rooms = make_rooms(self.others[0], self.options.rooms)
        for one in (self.others[1], self.watched):
            if not one.join_all(self.rooms):
                raise RuntimeError(f'{one.address} is not in all rooms: {one.refusals}')

    def _talk(self, messages):
        for _ in range(messages):
            room = self.rooms[self.sent % len(self.rooms)]
            self.others[self.sent % 2].post('chat', peer=room,
                                            body=f'what is said here is number {self.sent}')
            self.sent += 1
        self.expected += messages
        for number in range(10):
            self.others[number % 2].post('chat', peer=self.watched.address,
                                         body=f'between us, number {self.sent} {number}')
            self.watched.post('chat', peer=self.others[number % 2].address, body='yes, indeed')
        self.expected += 10
        arrived = self.watched.wait(lambda: self.watched.received >= self.expected, 180)
        if not arrived:
            raise RuntimeError(f'{self.watched.received} of {self.expected} messages arrived')

    def _come_and_go(self, hour):
        for number in range(4):
            state = ('away', 'dnd', 'xa', 'available')[number]
            self.others[hour % 2].post('presence', state=state, text=f'{state} in hour {hour}')
        for number in range(3):
            room = self.rooms[(hour * 3 + number) % len(self.rooms)]
            self.others[1].post('room-nickname', room=room, nickname=f'visitor {hour}-{number}')
            self.others[0].post('room-subject', room=room, subject=f'subject of hour {hour}')

    def _look(self, hour):
        for number in range(10):
            room = self.rooms[(hour * 10 + number) % len(self.rooms)]
            self.watched.post('history', peer=room, limit=50)
            self.watched.post('room-people', room=room)
            self.watched.post('read', peer=room)
            self.watched.post('draft', peer=room, body=f'perhaps {hour}')
            self.watched.post('draft', peer=room, body='')
        self.watched.post('search-history', text=f'number {hour}')
        self.watched.post('conversations')

    def _sign_in(self, password):
        """As a person does: one that fails is tried again, and said."""
        events = self.watched.events
        for _ in range(3):
            ready, failed = events['signin.ready'], events['signin.failed']
            self.watched.ask('signin', address=self.watched.address, password=password)
            self.watched.wait(lambda: events['signin.ready'] > ready or
                              events['signin.failed'] > failed, 180)
            if events['signin.ready'] > ready:
                return
            print('a sign-in failed:', self.watched.last[-1] if self.watched.last else '', flush=True)
        raise RuntimeError('the sign-in of a later hour failed')

    def _return(self, hour):
        """A new session, or a new server, in some of the hours."""
        if hour == self.options.hours // 2:
            people = (*self.others, self.watched)
            known = [one.events['service'] for one in people]
            self.office('fault', 'prosody', 'stop')
            self.office('fault', 'prosody', 'start')
            for one, before in zip(people, known):  # lost, and up again
                one.wait(lambda: one.events['service'] >= before + 2, 120)
        elif hour % 4 == 3:
            with open(self.office.password_file(1)) as file:
                password = file.read().strip()
            self.watched.ask('signout')
            self._sign_in(password)
        else:
            return
        for one in (*self.others, self.watched):
            if not one.join_all(self.rooms, 180):
                raise RuntimeError(f'{one.address} did not come back to all rooms: {one.refusals}')

    def hour(self, number):
        end = time.monotonic() + self.options.hour_seconds
        self._return(number)
        self._come_and_go(number)
        self._look(number)
        self._talk(self.options.rooms * self.options.messages_a_day // 24)
        for one in (*self.others, self.watched):
            one.settle()
        time.sleep(max(0.0, end - time.monotonic()))

    def memory(self):
        """Megabytes: resident, in use, and of the history's database."""
        found = self.watched.ask('memory')
        return (found['resident'] / megabyte, (found['heap_used'] - found['history']) / megabyte,
                found['history'] / megabyte)

    def end(self):
        for one in (self.watched, *self.others):
            one.end()


def run(soak, options):
    soak.begin()
    print(f'{options.rooms} rooms, {options.messages_a_day} messages a day in each; memory of '
          'sidetonectl', flush=True)
    print('hour  messages  resident MB  in use MB  database MB  real s', flush=True)
    resident, used = [], []
    begun = time.monotonic()
    for number in range(1, options.hours + 1):
        soak.hour(number)
        memory = soak.memory()
        resident.append((number, memory[0]))
        used.append((number, memory[1]))
        print(f'{number:4}  {soak.expected:8}  {memory[0]:11.2f}  {memory[1]:9.3f}  '
              f'{memory[2]:11.3f}  {time.monotonic() - begun:6.0f}', flush=True)
    warm = max(1, len(used) // 4)
    slopes = [slope(points[warm:]) for points in (resident, used)]
    per_message = slopes[1] * megabyte / max(1, options.rooms * options.messages_a_day / 24)
    print(f'slope behind hour {used[warm - 1][0]}: resident {slopes[0]:+.3f} MB, in use '
          f'{slopes[1]:+.3f} MB a simulated hour (goal under {goal:.0f}); in use '
          f'{per_message:+.0f} bytes a message', flush=True)
    refusals = [words for one in (soak.watched, *soak.others) for words in one.refusals]
    if refusals:
        print('refused:', *refusals, sep='\n  ')
        return 1
    if options.most_a_message and per_message > options.most_a_message:
        print(f'more than {options.most_a_message} bytes stay of each message')
        return 1
    return 0 if max(slopes) < goal else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build')
    parser.add_argument('--hours', type=int, default=24)
    parser.add_argument('--rooms', type=int, default=100)
    parser.add_argument('--messages-a-day', type=int, default=200, help='in each room')
    parser.add_argument('--hour-seconds', type=float, default=0, help='an hour lasts at least')
    parser.add_argument('--most-a-message', type=int, default=0,
                        help='bytes in use that may stay of each message (0: any)')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='sidetone-soak-', ignore_cleanup_errors=True) as folder:
        with Office(os.path.abspath(options.build), folder, '--people', '5') as office:
            soak = Soak(office, options)
            try:
                return run(soak, options)
            except RuntimeError as why:
                print(f'soak: {why}', file=sys.stderr)
                return 1
            finally:
                soak.end()


if __name__ == '__main__':
    sys.exit(main())

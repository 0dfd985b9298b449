# SPDX-License-Identifier: GPL-3.0-or-later
"""Chats with other people's clients, in both directions: matrix.py BUILD PEER EXTRAS [encrypted].

Each check prints a line "PEER SERVER CHECK yes|NO|not there"; exit status 1 where one says NO, and
77 where the peer's program is not installed."""
import importlib
import os
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import office as offices
from desktop import until
from ours import Ours


class Checks:
    """The checks of one meeting; each is named as the matrix prints it."""

    def __init__(self, us, peer, us_address, peer_address):
        self.us, self.peer = us, peer
        self.us_address, self.peer_address = us_address, peer_address

    def text_to_us(self):
        self.peer.send(self.us_address, 'words for you')
        return bool(self.us.received('words for you'))

    def text_to_peer(self):
        self.us.ask('chat', peer=self.peer_address, body='words back: grüße 👋')
        return self.peer.received('words back: grüße 👋')

    def receipt(self):
        self.us.ask('chat', peer=self.peer_address, body='did it arrive')
        return bool(self.us.delivered('did it arrive'))

    def comes_into_our_room(self):
        made = self.us.ask('room-create', name='Interop', people=[self.peer_address])
        self.room = made.get('room', '')
        if not self.room:
            print(made)
            return False
        self.peer.join(self.room)
        return until(lambda: len(self.us.ask('room-people', room=self.room)['people']) >= 2)

    def room_text_to_peer(self):
        self.us.ask('chat', peer=self.room, body='hello all of you')
        return self.peer.received('hello all of you')

    def room_text_to_us(self):
        self.peer.send_to_room(self.room, 'hello from the peer')
        return bool(self.us.received('hello from the peer'))

    needs = {'receipt': 'receipts', 'comes_into_our_room': 'rooms', 'room_text_to_peer': 'rooms',
             'room_text_to_us': 'rooms'}
    order = ['text_to_us', 'text_to_peer', 'receipt', 'comes_into_our_room', 'room_text_to_peer',
             'room_text_to_us']


class EncryptedChecks(Checks):
    """The same with OMEMO in its old form, the only one that the peers have. All of it is seen in
    what each side has decrypted: no peer takes a text in clear for an encrypted one."""

    def devices_seen(self):
        return until(lambda: any(device['active'] and device['fingerprint'] and
                                 device['scheme'] == 'legacy-omemo'
                                 for device in self._devices()), 40)

    def _devices(self):
        return self.us.ask('devices', peer=self.peer_address).get('devices', [])

    def secret_to_peer(self):
        message = self.us.ask('chat', peer=self.peer_address, body='a secret: grüße 👋')
        return self.peer.received_secret('a secret: grüße 👋') and self._was_sealed(message)

    def _was_sealed(self, message):
        past = self.us.ask('history', peer=self.peer_address).get('messages', [])
        return any(one['message'] == message['message'] and
                   one.get('protection') == 'legacy-omemo' for one in past)

    def secret_to_us(self):
        self.peer.send_secret(self.us_address, 'a secret for you')
        return bool(self.us.read_secret('a secret for you'))

    def five_more_each_way(self):
        for number in range(5):
            message = self.us.ask('chat', peer=self.peer_address, body=f'secret {number} of ours')
            if not self.peer.received_secret(f'secret {number} of ours'):
                return False
            if not self._was_sealed(message):
                return False
            self.peer.send_secret(self.us_address, f'secret {number} of theirs')
            if not self.us.read_secret(f'secret {number} of theirs'):
                return False
        return True

    def same_fingerprint(self):
        shown = self.peer.fingerprint_of_ours(self.us_address)
        devices = self.us.ask('devices', peer=self.us_address).get('devices', [])
        own = [device['fingerprint'].replace(' ', '') for device in devices if device['this_one']]
        return own != [] and shown in own

    needs = {'same_fingerprint': 'fingerprint'}
    order = ['devices_seen', 'secret_to_peer', 'secret_to_us', 'five_more_each_way',
             'same_fingerprint']


def main():
    build, peer_name, extras = sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ''
    encrypted = sys.argv[4:] == ['encrypted']
    peers = importlib.import_module(peer_name)
    if not peers.program:
        print(f'skipped: {peer_name} is not installed')
        return 77
    offices.enter()
    server = extras or 'prosody'
    failures = 0
    with tempfile.TemporaryDirectory(prefix='sidetone-interop-') as folder:
        office = offices.Office(os.path.abspath(build), folder, extras)
        us = peer = None
        try:
            if encrypted:
                offices.allow_encryption(folder)
                if getattr(peers, 'joins_lists_only', False):
                    first = Ours(build, os.path.join(folder, 'first'), office.user(2),
                                 office.password_file(2))
                    until(lambda: first.ask('devices', peer=office.user(2)).get('devices'))
                    first.end()
            us = Ours(build, os.path.join(folder, 'us'), office.user(1), office.password_file(1))
            peer = peers.Peer(os.path.join(folder, 'peer'), office.user(2), office.password(2),
                              office.messaging, office.user(1) if encrypted else None)
            if not us.is_ready():
                print('our client is not ready')
                failures += 1
            elif not peer.is_ready():
                print('the peer is not ready')
                failures += 1
            else:
                kind = EncryptedChecks if encrypted else Checks
                checks = kind(us, peer, office.user(1), office.user(2))
                for check in kind.order:
                    need = kind.needs.get(check)
                    if need and need not in peers.Peer.features:
                        print(f'{peer_name:10} {server:10} {check:24} not there', flush=True)
                        continue
                    ok = getattr(checks, check)()
                    failures += not ok
                    print(f'{peer_name:10} {server:10} {check:24} {"yes" if ok else "NO"}',
                          flush=True)
        except Exception:  # a peer that died: its part of the matrix says NO
            traceback.print_exc()
            failures += 1
        finally:
            for one in (us, peer):
                if one:
                    one.end()
            office.stop()
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())

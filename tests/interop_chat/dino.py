# SPDX-License-Identifier: GPL-3.0-or-later
"""Dino: its account is put into its database, texts are typed into its window, and what it received
is read from its database."""
import base64
import os
import shutil
import signal
import sqlite3
import time

from desktop import Desktop, available, rows, until

name = 'dino'
program = shutil.which('dino-im') if available else None


class Peer:
    features = {'receipts', 'fingerprint'}  # its windows for rooms are not driven

    def __init__(self, folder, address, password, server, secret_with):
        self.desktop = Desktop(folder, ':91')
        self.database = os.path.join(folder, 'data/dino/dino.db')
        # The first start makes the tables; the account is written into them between two starts.
        first = self.desktop.start([program])
        until(lambda: rows(self.database, 'SELECT 1 FROM settings'))
        first.send_signal(signal.SIGTERM)
        first.wait(10)
        with sqlite3.connect(self.database) as database:
            database.execute('INSERT INTO account(bare_jid, resourcepart, password, alias, enabled,'
                             ' roster_version, mam_earliest_synced) VALUES(?,?,?,?,1,?,0)',
                             (address, 'dino', password, '', ''))
            if secret_with:
                database.execute('INSERT INTO jid(id, bare_jid) VALUES(1, ?)', (secret_with,))
                database.execute('INSERT INTO conversation(account_id, jid_id, active, type,'
                                 ' encryption) VALUES(1, 1, 1, 0, 2)')
        self.secrets = os.path.join(folder, 'data/dino/omemo.db')
        self.desktop.start([program])

    def _rows(self, query, *values):
        return rows(self.database, query, *values)

    def _conversation(self, peer):
        return self._rows('SELECT c.id FROM conversation c JOIN jid j ON j.id = c.jid_id'
                          ' WHERE j.bare_jid = ? AND c.active = 1', peer)

    def is_ready(self):
        return until(lambda: self._rows('SELECT 1 FROM roster'), 30)

    def _open(self, link, peer):
        self.desktop.run([program, link])
        until(lambda: self._conversation(peer))
        time.sleep(1)  # until its window has drawn the conversation: nothing tells when

    def _type(self, text):
        found = self.desktop.run(['xdotool', 'search', '--onlyvisible', '--class', 'dino'])
        for window in found.stdout.split()[-1:]:
            self.desktop.run(['xdotool', 'windowfocus', '--sync', window])
        self.desktop.run(['xdotool', 'type', '--delay', '20', text])
        self.desktop.run(['xdotool', 'key', 'Return'])

    def send(self, to, text):
        self._open(f'xmpp:{to}?message', to)
        self._type(text)

    def received(self, text, patience=20):
        return until(lambda: self._rows('SELECT 1 FROM message WHERE body LIKE ?', f'%{text}%'),
                     patience)

    def send_secret(self, to, text):
        self.send(to, text)

    def received_secret(self, text, patience=20):
        return until(lambda: self._rows('SELECT 1 FROM message WHERE body LIKE ?'
                                        ' AND encryption = 2', f'%{text}%'), patience)

    def fingerprint_of_ours(self, address):
        keys = rows(self.secrets, 'SELECT identity_key_public_base64 FROM identity_meta'
                    ' WHERE address_name = ?', address)
        # A type byte comes first.
        return base64.b64decode(keys[0][0])[1:].hex() if keys and keys[0][0] else ''

    def end(self):
        self.desktop.end()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Gajim, driven over the session bus by its own gajim-remote; what it received is read from its
log. It refuses to run as root, which everybody is inside the namespaces: it gets one more."""
import json
import os
import shutil
import sqlite3

from desktop import Desktop, available, rows, until

name = 'gajim'
program = shutil.which('gajim') if available and shutil.which('gajim-remote') else None
_somebody = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
_schema = 5  # of Gajim 1.7.3's settings


class Peer:
    features = {'receipts'}  # its windows for rooms are not driven

    def __init__(self, folder, address, password, server, secret_with):
        self.address = address
        self.desktop = Desktop(folder, ':92')
        self.logs = os.path.join(folder, 'data/gajim/logs.db')
        config = os.path.join(folder, 'config/gajim')
        os.makedirs(config, mode=0o700, exist_ok=True)
        user, domain = address.split('@')
        account = {'account': {'name': user, 'hostname': domain, 'password': password,
                               'savepass': True, 'active': True, 'autoconnect': True,
                               'sync_with_global_status': True, 'resource': 'gajim'},
                   'contact': {secret_with: {'encryption': 'OMEMO'}} if secret_with else {},
                   'group_chat': {}}
        workspace = {'name': 'Work', 'color': 'rgb(191,0,78)', 'avatar_sha': None, 'chats': []}
        app = {'remote_control': True, 'use_keyring': False, 'ask_online_status': False,
               'check_for_update': False}
        with sqlite3.connect(os.path.join(config, 'settings.sqlite')) as settings:
            settings.executescript(
                'CREATE TABLE settings (name TEXT UNIQUE, settings TEXT);'
                'CREATE TABLE account_settings (account TEXT UNIQUE, settings TEXT);'
                f'PRAGMA user_version={_schema};')
            for key, value in (('app', app), ('soundevents', {}), ('status_presets', {}),
                               ('proxies', {}), ('plugins', {'omemo': {'active': bool(secret_with)}}),
                               ('workspaces', {'1': workspace})):
                settings.execute('INSERT INTO settings VALUES(?,?)', (key, json.dumps(value)))
            settings.execute('INSERT INTO account_settings VALUES(?,?)',
                             (address, json.dumps(account)))
        self.desktop.start(_somebody + [program])

    def _remote(self, *words):
        return self.desktop.run(_somebody + ['gajim-remote', *words]).stdout

    def is_ready(self):
        return until(lambda: 'online' in self._remote('get_status', self.address), 40)

    def send(self, to, text):
        self._remote('send_chat_message', to, text, self.address)

    def received(self, text, patience=20):
        return until(lambda: rows(self.logs, 'SELECT 1 FROM logs WHERE message LIKE ?',
                                  f'%{text}%'), patience)

    def send_secret(self, to, text):
        self.send(to, text)

    def received_secret(self, text, patience=20):
        return until(lambda: rows(self.logs, 'SELECT 1 FROM logs WHERE message LIKE ?'
                                  ' AND additional_data LIKE ?', f'%{text}%', '%OMEMO%'), patience)

    def end(self):
        self.desktop.end()

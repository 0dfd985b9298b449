# SPDX-License-Identifier: GPL-3.0-or-later
"""Profanity, driven by its keyboard; what it received is read from its own log of chats."""
import glob
import os
import pty
import re
import shutil
import subprocess
import threading
import time

name = 'profanity'
program = shutil.which('profanity')
# Profanity 0.13.1 knows that there is no list of devices yet only by the numbers of old errors,
# which Prosody does not send; it then announces its device to nobody.
joins_lists_only = True


class Peer:
    features = {'receipts', 'rooms', 'fingerprint'}

    def __init__(self, folder, address, password, server, secret_with):
        self.folder = folder
        self.address = address
        data = os.path.join(folder, 'data/profanity')
        config = os.path.join(folder, 'config/profanity')
        os.makedirs(data, mode=0o700, exist_ok=True)
        os.makedirs(config, mode=0o700, exist_ok=True)
        with open(os.path.join(data, 'accounts'), 'w') as file:
            file.write(f'[{address}]\nenabled=true\njid={address}\nresource=profanity\n'
                       f'password={password}\nserver={server[0]}\nport={server[1]}\n'
                       'tls.policy=force\nomemo.policy=manual\npresence.last=online\n'
                       'presence.login=online\npriority.online=1\n')
        with open(os.path.join(config, 'profrc'), 'w') as file:
            file.write('[logging]\nchlog=true\ngrlog=true\n[notifications]\nmessage=false\n'
                       '[chatstates]\nenabled=true\n[ui]\nsplash=false\n[connection]\n'
                       'receipts.request=true\nreceipts.send=true\n[omemo]\ntrustmode=blind\n')
        environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, 'data'),
                           XDG_CONFIG_HOME=os.path.join(folder, 'config'), TERM='xterm',
                           LINES='40', COLUMNS='160', LANG='C.UTF-8')
        self.secret_with = secret_with
        self.started = False
        self.master, slave = pty.openpty()
        self.screen = b''
        self.process = subprocess.Popen([program, '-a', address, '-l', 'DEBUG'], stdin=slave,
                                        stdout=slave, stderr=slave, env=environment,
                                        start_new_session=True)
        os.close(slave)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while True:
                part = os.read(self.master, 65536)
                if not part:
                    return
                self.screen += part
        except OSError:
            return

    def _sees(self, pattern, patience=20, since=0):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if re.search(pattern, self.screen[since:].decode('utf-8', 'replace')):
                return True
            time.sleep(0.05)
        return False

    def type(self, line):
        os.write(self.master, line.encode() + b'\r')
        time.sleep(0.2)  # it takes a pasted line for keys only one after the other

    def is_ready(self):
        if not self._sees(r'logged in successfully', 30):
            return False
        if self.secret_with:
            self.type('/omemo gen')
            self.type('/omemo log on')
            return self._sees(r'crytographic materials generated', 30)
        return True

    def send(self, to, text):
        self.type(f'/msg {to} {text}')

    def send_secret(self, to, text):
        if not self.started:
            self.type(f'/omemo start {to}')
            self.started = self._has_session(to)
        self.type(f'/msg {to} {text}')

    def _has_session(self, to, patience=15):
        """What it sends before it has fetched the keys is lost."""
        log = os.path.join(self.folder, 'data/profanity/logs/profanity.log')
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with open(log, encoding='utf-8', errors='replace') as file:
                if re.search(rf'session with {re.escape(to)} device \d+', file.read()):
                    return True
            time.sleep(0.1)
        return False

    def received_secret(self, text, patience=20):
        return self.received(text, patience)

    def fingerprint_of_ours(self, address):
        before = len(self.screen)
        self.type(f'/omemo fingerprint {address}')
        digits = r'(?:[0-9a-f]{8}-){7}[0-9a-f]{8}'
        self._sees(digits, 10, before)
        found = re.search(digits, self.screen[before:].decode('utf-8', 'replace'))
        return found.group(0).replace('-', '') if found else ''

    def _logs(self):
        texts = []
        for path in glob.glob(os.path.join(self.folder, 'data/profanity/chatlogs/**/*.log'),
                              recursive=True):
            with open(path, encoding='utf-8', errors='replace') as file:
                texts.append(file.read())
        return '\n'.join(texts)

    def received(self, text, patience=20):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if text in self._logs():
                return True
            time.sleep(0.1)
        return False

    def join(self, room):
        self.type(f'/join {room}')
        return self._sees(r'-> You have joined the room|Room joined|has joined|joined the room', 15)

    def send_to_room(self, room, text):
        self.type(f'/join {room}')
        self.type(text)

    def end(self):
        self.type('/quit')
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.master)

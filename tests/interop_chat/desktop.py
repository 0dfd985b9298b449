# SPDX-License-Identifier: GPL-3.0-or-later
"""A display, a session bus and folders of its own for another program's window."""
import os
import shutil
import sqlite3
import subprocess
import time

available = all(shutil.which(tool) for tool in ('Xvfb', 'xdotool', 'dbus-daemon'))


class Desktop:
    def __init__(self, folder, display):
        self.folder = folder
        for part in ('run', 'data', 'config', 'cache'):
            os.makedirs(os.path.join(folder, part), mode=0o700, exist_ok=True)
        bus = os.path.join(folder, 'run/bus')
        self.environment = dict(
            os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, 'data'),
            XDG_CONFIG_HOME=os.path.join(folder, 'config'),
            XDG_CACHE_HOME=os.path.join(folder, 'cache'),
            XDG_RUNTIME_DIR=os.path.join(folder, 'run'), GSK_RENDERER='cairo', GDK_BACKEND='x11',
            DISPLAY=display, LANG='C.UTF-8', DBUS_SESSION_BUS_ADDRESS='unix:path=' + bus)
        self.log = open(os.path.join(folder, 'log'), 'w')
        self.children = []
        self.start(['Xvfb', display, '-screen', '0', '1200x800x24', '-nolisten', 'tcp', '-noreset'])
        self.start(['dbus-daemon', '--session', '--nofork', '--address=unix:path=' + bus])
        until(lambda: os.path.exists(f'/tmp/.X11-unix/X{display[1:]}') and os.path.exists(bus))

    def start(self, words):
        child = subprocess.Popen(words, env=self.environment, stdout=self.log, stderr=self.log,
                                 start_new_session=True)
        self.children.append(child)
        return child

    def run(self, words, patience=20):
        try:
            return subprocess.run(words, env=self.environment, stdout=subprocess.PIPE,
                                  stderr=self.log, text=True, timeout=patience)
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(words, -1, late.stdout or '', '')

    def end(self):
        for child in reversed(self.children):
            child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.log.close()


def until(holds, patience=20):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def rows(path, query, *values):
    """What another program has written into its database; nothing while it cannot be read."""
    try:
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as database:
            return database.execute(query, values).fetchall()
    except sqlite3.Error:
        return []

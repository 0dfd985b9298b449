# SPDX-License-Identifier: GPL-3.0-or-later
"""An office, and the real window on it."""
import os
import pathlib
import subprocess

from atspi import Window

BIN = pathlib.Path(os.environ["SIDETONE_BUILD_DIR"]) / "bin"


def office(folder, *words):
    done = subprocess.run([BIN / "sidetone-office", words[0], "--folder", folder, *words[1:]],
                          capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise AssertionError(f"sidetone-office {words}: {done.stderr}")
    return done.stdout


def exports(text):
    pairs = (line.removeprefix("export ").split("=", 1) for line in text.splitlines())
    return {key: value.strip("'\"") for key, value in pairs}


def picture(name):
    """Keeps what the screen shows, where SIDETONE_PICTURES names a folder for it."""
    folder = os.environ.get("SIDETONE_PICTURES")
    if folder:
        subprocess.run(["import", "-window", "root", f"{folder}/{name}.png"], check=True)


class Office:
    """An office that lives as long as the with-block."""

    def __init__(self, folder, *options):
        self.folder = f"{folder}/office"
        self.options = options

    def __enter__(self):
        office(self.folder, "start", *self.options)
        self.settings = exports(self("env"))
        self.domain = self.settings["SIDETONE_DOMAIN"]
        return self

    def __exit__(self, *_):
        office(self.folder, "stop")

    def __call__(self, *words):
        return office(self.folder, *words)

    def user(self, number):
        return self.settings[f"SIDETONE_USER_{number}"]

    def password(self, number):
        return pathlib.Path(self.settings[f"SIDETONE_PASSWORD_FILE_{number}"]).read_text().strip()

    def address(self, host):
        """The loopback address of an inside host by its number (docs/office.md)."""
        name_server = self.settings["SIDETONE_NAMESERVER"].partition(":")[0]
        return f"{name_server.rpartition('.')[0]}.{host}"

    def environment(self, **more):
        return {**os.environ, **self.settings, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "SIDETONE_CONFIGURATION": f"{self.folder}-etc", "SIDETONE_KEY_STORE": "memory",
                **more}


class Desktop:
    """The desktop program on a profile of its own, as long as the with-block."""

    def __init__(self, profile, environment, *arguments):
        self.command = [BIN / "sidetone", "--profile", profile, "--geometry", "1180x860",
                        *arguments]
        self.environment = environment

    def __enter__(self):
        self.process = subprocess.Popen(self.command, env=self.environment)
        return Window(self.process)

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)

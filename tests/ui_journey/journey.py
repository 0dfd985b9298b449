# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the real window, by keyboard and by what a screen reader offers: signs in, finds a
colleague, writes, is called, answers, mutes, hangs up. The other side is the terminal client."""
import os
import pathlib
import subprocess
import sys
import tempfile

from atspi import Window, until
from stage import BIN, exports, office
from terminal import Terminal


class Journey:
    def __init__(self, folder):
        self.folder = folder
        self.office_folder = f"{folder}/office"
        self.sound = pathlib.Path(folder) / "tone.wav"

    def __enter__(self):
        office(self.office_folder, "start", "--people", "12")
        settings = exports(office(self.office_folder, "env"))
        self.environment = {**os.environ, **settings, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self.settings = settings
        self.process = subprocess.Popen(
            [BIN / "sidetone", "--profile", f"{self.folder}/anna",
             "--audio-out", f"{self.folder}/anna.wav"], env=self.environment)
        self.ben = Terminal([BIN / "sidetonectl", "--profile", f"{self.folder}/ben",
                             "--audio-out", f"{self.folder}/ben.wav", "--password-file",
                             settings["SIDETONE_PASSWORD_FILE_2"], "serve",
                             settings["SIDETONE_USER_2"]], self.environment)
        return self

    def __exit__(self, *_):
        self.ben.stop()
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
        office(self.office_folder, "stop")

    def run(self):
        self.window = Window(self.process)
        for scene in (self.sign_in, self.write, self.answer_and_mute, self.names):
            scene()
            print(f"ok: {scene.__name__}", flush=True)

    def sign_in(self):
        window = self.window
        window.wait("Work address")
        password = pathlib.Path(self.settings["SIDETONE_PASSWORD_FILE_1"]).read_text().strip()
        window.type(self.settings["SIDETONE_USER_1"])
        window.keys("Return")
        window.type("wrong" + password)
        window.keys("Return")
        window.wait("Try again")
        window.wait("password", exact=False)
        window.type(password)
        window.keys("Return")
        window.wait("Contacts", exact=False)
        self.ben.event("signin.ready")

    def write(self):
        window = self.window
        window.keys("ctrl+k")
        window.wait_focus("Search people")
        window.type("ben")
        window.keys("Return")
        # The lock tells the truth (ENC-05): protected on the way to the server, not end to end.
        window.wait("Encrypted between you and the server (TLS)", exact=False)
        window.wait_focus("Message to ")
        window.type("Good morning")
        window.keys("Return")
        self.ben.event("message", body="Good morning", direction="in")
        window.wait("Good morning", exact=False)
        self.ben.send("chat", peer=self.settings["SIDETONE_USER_1"], body="And to you")
        window.wait("And to you", exact=False)

    def answer_and_mute(self):
        window = self.window
        self.ben.send("call", target=self.settings["SIDETONE_NUMBER_1"])
        window.wait("Incoming call from", exact=False)
        window.press("Answer")
        self.ben.event("call.state", state="connected")
        window.wait("The sound is encrypted (SRTP)", exact=False)
        window.press("Mute", exact=False)
        window.wait("Unmute", exact=False)
        window.press("Hang up", exact=False)
        ended = self.ben.event("call.state", state="ended")
        assert ended["end"] == "hung-up-there", ended
        self.ben.send("call", target=self.settings["SIDETONE_NUMBER_1"])
        window.wait("Incoming call from", exact=False)
        window.press("Decline")
        ended = self.ben.event("call.state", state="ended")
        assert ended["end"] in ("declined", "busy"), ended

    def names(self):
        until("a name for every control", lambda: not self.window.unnamed_controls())


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-journey-") as folder:
        with Journey(folder) as journey:
            journey.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())

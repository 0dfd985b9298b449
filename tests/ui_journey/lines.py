# SPDX-License-Identifier: GPL-3.0-or-later
"""Anna's line at the real window: somebody's line that is watched, calling again, and do not
disturb. Ben is at the terminal client."""
import sys
import tempfile

from atspi import Atspi, until
from stage import BIN, Desktop, Office, picture
from terminal import Terminal

DISTURB = "Do not disturb: calls are refused as busy"


class Line:
    def __init__(self, window, ben, office):
        self.window, self.ben = window, ben
        self.anna, self.number = (office.settings[f"SIDETONE_NUMBER_{i}"] for i in (1, 2))

    def sign_in(self):
        self.window.wait("Contacts", exact=False)
        # The line may be there before the sign-in says that it is done, or after it.
        missing = {"the sign-in", "the line"}

        def is_all(event):
            if event.get("event") == "signin.ready":
                missing.discard("the sign-in")
            if event.get("service") == "calls" and event.get("state") == "up":
                missing.discard("the line")
            return not missing
        self.ben.wait("the sign-in and the line", is_all)

    def lamp(self, words):
        self.window.wait(f"Line of {self.number}: {words}")

    def watch(self):
        self.window.keys("ctrl+3")
        self.window.wait("Watch a line", exact=False)
        self.window.keys("ctrl+shift+w")
        self.window.wait_focus("Number or address of the line to watch")
        self.window.type(self.number)
        self.window.keys("Return")
        self.lamp("free")

    def lamps_follow_the_call(self):
        self.window.press(f"Call the line of {self.number}")
        self.ben.event("call.incoming")
        self.lamp("ringing")
        self.ben.send("answer")
        self.lamp("in a call")
        picture("watched-line")
        self.window.press("Hang up", exact=False)
        self.lamp("free")

    def call_again(self):
        self.window.press(f"Call {self.number} again")
        self.ben.event("call.incoming")
        self.window.keys("ctrl+shift+h")
        self.ben.event("call.state", state="ended", end="missed")
        self.window.keys("ctrl+shift+r")
        self.ben.event("call.incoming")
        self.window.keys("ctrl+shift+h")
        self.ben.event("call.state", state="ended", end="missed")

    def checked(self):
        return self.window.wait(DISTURB).get_state_set().contains(Atspi.StateType.CHECKED)

    def do_not_disturb(self):
        assert not self.checked()
        self.window.keys("ctrl+shift+b")
        until("the check mark", self.checked)
        self.ben.send("call", target=self.anna)
        self.ben.event("call.state", state="ended", end="busy")
        # It rang for nobody, and is in the history all the same.
        self.window.wait("Missed", exact=False)
        picture("do-not-disturb")
        self.window.press(DISTURB)
        until("no check mark", lambda: not self.checked())
        self.ben.send("call", target=self.anna)
        self.window.wait("Incoming call from", exact=False)
        self.ben.send("hangup")
        self.ben.event("call.state", state="ended", end="hung-up-here")

    def names(self):
        until("a name for every control", lambda: not self.window.unnamed_controls())

    def no_longer_watched(self):
        self.window.press(f"Do not watch the line of {self.number} any more")
        until("no lamp", lambda: self.window.find("Line of ", exact=False) is None)


SCENES = ("sign_in", "watch", "lamps_follow_the_call", "call_again", "do_not_disturb", "names",
          "no_longer_watched")


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-lines-") as folder:
        with Office(folder, "--people", "4", "--with", "lamps") as office:
            environment = office.environment()
            ben = Terminal([BIN / "sidetonectl", "--profile", f"{folder}/ben",
                            "--audio-out", f"{folder}/ben.wav", "--password-file",
                            office.settings["SIDETONE_PASSWORD_FILE_2"], "serve", office.user(2)],
                           environment)
            arguments = ["--audio-out", f"{folder}/anna.wav", "--password-file",
                         office.settings["SIDETONE_PASSWORD_FILE_1"], office.user(1)]
            try:
                with Desktop(f"{folder}/anna", environment, *arguments) as window:
                    line = Line(window, ben, office)
                    for scene in SCENES:
                        getattr(line, scene)()
                        print(f"ok: {scene}", flush=True)
            finally:
                ben.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people call each other with pictures: Anna at the real window, Ben at the terminal client,
both with the moving test pattern for a camera. What Anna sees is read off the screen."""
import sys
import tempfile

from atspi import until
from pattern import extents, fitted, grab, number_in
from stage import BIN, Desktop, Office, picture
from terminal import Terminal


class Call:
    def __init__(self, window, ben, office):
        self.window, self.ben, self.office = window, ben, office

    def sign_in(self):
        window = self.window
        window.wait("Contacts", exact=False)
        self.ben.event("signin.ready")

    def number(self, name, mirrored=False):
        """The number in a picture on the screen, once there is one."""
        def read():
            node = self.window.find(name, exact=False)
            place = fitted(extents(node)) if node else (0, 0, 0, 0)
            return number_in(grab(place), mirrored) if min(place[2:]) > 40 else None
        return until(f"a number in '{name}'", read)

    def grows(self, name, mirrored=False):
        first = self.number(name, mirrored)
        until(f"a later number in '{name}'", lambda: self.number(name, mirrored) > first)

    def answer_with_video(self):
        self.ben.send("call", target=self.office.settings["SIDETONE_NUMBER_1"])
        self.window.wait("Incoming call from", exact=False)
        self.window.press("Answer with video")
        self.ben.event("call.state", state="connected")
        self.ben_shows_himself()

    def ben_shows_himself(self):
        """The office has calls begin without video."""
        self.ben.send("video", on=True)
        self.ben.wait("his own picture", lambda line: line.get("event") == "call.state" and
                      line.get("video", {}).get("sending") is True)

    def see_each_other(self):
        self.grows("Picture of ")
        self.grows("Your own picture", mirrored=True)
        picture("video-call")
        self.ben.wait("Anna's picture", lambda line: line.get("event") == "call.media" and
                      line.get("video", {}).get("statistics", {}).get("pictures_shown", 0) > 10)

    def hide_and_show_oneself(self):
        self.window.keys("ctrl+shift+i")
        self.window.press("Show your own picture")
        self.window.wait("Hide your own picture")

    def whole_screen(self):
        self.window.keys("F11")
        self.window.wait("Leave full screen")
        self.grows("Picture of ")
        picture("video-call-full")
        self.window.keys("Escape")
        self.window.wait("Full screen")

    def stop_and_start(self):
        self.window.press("Stop video")
        self.ben.wait("no picture of Anna", lambda line: line.get("event") == "call.state" and
                      line.get("video", {}).get("receiving") is False)
        self.window.keys("ctrl+shift+v")
        self.ben.wait("Anna's picture again", lambda line: line.get("event") == "call.state" and
                      line.get("video", {}).get("receiving") is True)
        self.window.wait("Stop video")

    def other_side_stops(self):
        self.ben.send("video", on=False)
        self.window.wait("shows no picture", exact=False)
        self.ben.send("video", on=True)
        self.grows("Picture of ")

    def hold(self):
        self.ben.send("hold")
        self.window.wait("put the call on hold", exact=False)
        self.ben.send("resume")
        self.grows("Picture of ")

    def hang_up(self):
        self.window.press("Hang up", exact=False)
        self.ben.event("call.state", state="ended")

    def answer_without_video(self):
        self.ben.send("call", target=self.office.settings["SIDETONE_NUMBER_1"])
        self.window.wait("Incoming call from", exact=False)
        self.window.press("Answer without video")
        state = self.ben.event("call.state", state="connected")
        assert state["video"]["receiving"] is False, state
        self.ben_shows_himself()
        self.grows("Picture of ")
        assert self.window.find("Your own picture", exact=False) is None
        self.window.press("Hang up", exact=False)
        self.ben.event("call.state", state="ended")

    def names(self):
        until("a name for every control", lambda: not self.window.unnamed_controls())


SCENES = ("sign_in", "answer_with_video", "see_each_other", "hide_and_show_oneself",
          "whole_screen", "stop_and_start", "other_side_stops", "hold", "names", "hang_up",
          "answer_without_video")


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-video-") as folder:
        with Office(folder, "--people", "4") as office:
            environment = office.environment()
            ben = Terminal([BIN / "sidetonectl", "--profile", f"{folder}/ben", "--video-in", "test",
                            "--audio-out", f"{folder}/ben.wav", "--password-file",
                            office.settings["SIDETONE_PASSWORD_FILE_2"], "serve", office.user(2)],
                           environment)
            arguments = ["--video-in", "test", "--audio-out", f"{folder}/anna.wav",
                         "--password-file", office.settings["SIDETONE_PASSWORD_FILE_1"],
                         office.user(1)]
            try:
                with Desktop(f"{folder}/anna", environment, *arguments) as window:
                    call = Call(window, ben, office)
                    for scene in SCENES:
                        getattr(call, scene)()
                        print(f"ok: {scene}", flush=True)
            finally:
                ben.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenes about sign-in and explanation: what is asked for, what is said, what can be done."""
import pathlib
import time


class Explanations:
    """Scenes on a window; `office` runs commands of sidetone-office on the office that is up."""

    def __init__(self, window, office, settings):
        self.window = window
        self.office = office
        self.settings = settings
        password = pathlib.Path(settings["SIDETONE_PASSWORD_FILE_1"])
        self.password = password.read_text(encoding="utf-8").strip()

    def first_run(self):
        """The address alone; what is none is said in words."""
        window = self.window
        window.wait("Work address")
        assert window.find("Password") is None, "the password is asked for before the address"
        window.type("nobody")
        window.keys("Return")
        window.wait("Work address")
        window.wait_described("there is no @ in it")
        window.keys("ctrl+a")

    def advanced_settings(self):
        """Other ways in, their addresses, and back without a change."""
        window = self.window
        window.press("Advanced settings")
        window.press("Cisco Communications Manager", exact=False)
        window.wait("TFTP server")
        window.press("Cisco IM & Presence", exact=False)
        window.wait("Login server")
        window.press("Cancel")
        window.wait("Work address")
        window.wait_focus("Work address")
        window.keys("ctrl+a")

    def wrong_password(self):
        """One sentence, each step on demand, and another try."""
        window = self.window
        window.type(self.settings["SIDETONE_USER_1"])
        window.keys("Return")
        window.wait_focus_described("Password")
        window.type("wrong" + self.password)
        window.keys("Return")
        window.wait("Try again")
        window.wait("password", exact=False)
        window.press("See each step")
        window.wait("Copy details")
        window.press("Hide the steps")

    def refused_certificate(self):
        """A server that cannot prove who it is: stopping is the default."""
        window = self.window
        self.office("cert", "imp1", "expired")
        window.type(self.password)
        window.keys("Return")
        window.wait("This server could not prove who it is", exact=False)
        window.wait("The server\u2019s certificate", exact=False)
        window.press("Stop")
        window.wait("Try again")
        self.office("cert", "imp1", "good")

    def sign_in(self):
        window = self.window
        window.wait_focus_described("Password")
        window.keys("ctrl+a")
        window.type(self.password)
        window.keys("Return")
        window.wait("Contacts", exact=False)

    def status(self):
        """A killed service turns red within 5 s, with its cause, and recovers."""
        window = self.window
        window.keys("ctrl+comma")
        window.wait("Chat and presence: Connected", exact=False)
        window.wait("Phone: Connected", exact=False)
        self.office("fault", "prosody", "kill")
        begun = time.monotonic()
        window.wait("Chat and presence: Reconnecting", exact=False, seconds=5)
        assert time.monotonic() - begun < 5
        window.wait("Chat and presence: Connected", exact=False, seconds=60)

    def report(self):
        """Written here, read here, before anything is sent."""
        window = self.window
        window.press("Problem report", exact=False)
        window.wait("Make the report")
        window.wait_focus("What went wrong?")
        window.type("silent phone")
        window.press("Make the report")
        window.wait("The report is saved on this computer", exact=False)
        window.press("Read it", exact=False)
        window.wait("The file\u2019s text")
        window.press("Delete the report")
        window.wait("Make the report")

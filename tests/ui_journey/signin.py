# SPDX-License-Identifier: GPL-3.0-or-later
"""All about signing in at the real window: the first run, a wrong password, servers set by hand, a
certificate that nobody vouches for, the connection status, a problem report, all settings. By
keyboard and by what a screen reader offers."""
import hashlib
import os
import pathlib
import socket
import ssl
import sys
import tempfile
import zipfile

from atspi import Atspi, shows, until
from stage import Desktop, Office, picture

PLANTED = "planted-Horse7Battery"
SPOKEN = "a message that stays between two"


def type_address(window, address):
    window.wait("Work address")
    window.type(address)
    window.keys("Return")
    window.wait_password()


def sign_in(window, office, number=1):
    type_address(window, office.user(number))
    window.type(office.password(number))
    window.keys("Return")


def signed_in(window):
    window.wait("Search people", exact=False)


def page(window, name):
    window.keys("ctrl+comma")
    window.press(name, exact=False)


def served_fingerprint(address):
    """SHA-256 of the certificate that a server shows right now, as people compare it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection(address, timeout=10) as plain:
        with context.wrap_socket(plain) as secure:
            digest = hashlib.sha256(secure.getpeercert(True)).hexdigest().upper()
    return ":".join(digest[i:i + 2] for i in range(0, 64, 2))


class Scenes:
    def __init__(self, folder, office):
        self.folder = folder
        self.office = office

    def desktop(self, profile, *arguments, **environment):
        return Desktop(f"{self.folder}/{profile}", self.office.environment(**environment),
                       *arguments)

    def first_run(self):
        """The address alone, then the password, and in; the address is known the next time."""
        with self.desktop("first") as window:
            window.wait("Work address")
            picture("first-run")
            window.type("nobody at all")
            window.keys("Return")
            window.wait_described("nobody at all")
            picture("first-run-no-address")
            window.keys("ctrl+a")
            window.type(self.office.user(1))
            window.keys("Return")
            window.wait_password()
            window.wait(self.office.user(1))
            picture("first-run-password")
            window.type(self.office.password(1))
            window.keys("Return")
            signed_in(window)
            picture("first-run-signed-in")
        with self.desktop("first") as window:
            window.wait(self.office.user(1))
            window.wait_password()

    def wrong_password(self):
        """Each try says the one sentence; none locks the person out; the right one is taken."""
        sentence = f"Signing in {self.office.user(1)}: the user name or the password is wrong. " \
                   "Check both and try again."
        with self.desktop("wrong") as window:
            type_address(window, self.office.user(1))
            for guess in ("first guess", "second guess"):
                window.type(guess)
                window.keys("Return")
                window.wait(sentence, Atspi.Role.ALERT)
                window.wait("Try again")
                window.wait_password()
            picture("wrong-password")
            window.press("See each step")
            window.wait("What happened")
            picture("wrong-password-steps")
            window.wait("Hide the steps")
            window.focus_password()
            window.keys("ctrl+a")
            window.type(self.office.password(1))
            window.keys("Return")
            signed_in(window)

    def by_hand(self):
        """Where discovery finds nothing, servers are set by hand; Automatic brings back."""
        record = ("_cisco-uds._tcp", "SRV")
        server = f"cucm1.{self.office.domain}"
        self.office("dns", "unset", *record)
        with self.desktop("hand") as window:
            sign_in(window, self.office)
            window.press("Set servers by hand")
            window.press("Cisco Communications Manager", exact=False)
            picture("by-hand")
            window.reach("Save")
            window.press("Save")
            window.wait_described("This way of signing in needs an address here.")
            picture("by-hand-empty")
            for label in ("TFTP server", "CCMCIP server"):
                window.reach(label)
                window.focus(label)
                window.type(server)
            picture("by-hand-filled")
            window.reach("Save")
            window.press("Save")
            window.press("Try again")
            window.wait("Calls", exact=False)
            page(window, "Advanced settings")
            window.reach("Forget all this and go back to Automatic")
            picture("by-hand-signed-in")
            self.office("dns", "set", *record, f"1 5 8443 {server}.")
            window.reach("Forget all this and go back to Automatic")
            window.press("Forget all this and go back to Automatic")
            window.keys("ctrl+comma")
            window.press("Sign out", exact=False)
            sign_in_again(window, self.office)
            signed_in(window)
            page(window, "Connection status")
            window.wait("Chat and presence: Connected", exact=False)

    def certificate(self):
        """The chain is shown; trusting takes two decisions; then it is trusted, and a third one in
        its place is not."""
        address = (self.office.address(11), 8443)
        self.office("cert", "contracts", "other-ca")
        try:
            with self.desktop("certificate") as window:
                sign_in(window, self.office)
                window.wait("This server could not prove who it is", exact=False)
                window.wait("The server\u2019s certificate")
                window.wait("Unknown authority", exact=False)
                shown = served_fingerprint(address)
                until("the served certificate's fingerprint", lambda: any(
                    shown == name.replace("\n", ":") for name in window.names()))
                picture("certificate")
                window.reach("Trust this certificate \u2026")
                window.press("Trust this certificate \u2026")
                window.reach("I compared the fingerprint with my administrator\u2019s. Whoever has the "
                             "wrong certificate can read your password and messages.")
                window.press("I compared the fingerprint", exact=False)
                picture("certificate-deciding")
                window.reach("Trust it from now on")
                window.press("Trust it from now on")
                signed_in(window)
            self.office("cert", "contracts", "self-signed")
            with self.desktop("certificate") as window:
                window.wait_password()
                window.type(self.office.password(1))
                window.keys("Return")
                window.wait("This server\u2019s certificate has changed", exact=False)
                picture("certificate-changed")
                window.press("Stop")
                window.wait("Try again")
        finally:
            self.office("cert", "contracts", "good")

    def status(self):
        """Each step of the sign-in can be seen and read; a server that is killed shows."""
        with self.desktop("status") as window:
            sign_in(window, self.office)
            signed_in(window)
            page(window, "Connection status")
            window.wait("Chat and presence: Connected", exact=False)
            window.wait("Phone: Connected", exact=False)
            for step in ("Looking up _cisco-uds", "service profile", "home cluster"):
                window.reveal("Search the steps", step)
            picture("status")
            self.office("fault", "prosody", "stop")
            window.wait("Chat and presence: Reconnecting", exact=False)
            picture("status-chat-down")
            self.office("fault", "prosody", "start")
            window.wait("Chat and presence: Connected", exact=False)

    def phone_down(self):
        """The phone service's sentence of the table of broken deployments."""
        self.office("fault", "kamailio", "stop")
        try:
            with self.desktop("phone") as window:
                sign_in(window, self.office)
                signed_in(window)
                page(window, "Connection status")
                window.wait("the connection was refused, nothing is running on this port. Ask your "
                            "administrator whether the server is running.", exact=False)
                picture("status-phone-down")
        finally:
            self.office("fault", "kamailio", "start")

    def report(self):
        """All of the report is read before anything is sent, and holds no secret."""
        config = pathlib.Path(self.office.folder) / "files" / "jabber-config.xml"
        config.parent.mkdir(exist_ok=True)
        config.write_text("<config><Directory><ConnectionUsername>reader</ConnectionUsername>"
                          f"<ConnectionPassword>{PLANTED}</ConnectionPassword></Directory>"
                          "</config>")
        with self.desktop("report") as window:
            sign_in(window, self.office)
            signed_in(window)
            window.keys("ctrl+k")
            window.wait_focus("Search people")
            window.type("ben")
            window.keys("Return")
            window.wait_focus("Message to ")
            window.type(SPOKEN)
            window.keys("Return")
            window.wait(SPOKEN, exact=False)
            page(window, "Problem report")
            window.wait_focus("What went wrong?")
            picture("report-words")
            window.type("It does not ring")
            window.press("Make the report")
            window.wait("The report is saved on this computer")
            picture("report-written")
            read = self.read_all(window)
            picture("report-read")
            path = next(name for name in window.names() if name.endswith(".zip"))
            with zipfile.ZipFile(path) as archive:
                written = {name: archive.read(name).decode() for name in archive.namelist()}
            assert set(read) == set(written), (read.keys(), written.keys())
            for name, text in read.items():
                assert text == written[name], f"{name} shows {text!r}, holds {written[name]!r}"
                for secret in (PLANTED, SPOKEN, self.office.password(1)):
                    assert secret not in text, f"{secret} stands in {name}"
            whole = "\n".join(read.values())
            assert "It does not ring" in whole and "ConnectionUsername" in whole
            window.reach("Delete the report")
            window.press("Delete the report")
            until("the report's end", lambda: not os.path.exists(path))
        config.unlink()

    def read_all(self, window):
        """Every file's text by name, as the window shows it."""
        files = [name for name in window.names() if name.endswith(". Read it")]
        assert len(files) >= 4, files
        texts = {}
        for file in files:
            window.press(file)
            box = window.wait("The file\u2019s text")
            text = box.get_text_iface().get_text(0, -1)
            texts[file.split(", ")[0]] = text.replace("\u2029", "\n")  # Qt's end of a paragraph
        return texts

    def settings(self):
        """Each value says where it comes from, what it overrode and who locked it."""
        policy = pathlib.Path(f"{self.office.folder}-etc") / "policy.d" / "10-office.conf"
        policy.parent.mkdir(parents=True)
        policy.write_text("Disable_IM_History: true\nlocked: Disable_IM_History\n"
                          "Forgot_Password_URL: https://policy.example/\n")
        config = pathlib.Path(self.office.folder) / "files" / "jabber-config.xml"
        config.parent.mkdir(exist_ok=True)
        config.write_text("<config><Policies><Disable_IM_History>false</Disable_IM_History>"
                          "</Policies></config>")
        with self.desktop("settings") as window:
            sign_in(window, self.office)
            signed_in(window)
            page(window, "All settings")
            window.wait_focus("Search the settings")
            window.type("Disable_IM_History")
            row = window.wait("Locked by the policy of this machine", exact=False)
            assert "From: policy, locked" in row.get_name() or "locked" in row.get_name(), \
                row.get_name()
            row.get_action_iface().do_action(0)
            window.wait("jabber-config.xml: Off", exact=False)
            picture("settings-locked")
            window.keys("ctrl+a")
            window.type("Forgot_Password_URL")
            open_row = window.wait("https://policy.example/. From:", exact=False)
            assert "Locked" not in open_row.get_name(), open_row.get_name()
            picture("settings-open")
        config.unlink()
        policy.unlink()

    def run(self, only):
        for scene in (self.first_run, self.wrong_password, self.by_hand, self.certificate,
                      self.status, self.phone_down, self.report, self.settings):
            if only and scene.__name__ != only:
                continue
            scene()
            print(f"ok: {scene.__name__}", flush=True)


def sign_in_again(window, office):
    window.wait_password()
    window.type(office.password(1))
    window.keys("Return")


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-signin-") as folder:
        with Office(folder, "--people", "12") as office:
            Scenes(folder, office).run(os.environ.get("SIDETONE_SCENE"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

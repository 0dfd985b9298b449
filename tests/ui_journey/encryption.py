# SPDX-License-Identifier: GPL-3.0-or-later
"""What the real window says about who can read a chat, in each state, and that somebody who takes
the encryption away is seen. By keyboard and by what a screen reader offers; the other side is the
terminal client."""
import pathlib
import sqlite3
import sys
import tempfile

from atspi import until
from stage import BIN, Desktop, Office, picture
from terminal import Terminal

RECORDED = "Your organisation keeps a record of all messages on its servers"
NOT_ON = "Your organisation has not switched on encryption between people."


def set_policy(office, **values):
    folder = pathlib.Path(f"{office.folder}-etc/policy.d")
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f"{name}: {'true' if value else 'false'}\n" for name, value in values.items())
    (folder / "messages.conf").write_text("".join(lines))


def terminal(office, folder, profile):
    other = Terminal([BIN / "sidetonectl", "--profile", f"{folder}/{profile}", "--password-file",
                      office.settings["SIDETONE_PASSWORD_FILE_2"], "serve", office.user(2)],
                     office.environment())
    other.event("signin.ready")
    return other


def answer(other, command, **fields):
    other.send(command, **fields)
    return other.wait(command, lambda line: line.get("id") == command)


def devices(other, address):
    found = answer(other, "devices", peer=address).get("devices", [])
    return [one for one in found if one["active"] and one["fingerprint"]]


def archived(office, text):
    """Whether the server's own archive has these words."""
    with sqlite3.connect(f"file:{office.folder}/prosody/data/archive.sqlite?mode=ro",
                         uri=True, timeout=60) as archive:
        return archive.execute("SELECT count(*) FROM prosodyarchive WHERE value LIKE ?",
                               (f"%{text}%",)).fetchone()[0] > 0


def sign_in(window, office):
    window.wait("Work address")
    window.type(office.user(1))
    window.keys("Return")
    window.wait_password()
    window.type(office.password(1))
    window.keys("Return")
    window.wait("Search people", exact=False)


def open_chat(window):
    window.keys("ctrl+k")
    window.wait_focus("Search people")
    window.type("ben")
    window.keys("Return")
    window.wait_focus("Message to ")


def write(window, text):
    window.type(text)
    window.keys("Return")


def recorded(office, folder):
    """MSG-06: the server keeps messages by policy, which forbids encryption between people."""
    set_policy(office, Support_AES_Encoding_For_IM=False, IM_Logging_Enabled=True)
    ben = terminal(office, folder, "ben-recorded")
    notices = answer(ben, "notices", peer=office.user(1))["notices"]
    assert any(RECORDED in notice for notice in notices), notices
    lock = answer(ben, "lock", peer=office.user(1))
    assert lock["protection"] == "none" and NOT_ON in lock["sentence"], lock
    assert not lock["changeable"], lock
    with Desktop(f"{folder}/anna-recorded", office.environment()) as window:
        sign_in(window, office)
        open_chat(window)
        window.wait(RECORDED, exact=False)
        window.wait(NOT_ON, exact=False)
        window.wait("Encrypted between you and the server (TLS)")
        picture("lock-recorded")
        write(window, "words for the record")
        got = ben.event("message", body="words for the record", direction="in")
        assert "protection" not in got, got
        until("the words in the server's archive",
              lambda: archived(office, "words for the record"))
    ben.stop()


def encrypted(office, folder, window, ben):
    """ENC-05: the padlock, told by name; nobody compared anything yet."""
    until("two devices", lambda: len(devices(ben, office.user(1))) == 1)
    open_chat(window)
    window.wait("Encrypted between you and the server (TLS)")
    window.wait("Only you and", exact=False)
    picture("lock-encrypted")
    write(window, "words for two")
    got = ben.event("message", body="words for two", direction="in")
    assert got["protection"] == "omemo", got
    assert not archived(office, "words for two")


def compared(window):
    window.keys("ctrl+shift+e")
    window.press("The digits are the same")
    window.wait("Compared and trusted", exact=False)
    window.keys("Escape")
    window.wait("All of their devices were compared", exact=False)
    picture("lock-compared")


def forged(office, folder, window):
    """Somebody who holds the account, as its server does, puts a device into its list."""
    other = terminal(office, folder, "ben-forged")
    window.wait("A new device joined this conversation", exact=False)
    until("the lock without its mark", lambda: window.find(
        "All of their devices were compared", exact=False) is None)
    picture("lock-forged")
    window.focus(next(name for name in window.names() if name.startswith("Message to ")))
    write(window, "not for the forged one")
    return other


def stripped(office, folder, window, ben, other):
    """All keys are taken out of the list: nothing leaves in clear, and the window says why."""
    for one in (ben, other):
        one.stop()
    set_policy(office, Support_AES_Encoding_For_IM=False)
    plain = [terminal(office, folder, profile) for profile in ("ben", "ben-forged")]
    window.wait("that you compared are gone from the list of their devices", exact=False)
    picture("lock-stripped")
    write(window, "held back")
    window.wait("held back. Sending a message: it was not sent", exact=False)
    assert not archived(office, "held back")
    for one in plain:
        one.stop()


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-locks-") as folder:
        with Office(folder, "--people", "4") as office:
            recorded(office, folder)
            print("ok: recorded", flush=True)
            set_policy(office, Support_AES_Encoding_For_IM=True, Support_No_Encoding_For_IM=True)
            ben = terminal(office, folder, "ben")
            with Desktop(f"{folder}/anna", office.environment()) as window:
                sign_in(window, office)
                encrypted(office, folder, window, ben)
                compared(window)
                other = forged(office, folder, window)
                ben.event("message", body="not for the forged one", direction="in")
                stripped(office, folder, window, ben, other)
                print("ok: encrypted, compared, forged, stripped", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""From the chat window: a file, a picture of the screen by one press, and a group chat with one
person more, all of which arrive. And outside: no file goes straight, and the window says why."""
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

from atspi import shows, until
from stage import BIN, Desktop, Office, picture
from terminal import Terminal

HERE = pathlib.Path(__file__).parent


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Portal:
    """The desktop's dialogs, as long as the with-block."""

    def __init__(self, image, file):
        self.process = subprocess.Popen([sys.executable, HERE / "portal.py", image, file],
                                        stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        assert self.process.stdout.readline().strip() == "ready"

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


def drawn(width, height):
    """A PNG of two colours, in stripes."""
    def chunk(name, content):
        return (struct.pack(">I", len(content)) + name + content +
                struct.pack(">I", zlib.crc32(name + content)))
    rows = b"".join(b"\0" + (b"\x28\x60\xa0" if y // 32 % 2 else b"\xf0\xe0\xd0") * width
                    for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Scenes:
    def __init__(self, folder, office):
        self.folder = folder
        self.office = office
        names = [line.split()[0] for line in office("user", "list").splitlines()]
        self.third = next(address for address in (f"{name}@{office.domain}" for name in names)
                          if address not in (office.user(1), office.user(2)))
        self.image = f"{folder}/screen.png"
        self.file = f"{folder}/Travel plan.txt"
        pathlib.Path(self.image).write_bytes(drawn(1280, 900))
        # As the administrator of these machines says: straight, where that is possible.
        policy = pathlib.Path(f"{office.folder}-etc/policy.d")
        policy.mkdir(parents=True)
        (policy / "files.conf").write_text("PreferredFT: P2P\n", encoding="utf-8")
        pathlib.Path(self.file).write_text("Train at 8:04\n" * 4000, encoding="utf-8")

    def terminal(self, number, name):
        return Terminal([BIN / "sidetonectl", "--profile", f"{self.folder}/{name}",
                         "--password-file",
                         self.office.settings[f"SIDETONE_PASSWORD_FILE_{number}"], "serve",
                         self.office.user(number)],
                        self.office.environment(HOME=f"{self.folder}/home-{name}"))

    def desktop(self, name, **more):
        return Desktop(f"{self.folder}/{name}",
                       self.office.environment(HOME=f"{self.folder}/home-{name}",
                                               XDG_SESSION_TYPE="wayland", **more),
                       "--password-file", self.office.settings["SIDETONE_PASSWORD_FILE_1"],
                       self.office.user(1))

    def open_chat(self, window):
        """The search finds the other person, and Enter opens the chat."""
        window.wait("Contacts", exact=False)
        window.keys("ctrl+k")
        window.wait_focus("Search people")
        window.type("ben")
        window.wait("Ben", exact=False)
        window.keys("Return")
        window.wait("Message to ", exact=False)

    def inside(self, ben):
        with Portal(self.image, self.file), self.desktop("anna") as window:
            self.open_chat(window)
            until("the button for files", lambda: window.find("Send a file"))
            window.press("Send a file")
            self.take(ben, "offered")
            self.screen(window, ben)
            self.group(window, ben)

    def take(self, ben, state):
        """What goes straight is offered; what lies on the server is available."""
        waiting = self.file_of(ben, "Travel plan.txt", state)
        ben.send("file-accept", message=waiting["message"])
        got = self.file_of(ben, "Travel plan.txt", "done")
        assert digest(got["file"]["path"]) == digest(self.file), got

    def screen(self, window, ben):
        window.press("Send a picture of the screen")
        window.wait("What would be sent")
        window.wait_focus("Send")
        picture("files-capture")
        sent = digest(self.image)
        window.keys("Return")
        self.file_of(ben, "screen.png", "offered")
        got = self.file_of(ben, "screen.png", "done")  # pictures are taken without asking
        assert digest(got["file"]["path"]) == sent, got
        window.wait("Picture screen.png")
        picture("files-sent")

    def group(self, window, ben):
        window.press("More about this chat")
        window.press("Start a group chat with others")
        window.wait("New group chat")
        until("the person of the chat, chosen", lambda: any(
            (node.get_name() or "").startswith("Remove ") and shows(node)
            for node in window.all()))
        window.focus("Find people to add")
        window.type(self.third)
        window.keys("Return")
        until("two people, chosen", lambda: len(
            [node for node in window.all()
             if (node.get_name() or "").startswith("Remove ") and shows(node)]) == 2)
        picture("files-group")
        window.press("Create the group")
        ben.event("invitation")
        picture("files-all")

    @staticmethod
    def file_of(side, name, state):
        return side.wait(f"{name} {state}", lambda line: line.get("file", {}).get("name") == name
                         and line["file"]["state"] == state)

    def outside(self, ben):
        """The same person on the Internet, where the name servers know the edge alone."""
        outside = self.office.settings["SIDETONE_NAMESERVER_OUTSIDE"]
        with (Portal(self.image, self.file),
              self.desktop("anna-away", SIDETONE_NAMESERVER=outside) as window):
            self.open_chat(window)
            window.press("More about this chat")
            entry = window.wait("Send a file straight to their device")
            until("the reason beside the entry", lambda: "From outside the organisation" in (
                entry.get_description() or ""))
            # What could be used would close the menu.
            window.press("Send a file straight to their device")
            window.wait("Save chat", exact=False)
            window.wait("From outside the organisation's network", exact=False)
            picture("files-outside")
            window.keys("Escape")
            window.press("Send a file")
            self.take(ben, "available")


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-files-") as folder:
        with Office(folder, "--people", "5", "--with", "edge") as office:
            scenes = Scenes(folder, office)
            ben = scenes.terminal(2, "ben")
            try:
                ben.event("signin.ready")
                scenes.inside(ben)
                print("ok: file, screen and group", flush=True)
                scenes.outside(ben)
                print("ok: outside", flush=True)
            finally:
                ben.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

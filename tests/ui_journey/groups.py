# SPDX-License-Identifier: GPL-3.0-or-later
"""Links that name several people: the window that starts with one, and the one that already runs,
list them all, with the topic and the first message, and nothing leaves without the person."""
import subprocess
import sys
import tempfile
import urllib.parse

from atspi import Atspi, shows, until
from stage import BIN, Desktop, Office, picture
from terminal import Terminal

TOPIC = "Budget & round two"
WORDS = "Shall we meet at ten?\nRoom 4 is free."


def link(scheme, people, topic="", words=""):
    query = []
    if topic:
        query.append("subject=" + urllib.parse.quote(topic))
    if words:
        query.append("body=" + urllib.parse.quote(words))
    return f"{scheme}:{';'.join(people)}" + (f"?message;{';'.join(query)}" if query else "")


def chosen(window):
    """The people that are chosen, in their order."""
    return [node.get_name().removeprefix("Remove ") for node in window.all()
            if (node.get_name() or "").startswith("Remove ") and shows(node)]


def text_of(window, name):
    node = window.wait(name, exact=False)
    text = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    return text.replace("\u2029", "\n")  # Qt 6.4's own sign for a new line


class Scenes:
    def __init__(self, folder, office):
        self.folder = folder
        self.office = office
        lines = office("user", "list").splitlines()
        names = [line.split()[0] for line in lines]
        own = office.user(1)
        everybody = [f"{name}@{office.domain}" for name in names]
        self.people = [office.user(2)] + [one for one in everybody
                                          if one not in (own, office.user(2))]

    def command(self, *arguments):
        return [BIN / "sidetone", "--profile", f"{self.folder}/anna", *arguments]

    def cold(self, ben):
        """The program is started by the link: signed in, the dialog lists all four."""
        four = self.people[:4]
        desktop = Desktop(f"{self.folder}/anna", self.office.environment(),
                          "--password-file", self.office.settings["SIDETONE_PASSWORD_FILE_1"],
                          self.office.user(1), link("xmpp", four, TOPIC, WORDS))
        with desktop as window:
            window.wait("New group chat", exact=False, seconds=60)
            until("four people", lambda: len(chosen(window)) == 4)
            until("the topic", lambda: text_of(window, "Topic") == TOPIC)
            until("the first message", lambda: text_of(window, "First message") == WORDS)
            picture("group-cold")
            self.nothing_came(ben)
            self.warm(window, ben)

    def warm(self, window, ben):
        """The running program takes the next link; nothing is sent before a press and Enter."""
        two = [self.people[0], self.people[5]]
        done = subprocess.run(self.command(link("im", two, "Lunch", "Pasta?")), timeout=60,
                              env=self.office.environment(), check=False)
        assert done.returncode == 0, done
        until("two people", lambda: len(chosen(window)) == 2)
        until("the other topic", lambda: text_of(window, "Topic") == "Lunch")
        until("the other message", lambda: text_of(window, "First message") == "Pasta?")
        picture("group-warm")
        self.nothing_came(ben)
        window.press("Create the group")
        invitation = ben.event("invitation")
        assert invitation["reason"] == "Lunch", invitation
        window.wait("Message to ", exact=False)
        until("the message in the input box", lambda: text_of(window, "Message to ") == "Pasta?")
        picture("group-made")
        ben.send("accept-invitation", invitation=invitation["invitation"])
        ben.wait("the room", lambda line: line.get("id") == "accept-invitation" and line["ok"])
        ben.send("history", peer=invitation["room"])
        past = ben.wait("the room's past", lambda line: line.get("id") == "history")
        assert not [one for one in past["messages"] if one["body"] == "Pasta?"], past
        window.focus(next(name for name in window.names() if name.startswith("Message to ")))
        window.keys("Return")
        ben.event("message", body="Pasta?", direction="in")

    def nothing_came(self, ben):
        ben.send("invitations")
        asked = ben.wait("the invitations", lambda line: line.get("id") == "invitations")
        assert asked["invitations"] == [], asked
        ben.send("conversations")
        talks = ben.wait("the conversations", lambda line: line.get("id") == "conversations")
        assert talks["conversations"] == [], talks


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-groups-") as folder:
        with Office(folder, "--people", "12") as office:
            ben = Terminal([BIN / "sidetonectl", "--profile", f"{folder}/ben", "--password-file",
                            office.settings["SIDETONE_PASSWORD_FILE_2"], "serve",
                            office.user(2)], office.environment())
            try:
                ben.event("signin.ready")
                Scenes(folder, office).cold(ben)
                print("ok: cold and warm", flush=True)
            finally:
                ben.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

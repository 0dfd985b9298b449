# SPDX-License-Identifier: GPL-3.0-or-later
"""Links to people and numbers, as other programs open them: by the desktop's own command, and from
pages in a browser. The real window follows them, cold and warm, and sends nothing before the
person does (URI-01, URI-04). Which program opens them is the person's choice (URI-05)."""
import functools
import http.server
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

from atspi import NotShown, Window, until
from stage import BIN, Office, picture
from terminal import Terminal

ENTRY = pathlib.Path(__file__).resolve().parents[2] / "packaging/desktop/sidetone.desktop"


class Desk:
    """A person's desktop: its defaults, the installed entry, another program that opens links."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {"HOME": f"{folder}/home", "XDG_CONFIG_HOME": f"{folder}/config",
                            "XDG_DATA_HOME": f"{folder}/data", "XDG_CACHE_HOME": f"{folder}/cache",
                            "XDG_DATA_DIRS": f"{folder}/system:/usr/share",
                            "XDG_CURRENT_DESKTOP": "X-Generic",
                            "PATH": f"{folder}/bin:{os.environ['PATH']}",
                            "XDG_RUNTIME_DIR": f"{folder}/run",
                            "SIDETONE_PROFILE": f"{folder}/anna"}
        (self.folder / "run").mkdir(mode=0o700)
        for name in ("home", "config", "data/applications", "system/applications", "bin"):
            (self.folder / name).mkdir(parents=True)
        self.opened_elsewhere = self.folder / "elsewhere"
        self.program("sidetone", f'echo $$ >>"{folder}/pids"\nexec "{BIN}/sidetone" '
                     f'--geometry 1180x860 "$@" >>"{folder}/log" 2>&1')
        self.program("otherchat", f'echo "$1" >>"{self.opened_elsewhere}"')
        (self.folder / "data/applications/otherchat.desktop").write_text(
            "[Desktop Entry]\nType=Application\nName=Other Chat\nExec=otherchat %u\n"
            "MimeType=x-scheme-handler/xmpp;x-scheme-handler/im;\n")

    def program(self, name, script):
        file = self.folder / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def run(self, *words):
        return subprocess.run(words, env={**os.environ, **self.environment}, timeout=60,
                              capture_output=True, text=True, check=True).stdout.strip()

    def default(self, scheme):
        return self.run("xdg-mime", "query", "default", f"x-scheme-handler/{scheme}")

    def install(self):
        folder = self.folder / "system/applications"
        shutil.copy(ENTRY, folder)
        # What update-desktop-database makes of it when a package is installed.
        types = next(line for line in ENTRY.read_text().splitlines()
                     if line.startswith("MimeType=")).removeprefix("MimeType=").strip(";")
        (folder / "mimeinfo.cache").write_text("[MIME Cache]\n" + "".join(
            f"{name}=sidetone.desktop;\n" for name in types.split(";")))

    def started(self):
        """The process ids of all starts of our program, oldest first."""
        file = self.folder / "pids"
        return [int(line) for line in file.read_text().split()] if file.exists() else []


def tried(shown):
    """What is shown within some seconds, or nothing."""
    try:
        return until("an effect", shown, 5)
    except NotShown:
        picture("link-no-effect")
        return None


class Running:
    def __init__(self, pid):
        self.pid = pid

    def lives(self):
        try:
            return pathlib.Path(f"/proc/{self.pid}/stat").read_text().split()[2] != "Z"
        except FileNotFoundError:
            return False


class Pages(http.server.BaseHTTPRequestHandler):
    """The chapter's pages, each with one link as large as the window: a click always meets it."""
    links = []

    def do_GET(self):
        number = self.path.strip("/")
        found = number.isdigit() and int(number) < len(self.links)
        text = (f'<html><body style="margin:0"><a href="{self.links[int(number)]}" style="display:'
                'block;height:3000px;background:#ccddff">Here</a></body></html>') if found else ""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class Journey:
    def __init__(self, folder, office):
        self.office = office
        self.desk = Desk(folder)
        rows = [line.split() for line in office("user", "list").splitlines() if line.strip()]
        self.people = [f"{row[0]}@{office.domain}" for row in rows]
        self.names = [" ".join(row[3:5]) for row in rows]
        self.environment = office.environment(**self.desk.environment)
        self.ben = Terminal([BIN / "sidetonectl", "--profile", f"{folder}/ben", "--audio-out",
                             f"{folder}/ben.wav", "--password-file",
                             office.settings["SIDETONE_PASSWORD_FILE_2"], "serve", office.user(2)],
                            office.environment())
        self.ben.event("signin.ready")
        self.openers = []

    def close(self):
        self.ben.stop()
        for pid in self.desk.started():
            if Running(pid).lives():
                os.kill(pid, 15)
        for opener in self.openers:
            opener.wait(20)

    def open(self, link):
        """As another program of the desktop would. It may wait for what it starts."""
        self.openers.append(subprocess.Popen(["xdg-open", link], env=self.environment,
                                             stdout=subprocess.DEVNULL))

    def follow(self, link, what, shown):
        """Opens it until our window shows what it asks for: only three are taken in 15 s."""
        def opened():
            self.open(link)
            return tried(shown)
        until(what, opened, 60)

    def heard(self):
        """What ben heard so far of anna's chats."""
        lines = []
        while not self.ben.lines.empty():
            lines.append(self.ben.lines.get())
        return [line for line in lines if line.get("event") in ("message", "chat-state", "room",
                                                                "invitation", "call.incoming")]

    def written(self, text):
        """Until the composer holds the text."""
        def holds():
            node = self.window.find("Message to ", exact=False)
            content = node.get_text_iface() if node else None
            return content and content.get_text(0, -1) == text
        until(f"'{text}' in the composer", holds)

    def installs_without_taking_anything(self):
        desk = self.desk
        desk.run("xdg-mime", "default", "otherchat.desktop", "x-scheme-handler/xmpp")
        desk.install()
        assert desk.default("xmpp") == "otherchat.desktop", desk.default("xmpp")
        # What nobody has taken, the person gives to the new program.
        desk.run("xdg-mime", "default", "sidetone.desktop", "x-scheme-handler/im",
                 "x-scheme-handler/IM")

    def cold(self):
        self.open(f"IM:{self.office.user(2)}?message;subject=Trip;body=Ready%3F%20It%20is%2010%25")
        until("our program", lambda: self.desk.started())
        self.window = window = Window(Running(self.desk.started()[0]))
        window.wait("Work address")
        window.type(self.office.user(1))
        window.keys("Return")
        window.wait_password()
        window.type(self.office.password(1))
        window.keys("Return")
        window.wait_focus("Message to ")
        self.written("Ready? It is 10%")
        window.wait("Trip")
        assert not self.heard(), "something was said before the person said it"
        picture("link-cold")
        window.keys("Return")
        message = self.ben.event("message", direction="in")
        assert message["body"] == "Ready? It is 10%" and message["subject"] == "Trip", message

    def warm_for_three(self):
        people = ";".join(self.people[1:4])
        self.open(f"im:{people}?message;subject=I.T%20Desk;body=Jabber%2010.5%20Query")
        window = self.window
        window.wait("Create the group")
        topic = window.wait("Topic").get_text_iface()
        until("the topic", lambda: topic.get_text(0, -1) == "I.T Desk")
        assert not self.heard(), "a group was made before the person said so"
        assert len([pid for pid in self.desk.started() if Running(pid).lives()]) == 1
        picture("link-group")
        window.press("Create the group")
        invitation = self.ben.event("invitation")
        self.written("Jabber 10.5 Query")
        self.ben.send("accept-invitation", invitation=invitation["invitation"])
        room = self.ben.event("room", room=invitation["room"], state="joined")
        if room["subject"] != "I.T Desk":
            self.ben.event("room", room=invitation["room"], subject="I.T Desk")
        assert not [line for line in self.heard() if line["event"] == "message" and
                    line.get("kind", "text") == "text"], "the text went by itself"
        window.focus(window.find("Message to ", exact=False).get_name())
        window.keys("Return")
        self.ben.event("message", body="Jabber 10.5 Query")

    def keeps_what_was_typed(self):
        window = self.window
        self.open(f"im:{self.people[2]}")
        window.wait_focus("Message to " + self.names[2])
        window.type("half a thought")
        self.written("half a thought")
        self.follow(f"im:{self.people[2]}?body=Something%20else", "why the text is left out",
                    lambda: window.find("the link's text was left out", exact=False))
        self.written("half a thought")
        window.keys("ctrl+a", "BackSpace")

    def says_what_is_wrong(self):
        self.open("im:nobody@@example")
        self.window.wait("Opening a link", exact=False)

    def takes_only_what_is_asked(self):
        """The last that was registered wins, whichever it is; ours asks first (URI-05)."""
        desk, window = self.desk, self.window
        self.open(f"xmpp:{self.office.user(2)}")
        until("the link in the other program", desk.opened_elsewhere.exists)
        window.keys("ctrl+comma")
        window.wait("Open links here", exact=False)
        window.wait("xmpp: in Other Chat", exact=False)
        assert desk.default("xmpp") == "otherchat.desktop"
        picture("link-settings")
        window.press("Open links here", exact=False)
        window.wait("Before it was Other Chat", exact=False)
        until("our entry", lambda: desk.default("xmpp") == "sidetone.desktop")
        assert desk.default("im") == desk.default("tel") == "sidetone.desktop"
        desk.run("xdg-mime", "default", "otherchat.desktop", "x-scheme-handler/xmpp")
        desk.opened_elsewhere.unlink()
        self.open(f"xmpp:{self.office.user(2)}")
        until("the link in the other program again", desk.opened_elsewhere.exists)
        assert desk.default("xmpp") == "otherchat.desktop"
        desk.run("xdg-mime", "default", "sidetone.desktop", "x-scheme-handler/xmpp",
                 "x-scheme-handler/XMPP")

    def click(self, number, shown):
        """Clicks the page's link in the browser, until our window shows what it asks for: the
        limits of links in a short time hold here too."""
        address = f"http://127.0.0.1:{self.server.server_port}/{number}"
        browser = subprocess.Popen(["netsurf-gtk", address], env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            window = until("the browser's window", lambda: subprocess.run(
                ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(browser.pid), "--name", "."],
                capture_output=True, text=True, check=False).stdout.split())[-1]

            def clicked():
                subprocess.run(["xdotool", "windowraise", window, "mousemove", "--window", window,
                                "400", "400", "click", "1"], check=False)
                return tried(shown)
            until(f"what '{Pages.links[number]}' asks for", clicked, 60)
        finally:
            browser.terminate()
            browser.wait(20)

    def from_pages(self):
        """The chapter's examples of pages, with this office's people."""
        ben, clara = self.office.user(2), self.people[2]
        number = self.office.settings["SIDETONE_NUMBER_2"]
        Pages.links = [f"IM:{ben}", f"XMPP:{ben};{clara}", f"TEL:{number}", f"CISCOTEL:{number}",
                       f"SIP:{ben}", f"CISCOTELCONF:{ben};{clara}"]
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        window = self.window

        def searched(text):
            node = window.find("Search people", exact=False)
            content = node.get_text_iface() if node else None
            return content and content.get_text(0, -1) == text
        steps = [functools.partial(window.find, "Message to " + self.names[1], exact=False),
                 functools.partial(window.find, "Create the group"),
                 functools.partial(searched, number), functools.partial(searched, number),
                 functools.partial(searched, ben), functools.partial(searched, ben)]
        try:
            for number_of_page, shown in enumerate(steps):
                window.keys("ctrl+k")
                window.keys("ctrl+a", "BackSpace", "Escape")
                window.keys("ctrl+comma")
                until("another page", lambda shown=shown: not shown())
                self.click(number_of_page, shown)
                picture(f"link-page-{number_of_page}")
                print(f"  clicked {Pages.links[number_of_page].partition(':')[0]}", flush=True)
            assert not self.heard(), "a click on a page called or wrote by itself"
        finally:
            self.server.shutdown()

    def run(self):
        for scene in (self.installs_without_taking_anything, self.cold, self.warm_for_three,
                      self.keeps_what_was_typed, self.says_what_is_wrong,
                      self.takes_only_what_is_asked, self.from_pages):
            scene()
            print(f"ok: {scene.__name__}", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-links-") as folder:
        with Office(folder, "--people", "6") as office:
            journey = Journey(folder, office)
            try:
                journey.run()
            except AssertionError:
                print((journey.desk.folder / "log").read_text(), file=sys.stderr)
                raise
            finally:
                journey.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

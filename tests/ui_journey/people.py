# SPDX-License-Identifier: GPL-3.0-or-later
"""People in the real window, with a directory server, a chat server and a second device of the same
person: who is found is called from their profile; groups, favourites and own contacts are on the
second device; the directory's test says what was sent, and each failure in words."""
import pathlib
import sys
import tempfile

from atspi import shows, until
from stage import BIN, Desktop, Office, picture
from terminal import Terminal

CARD = ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Garage Miller\r\nTEL;TYPE=WORK:+49 221 5550777\r\n"
        "CATEGORIES:Suppliers\r\nEND:VCARD\r\n")


class Scenes:
    def __init__(self, folder, office):
        self.folder = folder
        self.office = office
        self.published = pathlib.Path(f"{office.folder}/files")

    def terminal(self, number, name):
        return Terminal([BIN / "sidetonectl", "--profile", f"{self.folder}/{name}",
                         "--password-file",
                         self.office.settings[f"SIDETONE_PASSWORD_FILE_{number}"],
                         "--audio-out", f"{self.folder}/{name}.wav", "serve",
                         self.office.user(number)], self.environment(name))

    def environment(self, name):
        home = f"{self.folder}/home-{name}"
        pathlib.Path(home).mkdir(exist_ok=True)
        return self.office.environment(HOME=home, XDG_SESSION_TYPE="wayland")

    def desktop(self, name):
        return Desktop(f"{self.folder}/{name}", self.environment(name),
                       "--audio-out", f"{self.folder}/{name}.wav", "--password-file",
                       self.office.settings["SIDETONE_PASSWORD_FILE_1"], self.office.user(1))

    @staticmethod
    def search(window, text):
        window.keys("ctrl+k")
        window.wait_focus("Search people")
        window.keys("ctrl+a", "BackSpace")
        window.type(text)

    @staticmethod
    def contacts(device, what, test):
        """The second device's list, until it is as it should be."""
        def asked():
            device.send("contacts")
            answer = device.wait("the contacts", lambda line: line.get("id") == "contacts")
            return answer if test(answer) else None
        return until(what, asked, 30)

    def profile(self, window, ben):
        """From what is typed to a call, by the keyboard alone."""
        self.search(window, "ben")
        window.wait("Directory")
        window.keys("Down")
        window.wait_focus("Ben")
        picture("people-search")
        window.keys("ctrl+i")
        window.wait("Profile")
        number = self.office.settings["SIDETONE_NUMBER_2"]
        row = until("a number to call", lambda: next(
            (node for node in window.all() if shows(node)
             and (node.get_name() or "").startswith(f"Call {number},")), None))
        picture("people-profile")
        row.get_action_iface().do_action(0)
        ben.event("call.incoming")
        ben.send("decline")
        ben.event("call.state", state="ended")

    def place(self, window, device):
        address = self.office.user(2)
        window.press("Add to contacts")
        window.press("Make a favourite")
        window.wait("Take out of the favourites")
        self.contacts(device, "the favourite", lambda answer: any(
            one["address"] == address and one["groups"] == ["Favourites"]
            for one in answer["contacts"]))
        window.focus("Shown name")
        window.keys("ctrl+a")
        window.type("Benny")
        window.keys("Return")
        self.contacts(device, "the shown name", lambda answer: any(
            one["address"] == address and one["name"] == "Benny" for one in answer["contacts"]))

    def groups(self, window, device):
        window.keys("ctrl+comma")
        window.press("Contacts, Groups, import and export")
        window.focus("Name of a new group")
        for name in ("Suppliers", "Team"):
            window.type(name)
            window.keys("Return")
            window.wait(f"Name of the group {name}")
        window.press("Move Team up")
        self.contacts(device, "the order", lambda answer: [
            name for name in answer["groups"] if name != "Favourites"] == ["Team", "Suppliers"])
        window.focus("Name of the group Team")
        window.keys("ctrl+a")
        window.type("Crew")
        window.keys("Return")
        self.contacts(device, "the new name", lambda answer: "Crew" in answer["groups"]
                      and "Team" not in answer["groups"])
        picture("people-groups")

    def own(self, window, device):
        """Somebody whom no directory knows, and the keyboard's way into a group."""
        window.keys("ctrl+n")
        window.wait_focus("Name")
        window.type("Piet Plumber")
        window.focus("Phone numbers")
        window.type("+49 221 5550666")
        window.keys("Return")
        window.wait("In the group Crew")
        window.wait("Kept by the server, for all of your devices.")
        window.press("In the group Crew")
        answer = self.contacts(device, "the own contact", lambda answer: any(
            one["name"] == "Piet Plumber" and one["groups"] == ["Crew"]
            for one in answer["own"]))
        assert not answer["own"][0]["only_here"], answer
        picture("people-own")
        device.send("resolve", who="02215550666")
        found = device.wait("who has the number", lambda line: line.get("id") == "resolve")
        assert found.get("person", {}).get("name") == "Piet Plumber", found
        window.keys("ctrl+1")
        window.wait("Crew")
        picture("people-list")

    def cards(self, window, device):
        card = pathlib.Path(f"{self.folder}/suppliers.vcf")
        card.write_text(CARD, encoding="utf-8", newline="")
        device.send("contact-import", path=str(card))
        report = device.wait("the import", lambda line: line.get("id") == "contact-import")
        assert (report.get("added"), report.get("known")) == (1, 0), report
        # The window hears of it.
        window.wait("Garage Miller", exact=False)
        window.wait("Suppliers")
        device.send("contact-import", path=str(card))
        report = device.wait("the import", lambda line: line.get("id") == "contact-import")
        assert (report.get("added"), report.get("known")) == (0, 1), report
        window.keys("ctrl+comma")
        window.press("Contacts, Groups, import and export")
        window.press("Export contacts")
        window.wait("contacts saved in", exact=False)
        files = list(pathlib.Path(f"{self.folder}/home-anna").rglob("Contacts*.vcf"))
        text = files[0].read_text(encoding="utf-8")
        for part in ("FN:Garage Miller", "FN:Piet Plumber", "FN:Benny", "CATEGORIES:Crew",
                     f"IMPP:xmpp:{self.office.user(2)}"):
            assert part in text, text
        assert files[0].stat().st_mode & 0o077 == 0, files[0]

    def directory(self, window):
        """What was sent, and to whom; then the server's certificate is of another name."""
        window.keys("ctrl+comma")
        window.press("Directory", exact=False)
        window.wait("Test the directory")
        window.focus("Name, user or number to look for")
        window.type("ben")
        window.keys("Return")
        window.wait("(objectClass=inetOrgPerson)", exact=False)
        window.wait(f"ldap1.{self.office.domain}:", exact=False)
        window.wait("found", exact=False)
        window.wait("Ben Okoro, ben@", exact=False)
        picture("people-directory")

    def broken(self, name, settings, words):
        """A directory that is set up wrongly, in the words of the window."""
        self.published.mkdir(exist_ok=True)
        place = f"dc={self.office.domain.replace('.', ',dc=')}"
        usual = {"DirectoryServerType": "BDI",
                 "BDIPrimaryServerName": f"ldap1.{self.office.domain}",
                 "BDIEnableTLS": "True", "BDIServerPort1": "10636",
                 "BDISearchBase1": f"ou=people,{place}",
                 "BDIBaseFilter": "(objectClass=inetOrgPerson)", **settings(place)}
        (self.published / "jabber-config.xml").write_text(
            "<config version=\"1.0\"><Directory>" + "".join(
                f"<{key}>{value}</{key}>" for key, value in usual.items()) +
            "</Directory></config>", encoding="utf-8")
        (self.published / "SPDefault.cnf.xml").write_text(
            "<serviceProfile><Directory><UseUDS>false</UseUDS></Directory><IMandPresence><Primary>"
            f"<Address>imp1.{self.office.domain}</Address>"
            "<ProductType>Unified CM (IM and Presence)</ProductType>"
            "</Primary></IMandPresence></serviceProfile>", encoding="utf-8")
        with self.desktop(name) as window:
            window.wait("Contacts", exact=False)
            window.keys("ctrl+comma")
            window.press("Directory", exact=False)
            window.press("Test the directory")
            found = window.wait(words, exact=False).get_name()
            print(f"{name}: {found}", flush=True)
            picture(f"people-{name}")


def main():
    with tempfile.TemporaryDirectory(prefix="sidetone-people-") as folder:
        with Office(folder, "--people", "8", "--with", "ldap", "--contacts", "0") as office:
            scenes = Scenes(folder, office)
            ben = scenes.terminal(2, "ben")
            device = scenes.terminal(1, "second")
            try:
                ben.event("signin.ready")
                device.event("signin.ready")
                with scenes.desktop("anna") as window:
                    window.wait("Contacts", exact=False)
                    scenes.profile(window, ben)
                    print("ok: profile", flush=True)
                    for scene in (scenes.place, scenes.groups, scenes.own, scenes.cards):
                        scene(window, device)
                        print(f"ok: {scene.__name__}", flush=True)
                    scenes.directory(window)
                    print("ok: directory", flush=True)
                    until("a name for every control", lambda: not window.unnamed_controls())
                scenes.broken("bind", lambda place: {
                    "BDIConnectionUsername": f"cn=reader,ou=services,{place}",
                    "BDIConnectionPassword": "wrong"}, "did not accept name and password")
                scenes.broken("base", lambda place: {
                    "BDISearchBase1": f"ou=nobody,{place}"}, "there is no such place in the directory")
                office("cert", "slapd", "wrong-name")
                scenes.broken("tls", lambda place: {}, "certificate")
            finally:
                ben.stop()
                device.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

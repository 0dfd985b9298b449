# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken deployments at the real window: each row of tests/integration_broken/broken.tsv that ends
the sign-in says the row's sentence, the one that the terminal client says, to a screen reader."""
import os
import pathlib
import re
import shlex
import sys
import tempfile

from atspi import Atspi, NotShown, shows, until
from stage import Desktop, Office, picture

TABLE = pathlib.Path(__file__).parents[1] / "integration_broken" / "broken.tsv"


# A sign-in with chat alone goes on without the phone; signin.py reads that in Connection Status.
GOES_ON = ("would succeed", "Reaching the phone service")


def rows(domain):
    """Those rows whose sentence ends the sign-in: what goes on has no such card."""
    for line in TABLE.read_text().replace("@DOMAIN@", domain).splitlines():
        fields = line.split("\t")
        if line.startswith("#") or len(fields) != 6 or \
                any(words in fields[5] for words in GOES_ON):
            continue
        yield fields


def carry_out(office, commands, environment):
    for command in filter(None, commands.split(" && ")):
        if command.startswith("env "):
            name, value = command[4:].split("=", 1)
            environment[name] = value
        else:
            office(*shlex.split(command))


def fits(sentence, said):
    # Who signs in has a connection of chat where `explain` only looks whether the server is there.
    if sentence.startswith("Reaching the presence server"):
        sentence, said = (text.partition(": ")[2] for text in (sentence, said))
    pattern = ".*".join(re.escape(part) for part in sentence.split("*"))
    return re.fullmatch(pattern, said) is not None


QUESTION = "This server could not prove who it is"


def said_in(window):
    """What the card of the failure says, once there is one. The question about a certificate that
    may be trusted comes before it."""
    def alarm():
        for node in window.all():
            words = node.get_name().strip()
            if node.get_role() != Atspi.Role.ALERT or not words or not shows(node):
                continue
            if QUESTION in words:
                window.press("Stop")
            elif ": " in words:
                return words
        return None
    return until("a failure", alarm, 30)


def sign_in(window, user, password):
    window.wait("Work address")
    window.type(user)
    window.keys("Return")
    window.wait_password()
    window.type(password)
    window.keys("Return")


def show(office, folder, row):
    name, breaking, mending, user, kind, sentence = row
    environment = office.environment()
    carry_out(office, breaking, environment)
    try:
        with Desktop(f"{folder}/{name}", environment) as window:
            password = office.password(1)
            sign_in(window, user, password if kind == "right" else "not-" + password)
            try:
                said = said_in(window)
            except NotShown as error:
                said = f"{error}; shown are: {window.names()}"
            picture(f"broken-{name}")
    finally:
        carry_out(office, mending, environment)
    assert fits(sentence, said), f"{name}\n  said   {said}\n  wanted {sentence}"


def main():
    only = os.environ.get("SIDETONE_ROW")
    failures = []
    with tempfile.TemporaryDirectory(prefix="sidetone-broken-") as folder:
        with Office(folder, "--people", "5") as office:
            for row in rows(office.domain):
                if only and row[0] != only:
                    continue
                try:
                    show(office, folder, row)
                    print(f"ok: {row[0]}", flush=True)
                except AssertionError as error:
                    failures.append(str(error))
                    print(f"FAILED: {error}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

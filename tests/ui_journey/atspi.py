# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of a window: find things by role and name, press them, read them."""
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


class NotShown(AssertionError):
    """Something that a person should see was not there in time."""


def nodes(root):
    """Every accessible below root, root first; what vanishes meanwhile is passed over."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node is None:
            continue
        try:
            yield node
            stack.extend(node.get_child_at_index(i) for i in range(node.get_child_count() - 1, -1, -1))
        except gi.repository.GLib.Error:
            continue


def shows(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)


def until(what, test, seconds=60):
    """The first true value of test(), asked again and again; NotShown after the time."""
    end = time.monotonic() + seconds
    while True:
        try:
            value = test()
        except gi.repository.GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise NotShown(f"{what} did not appear in {seconds} s")
        time.sleep(0.05)


class Window:
    """One program's accessibles, and the keyboard."""

    def __init__(self, process):
        self.process = process
        self.application = until("the application in the accessibility tree", self._find)
        # There is no window manager here that would give it the keyboard.
        until("a window to focus", lambda: subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Sidetone", "windowfocus"],
            timeout=20, check=False).returncode == 0)

    def _find(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def all(self):
        self.application.clear_cache()
        return list(nodes(self.application))

    def find(self, name, role=None, exact=True):
        for node in self.all():
            text = node.get_name() or ""
            same = text == name if exact else name in text
            if same and shows(node) and (role is None or node.get_role() == role):
                return node
        return None

    def wait(self, name, role=None, exact=True, seconds=60):
        try:
            return until(f"'{name}'", lambda: self.find(name, role, exact), seconds)
        except NotShown as error:
            raise NotShown(f"{error}; shown are: {self.names()}") from None

    def names(self):
        return sorted({n.get_name() for n in self.all() if n.get_name() and shows(n)})

    def reach(self, name):
        """Tab by Tab, with the page following the focus, until what has that name is in sight."""
        for _ in range(60):
            if self.find(name):
                return
            before = self.focused()
            self.keys("Tab")
            until("the next focus",
                  lambda: self.find(name) or self.focused() not in (None, before))
        self.wait(name)

    def focused(self):
        return next((node for node in self.all()
                     if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)

    def press(self, name, exact=True):
        node = self.wait(name, exact=exact)
        action = node.get_action_iface()
        if action is None or action.get_n_actions() == 0:
            raise NotShown(f"'{name}' cannot be pressed by a screen reader")
        action.do_action(0)

    def focus(self, name):
        """Puts the keyboard into a field, as a screen reader does."""
        self.wait(name).get_component_iface().grab_focus()
        self.wait_focus(name)

    def reveal(self, field, words):
        """Searches a list for words, until a line of it has them."""
        self.focus(field)
        self.keys("ctrl+a")
        self.type(words)
        self.wait(words, exact=False)
        self.keys("ctrl+a", "BackSpace")

    def wait_described(self, words):
        """Until a field says those words about what is in it."""
        until(f"a field that says '{words}'", lambda: any(
            words in (node.get_description() or "") and shows(node) for node in self.all()))

    def wait_focus(self, name):
        """Until the keyboard goes to what has that name."""
        def focused():
            node = self.find(name, exact=False)
            return node is not None and node.get_state_set().contains(Atspi.StateType.FOCUSED)
        until(f"the focus on '{name}'", focused)

    def wait_password(self):
        """Until the keyboard goes to a password field: Qt 6.4 keeps their names to itself."""
        until("the focus in a password field", lambda: any(
            node.get_role() == Atspi.Role.PASSWORD_TEXT and
            node.get_state_set().contains(Atspi.StateType.FOCUSED) for node in self.all()))

    def focus_password(self):
        node = until("a password field", lambda: next(
            (node for node in self.all()
             if node.get_role() == Atspi.Role.PASSWORD_TEXT and shows(node)), None))
        node.get_component_iface().grab_focus()
        self.wait_password()

    def keys(self, *names):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "2", text], check=True)

    def unnamed_controls(self):
        """What can get the focus but has nothing that a screen reader could say."""
        found = []
        for node in self.all():
            states = node.get_state_set()
            if not shows(node) or not states.contains(Atspi.StateType.FOCUSABLE):
                continue
            if node.get_role() in (Atspi.Role.FRAME, Atspi.Role.FILLER, Atspi.Role.PANEL):
                continue
            if not ((node.get_name() or "") + (node.get_description() or "")).strip():
                found.append(node.get_role_name())
        return found

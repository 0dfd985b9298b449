# SPDX-License-Identifier: GPL-3.0-or-later
"""What others write is shown as words, whatever it looks like: nothing of it is run, fetched or
drawn as a page (MSG-09). The window's own documents (QML) have a script engine; no message ever
gets there, and there is no other."""
import http.server
import pathlib
import re
import sys
import tempfile
import threading

from atspi import until
from stage import BIN, Desktop, Office, picture
from terminal import Terminal

ENGINES = re.compile(r"webengine|webkit|webview|javascriptcore|mozjs|libv8|duktape|gecko|mshtml",
                     re.IGNORECASE)


class Trap(http.server.BaseHTTPRequestHandler):
    """Nobody may come here: a message alone makes no request."""
    visits = []

    def do_GET(self):
        self.visits.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def hostile(port):
    here = f"http://127.0.0.1:{port}"
    return [f"<script src='{here}/script.js'></script>first",
            f"<img src='{here}/picture.png' onerror='alert(1)'>second",
            f"<iframe src='{here}/frame.html'></iframe><style>@import '{here}/s.css'</style>third",
            "<b>bold</b> <h1>large</h1> &lt;i&gt; fourth",
            "<a href='javascript:alert(1)'>press</a> fifth",
            "${1+1} {{ 1+1 }} %1 %2 Qt.quit() sixth",
            f"<object data='{here}/o'></object><svg onload='alert(1)'></svg><!-- seventh"]


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="sidetone-words-") as folder, \
            Office(folder, "--people", "3") as office, \
            Desktop(f"{folder}/anna", office.environment()) as window:
        window.wait("Work address")
        window.type(office.user(1))
        window.keys("Return")
        window.wait_password()
        window.type(office.password(1))
        window.keys("Return")
        window.wait("Contacts", exact=False)
        ben = Terminal([BIN / "sidetonectl", "--profile", f"{folder}/ben", "--audio-out",
                        f"{folder}/ben.wav", "--password-file",
                        office.settings["SIDETONE_PASSWORD_FILE_2"], "serve", office.user(2)],
                       office.environment())
        try:
            ben.event("signin.ready")
            window.keys("ctrl+k")
            window.wait_focus("Search people")
            window.type("ben")
            window.keys("Return")
            window.wait_focus("Message to ")
            for text in hostile(server.server_port):
                ben.send("chat", peer=office.user(1), body=text)
                until(f"the words {text}", lambda text=text: any(
                    text in (node.get_name() or "") for node in window.all()))
            picture("hostile-words")
            maps = pathlib.Path(f"/proc/{window.process.pid}/maps").read_text()
            found = {line.split()[-1] for line in maps.splitlines() if ENGINES.search(line)}
            assert not found, f"engines in the process: {found}"
            assert not Trap.visits, f"a message made requests: {Trap.visits}"
        finally:
            ben.stop()
    print("ok: words stay words")
    return 0


if __name__ == "__main__":
    sys.exit(main())

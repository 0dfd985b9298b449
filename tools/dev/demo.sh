# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev demo: from a bare machine to two people who talk.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev demo [--folder FOLDER] [--close]
Installs what is missing, builds, brings up an office with real servers in FOLDER (out/demo), and
signs two people in by their addresses and passwords: presence, messages, a call. With a display
the windows stay open to play with (--close: not); without one it all happens on a virtual display.
Screenshots are in FOLDER/screenshots. The exit status is 0 only if every check passed.' "$@"
need build run
need_servers
configure_and_build build -- sidetone sidetone-office sidetone-demo
exec build/bin/sidetone-demo "$@"

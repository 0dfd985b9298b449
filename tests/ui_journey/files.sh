# SPDX-License-Identifier: GPL-3.0-or-later
# A file, a picture of the screen and a group, all from the chat; outside, why none goes straight.
# rows: FILE-03 FILE-05 MSG-10
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" files.py

# SPDX-License-Identifier: GPL-3.0-or-later
# A working day: sign-in, chat, a call.
# rows: AUD-04 DISC-04
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" journey.py

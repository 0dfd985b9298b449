# SPDX-License-Identifier: GPL-3.0-or-later
# Hostile messages in the real window. The marks themselves are fuzzed (fuzz/messaging).
# rows: MSG-09
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" words.py

# SPDX-License-Identifier: GPL-3.0-or-later
# A call with pictures at the real window.
# rows: VID-01
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" video.py

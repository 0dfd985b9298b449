# SPDX-License-Identifier: GPL-3.0-or-later
# Watched lines, calling again and do not disturb at the real window.
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" lines.py

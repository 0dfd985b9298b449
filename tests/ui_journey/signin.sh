# SPDX-License-Identifier: GPL-3.0-or-later
# Signing in at the real window.
# rows: DISC-04 DISC-15 DISC-17 AUTH-05 PRT-01 PRT-03 PRT-04 NONE-02 NONE-25
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" signin.py

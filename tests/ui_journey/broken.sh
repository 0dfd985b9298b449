# SPDX-License-Identifier: GPL-3.0-or-later
# Broken deployments in the real window.
# rows: NONE-02 SRV-08
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" broken.py

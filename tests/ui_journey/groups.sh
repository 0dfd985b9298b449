# SPDX-License-Identifier: GPL-3.0-or-later
# Links with several people, at the real window.
# rows: GRP-02 GRP-03 URI-03
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" groups.py

# SPDX-License-Identifier: GPL-3.0-or-later
# The locks of a chat at the real window, and those who take the encryption away.
# rows: MSG-06 ENC-05
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" encryption.py

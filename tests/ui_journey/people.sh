# SPDX-License-Identifier: GPL-3.0-or-later
# People in the real windows: search, profile, groups, own contacts, and the directory's test.
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" people.py

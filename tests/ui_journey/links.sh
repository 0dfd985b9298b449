# SPDX-License-Identifier: GPL-3.0-or-later
# Links of other programs and of pages, opened in the real window.
# rows: MSG-04 URI-01 URI-03 URI-04 URI-05 URI-07
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/on_display.sh" links.py

# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev screenshots: a picture of every window, light and dark, desktop and phone width.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev screenshots [FOLDER]
Writes PNG files to FOLDER (out/screenshots).' "$@"
need build run test
configure_and_build build -- sidetone_screenshots
mkdir -p "${1:-out/screenshots}"
exec build/tests/sidetone_screenshots "${1:-out/screenshots}"

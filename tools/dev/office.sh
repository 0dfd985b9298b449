# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev office ...: sidetone-office with these arguments.
set -euo pipefail
source tools/dev/common.sh
need build run
need_servers
configure_and_build build -- sidetone-office
exec build/bin/sidetone-office "${@:---help}"

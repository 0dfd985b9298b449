# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev run: the desktop client, pointed at the office where one is up.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev run [ARGUMENT ...]
Builds and starts sidetone with these arguments. Where an office is up (./dev office start), its
name server and certificate authority are used.' "$@"
need build run
configure_and_build build -- sidetone sidetone-office
if settings=$(build/bin/sidetone-office env 2>/dev/null); then eval "$settings"; fi
exec build/bin/sidetone "$@"

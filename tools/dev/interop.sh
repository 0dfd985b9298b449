# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev interop: the tests against the peers' clients alone, with what each of them could do.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev interop
Calls and chats with other clients of Debian, on both makes of messaging server. It installs those
clients; the matrix of what worked stands in build/Testing/Temporary/LastTest.log.' "$@"
need build run test interop
exec bash tools/dev/test.sh '^interop_'

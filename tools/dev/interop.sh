# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev interop: the tests against the peers' clients alone.
set -euo pipefail
exec bash tools/dev/test.sh '^interop_'

# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev bench: figures of whole processes, to be compared with the goals printed beside them.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev bench [--runs N] [--folder FOLDER] [--call-seconds S]
Measures the first frame, sign-in to ready, memory with 1000 contacts, and calls, against an
office of its own. Best on a machine that does nothing else.' "$@"
need build run
need_servers
configure_and_build build -- sidetone sidetonectl sidetone-office sidetone-bench
exec build/bin/sidetone-bench "$@"

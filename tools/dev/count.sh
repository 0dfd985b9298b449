# SPDX-License-Identifier: GPL-3.0-or-later
# count.sh RESULTS: the closing line of the tests, from CTest's JUnit file. Skipped tests are said.
set -euo pipefail
total=$(grep -c '<testcase ' "$1" || true)
failed=$(grep '<testcase ' "$1" | grep -c 'status="fail"' || true)
skipped=$(grep '<testcase ' "$1" | grep -cE 'status="(notrun|disabled)"' || true)
passed=$((total - failed - skipped))
if ((skipped)); then
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
else
    printf '%d passed, %d failed\n' "$passed" "$failed"
fi
((passed > 0 && failed == 0))

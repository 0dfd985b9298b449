# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev test: builds and runs the tests; the last line counts them.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev test [NAME]
Runs all tests, or those whose name matches the regular expression NAME. The last line is
"N passed, N failed"; the log of each failed test is printed before it.' "$@"
need build run test
need_servers office-test
configure_and_build build --
say "testing"
status=0
results=build/test-results.xml
ctest --test-dir build --output-on-failure --output-junit test-results.xml -j 2 ${1:+-R "$1"} || status=$?
[[ -e $results ]] || die "the tests did not run"
bash tools/dev/count.sh "$results"
exit "$status"

# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev rows: joins docs/requirements.tsv, the ids in the tests and the last test result.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev rows [--proven|--failing|--unproven]
A line for each requirement: its id, proven, failing or unproven, and the tests that carry it;
last "rows: N proven, N failing, N unproven". It reads the result of the last ./dev test.' "$@"
[[ -e build/rows.tsv && -e build/test-results.xml ]] || die "run ./dev test first: there is no result yet"
only=${1:-}
awk -v only="${only#--}" '
    FILENAME ~ /test-results/ {
        if (match($0, /<testcase name="[^"]*"/)) {
            name = substr($0, RSTART + 16, RLENGTH - 17)
            result[name] = ($0 ~ /status="run"/) ? "proven" : ($0 ~ /status="fail"/) ? "failing" : "not run"
        }
        next
    }
    FILENAME ~ /rows.tsv/ { count = split($2, ids, ";"); for (i = 1; i <= count; i++) tests[ids[i]] = tests[ids[i]] " " $1; next }
    /^#/ { next }
    {
        split($0, field, "\t"); id = field[1]; state = "unproven"; named = ""
        n = split(tests[id], list, " ")
        for (i = 1; i <= n; i++) {
            if (result[list[i]] == "failing") state = "failing"
            else if (result[list[i]] == "proven" && state == "unproven") state = "proven"
            named = named " " list[i]
        }
        total[state]++
        if (only == "" || only == state) print id " " state named
    }
    END { printf "rows: %d proven, %d failing, %d unproven\n", total["proven"], total["failing"], total["unproven"] }
' build/test-results.xml build/rows.tsv docs/requirements.tsv

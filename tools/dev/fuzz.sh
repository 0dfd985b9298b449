# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev fuzz SECONDS: each fuzz target for that long.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev fuzz SECONDS
Builds the fuzz targets with clang and sanitizers into build-fuzz and runs each of them for that
many seconds. Stops at the first input that breaks something and says where it was kept.' "$@"
seconds=${1:-}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || die "say for how many seconds, as in: ./dev fuzz 60"
need build run clang
configure_and_build build-fuzz -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang \
    -DSIDETONE_FUZZ=ON -DSIDETONE_TESTS=OFF -DSIDETONE_DESKTOP=OFF \
    -DSIDETONE_SANITIZE=address,undefined -- fuzz_all
for target in build-fuzz/fuzz/bin/*; do
    name=$(basename "$target")
    corpus=build-fuzz/corpus/$name
    mkdir -p "$corpus"
    # What a target begins with, where there is something.
    seeds=()
    [[ -d fuzz/$name/corpus ]] && seeds=("fuzz/$name/corpus")
    say "fuzzing $name for $seconds s"
    "$target" -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=2048 \
        -artifact_prefix="build-fuzz/$name-" "$corpus" "${seeds[@]}" 2>"build-fuzz/$name.log" ||
        { tail -20 "build-fuzz/$name.log" >&2; die "$name broke; the input is in build-fuzz/"; }
    tail -1 "build-fuzz/$name.log"
done

# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev build: everything, optionally with checks built in.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev build [--debug|--asan|--tsan|--clang] [TARGET ...]
Builds into build/, or into build-debug, build-asan, build-tsan or build-clang.' "$@"
folder=build
arguments=()
case ${1:-} in
    --debug) folder=build-debug arguments=(-DCMAKE_BUILD_TYPE=Debug); shift ;;
    --asan) folder=build-asan arguments=(-DSIDETONE_SANITIZE=address,undefined); shift ;;
    --tsan) folder=build-tsan arguments=(-DSIDETONE_SANITIZE=thread); shift ;;
    --clang) folder=build-clang arguments=(-DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang); shift ;;
    -*) die "there is no option '$1'; see ./dev build --help" ;;
esac
need build run
if [[ $folder == build-clang ]]; then need clang; fi
configure_and_build "$folder" "${arguments[@]}" -- "$@"

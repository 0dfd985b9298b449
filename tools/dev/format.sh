# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev format: one style for all sources.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev format [--check]
Rewrites all C++ sources in the style of .clang-format; --check only says which differ.' "$@"
need clang
mapfile -t files < <(git ls-files '*.cpp' '*.h')
if [[ ${1:-} == --check ]]; then
    clang-format --dry-run --Werror "${files[@]}"
else
    clang-format -i "${files[@]}"
fi

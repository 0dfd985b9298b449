# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the scripts of ./dev: packages, builds, and a way to speak. Sourced, from the root.

say() { printf '== %s\n' "$*" >&2; }
die() { printf './dev: %s\n' "$*" >&2; exit 1; }

# help_wanted TEXT ARGUMENT...: prints TEXT and ends where one of the arguments asks for it.
help_wanted() {
    local text=$1 word
    shift
    for word in "$@"; do
        case $word in -h | --help) printf '%s\n' "$text"; exit 0 ;; esac
    done
}

# Runs a command as root, by sudo where we are not.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    else
        command -v sudo >/dev/null || die "installing packages needs root, and there is no sudo here; run: apt-get install ${*: -1}"
        sudo "$@"
    fi
}

# packages_of FILE...: the names in packaging/packages lists.
packages_of() { sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$@"; }

# packages_missing FILE...: those of them that are not installed.
packages_missing() {
    local wanted
    wanted=$(packages_of "$@")
    # shellcheck disable=SC2086
    comm -23 <(printf '%s\n' $wanted | sort -u) \
        <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $wanted 2>/dev/null | awk '$1=="ii"{print $2}' | sort -u)
}

# need LIST...: installs what is missing of packaging/packages/LIST.txt. None of these lists holds
# a package with a daemon; the servers of the office come by need_servers.
need() {
    local files=() list missing
    for list in "$@"; do files+=("packaging/packages/$list.txt"); done
    missing=$(packages_missing "${files[@]}")
    [[ -n $missing ]] || return 0
    say "installing $(wc -l <<<"$missing") Debian packages (why: packaging/packages/): $(tr '\n' ' ' <<<"$missing")"
    export DEBIAN_FRONTEND=noninteractive
    if [[ $(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' 2>/dev/null | head -1) == '' ]]; then
        as_root apt-get update -qq
    fi
    # shellcheck disable=SC2086
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $missing >"$(log_file apt)" 2>&1; then
        say "trying once more with fresh package lists"
        as_root apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $missing >"$(log_file apt)" 2>&1 ||
            { tail -5 "$(log_file apt)" >&2; die "the packages could not be installed; the whole output is in $(log_file apt)"; }
    fi
}

# need_servers [LIST...]: the servers of the office, without starting a daemon or leaving anything on
# the machine: those that are not installed are unpacked into build/servers, and used from there.
# LIST: further ones, of packaging/packages/LIST.txt.
need_servers() {
    local files=(packaging/packages/office.txt) list arguments=()
    for list in "$@"; do files+=("packaging/packages/$list.txt"); done
    for list in "${files[@]}"; do arguments+=(--list "$list"); done
    if [[ -z $(packages_missing "${files[@]}") ]]; then
        unset SIDETONE_OFFICE_PREFIX
        return 0
    fi
    need build
    export SIDETONE_OFFICE_PREFIX=$PWD/build/servers
    bash office/packages/unpack "$SIDETONE_OFFICE_PREFIX" "${arguments[@]}"
}

log_file() { mkdir -p build/log; printf '%s/build/log/%s.log' "$PWD" "$1"; }

# configure_and_build FOLDER CMAKE-ARGUMENT... -- TARGET...
configure_and_build() {
    local folder=$1 arguments=() log
    shift
    while (($#)) && [[ $1 != -- ]]; do arguments+=("$1"); shift; done
    (($#)) && shift
    if [[ ! -e $folder/build.ninja ]]; then
        mkdir -p "$folder"
        log=$folder/configure.log
        cmake -G Ninja -B "$folder" -S . "${arguments[@]}" >"$log" 2>&1 ||
            { tail -20 "$log" >&2; die "configuring failed; the whole output is in $log"; }
    fi
    say "building in $folder"
    if [[ -t 2 ]]; then
        ninja -C "$folder" "$@" >&2
    else
        ninja -C "$folder" "$@" >"$folder/build.log" 2>&1 ||
            { grep -A15 -m5 'FAILED' "$folder/build.log" >&2 || tail -30 "$folder/build.log" >&2
              die "the build failed; the whole output is in $folder/build.log"; }
    fi
}

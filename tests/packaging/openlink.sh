# SPDX-License-Identifier: GPL-3.0-or-later
# A configuration link that is opened like any link of the desktop (xdg-open) starts the client, or
# reaches the one that runs: the domain is in the profile then, and one program alone has run.
# rows: DISC-22 DISC-11
set -euo pipefail
build=$(realpath "${SIDETONE_BUILD_DIR:-build}")
work=$(mktemp -d)
clients=()
end() {
    local pid
    for pid in "${clients[@]}" $(cat "$work/pids" 2>/dev/null); do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap end EXIT

export HOME=$work/home XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/run
export XDG_DATA_DIRS=$work/data XDG_CURRENT_DESKTOP=X-Generic QT_QPA_PLATFORM=offscreen
export SIDETONE_KEY_STORE=memory SIDETONE_CONFIGURATION=$work/etc SIDETONE_PROFILE=$work/profile
export SIDETONE_NAMESERVER=127.0.0.1:1
# xdg-open looks for handlers only where there is a display; the client draws off screen.
export DISPLAY=:77
unset WAYLAND_DISPLAY BROWSER
mkdir -p "$HOME" "$XDG_DATA_HOME/applications" "$XDG_CONFIG_HOME" "$work/bin"
mkdir -m 700 "$XDG_RUNTIME_DIR"

# The installed entry, and a `sidetone` on the path that notes each start.
cp packaging/desktop/sidetone.desktop "$XDG_DATA_HOME/applications/"
printf '[Default Applications]\nx-scheme-handler/ciscojabber=sidetone.desktop\nx-scheme-handler/sidetone=sidetone.desktop\n' >"$XDG_CONFIG_HOME/mimeapps.list"
printf '#!/bin/sh\necho $$ >>"%s/pids"\nexec "%s/bin/sidetone" "$@" >>"%s/log" 2>&1\n' "$work" "$build" "$work" >"$work/bin/sidetone"
chmod +x "$work/bin/sidetone"
export PATH=$work/bin:$PATH

# wait_for WORDS: until the profile holds them.
wait_for() {
    local tries
    for ((tries = 0; tries < 300; ++tries)); do
        grep -qs "$1" "$SIDETONE_PROFILE/configuration-url.conf" && return 0
        sleep 0.1
    done
    echo "the link never arrived: $1" >&2
    cat "$work/log" >&2
    return 1
}

# Cold: nothing runs yet. xdg-open waits for the client, so it goes to the background.
xdg-open 'ciscojabber://provision?ServicesDomain=cold.example' >"$work/open.log" 2>&1 &
clients+=($!)
wait_for 'ServicesDomain: cold.example'
first=$(head -1 "$work/pids")
kill -0 "$first"

# Running: the second program hands the link over and ends well.
timeout 60 xdg-open 'ciscojabber://provision?ServicesDomain=running.example&Telephony_Enabled=false'
wait_for 'ServicesDomain: running.example'
grep -q 'Telephony_Enabled: false' "$SIDETONE_PROFILE/configuration-url.conf"
kill -0 "$first"
for pid in $(tail -n +2 "$work/pids"); do
    if kill -0 "$pid" 2>/dev/null; then echo "two clients run" >&2; exit 1; fi
done

# SPDX-License-Identifier: GPL-3.0-or-later
# on_display.sh SCRIPT: runs a journey on a display and a session bus of its own.
# The number is drawn: a display that ends takes the socket of the next with the same number along.
# A display whose last client leaves begins anew, and turns away whoever comes in that moment: a
# program started by hand after another ended would meet it. -noreset keeps it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export SCRIPT=$1
exec dbus-run-session -- xvfb-run -n $((100 + RANDOM % 800)) -a -s '-screen 0 1280x900x24 -nolisten tcp -noreset' \
    bash -c '/usr/libexec/at-spi-bus-launcher --launch-immediately & launcher=$!
             trap "kill $launcher" EXIT
             QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 /usr/bin/python3 "$SCRIPT"'

# SPDX-License-Identifier: GPL-3.0-or-later
# The journey on a display and a session bus of its own.
# rows: AUD-04 ENC-05 DISC-04
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec dbus-run-session -- xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp' \
    bash -c '/usr/libexec/at-spi-bus-launcher --launch-immediately & launcher=$!
             trap "kill $launcher" EXIT
             QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 /usr/bin/python3 journey.py'

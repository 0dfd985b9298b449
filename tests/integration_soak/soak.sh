# SPDX-License-Identifier: GPL-3.0-or-later
# The gate against leaks: a day with a hundred rooms, sign-ins and a server's restart, with few
# messages (the others: `./dev bench soak`). Nothing the size of a message stays of each message. Its
# bounds are of memory alone, never of time.
# rows: NONE-08
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec python3 bench/messaging/soak.py "$SIDETONE_BUILD_DIR" --hours 24 --rooms 100 \
    --messages-a-day 12 --most-a-message 800

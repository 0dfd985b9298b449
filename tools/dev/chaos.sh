# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev chaos [KILLS]: people chat while servers, networks and they themselves fail at random.
set -euo pipefail
source tools/dev/common.sh
help_wanted 'Usage: ./dev chaos [KILLS] [--seconds N] [--seed N] [--people N]
                   [--with ejabberd|ejabberd-pair]
Runs an office of its own and several people who chat with one another and in a room, each in a
program of their own behind a cable of their own. Programs are killed (-9) and frozen, cables pulled
or made to swallow all that comes, and chat servers killed and frozen at random, until 200 programs
were killed or as many as you say, or 1800 seconds are over. Then all sign in again, and every
message of every history is compared with what the others sent: nothing that was stored may be lost
or doubled, and all counters must equal a recount. The last line says what was done and what came of
it. The seed is printed; the same one does the same harm. It ends by itself and leaves nothing
behind; Ctrl-C ends the time of harm early. Where namespaces are forbidden, no cable is pulled.' "$@"
need build run test
need_servers office-test
configure_and_build build -- sidetone-office sidetone-chaos chaos_person
exec build/tests/sidetone-chaos "$@"

# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev bench: figures of whole processes, to be compared with the goals printed beside them.
set -euo pipefail
source tools/dev/common.sh
usage='Usage: ./dev bench [CASE ...] [--runs N] [--folder FOLDER] [--call-seconds S]
Prints figures beside their goals; each case ends by itself. Best on a machine that does nothing
else. Cases (without any: all but line, directory, history, peers and soak, which take minutes):
  sound      what each codec costs
  rate       how calls adapt to a line (RFC 8867; sidetone-bench-rate FOLDER plots it)
  line       the same on real packets in real time (7 minutes; sidetone-bench-line FOLDER plots it)
  stanzas    stanzas a second, a storm of 5,000 presences, a catch-up of 100,000 messages
  programs   the first frame, sign-in to ready, memory with 1000 contacts, calls, on an office
  directory  companies of 1,000 to 100,000: from the keystroke to the list, from number to name
  history    a million encrypted messages: start, search, commits (3 minutes)
  peers      memory with 100 rooms and a catch-up, beside Dino, Gajim and Profanity (10 minutes)
  soak       the messages of 24 hours in 100 rooms, and the slope of memory (10 minutes)
--runs, --folder and --call-seconds go to programs. What each measures: bench/README.md'
help_wanted "$usage" "$@"
cases=()
while (($#)) && [[ $1 != --* ]]; do
    case $1 in
        sound | rate | line | stanzas | programs | directory | history | peers | soak) cases+=("$1") ;;
        *) die "there is no case '$1'; ./dev bench --help lists them" ;;
    esac
    shift
done
((${#cases[@]})) || cases=(sound rate stanzas programs)
targets=()
for case in "${cases[@]}"; do
    case $case in
        sound | rate | line | stanzas | history) targets+=("sidetone-bench-$case") ;;
        directory) targets+=(sidetone-bench-directory sidetone-office) ;;
        programs) targets+=(sidetone-bench sidetone sidetonectl sidetone-office) ;;
        peers) targets+=(sidetone sidetonectl sidetone-office) ;;
        soak) targets+=(sidetonectl sidetone-office) ;;
    esac
done
need build run
[[ " ${cases[*]} " != *" line "* ]] || need test
[[ " ${cases[*]} " != *" peers "* ]] || need test interop
[[ " ${cases[*]} " != *\ @(programs|directory|peers|soak)\ * ]] || need_servers
configure_and_build build -- "${targets[@]}"
for case in "${cases[@]}"; do
    say "$case; the machine's load is $(cut -d' ' -f1-3 /proc/loadavg)"
    case $case in
        programs) build/bin/sidetone-bench "$@" ;;
        peers | soak) python3 "bench/messaging/$case.py" build ;;
        *) "build/bin/sidetone-bench-$case" ;;
    esac
done

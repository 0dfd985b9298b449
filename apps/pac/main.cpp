// SPDX-License-Identifier: GPL-3.0-or-later
// Evaluates PAC files for the client, over standard input and output (apps/pac/Channel.h).
//
// From the client: M own addresses, S script, Q url LF host, A addresses of the asked host.
// To the client:   K the script is good, E why not (or why there is no answer), R answer,
//                  D host to be looked up, L a line that the script says.
#include <cstdlib>
#include <memory>
#include <string>

#include "Channel.h"
#include "Limits.h"
#include "PacScript.h"

using sidetone::pac::Channel;
using sidetone::pac::Message;
using sidetone::pac::PacScript;
using sidetone::pac::Stopwatch;

namespace {

void tell(Channel& channel, char good, const PacScript::Outcome& outcome) {
    channel.write(outcome.isGood ? good : 'E', outcome.text);
}

PacScript::Outcome find(PacScript& script, const std::string& question) {
    const auto line = question.find('\n');
    if (line == std::string::npos) return {false, "no host was given"};
    const Stopwatch watch;
    return script.find(question.substr(0, line), question.substr(line + 1));
}

}  // namespace

int main() {
    sidetone::pac::giveUpEverything();
    Channel channel;
    sidetone::pac::Outside outside;
    outside.resolve = [&channel](const std::string& host) {
        channel.write('D', host);
        const auto answer = channel.read();
        if (!answer || answer->kind != 'A') std::_Exit(1);
        return answer->text;
    };
    outside.alert = [&channel](const std::string& text) { channel.write('L', text); };
    std::string ownAddresses;
    std::unique_ptr<PacScript> script;
    while (const auto message = channel.read()) {
        if (message->kind == 'M') {
            ownAddresses = message->text;
        } else if (message->kind == 'S') {
            script = std::make_unique<PacScript>(outside, ownAddresses);
            const Stopwatch watch;
            tell(channel, 'K', script->load(message->text));
        } else if (message->kind == 'Q' && script) {
            tell(channel, 'R', find(*script, message->text));
        } else {
            return 1;
        }
    }
    return 0;
}

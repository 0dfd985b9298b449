// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a server says: the stream parser, and the message reader behind it. The first byte
// cuts the rest into pieces, as a network would.
#include <cstdint>
#include <string_view>

#include "xmpp/ChatMessage.h"
#include "xmpp/StreamParser.h"
#include "xmpp/stanzas.h"

using namespace sidetone::xmpp;

namespace {

constexpr std::string_view header =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

void takeAll(StreamParser& parser, const Jid& self) {
    while (const auto event = parser.take()) {
        if (event->kind != StreamEvent::Kind::Element) continue;
        static_cast<void>(serialize(event->element));
        const auto message = ChatMessage::read(event->element, self);
        if (message) static_cast<void>(message->toStanza());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto self = Jid::parse("romeo@example.net/desk").value_or(Jid());
    std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece = data[0] == 0 ? rest.size() + 1 : data[0];
    StreamParser parser({.stanzaBytes = 4096, .tokenBytes = 1024, .depth = 8, .elements = 50});
    if (data[0] % 2 == 0) parser.feed(header);
    while (!rest.empty()) {
        const auto part = rest.substr(0, piece);
        rest.remove_prefix(part.size());
        parser.feed(part);
        takeAll(parser, self);
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "core/text.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/StreamParser.h"

using namespace sidetone;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    xmpp::StreamParser parser;
    parser.feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
    parser.feed({reinterpret_cast<const char*>(data), size});
    const auto self = *xmpp::Jid::parse("romeo@example.net/desk");
    while (const auto event = parser.take()) {
        if (event->kind != xmpp::StreamEvent::Kind::Element) continue;
        const auto message = xmpp::ChatMessage::read(event->element, self);
        if (!message) continue;
        if (!core::isValidUtf8(message->body)) std::abort();
        if (message->toStanza().name != "message") std::abort();
    }
    return 0;
}

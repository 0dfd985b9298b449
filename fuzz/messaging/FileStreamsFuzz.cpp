// SPDX-License-Identifier: GPL-3.0-or-later
// What another device says of a file and its stream: offers, answers, places, pieces, and the
// SOCKS5 words of a link. The first byte chooses.
#include <cstdint>
#include <cstdlib>

#include "messaging/files/peer/SocksHandshake.h"
#include "xmpp/StreamParser.h"
#include "xmpp/extensions/Bytestreams.h"
#include "xmpp/extensions/InBandBytes.h"
#include "xmpp/extensions/StreamInitiation.h"

using namespace sidetone;

namespace {

void readStanza(const core::XmlElement& iq) {
    static const xmpp::FileOffer ours{"a0", "f", "", 1000, "", "", true, {"m"}};
    for (const auto& element : iq.children) {
        if (const auto offer = xmpp::readFileOffer(element)) {
            if (offer->size < 0 || offer->id.empty() || offer->name.empty()) std::abort();
            if (xmpp::readFileOffer(xmpp::writeFileOffer(*offer)) == std::nullopt) std::abort();
        }
        if (const auto answer = xmpp::readFileAnswer(element, ours)) {
            const auto length = answer->length < 0 ? 0 : answer->length;
            if (answer->offset < 0 || answer->offset + length > ours.size) std::abort();
        }
        for (const auto& host : xmpp::readStreamHosts(element).hosts) {
            if (host.place.port == 0 || host.place.host.empty()) std::abort();
        }
        (void)xmpp::readInBandPiece(element);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 2 == 0) {
        auto host = messaging::SocksHandshake::host();
        auto caller = messaging::SocksHandshake::caller("name");
        for (std::size_t at = 0; at < bytes.size(); at += 7) {
            host.take(bytes.substr(at, 7));
            caller.take(bytes.substr(at, 7));
        }
        if (host.state() == messaging::SocksHandshake::State::Done) std::abort();
        return 0;
    }
    xmpp::StreamParser parser;
    parser.feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
    parser.feed(bytes);
    while (const auto event = parser.take()) {
        if (event->kind == xmpp::StreamEvent::Kind::Element) readStanza(event->element);
    }
    return 0;
}

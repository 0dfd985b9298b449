// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/paths/StunSeal.h"

/// Any datagram as STUN: what was read and written again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    const sidetone::core::Secret key("key");
    const std::span datagram(data, size);
    static_cast<void>(hasFingerprint(datagram));
    static_cast<void>(hasIntegrity(datagram, StunIntegrity::Sha1, key));
    static_cast<void>(hasIntegrity(datagram, StunIntegrity::Sha256, key));
    const auto message = parseStun(datagram);
    if (!message) return 0;
    static_cast<void>(message->error());
    static_cast<void>(message->unknownRequired());
    for (const auto& attribute : message->attributes()) {
        static_cast<void>(message->address(attribute.type));
        static_cast<void>(message->number64(attribute.type));
    }
    if (parseStun(message->write()) != message) std::abort();
    return 0;
}

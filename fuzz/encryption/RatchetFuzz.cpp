// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a device sends as a key: the library's own readers (protobuf) behind our callbacks. The
// first byte chooses the form and whether a genuine message is changed or something else sent.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "messaging/encryption/Ratchet.h"
#include "messaging/encryption/payload.h"

using namespace sidetone;
using messaging::Scheme;

namespace {

struct Device {
    Device(std::uint64_t seed, const char* address)
        : random(seed), ratchet(random, keys), owner(core::Address::parse(address).value()) {
        const bool isMade = ratchet.makeIdentity() && make(Scheme::Legacy) && make(Scheme::Omemo);
        if (!isMade) std::abort();
    }
    bool make(Scheme scheme) {
        return ratchet.makePreKeys(scheme, 1, 5) &&
               ratchet.makeSignedPreKey(scheme, 1, core::WallTime());
    }
    messaging::DeviceAddress at(Scheme scheme) const { return {scheme, owner, keys.device()}; }

    core::SeededRandom random;
    messaging::KeyRing keys;
    messaging::Ratchet ratchet;
    core::Address owner;
};

/// Two who have a session in both forms, made once.
struct Pair {
    Device anna{1, "anna@office.example"};
    Device ben{2, "ben@office.example"};
    messaging::Ratchet::Encrypted genuine[2];

    Pair() {
        for (const auto scheme : {Scheme::Legacy, Scheme::Omemo}) {
            const auto bundle = ben.ratchet.ownBundle(scheme);
            if (!bundle || !anna.ratchet.begin(ben.at(scheme), *bundle, 0)) std::abort();
            genuine[scheme == Scheme::Omemo] =
                anna.ratchet.encrypt(ben.at(scheme), "secret").value();
        }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Pair pair;
    if (size < 2) return 0;
    const auto scheme = data[0] % 2 == 0 ? Scheme::Legacy : Scheme::Omemo;
    std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto& genuine = pair.genuine[scheme == Scheme::Omemo];
    if (data[0] & 2) {
        auto changed = genuine.data;
        for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
            const auto at = static_cast<unsigned char>(bytes[i]) % changed.size();
            changed[at] = char(changed[at] ^ bytes[i + 1]);
        }
        bytes = changed;
    }
    const auto read = pair.ben.ratchet.decrypt(pair.anna.at(scheme), bytes, (data[0] & 4) != 0);
    // Only what she wrote is read, whatever was done to it.
    if (read && read->plain != "secret") std::abort();
    static_cast<void>(messaging::openPayload(scheme, bytes, bytes, bytes.substr(0, 12)));
    static_cast<void>(pair.ben.ratchet.identityOf(scheme, bytes));
    return 0;
}

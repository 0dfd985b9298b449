// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Random.h"
#include "core/Result.h"
#include "messaging/encryption/KeyRing.h"
#include "xmpp/extensions/OmemoElements.h"

namespace sidetone::messaging {

/// X3DH and the double ratchet by libomemo-c, in both wire forms (reference/messaging.md 11.2,
/// 11.3). It changes the key ring; what it gives is of use only once that is on disk. Errors are
/// facts, without words for a person. Protocol thread.
class Ratchet {
public:
    /// Both outlive it.
    Ratchet(core::Random& random, KeyRing& keys);
    ~Ratchet();
    Ratchet(const Ratchet&) = delete;
    Ratchet& operator=(const Ratchet&) = delete;

    // Our own keys.

    /// A new device: id and identity.
    core::Status makeIdentity();
    core::Status makePreKeys(Scheme scheme, std::uint32_t first, int count);
    core::Status makeSignedPreKey(Scheme scheme, std::uint32_t id, core::WallTime now);
    [[nodiscard]] core::Result<core::WallTime> signedPreKeyTime(Scheme scheme,
                                                                std::uint32_t id) const;
    /// With the newest signed prekey and all prekeys.
    [[nodiscard]] core::Result<xmpp::OmemoBundle> ownBundle(Scheme scheme) const;
    /// Of a text, by our identity (XEdDSA).
    [[nodiscard]] core::Result<std::string> sign(const std::string& text) const;
    [[nodiscard]] bool isSignedBy(const std::string& identity, const std::string& text,
                                  const std::string& signature) const;
    /// The Curve25519 form of an identity key as a bundle has it: 32 bytes; empty: it is none.
    [[nodiscard]] std::string identityOf(Scheme scheme, const std::string& onWire) const;

    // Sessions.

    [[nodiscard]] bool hasSession(const DeviceAddress& peer) const;
    /// Begins a session with the bundle's prekey of that index. Forbidden: its signature is wrong.
    core::Status begin(const DeviceAddress& peer, const xmpp::OmemoBundle& bundle,
                       std::size_t preKey);
    struct Encrypted {
        std::string data;
        bool isExchange = false;
    };
    core::Result<Encrypted> encrypt(const DeviceAddress& peer, const std::string& plain);
    struct Decrypted {
        std::string plain;
        std::uint32_t counter = 0;  ///< of the sender's chain
        bool usedPreKey = false;
    };
    /// Busy: it was decrypted before. NotFound: there is no session, or no such prekey of ours.
    /// Forbidden: it was changed on its way. BadAnswer: no message of this protocol.
    core::Result<Decrypted> decrypt(const DeviceAddress& peer, const std::string& data,
                                    bool isExchange);

private:
    class Library;
    std::unique_ptr<Library> library_;
};

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "messaging/Message.h"
#include "messaging/encryption/Scheme.h"

namespace sidetone::config {
class Settings;
}

namespace sidetone::messaging {

/// What the organisation wants of encryption between people (chapter "Client-to-Client
/// Encryption"; reference/messaging.md 11.1, rules MSG-15 to MSG-17).
struct EncryptionPolicy {
    bool encrypts = false;     ///< Support_AES_Encoding_For_IM
    bool allowsPlain = true;   ///< Support_No_Encoding_For_IM
    bool allowsAes128 = true;  ///< the legacy form of OMEMO
    bool asPrinted = false;    ///< MSG-15's switch: encrypts also where nobody could read it
    bool serverLogs = false;   ///< the organisation archives messages by rule

    [[nodiscard]] static EncryptionPolicy of(const config::Settings& settings);
    /// Encryption is used at all: only where the administrator asks for it (MSG-17).
    [[nodiscard]] bool isOn() const { return encrypts; }
    /// Why it is not, as a sentence; empty: it is.
    [[nodiscard]] std::string whyNot() const;
    /// What is to be said where it is on beside a server that logs (ENC-06); else empty.
    [[nodiscard]] std::string conflict() const;
};

/// What the other side can do, as far as known.
enum class PeerKeys {
    None,       ///< announces no devices, or none that can be used
    Legacy,     ///< AES-128 alone
    Omemo,      ///< AES-256
    Untrusted,  ///< has devices, but our person trusts none of them
    Vanished,   ///< had compared devices, and announces none any more
};

/// What becomes of the next message.
struct Outcome {
    enum class Kind { Plain, Encrypted, Refused };
    Kind kind = Kind::Plain;
    Scheme scheme = Scheme::Omemo;  ///< of Encrypted
    std::string sentence;           ///< for the person; beside the lock
};
/// The chapter's table: three rows, and what the other side can do. `name` is the other side's;
/// `wants` is false where the person switched encryption off there.
[[nodiscard]] Outcome decide(const EncryptionPolicy& policy, PeerKeys keys, bool wants,
                             const std::string& name);

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Task.h"
#include "messaging/Message.h"

namespace sidetone::messaging {

/// What a person decided about a device's key (reference/messaging.md 11.4).
enum class Trust {
    Undecided,  ///< new beside verified ones: not encrypted to before the person says so
    Blind,      ///< the first keys of somebody, taken as they came
    Verified,   ///< compared by the person
    Untrusted,  ///< never encrypted to
};

/// One device that end-to-end encryption knows.
struct EncryptionDevice {
    std::uint32_t id = 0;
    core::Address owner;
    std::string label;        ///< the owner's own word for it; may be empty
    std::string fingerprint;  ///< 64 hexadecimal digits in groups of 8
    Trust trust = Trust::Undecided;
    bool isThisOne = false;
    bool isActive = true;  ///< still in its owner's list
    Protection scheme = Protection::Omemo;
};

/// What the next message in a conversation gets, told truthfully (ENC-05).
struct ConversationLock {
    Protection protection = Protection::None;
    bool isRefused = false;      ///< policy wants encryption and the other side has none (ENC-04)
    bool canBeChanged = false;   ///< the person may switch it
    bool isVerified = false;     ///< all devices of the other side were compared
    bool hasNewDevices = false;  ///< some wait for the person's decision
    std::string sentence;        ///< "Only you and Ben can read this."
};

/// End-to-end encryption (ENC-03 to ENC-06, GRP-04). Protocol thread.
class EncryptionControl : public QObject {
    Q_OBJECT
public:
    /// Whether policy allows it at all, and if not why, as a sentence.
    [[nodiscard]] virtual std::string whyNot() const = 0;
    [[nodiscard]] virtual ConversationLock lock(const core::Address& peer) const = 0;
    /// The person's choice for a conversation, where policy leaves it open.
    virtual void setEncrypted(const core::Address& peer, bool isEncrypted) = 0;
    /// Of a person, or of all people of a room; our own address: our devices.
    [[nodiscard]] virtual core::Task<std::vector<EncryptionDevice>> devices(
        const core::Address& peer) = 0;
    virtual void setTrust(const core::Address& owner, std::uint32_t device, Trust trust) = 0;
    /// What another device shows as a QR code: "xmpp:...?omemo-sid-...=...".
    [[nodiscard]] virtual std::string ownLink() const = 0;
    /// Takes an old device of ours out of our list.
    [[nodiscard]] virtual core::Task<void> removeOwnDevice(std::uint32_t device) = 0;

Q_SIGNALS:
    void lockChanged(const sidetone::core::Address& peer);
    void devicesChanged(const sidetone::core::Address& owner);
};

}  // namespace sidetone::messaging

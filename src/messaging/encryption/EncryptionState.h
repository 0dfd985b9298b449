// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>

#include "messaging/encryption/DeviceBook.h"
#include "messaging/encryption/EncryptionParts.h"
#include "messaging/encryption/KeyFinder.h"
#include "messaging/encryption/OwnDevice.h"
#include "messaging/encryption/Ratchet.h"
#include "messaging/encryption/Recipients.h"

namespace sidetone::messaging {

/// What sealing and opening share: our keys, the devices of people, and the ways to get more.
/// Protocol thread.
class EncryptionState {
public:
    EncryptionState(EncryptionParts ports, const store::EncryptionState& stored);
    EncryptionState(const EncryptionState&) = delete;
    EncryptionState& operator=(const EncryptionState&) = delete;

    /// What changed since the last call; it must be written.
    [[nodiscard]] store::EncryptionChanges takeChanges();
    /// Writes it now; the continuation comes where that succeeded.
    void save(std::function<void()> then = {});

    [[nodiscard]] core::Address self() const;
    /// The person's choice for a conversation.
    [[nodiscard]] bool wants(const core::Address& peer) const;
    void setWants(const core::Address& peer, bool isEncrypted);
    [[nodiscard]] Recipients recipients(const std::vector<core::Address>& people,
                                        const EncryptionPolicy& policy) const;
    /// Puts a sentence into a conversation.
    void announce(const core::Address& peer, const std::string& sentence);
    /// Sends a message without text, which begins or keeps up a session.
    void sendEmpty(const DeviceAddress& device);

    EncryptionParts parts;
    store::EncryptionKeys table;
    KeyRing keys;
    Ratchet ratchet;
    DeviceBook book;
    KeyFinder finder;
    OwnDevice own;
    std::function<void(const core::Address&)> devicesChanged;

private:
    void learnt(const DeviceAddress& device, DeviceBook::News news);

    core::Owner owner_;
};

}  // namespace sidetone::messaging

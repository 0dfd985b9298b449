// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "messaging/encryption/DeviceBook.h"
#include "messaging/encryption/EncryptionPolicy.h"

namespace sidetone::messaging {

/// For whom a message is encrypted, and how (rule MSG-16): one scheme for all. omemo:2 where every
/// device of everybody has keys for it, else the legacy form where it is allowed.
struct Recipients {
    PeerKeys keys = PeerKeys::None;
    std::vector<DeviceAddress> devices;  ///< of the people and our other ones, by owner
    core::Address without;     ///< where keys is None, Untrusted or Vanished: the first such person
    bool hasWaiting = false;   ///< devices that wait for our person's decision
    bool areVerified = false;  ///< every device of the people was compared
};

struct RecipientsQuestion {
    std::vector<core::Address> people;  ///< without ourselves
    core::Address self;
    std::uint32_t ownDevice = 0;
    bool allowsLegacy = true;
    /// False where a device's keys cannot be had.
    std::function<bool(const DeviceAddress&)> isUsable;
};
[[nodiscard]] Recipients chooseRecipients(const DeviceBook& book,
                                          const RecipientsQuestion& question);

}  // namespace sidetone::messaging

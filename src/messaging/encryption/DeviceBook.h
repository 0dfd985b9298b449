// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "messaging/EncryptionControl.h"
#include "messaging/encryption/Scheme.h"
#include "store/EncryptionKeys.h"

namespace sidetone::messaging {

/// What is known of a device.
struct KnownDevice {
    DeviceAddress address;
    std::string label;
    std::string identity;  ///< 32 bytes; empty: its keys were not fetched yet
    Trust trust = Trust::Undecided;
    bool isActive = false;  ///< in its owner's list
};

/// All devices that people announced, and what our person thinks of their keys: blind trust
/// before verification (reference/messaging.md 11.4). The first keys of somebody are taken as they
/// come; once one of them was compared, a new one waits for the person. Trust belongs to a key:
/// the same key in both schemes has the same trust. Protocol thread.
class DeviceBook {
public:
    DeviceBook() = default;
    explicit DeviceBook(const std::vector<store::DeviceRecord>& records);

    /// The owner's list as it is now. True where it differs from what was known.
    bool setList(const core::Address& owner, Scheme scheme,
                 const std::vector<xmpp::OmemoDevice>& devices);
    enum class News {
        None,     ///< known with this key
        First,    ///< taken blindly
        Waiting,  ///< new beside compared ones: waits for the person
        Changed,  ///< this device had another key before
    };
    News learn(const DeviceAddress& device, const std::string& identity);
    /// Of that device's key, in both schemes. False where it is unknown.
    bool setTrust(const core::Address& owner, std::uint32_t device, Trust trust);

    [[nodiscard]] const KnownDevice* find(const DeviceAddress& device) const;
    /// In the owner's list now.
    [[nodiscard]] std::vector<KnownDevice> active(const core::Address& owner, Scheme scheme) const;
    [[nodiscard]] std::vector<KnownDevice> all(const core::Address& owner) const;
    /// The one person who has a device of that number; empty where there is none, or more.
    [[nodiscard]] core::Address ownerOf(Scheme scheme, std::uint32_t device) const;
    [[nodiscard]] bool hasVerified(const core::Address& owner) const;

    [[nodiscard]] std::vector<store::DeviceRecord> takeChanges();

private:
    using Devices = std::map<DeviceAddress, KnownDevice>;
    void note(const KnownDevice& device) { changed_[device.address] = device; }
    [[nodiscard]] Trust trustOfNew(const core::Address& owner, const std::string& identity) const;

    Devices devices_;
    Devices changed_;
};

/// Whether anything may be encrypted to it.
[[nodiscard]] inline bool isTrusted(Trust trust) {
    return trust == Trust::Blind || trust == Trust::Verified;
}
/// A key as people compare it: 64 hexadecimal digits in groups of 8.
[[nodiscard]] std::string fingerprintOf(const std::string& identity);

}  // namespace sidetone::messaging

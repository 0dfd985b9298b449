// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/Task.h"

namespace sidetone::store {

class Database;
class Store;

// The numbers stand in the database: they never change their meaning.

enum class KeyKind : std::uint8_t {
    Own = 0,           ///< "device", "public", "private"
    PreKey = 1,        ///< "<scheme>/<id>"
    SignedPreKey = 2,  ///< "<scheme>/<id>"
    Session = 3,       ///< "<scheme>/<owner>/<device>"
    PeerIdentity = 4,  ///< the same; the public key that the session is with
    Fact = 5,          ///< what is known beside keys, by name
    UsedPreKey = 6,    ///< "<scheme>/<id>"; kept for a day for who took the same one
};

/// One piece of key material, or one that is gone.
struct KeyRecord {
    KeyKind kind = KeyKind::Own;
    std::string name;
    std::string value;  ///< bytes; empty: removed
    /// Rises with each change: a write that was held up never undoes a later one, because a
    /// ratchet that goes back would use its keys twice.
    std::int64_t revision = 0;

    friend bool operator==(const KeyRecord&, const KeyRecord&) = default;
};

/// A device that somebody announced, and what our person thinks of it.
struct DeviceRecord {
    std::string owner;
    int scheme = 0;
    std::uint32_t device = 0;
    std::string label;
    std::string identity;  ///< public key, 32 bytes; empty: not fetched yet
    int trust = 0;
    bool isActive = true;

    friend bool operator==(const DeviceRecord&, const DeviceRecord&) = default;
};

/// All that is kept of end-to-end encryption.
struct EncryptionState {
    std::vector<KeyRecord> keys;
    std::vector<DeviceRecord> devices;
};

/// Changes, for a transaction of their own or as the companion of a message.
struct EncryptionChanges {
    std::vector<KeyRecord> keys;
    std::vector<DeviceRecord> devices;

    [[nodiscard]] bool isEmpty() const { return keys.empty() && devices.empty(); }
};

[[nodiscard]] core::Status writeChanges(Database& database, const EncryptionChanges& changes);
/// What this message came from (a digest): a second copy of it cannot be decrypted again, and is
/// known by this. `message` 0: it was for no conversation.
[[nodiscard]] core::Status noteOpened(Database& database, const std::string& digest,
                                      std::int64_t message);
/// How an outgoing message left.
[[nodiscard]] core::Status noteProtection(Database& database, std::int64_t message, int protection,
                                          const std::string& fingerprint);

/// Keys, sessions, device lists and trust of end-to-end encryption, in the account's database.
/// Errors: see Store. Protocol thread.
class EncryptionKeys {
public:
    explicit EncryptionKeys(Store& store) : store_(store) {}

    [[nodiscard]] core::Task<EncryptionState> load();
    [[nodiscard]] core::Task<void> write(EncryptionChanges changes);
    /// The same together with noteProtection().
    [[nodiscard]] core::Task<void> writeSent(EncryptionChanges changes, std::int64_t message,
                                             int protection, std::string fingerprint);
    /// True where something with this digest was opened before; the message that it became learns
    /// the archive's id of this copy.
    [[nodiscard]] core::Task<bool> wasOpened(std::string digest, std::string archiveId);

private:
    Store& store_;
};

}  // namespace sidetone::store

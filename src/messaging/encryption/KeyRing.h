// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "messaging/encryption/Scheme.h"
#include "store/EncryptionKeys.h"

namespace sidetone::messaging {

/// All key material of this device, in memory; what changes is gathered for the store. Values are
/// the bytes that libomemo-c makes of its objects. Protocol thread.
class KeyRing {
public:
    KeyRing() = default;
    explicit KeyRing(const std::vector<store::KeyRecord>& records);
    KeyRing(const KeyRing&) = delete;
    KeyRing& operator=(const KeyRing&) = delete;

    /// 0: there is no identity yet.
    [[nodiscard]] std::uint32_t device() const;
    [[nodiscard]] std::string ownPublic() const { return get(store::KeyKind::Own, "public"); }
    [[nodiscard]] std::string ownPrivate() const { return get(store::KeyKind::Own, "private"); }
    void setOwn(std::uint32_t device, std::string publicKey, std::string privateKey);

    /// Of PreKey or SignedPreKey; rising.
    [[nodiscard]] std::vector<std::uint32_t> ids(store::KeyKind kind, Scheme scheme) const;
    [[nodiscard]] std::string key(store::KeyKind kind, Scheme scheme, std::uint32_t id) const;
    void setKey(store::KeyKind kind, Scheme scheme, std::uint32_t id, std::string value);

    [[nodiscard]] std::string session(const DeviceAddress& peer) const;
    void setSession(const DeviceAddress& peer, std::string value);
    /// 32 bytes; empty where there was never a session.
    [[nodiscard]] std::string identity(const DeviceAddress& peer) const;
    void setIdentity(const DeviceAddress& peer, std::string value);

    [[nodiscard]] std::string fact(const std::string& name) const {
        return get(store::KeyKind::Fact, name);
    }
    void setFact(const std::string& name, std::string value);

    /// What changed since the last call.
    [[nodiscard]] std::vector<store::KeyRecord> takeChanges();

private:
    using Name = std::pair<store::KeyKind, std::string>;
    [[nodiscard]] std::string get(store::KeyKind kind, const std::string& name) const;
    void set(store::KeyKind kind, const std::string& name, std::string value);

    std::map<Name, std::string> values_;
    std::map<Name, store::KeyRecord> changes_;
    std::int64_t revision_ = 0;
};

}  // namespace sidetone::messaging

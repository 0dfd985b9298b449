// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/Clock.h"
#include "store/keys/KeyStore.h"

namespace QKeychain {
class Job;
}

namespace sidetone::store {

/// The desktop's key store by QtKeychain: Secret Service (GNOME Keyring, KeePassXC, KWallet 5.97
/// and later). Where there is none, where it is locked and nobody unlocks it, or where it does
/// not answer in time, secrets live in memory and state() says why. QtKeychain's own fallback to
/// a plain file stays off. A late answer is dropped.
class KeychainKeyStore final : public KeyStore {
public:
    struct Limits {
        core::Milliseconds read{5'000};    ///< a person may have to unlock it
        core::Milliseconds write{60'000};  ///< as above; nobody waits for it
    };
    /// `folder`: the label under which the desktop shows our secrets. The clock must outlive it.
    explicit KeychainKeyStore(core::Clock& clock, std::string folder = "Sidetone");
    KeychainKeyStore(core::Clock& clock, std::string folder, Limits limits);
    ~KeychainKeyStore() override;
    KeychainKeyStore(const KeychainKeyStore&) = delete;
    KeychainKeyStore& operator=(const KeychainKeyStore&) = delete;

    [[nodiscard]] core::Task<core::Secret> read(SecretName name) override;
    [[nodiscard]] core::Task<void> write(SecretName name, core::Secret secret) override;
    [[nodiscard]] core::Task<void> remove(SecretName name) override;
    [[nodiscard]] KeyStoreState state() const override;

private:
    struct Held;
    class Exchange;
    std::shared_ptr<Held> held_;
    core::Clock& clock_;
    std::string folder_;
    Limits limits_;
};

}  // namespace sidetone::store

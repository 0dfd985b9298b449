// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "store/keys/KeyStore.h"

namespace sidetone::store {

/// Keeps secrets until the program ends: where policy forbids more (AUTH-07), where there is no
/// key store, and in tests.
class MemoryKeyStore final : public KeyStore {
public:
    /// `why` it is only memory, for the person.
    explicit MemoryKeyStore(std::string why) : why_(std::move(why)) {}

    [[nodiscard]] core::Task<core::Secret> read(SecretName name) override;
    [[nodiscard]] core::Task<void> write(SecretName name, core::Secret secret) override;
    [[nodiscard]] core::Task<void> remove(SecretName name) override;
    [[nodiscard]] KeyStoreState state() const override { return {false, why_}; }

private:
    std::string why_;
    std::map<SecretName, core::Secret> secrets_;
};

}  // namespace sidetone::store

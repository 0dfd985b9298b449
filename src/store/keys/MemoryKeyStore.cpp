// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keys/MemoryKeyStore.h"

namespace sidetone::store {

core::Task<core::Secret> MemoryKeyStore::read(SecretName name) {
    const auto found = secrets_.find(name);
    if (found == secrets_.end()) {
        return core::Task<core::Secret>::ready(
            core::fail(core::ErrorCode::NotFound, "Reading the " + name.text(), "nothing is kept"));
    }
    return core::Task<core::Secret>::ready(found->second);
}

core::Task<void> MemoryKeyStore::write(SecretName name, core::Secret secret) {
    secrets_.insert_or_assign(std::move(name), std::move(secret));
    return core::Task<void>::ready({});
}

core::Task<void> MemoryKeyStore::remove(SecretName name) {
    secrets_.erase(name);
    return core::Task<void>::ready({});
}

}  // namespace sidetone::store

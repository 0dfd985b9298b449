// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/Random.h"
#include "core/Task.h"
#include "store/Store.h"
#include "store/keys/KeyStore.h"

namespace sidetone::store {

/// A store, and what can be said of how it lies on the disk.
struct ProtectedStore {
    std::unique_ptr<Store> store;
    bool isEncrypted = false;
    std::string whyNot;  ///< a sentence for the person, where it is not encrypted
};

/// Opens the account's history, encrypted wherever the key store keeps its key (ENC-10): the key
/// is made with the first history, and a plain history is encrypted once. Where secrets live in
/// memory alone, a new history stays plain (mode 0600), since it could not be read after the next
/// start.
///
/// Errors beside Store's: NotFound where the file is encrypted and its key is not to be had; it
/// is left as it is. Store::setAside() is the person's way on without it.
/// `keys` and what is in `ports` outlive the task. Protocol thread.
[[nodiscard]] core::Task<ProtectedStore> openProtected(std::filesystem::path file,
                                                       const std::string& account, KeyStore& keys,
                                                       core::Random& random, Ports ports);

}  // namespace sidetone::store

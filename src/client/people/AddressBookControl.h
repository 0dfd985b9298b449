// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/Secret.h"
#include "core/Task.h"
#include "directory/books/BookState.h"

namespace sidetone::client {

/// The person's own address books: files, a CardDAV server, the desktop's (DIR-16). Which there are
/// the parameters say: LocalAddressBook, AddressBookServer with AddressBookUser, and
/// DesktopAddressBook. Protocol thread; nothing blocks.
class AddressBookControl {
public:
    virtual ~AddressBookControl() = default;
    /// As far as they were read.
    [[nodiscard]] virtual std::vector<directory::BookState> states() = 0;
    /// Reads them all now, and tells what came of it. It never fails: errors are in the states.
    [[nodiscard]] virtual core::Task<std::vector<directory::BookState>> read() = 0;
    /// The password of the CardDAV server: into the key store, or for this session alone where
    /// policy keeps passwords off this computer. An empty one is forgotten.
    [[nodiscard]] virtual core::Task<void> setPassword(core::Secret password) = 0;
};

}  // namespace sidetone::client

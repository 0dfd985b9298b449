// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "config/Settings.h"
#include "directory/ContactSource.h"

namespace sidetone::client {

/// The person's own address book (DIR-16), read on a thread of its own; null unless
/// LocalAddressBook names one, and where EnableLoadAddressBook or EnableLocalAddressBookSearch
/// forbids it. `profile` is the folder of names that are no whole path.
[[nodiscard]] std::unique_ptr<directory::ContactSource> makeAddressBook(
    const config::Settings& settings, const std::filesystem::path& profile);

}  // namespace sidetone::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "config/Settings.h"

namespace sidetone::client {

/// Whether people's own address books count: unless EnableLoadAddressBook or
/// EnableLocalAddressBookSearch forbids them (DIR-16).
[[nodiscard]] bool mayUseAddressBooks(const config::Settings& settings);
/// Where LocalAddressBook lies; `profile` is the folder of names that are no whole path. Empty
/// where there is none.
[[nodiscard]] std::filesystem::path addressBookPath(const config::Settings& settings,
                                                    const std::filesystem::path& profile);

}  // namespace sidetone::client

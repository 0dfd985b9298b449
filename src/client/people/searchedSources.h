// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "directory/CachedSource.h"
#include "messaging/Presence.h"

// The sources that a person's search looks into, beside one another.

namespace sidetone::client {

/// True where a word of the name, or the address, begins with the text (core::foldCase()).
[[nodiscard]] bool matches(const messaging::Contact& contact, const std::string& folded);

/// The contact list.
[[nodiscard]] std::unique_ptr<directory::ContactSource> makeRosterSource(
    std::function<std::vector<messaging::Contact>()> contacts);

/// Whom this computer knows without asking anybody. The source must outlive it.
[[nodiscard]] std::unique_ptr<directory::ContactSource> makeKeptSource(
    const directory::CachedSource& source);

/// The directory; `judge` hears what came of each search. The source must outlive it.
[[nodiscard]] std::unique_ptr<directory::ContactSource> makeWatchedSource(
    directory::CachedSource& source,
    std::function<void(const std::string&, const std::optional<core::Error>&)> judge);

}  // namespace sidetone::client

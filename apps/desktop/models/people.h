// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <string_view>
#include <vector>

#include "client/people/ContactListControl.h"

namespace sidetone::client {
class Client;
}

// How the windows name people: by `who`, an address, a number, or the id of an own contact behind
// "own:".

namespace sidetone::desktop {

/// Null where nobody is signed in to chat.
[[nodiscard]] client::ContactListControl* contactListOf(client::Client& client);

/// Whether a group is the one that is shown first, however it is spelt.
[[nodiscard]] bool isFavourites(std::string_view group);

[[nodiscard]] QString whoOf(const client::OwnContact& contact);
[[nodiscard]] bool isOwnContact(const QString& who);

/// What the list keeps of somebody: the shown name (empty: the directory's) and the groups. Of a
/// stranger, only the address.
[[nodiscard]] client::OwnContact keptContact(client::Client& client, const QString& who);
/// Hands it to the list: an own contact where it has an id or no address, else an entry of the
/// server's.
[[nodiscard]] core::Task<void> keep(client::Client& client, const client::OwnContact& contact);

}  // namespace sidetone::desktop

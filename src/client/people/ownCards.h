// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/people/ContactListControl.h"
#include "directory/vcard/Card.h"

namespace sidetone::client {

/// An own contact as the card that is kept of it, and back; nobody where the text is no card.
[[nodiscard]] directory::Card cardOf(const OwnContact& contact);
[[nodiscard]] OwnContact contactOf(const directory::Card& card);

}  // namespace sidetone::client

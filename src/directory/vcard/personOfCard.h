// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "directory/Person.h"
#include "directory/vcard/Card.h"

namespace sidetone::directory {

/// Keys of people of address books begin so.
inline constexpr const char* cardKeyBeginning = "vcard:";

/// Somebody of an address book who can be written to or called: nobody without an address for
/// messages, a SIP address or a number (DIR-16, the chapter's "Local Contacts in Mac Address
/// Book"). The key is the card's own id, or made of what the card says, so that a card that was
/// saved twice is one person.
[[nodiscard]] std::optional<Person> personOfCard(const Card& card);

}  // namespace sidetone::directory

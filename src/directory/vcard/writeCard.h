// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "directory/vcard/Card.h"

namespace sidetone::directory {

/// The card as a vCard 3.0 (RFC 2426), which every address book reads, with messaging addresses by
/// RFC 4770; lines end in CRLF and are folded at 75 bytes. Pictures are left out. readCards() gives
/// the same card back.
[[nodiscard]] std::string writeCard(const Card& card);

}  // namespace sidetone::directory

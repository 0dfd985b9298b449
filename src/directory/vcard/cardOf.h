// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "directory/vcard/Card.h"
#include "directory/vcard/ContentLine.h"

namespace sidetone::directory {

/// What a card's properties say of somebody; nobody where it is a group's card (RFC 6350 6.1.4).
/// Pictures that lie elsewhere are not taken: who fetches them tells their server who is looked at.
[[nodiscard]] std::optional<Card> cardOf(std::vector<ContentLine> lines);

}  // namespace sidetone::directory

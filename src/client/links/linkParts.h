// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/links/ProtocolLink.h"

namespace sidetone::client {

// What the readers of the kinds of links share; others include ProtocolLink.h.

inline constexpr std::size_t mostLinkTargets = 100;

enum class LinkKind { Chat, Call, Number, Conference };

/// A link in its parts: "scheme:[//]targets[?query]".
struct LinkParts {
    std::string scheme;
    std::string_view targets;
    std::string_view query;
};

[[nodiscard]] core::Error linkRefused(core::ErrorCode code, std::string answer);
/// The parts between semicolons that are not empty.
[[nodiscard]] std::vector<std::string_view> linkList(std::string_view text);
/// What stands behind the question mark: names and values, and XEP-0147's first word.
void takeQuery(ProtocolLink& link, std::string_view query);

/// Readers of the targets; `link` has its scheme already.
[[nodiscard]] core::Result<ProtocolLink> chatLink(ProtocolLink link, const LinkParts& parts);
[[nodiscard]] core::Result<ProtocolLink> numberLink(ProtocolLink link, const LinkParts& parts);
[[nodiscard]] core::Result<ProtocolLink> callLink(ProtocolLink link, const LinkParts& parts,
                                                  LinkKind kind);

}  // namespace sidetone::client

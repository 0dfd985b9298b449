// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Address.h"
#include "core/Result.h"

namespace sidetone::client {

/// What a link asks for. Nothing of it happens without the person: windows show what would be
/// sent or dialled (URI-04).
enum class LinkAction {
    Chat,        ///< with one address
    GroupChat,   ///< a new one, with all addresses (URI-03)
    JoinRoom,    ///< XEP-0147 "join"
    AddContact,  ///< XEP-0147 "roster" and "subscribe"
    VerifyKeys,  ///< compares end-to-end keys (XEP-0384 7)
    Call,
    ConferenceCall,  ///< with all targets (URI-02)
};

/// One device's key of a LinkAction::VerifyKeys.
struct LinkedKey {
    std::uint32_t device = 0;
    std::string fingerprint;  ///< 64 lower-case hexadecimal digits
    bool isLegacy = false;    ///< of eu.siacs.conversations.axolotl
};

/// A link of the chapter's "Protocol Handlers", read (URI-01 to URI-04).
struct ProtocolLink {
    std::string scheme;  ///< in lower case
    LinkAction action = LinkAction::Chat;
    std::vector<core::Address> addresses;  ///< of chats; never empty there
    /// Of calls: a number (digits, *, #, perhaps a leading +), or user@host; never empty there.
    std::vector<std::string> targets;
    std::string extension;  ///< RFC 3966 ext: dialled after the call is answered; digits
    std::string subject;
    std::string body;  ///< put into the input box; may have several lines
    std::string name;  ///< AddContact: what the link calls them; JoinRoom: the nickname
    std::string group;
    std::string password;  ///< JoinRoom
    std::vector<LinkedKey> keys;
};

/// Reads xmpp:, im:, ciscoim:, ciscoimgroup:, ciscochat:, tel:, ciscotel:, clicktocall:, sip:,
/// sips:, callto: and ciscotelconf: links, with or without "//", in any case (RFC 5122, RFC 3860,
/// RFC 3966, RFC 3261 19.1, XEP-0147, reference/messaging.md 14.2). Parts that it does not know
/// are left out. InvalidInput where nobody is named, a target is malformed, or it is longer than
/// 32 KiB or names more than 100; Unsupported for other schemes.
[[nodiscard]] core::Result<ProtocolLink> parseLink(std::string_view link);

/// A number as it is dialled, of any notation: digits, *, # and a leading +, separators taken out,
/// letters turned into the digits of their keys. Empty where that leaves none.
[[nodiscard]] std::string dialString(std::string_view number);

}  // namespace sidetone::client

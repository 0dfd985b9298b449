// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Error.h"
#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// The element as it goes on the stream, below `parentNameSpace`. Elements without a name space
/// take their parent's. Characters that XML 1.0 forbids are left out.
[[nodiscard]] std::string serialize(const core::XmlElement& element,
                                    std::string_view parentNameSpace = "jabber:client");

/// `<message/>`, `<presence/>` or `<iq/>`, of that type where it is not empty, to that address
/// where it is not empty.
[[nodiscard]] core::XmlElement stanza(std::string name, std::string_view type = {},
                                      std::string_view to = {});

/// True for message, presence and iq of jabber:client: what stream management counts.
[[nodiscard]] bool isStanza(const core::XmlElement& element);

/// The answer of type error or result to an iq request, without payload.
[[nodiscard]] core::XmlElement answerTo(const core::XmlElement& request, std::string_view type);
/// The answer to an iq request that is refused; the code chooses the condition.
[[nodiscard]] core::XmlElement refusalOf(const core::XmlElement& request, core::ErrorCode code);

/// The error inside a stanza of type error (RFC 6120 8.3), as a value.
[[nodiscard]] core::Error readStanzaError(const core::XmlElement& stanza, std::string tried);

}  // namespace sidetone::xmpp

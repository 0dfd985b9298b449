// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// The id that an archive gave the message (XEP-0359): our own account's, or in a group chat the
/// room's; empty where there is none. Only what names exactly that `owner` as its author is read:
/// its server removes such elements from what others send, and any other author is a stranger's
/// claim.
[[nodiscard]] std::string archiveIdIn(const core::XmlElement& message, const Jid& owner);
/// The id that the sender chose; empty where there is none.
[[nodiscard]] std::string originIdIn(const core::XmlElement& message);
/// The element that carries the sender's id.
[[nodiscard]] core::XmlElement originIdElement(const std::string& id);

}  // namespace sidetone::xmpp

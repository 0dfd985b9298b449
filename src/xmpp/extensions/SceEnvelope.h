// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Random.h"
#include "core/XmlElement.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// What is encrypted in an omemo:2 message (XEP-0420): elements of a message, and who says them.
struct SceEnvelope {
    std::vector<core::XmlElement> content;
    Jid from;
    Jid to;  ///< of rooms alone; empty elsewhere

    /// Empty where it is no envelope, or does not say who sent it.
    [[nodiscard]] static std::optional<SceEnvelope> read(const std::string& xml);
    /// With 0 to 200 random characters, so that its length says little.
    [[nodiscard]] std::string toXml(core::Random& random) const;
};

/// Takes out of a message what belongs into an envelope: all that people say, nothing that
/// servers must see.
[[nodiscard]] std::vector<core::XmlElement> takeContent(core::XmlElement& message);
/// The other way: what stood in clear in its place is removed first.
void putContent(core::XmlElement& message, std::vector<core::XmlElement> content);

}  // namespace sidetone::xmpp

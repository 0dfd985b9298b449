// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// How confidential a message is, by its sender's organisation (XEP-0258).
struct SecurityLabel {
    std::string selector;    ///< of a catalogue: what a person chooses it by
    std::string marking;     ///< to be shown above the text; may be empty
    std::string foreground;  ///< "#rrggbb", or empty
    std::string background;
    core::XmlElement element;  ///< as it is sent
};

/// The label of a message; the marking is made printable, at most 100 bytes, and a colour is only
/// what is one. Empty where there is none.
[[nodiscard]] std::optional<SecurityLabel> securityLabelIn(const core::XmlElement& message);

/// The labels that an administrator gives (parameter InstantMessageLabels): `item` elements, each
/// with a selector and a securitylabel, 17 at most.
[[nodiscard]] std::vector<SecurityLabel> readLabels(const core::XmlElement& catalogue);

}  // namespace sidetone::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// The formatted form of a message (XEP-0071) as text with the marks of XEP-0393, which every view
/// of ours draws: no page is ever laid out, nothing in it runs or is fetched (MSG-09). Read are a,
/// blockquote, br, cite, em, img, li, ol, p, span, strong, ul and the style properties
/// font-weight, font-style, text-decoration; other elements count as their text, script and style
/// as nothing. A link whose words are not its address shows both. Empty where there is none, or
/// where its words are others than `body`'s: it may dress what is said, but say nothing else.
[[nodiscard]] std::string richTextIn(const core::XmlElement& message, std::string_view body);

}  // namespace sidetone::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// What somebody does (XEP-0108), as the payload of the node with that name space's name.
struct UserActivity {
    std::string general{};   ///< "talking"; empty: nothing, which takes back what was said before
    std::string specific{};  ///< "on_the_phone"; may be empty
    std::string text{};      ///< in the person's or their client's words
    friend bool operator==(const UserActivity&, const UserActivity&) = default;
};

[[nodiscard]] core::XmlElement writeActivity(const UserActivity& activity);
/// Empty where the element is none.
[[nodiscard]] std::optional<UserActivity> readActivity(const core::XmlElement& element);

}  // namespace sidetone::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::client {

/// What a person sees of the network (NET-01).
struct NetworkView {
    enum class State { Unknown, Offline, CaptivePortal, Online };
    enum class Place { Unknown, Inside, Outside };
    State state = State::Unknown;
    Place place = Place::Unknown;
    std::string detail;     ///< a sentence: "This network wants you to sign in at http://..."
    std::string portalUrl;  ///< State::CaptivePortal: the page to sign in at; may be empty
};

}  // namespace sidetone::client

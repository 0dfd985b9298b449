// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::telephony {

/// What a call server is dialled for its services, as its administrator set them up: numbers,
/// codes or addresses. A % stands for the number or address that goes with it; without one, that
/// is put behind. Empty: there is no such service.
struct ServiceAddresses {
    std::string conference;  ///< makes a conference (the factory of RFC 4579 3.2)
    std::string park;        ///< a call that is transferred there waits to be fetched
    std::string retrieve;  ///< fetches a parked call from its place; without: the place is dialled
    std::string pickup;    ///< takes a call that rings somewhere in the own group
    std::string pickupFrom;  ///< takes the call that rings at %
    std::string forward;     ///< sends all calls on to %
    std::string stopForwarding;

    friend bool operator==(const ServiceAddresses&, const ServiceAddresses&) = default;
};

/// `pattern` with `argument` in place of its %, or behind it where it has none.
[[nodiscard]] inline std::string serviceTarget(const std::string& pattern,
                                               const std::string& argument) {
    const auto at = pattern.find('%');
    if (at == std::string::npos) return pattern + argument;
    return pattern.substr(0, at) + argument + pattern.substr(at + 1);
}

}  // namespace sidetone::telephony

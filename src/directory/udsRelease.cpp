// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/udsRelease.h"

#include <array>
#include <cstdint>
#include <optional>

#include "core/Result.h"
#include "core/text.h"

namespace sidetone::directory {
namespace {

using Release = std::array<std::uint64_t, 3>;

/// Its first three numbers; those that are left out are 0.
std::optional<Release> numbersOf(std::string_view text) {
    if (text.empty()) return std::nullopt;
    Release release{};
    const auto parts = core::split(text, '.');
    for (std::size_t at = 0; at < release.size() && at < parts.size(); ++at) {
        const auto number = core::parseNumber(parts[at]);
        if (!number) return std::nullopt;
        release.at(at) = *number;
    }
    return release;
}

}  // namespace

UdsPeopleSearch peopleSearchOf(std::string_view release) {
    const auto numbers = numbersOf(release);
    if (!numbers || *numbers >= Release{10, 0, 1}) return UdsPeopleSearch::Included;
    return *numbers >= Release{9, 1, 2} ? UdsPeopleSearch::WithFile : UdsPeopleSearch::Missing;
}

core::Error noPeopleSearch(const std::string& server, std::string_view release) {
    const auto tried = "Searching the directory on " + server;
    const auto which = "the call manager (release " + core::printable(release, 40) + ")";
    switch (peopleSearchOf(release)) {
        case UdsPeopleSearch::Included:
            break;
        case UdsPeopleSearch::WithFile:
            return core::fail(core::ErrorCode::Unsupported, tried, which + " cannot search people",
                              "Ask your administrator to install cmterm-cucm-uds-912-5.cop.sgn "
                              "there, or to name an LDAP directory.");
        case UdsPeopleSearch::Missing:
            return core::fail(core::ErrorCode::Unsupported, tried,
                              which + " cannot search people; release 9.1(2) is the first that can",
                              "Ask your administrator to name an LDAP directory.");
    }
    return core::fail(core::ErrorCode::BadAnswer, tried, "the server answered with status 404");
}

}  // namespace sidetone::directory

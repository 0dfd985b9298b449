// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sidetone::config {

/// The sections of jabber-config.xml, and SignIn for what is known before that file can be read
/// (bootstrap file, configuration URL).
enum class Section { Client, Directory, Options, Phone, Policies, Presence, Voicemail, SignIn };

/// How a value is written.
enum class ParameterType {
    Boolean,  ///< true or false in any case, 1 or 0, on or off
    Integer,  ///< decimal, within `allowed` where that is given as "least..most"
    Text,     ///< anything, also addresses and paths
    Choice,   ///< one word of `allowed`, whatever its case
    List,     ///< words between commas or semicolons
    Secret,   ///< a password: never shown, logged or exported
};

/// One configuration parameter as data. All views point at static storage.
struct Parameter {
    std::string_view name;  ///< as Jabber's documentation writes it; compared without case
    Section section = Section::Client;
    ParameterType type = ParameterType::Text;
    std::string_view fallback;  ///< the default; empty where the product has none
    std::string_view allowed;   ///< "a|b|c" for Choice, "1..480" for Integer, else empty
    std::string_view meaning;   ///< one line for a person
    std::string_view source;    ///< where the fact comes from, see docs/parameters.md
};

/// The section's element name in jabber-config.xml; "SignIn" for the section that has none.
[[nodiscard]] std::string_view name(Section section);

}  // namespace sidetone::config

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "config/Parameter.h"

/// The registry's data, a file a section.
namespace sidetone::config::parameters {

// Where facts come from; docs/parameters.md has the titles.
inline constexpr std::string_view guide = "JPR";       ///< parameters reference guide
inline constexpr std::string_view planning = "JPG";    ///< planning guide
inline constexpr std::string_view deployment = "JDG";  ///< deployment guides
inline constexpr std::string_view older = "JTT";       ///< names that only older releases had
inline constexpr std::string_view ours = "Sidetone";   ///< a decision of this product

/// Rows are written with these, so that a table reads as name, default, meaning.
struct Rows {
    Section section;

    constexpr Parameter flag(std::string_view name, std::string_view fallback,
                             std::string_view meaning, std::string_view source = guide) const {
        return {name, section, ParameterType::Boolean, fallback, {}, meaning, source};
    }
    constexpr Parameter number(std::string_view name, std::string_view fallback,
                               std::string_view range, std::string_view meaning,
                               std::string_view source = guide) const {
        return {name, section, ParameterType::Integer, fallback, range, meaning, source};
    }
    constexpr Parameter text(std::string_view name, std::string_view fallback,
                             std::string_view meaning, std::string_view source = guide) const {
        return {name, section, ParameterType::Text, fallback, {}, meaning, source};
    }
    constexpr Parameter choice(std::string_view name, std::string_view fallback,
                               std::string_view choices, std::string_view meaning,
                               std::string_view source = guide) const {
        return {name, section, ParameterType::Choice, fallback, choices, meaning, source};
    }
    constexpr Parameter list(std::string_view name, std::string_view meaning,
                             std::string_view source = guide) const {
        return {name, section, ParameterType::List, {}, {}, meaning, source};
    }
    constexpr Parameter secret(std::string_view name, std::string_view meaning,
                               std::string_view source = guide) const {
        return {name, section, ParameterType::Secret, {}, {}, meaning, source};
    }
};

std::span<const Parameter> client();
std::span<const Parameter> directory();
std::span<const Parameter> options();
std::span<const Parameter> phone();
std::span<const Parameter> policies();
std::span<const Parameter> presence();
std::span<const Parameter> voicemail();
std::span<const Parameter> signIn();

}  // namespace sidetone::config::parameters

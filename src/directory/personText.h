// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "directory/Person.h"

namespace sidetone::directory {

/// A person as one text for caches, and back; empty where the text is none.
[[nodiscard]] std::string textOf(const Person& person);
[[nodiscard]] std::optional<Person> personOfText(std::string_view text);

}  // namespace sidetone::directory

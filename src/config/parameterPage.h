// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::config {

/// The registry as the tables of docs/parameters.md: Markdown, a table a section (NONE-21).
[[nodiscard]] std::string parameterTables();

/// The page with its tables made anew: what stands before the first "## SignIn" is kept.
[[nodiscard]] std::string withParameterTables(const std::string& page);

/// The registry as a JSON schema (draft 2020-12) of an object whose members are parameters: types,
/// limits, defaults, meanings, and for each its section, source and whether a person may choose it
/// (NONE-21).
[[nodiscard]] std::string parameterSchema();

}  // namespace sidetone::config

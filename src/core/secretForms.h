// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetone::core {

/// The ways in which a secret may stand in a text: as it is, percent-encoded, escaped for XML and
/// JSON, and inside base64 at each of its three alignments (as in "user:secret" or
/// "\0user\0secret"). The longest first, so that removing them in order leaves nothing behind.
/// Base64 of secrets under 6 characters is left out: so few characters appear by chance.
[[nodiscard]] std::vector<std::string> secretForms(std::string_view secret);

}  // namespace sidetone::core

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::config {

/// A jabber-config.xml with the values of all secrets taken out, byte by byte the same otherwise:
/// what may lie on the disk in clear (DIR-06). Secrets are parameters of that type, and unknown
/// ones whose name ends with "password". Empty where it cannot be read, or where a secret stays
/// in it (an encoding other than UTF-8 with one).
[[nodiscard]] std::string withoutSecrets(std::string_view document);

}  // namespace sidetone::config

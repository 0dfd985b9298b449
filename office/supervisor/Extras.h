// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::office {

/// What an office can have beside the usual servers, by the names of `start --with`.
using Extras = std::set<std::string, std::less<>>;

/// All names, in the order in which they are documented.
[[nodiscard]] const std::vector<std::string_view>& knownExtras();
/// Reads "nodes,cloud"; spaces around names do not matter. InvalidInput names what is not known.
[[nodiscard]] core::Result<Extras> parseExtras(std::string_view text);
/// "cloud,nodes": what parseExtras() reads.
[[nodiscard]] std::string extrasText(const Extras& extras);

}  // namespace sidetone::office

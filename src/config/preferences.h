// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace sidetone::config {

/// The parameters that a person may choose for themselves where no policy has locked them
/// (Layer::Preference; EMU-9): how the client looks, sounds and behaves towards them. Servers,
/// security and what the organisation allows are not among them.
[[nodiscard]] std::span<const std::string_view> personalParameters();
/// By name, also by another spelling.
[[nodiscard]] bool isPersonal(std::string_view name);

}  // namespace sidetone::config

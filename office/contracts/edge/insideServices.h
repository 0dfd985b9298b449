// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/Resolver.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// The SRV records of the inside zone as its name server answers them now; empty where there are
/// none, nothing where it does not answer.
[[nodiscard]] std::optional<std::vector<net::SrvRecord>> insideServices(const Layout& layout,
                                                                        std::string_view service);

/// Reads the SRV records of a DNS message; what is broken is left out.
[[nodiscard]] std::vector<net::SrvRecord> servicesIn(std::string_view message);

}  // namespace sidetone::office

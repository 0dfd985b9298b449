// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>

#include "core/Address.h"
#include "xmpp/extensions/OmemoElements.h"

namespace sidetone::messaging {

using Scheme = xmpp::OmemoScheme;

/// One device of somebody, as one scheme knows it.
struct DeviceAddress {
    Scheme scheme = Scheme::Omemo;
    core::Address owner;
    std::uint32_t device = 0;

    friend auto operator<=>(const DeviceAddress&, const DeviceAddress&) = default;
};

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace sidetone::telephony {

/// What lines carried in calls before, by the network that this machine is in and the domain of
/// the other side (VID-04, NONE-06). An interface: whoever has the profile keeps it.
class CallPaths {
public:
    virtual ~CallPaths() = default;
    /// Where a call to that domain begins, bit/s with all headers; empty: nothing is known.
    [[nodiscard]] virtual std::optional<int> first(const std::string& domain) = 0;
    /// What the line to that domain carries.
    virtual void note(const std::string& domain, int bitsPerSecond) = 0;
};

}  // namespace sidetone::telephony

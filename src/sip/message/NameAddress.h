// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "sip/message/Uri.h"

namespace sidetone::sip {

/// `"Display" <uri>;parameters`: the value of From, To, Contact, Route, Record-Route and others
/// (RFC 3261 20.10, 25.1 name-addr and addr-spec).
struct NameAddress {
    std::string display;  ///< quotes and escapes undone
    Uri uri;
    Parameters parameters;

    static core::Result<NameAddress> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string tag() const { return parameters.value("tag"); }
};

}  // namespace sidetone::sip

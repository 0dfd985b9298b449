// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "core/Result.h"

namespace sidetone::core {

/// A person's work address: what is typed at the first sign-in (DISC-04), the bare JID of
/// RFC 7622, and the user and host of a SIP address. Both parts are folded to lower case, so
/// that equal addresses compare equal.
class Address {
public:
    Address() = default;
    /// Reads `user@domain`. Surrounding white space is dropped. Refused with what is wrong:
    /// no or several @, an empty part, a domain that is no domain name, forbidden characters,
    /// parts over 1023 bytes (RFC 7622 3.1).
    static Result<Address> parse(std::string_view text);

    [[nodiscard]] const std::string& user() const { return user_; }
    [[nodiscard]] const std::string& domain() const { return domain_; }
    [[nodiscard]] std::string text() const { return user_ + "@" + domain_; }
    [[nodiscard]] bool isEmpty() const { return domain_.empty(); }

    friend auto operator<=>(const Address&, const Address&) = default;

private:
    std::string user_;
    std::string domain_;
};

}  // namespace sidetone::core

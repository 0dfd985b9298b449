// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/Address.h"

namespace sidetone::xmpp {

/// An XMPP address of any form (RFC 7622): `domain`, `user@domain`, with or without a
/// `/resource`. User and domain are folded to lower case, the resource is kept as it is, so that
/// equal addresses compare equal.
struct Jid {
    std::string user;
    std::string domain;
    std::string resource;

    Jid() = default;
    /// The bare address of a person.
    explicit Jid(const core::Address& address) : user(address.user()), domain(address.domain()) {}
    /// Empty where it is no address: no domain, an empty part, a part over 1023 bytes.
    static std::optional<Jid> parse(std::string_view text);

    [[nodiscard]] bool isEmpty() const { return domain.empty(); }
    [[nodiscard]] Jid bare() const;
    /// The person behind it; an empty Address where it has no user or an impossible one.
    [[nodiscard]] core::Address address() const;
    [[nodiscard]] std::string text() const;

    friend auto operator<=>(const Jid&, const Jid&) = default;
};

}  // namespace sidetone::xmpp

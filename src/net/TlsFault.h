// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sidetone::net {

/// What is wrong with a certificate or its chain.
enum class TlsFault {
    Expired,
    NotYetValid,
    SelfSigned,        ///< nobody vouches for it
    UnknownAuthority,  ///< signed by somebody who is not trusted here
    WrongName,
    WeakKey,
    WeakSignature,
    NotForServers,  ///< its purpose is another, or its issuer is no authority
    Revoked,
    BadSignature,
    Unreadable,
    Other,
};

/// Stable, for machines: "self-signed".
[[nodiscard]] std::string_view name(TlsFault fault);

/// Whether a person may accept it all the same. Never where the authority itself has taken it
/// back, and never where it is forged or broken.
[[nodiscard]] constexpr bool mayBeAccepted(TlsFault fault) {
    return fault != TlsFault::Revoked && fault != TlsFault::BadSignature &&
           fault != TlsFault::Unreadable && fault != TlsFault::Other;
}

}  // namespace sidetone::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"
#include "core/Secret.h"
#include "net/Endpoint.h"
#include "net/TokenSource.h"

namespace sidetone::xmpp {

/// How TLS begins on a server's port.
enum class TlsStart {
    StartTls,  ///< plain text first, then STARTTLS (RFC 6120 5); never stays plain
    Direct,    ///< TLS from the first byte (XEP-0368)
};

/// One server that can serve the account.
struct Server {
    net::Endpoint endpoint;
    TlsStart tls = TlsStart::StartTls;
    friend bool operator==(const Server&, const Server&) = default;
};

/// Whether the password itself may be sent, where the server offers no SCRAM.
enum class PlainPolicy {
    InsideTls,  ///< yes, inside verified TLS and only when nothing better is offered
    Never,
};

/// What the account shows to prove who it is.
enum class Proof {
    Password,           ///< SCRAM, or PLAIN where the policy allows
    AccessToken,        ///< of a single sign-on: OAUTHBEARER (RFC 7628)
    OneTimePassword,    ///< of a presence server's login service: CISCO-VTG-TOKEN
    CloudToken,         ///< of a cloud organisation: WEBEX-TOKEN
    ClientCertificate,  ///< of the TLS connection: EXTERNAL (RFC 4422 appendix A)
};

/// Between these a client waits, by chance, before it signs in anew after its node was lost.
struct ReloginLimits {
    core::Milliseconds lower{0};
    core::Milliseconds upper{0};
};

/// Who signs in, and where.
struct Account {
    core::Address address;           ///< its domain is what certificates must name
    std::string authenticationName;  ///< for SASL; the address's user where empty
    /// Where `proof` is another, it serves as the way out: where a server does not offer that
    /// proof's mechanism, or a one-time password is used up. Empty: there is no such way.
    core::Secret password;
    Proof proof = Proof::Password;
    /// Asked before each sign-in for AccessToken, OneTimePassword and CloudToken.
    std::shared_ptr<net::TokenSource> tokens;
    /// Where there is no source: the token itself. A one-time password serves once.
    core::Secret token;
    std::string resource;                    ///< the server chooses where empty
    std::vector<Server> servers;             ///< tried in this order
    std::optional<ReloginLimits> relogin{};  ///< where the server has set them
    PlainPolicy plain = PlainPolicy::InsideTls;
};

/// Times of a session, for tests and policy. The defaults are reference/messaging.md 2.6, 3.3
/// with the dead-link figure shortened: a silent link is found within 25 s.
struct SessionTimes {
    core::Milliseconds connect{10'000};      ///< TCP, and TLS where direct, per server
    core::Milliseconds negotiate{20'000};    ///< from the connection to ready, per server
    core::Milliseconds silence{15'000};      ///< nothing heard for that long: ask
    core::Milliseconds answer{10'000};       ///< no answer for that long: the link is dead
    core::Milliseconds firstBackOff{1'000};  ///< doubled for each round that failed
    core::Milliseconds longestBackOff{30'000};
    /// Between looks whether the home node is back, where the server has set no limits.
    ReloginLimits homeReturn{core::Milliseconds(60'000), core::Milliseconds(300'000)};
};

}  // namespace sidetone::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/Random.h"
#include "net/TokenSource.h"
#include "sip/auth/Digest.h"
#include "sip/message/Message.h"

namespace sidetone::sip {

/// Whether others may read what is sent: an access token only goes where they may not.
enum class Channel { Plain, Encrypted };
/// Whether the request's credentials answer a challenge to this very request, or went out before
/// any was seen.
enum class Shown { Early, Asked };

/// Answers 401 and 407 (RFC 3261 22) with one user's password, or with the access token of a
/// single sign-on (RFC 8898), and remembers nonces and token, so that later requests carry their
/// credentials at once.
class Authenticator {
public:
    /// `tokens` may be null: then there is only the password. With both, a server that offers
    /// both gets the token.
    Authenticator(std::string user, core::Secret password, core::Random& random,
                  std::shared_ptr<net::TokenSource> tokens = nullptr)
        : user_(std::move(user)),
          password_(std::move(password)),
          random_(random),
          tokens_(std::move(tokens)) {}

    /// Adds what is known to be wanted, each with its next nonce count.
    void authorise(Request& request, Channel channel = Channel::Plain);
    /// Reads the challenges of a 401 or 407 and puts the answers into the request (whose CSeq and
    /// branch the caller renews). Of several algorithms the server's first that we know is taken
    /// (RFC 8760 2.4). Unauthorised where an answer to a nonce that it just gave was refused and
    /// the nonce is not called stale: the password is wrong. An answer that went out with a nonce
    /// of earlier (`Shown::Early`) says nothing of the password: Kamailio 5.6 does not call a
    /// nonce stale that it gave in the second of its restart, it only does not know it.
    /// Unsupported where no challenge can be answered.
    /// Untrusted where a token is wanted on a plain channel.
    core::Status answer(const Response& response, Request& request,
                        Channel channel = Channel::Plain, Shown shown = Shown::Asked);
    /// The server takes access tokens: fetchToken() is due before the next request.
    [[nodiscard]] bool usesToken() const { return !tokenHeaders_.empty(); }
    /// Gets a token that is good for now; authorise() puts it into requests from then on.
    [[nodiscard]] core::Task<void> fetchToken();
    /// True where this request showed a token to who challenges it.
    [[nodiscard]] static bool carriesToken(const Request& request, const Response& challenge);
    /// Why a token was not accepted though it had just been renewed.
    [[nodiscard]] core::Error tokenRefused() const;
    void forget();

private:
    struct Known {
        DigestChallenge challenge;
        std::string clientNonce;
        std::uint32_t count = 0;
        bool proxy = false;
    };
    void put(Known& known, Request& request);
    [[nodiscard]] core::Status adopt(const Response& response, const Request& request, Shown shown);
    [[nodiscard]] bool adoptToken(const Response& response, const Request& request, bool proxy);
    [[nodiscard]] static core::Secret shownToken(const Request& request, bool proxy);
    [[nodiscard]] std::string tried() const;

    std::string user_;
    core::Secret password_;
    core::Random& random_;
    std::shared_ptr<net::TokenSource> tokens_;
    core::Secret token_;                  ///< the last one fetched
    std::set<std::string> tokenHeaders_;  ///< which headers want it
    std::map<std::string, Known> known_;  ///< by kind and realm
    core::Owner owner_;
};

}  // namespace sidetone::sip

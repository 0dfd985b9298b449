// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/Resolver.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// What discovery makes of all that is known so far.
struct Decision {
    enum class State {
        Waiting,  ///< an answer is still out that could change it
        Chosen,
        Nothing,  ///< there is no way in: `error` says why
    };
    State state = State::Waiting;
    Way way = Way::CallManager;
    ChosenBy by = ChosenBy::Discovery;
    /// The SRV records that lead there, unordered; null where the settings name the servers.
    /// Points into the context.
    const std::vector<net::SrvRecord>* records = nullptr;
    std::string why;
    std::optional<core::Error> error;
};

/// The order of authenticators (DISC-09, chapter "How the Client Gets an Authenticator"): typed by
/// hand > policy > the cloud by an earlier sign-in > the cloud by its look-up service > the SRV
/// answers of an earlier sign-in > those of now > the installer's choice. A door in
/// found.closed is passed by. A weaker way whose answer is here is chosen while the cloud's
/// look-up is still out: PreferCloud corrects it, and until then no password is sent.
[[nodiscard]] Decision decide(const Context& context);
/// By the SRV answers of now alone; empty where they lead nowhere.
[[nodiscard]] std::optional<Decision> decideByDns(const Context& context);

}  // namespace sidetone::signin

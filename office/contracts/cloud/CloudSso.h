// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/Random.h"
#include "office/contracts/Desk.h"
#include "office/contracts/TokenStore.h"
#include "office/contracts/sso/Signer.h"

namespace sidetone::office {

/// The cloud's browser sign-on (extra "sso"): /cas/FederatedSSO.do sends to the office's identity
/// provider and from there back to `target` with a token of the cloud. How it comes back is not
/// public: our own convention, as the client's.
class CloudSso {
public:
    explicit CloudSso(Desk& desk) : desk_(desk), tokens_(desk.layout) {}

    /// Whether this page is one of its own.
    [[nodiscard]] bool isFor(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    /// What the look-up names.
    [[nodiscard]] std::string page() const;

private:
    struct Guest {
        std::string target;
        std::string state;
    };
    [[nodiscard]] HttpResponse begin(const HttpRequest& request);
    [[nodiscard]] HttpResponse consume(const HttpRequest& request);
    [[nodiscard]] std::string at(Host host) const;

    Desk& desk_;
    TokenStore tokens_;
    core::SystemRandom random_;
    std::optional<Signer> provider_;
    std::map<std::string, Guest> guests_;
};

}  // namespace sidetone::office

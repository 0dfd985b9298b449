// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/contracts/Desk.h"
#include "office/http/Router.h"

namespace sidetone::office {

/// User Data Services of one cluster with one node: version, servers, clusterUser, users, and
/// for the person whose password comes along: user, devices, device, extensions.
class UdsContract {
public:
    explicit UdsContract(Desk& desk);

    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

private:
    using Own = HttpResponse (UdsContract::*)(const User&, const Router::Variables&) const;

    void addOpenRoutes();
    void addOwnRoutes();
    /// A route below /user/{userId}: only for that person, with their password.
    void addOwn(std::string_view pattern, Own handler);

    /// The person whose password or access token the request carries; empty where neither is good.
    [[nodiscard]] std::string whoAsks(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse version() const;
    [[nodiscard]] HttpResponse servers() const;
    [[nodiscard]] HttpResponse clusterUser(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse users(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse user(const User& user, const Router::Variables& path) const;
    [[nodiscard]] HttpResponse devices(const User& user, const Router::Variables& path) const;
    [[nodiscard]] HttpResponse device(const User& user, const Router::Variables& path) const;
    [[nodiscard]] HttpResponse extensions(const User& user, const Router::Variables& path) const;

    Desk& desk_;
    Router router_;
};

}  // namespace sidetone::office

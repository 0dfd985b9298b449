// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The directory (OpenLDAP 2.5): inetOrgPerson with the names of Active Directory beside it. It
/// answers as a global catalog as well. The replica has a database of its own, which the office
/// fills and changes as the first one.
class Slapd final : public Server {
public:
    enum class Node { First, Replica };
    explicit Slapd(Surroundings surroundings, Node node = Node::First)
        : Server(surroundings), node_(node) {}

    [[nodiscard]] std::string_view name() const override {
        return node_ == Node::First ? "slapd" : "slapd2";
    }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
    [[nodiscard]] core::Status usersAdded(const std::vector<User>& added) override;
    [[nodiscard]] core::Status userRemoved(const User& user) override;

private:
    [[nodiscard]] std::string file(std::string_view what) const;
    [[nodiscard]] Host host() const { return node_ == Node::First ? Host::Ldap1 : Host::Ldap2; }

    Node node_;
};

}  // namespace sidetone::office

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The directory (OpenLDAP 2.5): inetOrgPerson with the names of Active Directory beside it.
class Slapd final : public Server {
public:
    using Server::Server;

    [[nodiscard]] std::string_view name() const override { return "slapd"; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
    [[nodiscard]] core::Status usersAdded(const std::vector<User>& added) override;
    [[nodiscard]] core::Status userRemoved(const User& user) override;

private:
    [[nodiscard]] std::string file(std::string_view what) const;
};

}  // namespace sidetone::office

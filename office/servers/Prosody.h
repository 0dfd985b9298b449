// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The messaging server (Prosody 0.12). Accounts are files that it reads at every sign-in;
/// rosters come from one file that it reads at its start and on SIGHUP.
class Prosody final : public Server {
public:
    using Server::Server;

    [[nodiscard]] std::string_view name() const override { return "prosody"; }
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
    [[nodiscard]] core::Status usersAdded(const std::vector<User>& added) override;
    [[nodiscard]] core::Status userRemoved(const User& user) override;
    [[nodiscard]] bool readsUsersOnHangup() const override { return true; }

private:
    [[nodiscard]] std::string file(std::string_view what) const;
    [[nodiscard]] std::string accountFile(const User& user) const;
    [[nodiscard]] core::Status writeAccount(const User& user) const;
    [[nodiscard]] core::Status writeConfiguration() const;
    [[nodiscard]] core::Status writeRoster() const;
};

}  // namespace sidetone::office

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// The messaging server (Prosody 0.12). Accounts are files that it reads at every sign-in;
/// rosters come from one file that it reads at its start and on SIGHUP.
class Prosody final : public Server {
public:
    /// The standby (extra "standby") is a second server on imp2 with the same accounts and contact
    /// lists; archives and sessions are its own.
    /// The partner (extra "partner") is another organisation's server: the same people at its own
    /// domain, with empty contact lists, and a way between both.
    enum class Node { First, Standby, Partner };
    explicit Prosody(Surroundings surroundings, Node node = Node::First)
        : Server(surroundings), node_(node) {}

    [[nodiscard]] std::string_view name() const override;
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
    [[nodiscard]] std::string address() const;
    [[nodiscard]] std::string domain() const;
    [[nodiscard]] std::vector<std::string> addresses() const;

    Node node_;
};

}  // namespace sidetone::office

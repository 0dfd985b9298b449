// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/servers/Server.h"

namespace sidetone::office {

/// A messaging server of another make (ejabberd 23.01) in Prosody's place: extra "ejabberd" has
/// one node on imp1, "ejabberd-pair" a cluster of imp1 and imp2, which share people, sessions,
/// rooms and archives. Accounts take passwords alone.
class Ejabberd final : public Server {
public:
    enum class Node { First, Second };
    Ejabberd(Surroundings surroundings, Node node) : Server(surroundings), node_(node) {}

    [[nodiscard]] std::string_view name() const override;
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
    /// Its runtime alone takes seconds; the second node waits for the first.
    [[nodiscard]] core::Milliseconds patience() const override { return core::Milliseconds(60000); }
    [[nodiscard]] core::Status usersAdded(const std::vector<User>&) override;
    [[nodiscard]] core::Status userRemoved(const User&) override;
    [[nodiscard]] bool readsUsersOnHangup() const override { return true; }

private:
    [[nodiscard]] std::string file(std::string_view what) const;
    [[nodiscard]] std::string address() const;
    [[nodiscard]] std::string addressOf(Node node) const;
    [[nodiscard]] core::Status writeConfiguration() const;
    [[nodiscard]] core::Status writePeople() const;

    Node node_;
};

}  // namespace sidetone::office

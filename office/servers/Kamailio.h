// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "office/servers/Server.h"

namespace sidetone::office {

/// Registrar, proxy, presence and message waiting (Kamailio 5.6). Its users live in shared-memory
/// tables: read from files at the start, changed by JSON-RPC while it runs.
class Kamailio final : public Server {
public:
    /// The second one, at cucm2, knows the same people and has registrations of its own.
    /// The survivable one, at cucm3, as well, and has calls, hold and resume alone (AUD-08).
    enum class Node { First, Second, Survivable };
    explicit Kamailio(Surroundings surroundings, Node node = Node::First)
        : Server(surroundings), node_(node) {}

    [[nodiscard]] std::string_view name() const override;
    [[nodiscard]] std::string where() const override;
    [[nodiscard]] core::Status prepare() override;
    [[nodiscard]] Command command() const override;
    [[nodiscard]] bool probe() const override;
    [[nodiscard]] core::Status usersAdded(const std::vector<User>& added) override;
    [[nodiscard]] core::Status userRemoved(const User& user) override;

private:
    [[nodiscard]] Host host() const;
    [[nodiscard]] std::string folder() const { return layout().path(std::string(name())); }

    Node node_;
    using Rows = std::vector<std::pair<std::string, std::string>>;

    [[nodiscard]] std::string file(std::string_view what) const;
    [[nodiscard]] core::Status writeTables() const;
    [[nodiscard]] core::Status writeTable(std::string_view table, const Rows& rows) const;
    [[nodiscard]] core::Status writeStateTables() const;
};

}  // namespace sidetone::office

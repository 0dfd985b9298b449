// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"
#include "office/supervisor/Layout.h"
#include "office/supervisor/Programs.h"
#include "office/userstore/User.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// A program to run: arguments (the first is its path) and what to add to the environment.
struct Command {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
};

/// What every server of the office is made of. All of it outlives the servers.
struct Surroundings {
    const Layout& layout;
    const Programs& programs;
    const UserStore& users;
};

/// One server of the office: writes its configuration and accounts, says how it is run, and
/// asks in its own protocol whether it serves. probe() runs on a thread of its own and uses
/// nothing but constant data; everything else runs on the supervisor's thread.
class Server {
public:
    explicit Server(Surroundings surroundings) : at_(surroundings) {}
    virtual ~Server() = default;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The name that people use: "prosody".
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// What a person sees beside it: "127.3.0.21:5222".
    [[nodiscard]] virtual std::string where() const = 0;
    /// Writes what the program reads at its start; called before every start.
    [[nodiscard]] virtual core::Status prepare() = 0;
    [[nodiscard]] virtual Command command() const = 0;
    /// One question in the server's own protocol; true where it answered as it should. Takes
    /// about 100 ms at most.
    [[nodiscard]] virtual bool probe() const = 0;

    /// command() with what all servers need.
    [[nodiscard]] Command commandHere() const;

    /// From the office's start until it must answer. Ten thousands of people keep a small machine
    /// busy while all servers come up.
    [[nodiscard]] virtual core::Milliseconds patience() const {
        return core::Milliseconds(20000 + 2 * static_cast<long>(users().users().size()));
    }

    /// The user store has new people; the server runs.
    [[nodiscard]] virtual core::Status usersAdded(const std::vector<User>&) { return {}; }
    /// The user store has lost a person; the server runs.
    [[nodiscard]] virtual core::Status userRemoved(const User&) { return {}; }
    /// After usersAdded() or userRemoved() of all: SIGHUP makes the server read again.
    [[nodiscard]] virtual bool readsUsersOnHangup() const { return false; }

protected:
    [[nodiscard]] const Layout& layout() const { return at_.layout; }
    [[nodiscard]] const Programs& programs() const { return at_.programs; }
    [[nodiscard]] const UserStore& users() const { return at_.users; }

private:
    Surroundings at_;
};

}  // namespace sidetone::office

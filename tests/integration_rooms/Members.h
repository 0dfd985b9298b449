// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "PeopleFixture.h"
#include "messaging/RoomControl.h"

namespace sidetone::test {

/// Several people of one office who meet in rooms.
struct Members {
    PeopleFixture office;
    std::vector<std::unique_ptr<Person>> people;
    core::Owner owner;
    bool encrypts = false;  ///< everybody's program does, where it can

    /// Starts the office with so many people in it, and signs `count` of them in; each of them but
    /// the first two has the same password. The last one comes by the edge where `options` has it.
    [[nodiscard]] bool start(int count, const std::vector<std::string>& options = {});
    /// The same person with the same history, signed in anew.
    [[nodiscard]] bool bring(std::size_t index);
    [[nodiscard]] bool areReady();

    [[nodiscard]] Person& at(std::size_t index) { return *people.at(index); }
    [[nodiscard]] messaging::RoomControl& rooms(std::size_t index) {
        return *people.at(index)->messaging().rooms();
    }
    [[nodiscard]] messaging::Room room(std::size_t index, const core::Address& address) {
        return rooms(index).room(address).value_or(messaging::Room());
    }
    [[nodiscard]] bool isIn(std::size_t index, const core::Address& address) {
        return room(index, address).state == messaging::RoomState::Joined;
    }

    /// The result of a task, waited for; 20 s at most.
    template <class T>
    core::Result<T> wait(core::Task<T> task) {
        auto result = std::make_shared<std::optional<core::Result<T>>>();
        std::move(task).then(
            owner, [result](core::Result<T> value) { result->emplace(std::move(value)); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(result->has_value(), 20'000); }();
        if (!*result) return core::fail(core::ErrorCode::Timeout, "Waiting in a test");
        return std::move(**result);
    }

    /// The first one makes a room, and the others of `count` follow the invitation.
    [[nodiscard]] core::Address meet(std::size_t count, messaging::NewRoom plan = {});
    /// The texts of a room there, without events; "name: text".
    [[nodiscard]] std::vector<std::string> talk(std::size_t index, const core::Address& room);
    /// The same with everybody's name, ours as well: what all must have alike.
    [[nodiscard]] std::vector<std::string> minutes(std::size_t index, const core::Address& room);
    [[nodiscard]] std::vector<std::string> events(std::size_t index, const core::Address& room);
    /// What is unread there by the counter, and counted anew; equal unless something is wrong.
    struct Unread {
        int counter = -1;
        int recount = 0;
    };
    /// Writes the minutes with times and ids to the log, for whoever looks at a failure.
    void print(std::size_t index, const core::Address& room);
    [[nodiscard]] Unread unread(std::size_t index, const core::Address& room);

private:
    [[nodiscard]] PersonSettings settingsOf(std::size_t index) const;
    [[nodiscard]] std::unique_ptr<Person> make(std::size_t index) const;
    [[nodiscard]] bool invent(int count);

    std::vector<std::string> names_;
    core::Secret common_{"spring in the office"};
    bool hasEdge_ = false;
    std::size_t count_ = 0;
};

}  // namespace sidetone::test

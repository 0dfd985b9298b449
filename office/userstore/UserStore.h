// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"
#include "office/userstore/User.h"

namespace sidetone::office {

/// The people of an office: one JSON file, mode 0600. The supervisor writes it; others, such as
/// the contracts' process, read it and hear of changes. One thread.
class UserStore {
public:
    /// Reads the file; a file that does not exist is an empty store.
    [[nodiscard]] static core::Result<std::unique_ptr<UserStore>> open(std::string file);
    ~UserStore();
    UserStore(const UserStore&) = delete;
    UserStore& operator=(const UserStore&) = delete;

    /// Everybody, in the order in which they came.
    [[nodiscard]] const std::vector<User>& users() const { return users_; }
    /// By login name, case ignored; nullptr where there is none. Valid until the next change.
    [[nodiscard]] const User* find(std::string_view id) const;
    /// By directory number.
    [[nodiscard]] const User* findNumber(std::string_view number) const;
    /// By softphone, case ignored.
    [[nodiscard]] const User* findDevice(std::string_view deviceName) const;
    /// False also for people without credentials and for unknown names. Takes some milliseconds.
    [[nodiscard]] bool verifyPassword(std::string_view id, const core::Secret& password) const;

    /// Adds people and writes the file. Fails with Busy where an id or a number is taken: nobody
    /// is added then.
    [[nodiscard]] core::Status add(std::vector<User> users);
    /// Removes one and writes the file.
    [[nodiscard]] core::Status remove(std::string_view id);

    /// Reads the file again if it was changed by somebody else. True where it was.
    bool refresh();
    /// Called after every change that refresh() finds; with the Qt event loop running, changes
    /// are noticed by themselves.
    void onChanged(std::function<void()> callback);

private:
    explicit UserStore(std::string file);
    class Watch;

    [[nodiscard]] core::Status read();
    [[nodiscard]] core::Status write();

    std::string file_;
    std::vector<User> users_;
    std::int64_t stamp_ = 0;
    std::function<void()> changed_;
    std::unique_ptr<Watch> watch_;
};

}  // namespace sidetone::office

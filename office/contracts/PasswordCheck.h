// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_set>

#include "core/Secret.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// Checks passwords against the store. A derivation takes milliseconds and a client asks several
/// times in a second, so that what was right is remembered, under a hash with a key that only
/// this process has, until the store changes.
class PasswordCheck {
public:
    explicit PasswordCheck(const UserStore& users);

    [[nodiscard]] bool isRight(const std::string& userId, const core::Secret& password);
    /// To be called when the store has changed.
    void forget() { right_.clear(); }

private:
    [[nodiscard]] std::string fingerprint(const std::string& userId,
                                          const core::Secret& password) const;

    const UserStore& users_;
    core::Secret key_;
    std::unordered_set<std::string> right_;
};

}  // namespace sidetone::office

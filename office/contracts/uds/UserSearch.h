// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Result.h"
#include "office/http/HttpMessage.h"
#include "office/userstore/User.h"

namespace sidetone::office::uds {

/// A search of the `users` resource: conditions that must all hold, and the page wanted.
class UserSearch {
public:
    static constexpr std::size_t usualPage = 64;
    static constexpr std::size_t largestPage = 500;

    /// Reads the query. InvalidInput: start or max is no number, or max is not 1 to 500.
    /// Parameters that are not known are ignored.
    [[nodiscard]] static core::Result<UserSearch> parse(const HttpRequest& request);

    [[nodiscard]] bool fits(const User& user) const;
    [[nodiscard]] std::size_t start() const { return start_; }
    [[nodiscard]] std::size_t most() const { return most_; }

private:
    /// One condition: what is compared, and with what (folded to one case; for numbers, digits
    /// alone).
    struct Condition {
        std::string field;
        std::string wanted;
    };
    [[nodiscard]] static bool holds(const Condition& condition, const User& user);

    std::vector<Condition> conditions_;
    std::size_t start_ = 0;
    std::size_t most_ = usualPage;
};

}  // namespace sidetone::office::uds

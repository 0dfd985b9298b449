// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/TokenSource.h"

namespace sidetone::test {

/// Hands out "token-1"; after a refusal of it "token-2", and so on.
class FakeTokenSource final : public net::TokenSource {
public:
    core::Task<core::Secret> accessToken() override {
        ++asked;
        if (isSlow) {
            waiting.emplace_back();
            return waiting.back().task();
        }
        if (error) return core::Task<core::Secret>::ready(*error);
        return core::Task<core::Secret>::ready(current());
    }
    void refused(const core::Secret& token) override {
        refusals.push_back(token.reveal());
        if (token.reveal() == current().reveal()) ++number;
    }
    /// Answers all that wait, where `isSlow`.
    void hand() {
        auto all = std::move(waiting);
        waiting.clear();
        for (const auto& promise : all) promise.settle(current());
    }
    [[nodiscard]] core::Secret current() const {
        return core::Secret("token-" + std::to_string(number));
    }

    int number = 1;
    int asked = 0;
    bool isSlow = false;
    std::optional<core::Error> error;
    std::vector<std::string> refusals;
    std::vector<core::Promise<core::Secret>> waiting;
};

}  // namespace sidetone::test

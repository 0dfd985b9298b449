// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::core {

/// A password, token or key. It cannot be printed or logged by accident, and its memory is
/// overwritten when it ends. reveal() is the one way in, easy to find in a review.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }
    Secret& operator=(const Secret& other) {
        if (this != &other) {
            wipe();
            value_ = other.value_;
        }
        return *this;
    }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            value_ = std::move(other.value_);
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }

    [[nodiscard]] const std::string& reveal() const { return value_; }
    [[nodiscard]] bool isEmpty() const { return value_.empty(); }

private:
    void wipe() noexcept;
    std::string value_;
};

}  // namespace sidetone::core

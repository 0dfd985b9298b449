// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "signin/SingleSignOn.h"

namespace sidetone::client {

/// The tokens of the sign-on that counts now: services hold this one for as long as they live,
/// while a change of the network puts another sign-on behind it. Protocol thread.
class CurrentTokens final : public net::TokenSource {
public:
    void use(std::shared_ptr<signin::SingleSignOn> signOn) { signOn_ = std::move(signOn); }
    /// Null before the first use().
    [[nodiscard]] signin::SingleSignOn* signOn() const { return signOn_.get(); }

    [[nodiscard]] core::Task<core::Secret> accessToken() override { return signOn_->accessToken(); }
    void refused(const core::Secret& token) override { signOn_->refused(token); }

private:
    std::shared_ptr<signin::SingleSignOn> signOn_;
};

}  // namespace sidetone::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/PrivacyControl.h"

namespace sidetone::test {

class FakeClient;

/// Who is blocked, and who asks, in memory.
class FakePrivacy final : public messaging::PrivacyControl {
    Q_OBJECT
public:
    explicit FakePrivacy(FakeClient& client) : client_(client) {}

    [[nodiscard]] std::string whyNot() const override { return trouble; }
    [[nodiscard]] std::vector<core::Address> blocked() const override { return blocked_; }
    [[nodiscard]] core::Task<void> block(const core::Address& address) override;
    [[nodiscard]] core::Task<void> unblock(const core::Address& address) override;
    [[nodiscard]] std::vector<messaging::PresenceRequest> requests() const override {
        return requests_;
    }
    void answer(const core::Address& from, bool mayWatch) override;

    void bring(const messaging::PresenceRequest& request);
    std::string trouble;

private:
    FakeClient& client_;
    std::vector<core::Address> blocked_;
    std::vector<messaging::PresenceRequest> requests_;
};

}  // namespace sidetone::test

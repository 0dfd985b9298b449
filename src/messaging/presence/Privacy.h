// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/Task.h"
#include "messaging/PrivacyControl.h"
#include "xmpp/extensions/Blocking.h"
#include "xmpp/extensions/PresenceTracker.h"

namespace sidetone::messaging {

/// Blocking by the server's means, and the requests that wait for an answer. A server says an
/// unanswered request again at each sign-in (RFC 6121 3.1.3), so none is kept here.
class Privacy final : public PrivacyControl {
    Q_OBJECT
public:
    using MaySeeUs = std::function<bool(const core::Address&)>;
    Privacy(xmpp::Blocking& blocking, xmpp::PresenceTracker& tracker, MaySeeUs maySeeUs);

    [[nodiscard]] std::string whyNot() const override;
    [[nodiscard]] std::vector<core::Address> blocked() const override;
    [[nodiscard]] core::Task<void> block(const core::Address& address) override;
    [[nodiscard]] core::Task<void> unblock(const core::Address& address) override;
    [[nodiscard]] std::vector<PresenceRequest> requests() const override { return requests_; }
    void answer(const core::Address& from, bool mayWatch) override;

    /// Somebody asks to see our presence; a blocked person is not heard.
    void requested(const core::Address& from, const std::string& text);

private:
    void blockedChange();
    bool forget(const core::Address& from);

    xmpp::Blocking& blocking_;
    xmpp::PresenceTracker& tracker_;
    MaySeeUs maySeeUs_;
    core::Owner owner_;
    std::vector<PresenceRequest> requests_;
};

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

#include "core/Clock.h"
#include "sip/message/Message.h"

namespace sidetone::sip {

/// RFC 4028: a session that nobody refreshes ends. Whoever refreshes does so at half time; the
/// other side ends the call before the time is up, by the smaller of 32 s and a third.
///
/// States: off, we refresh, they refresh.
class SessionTimer {
public:
    struct Handlers {
        std::function<void()> refresh;
        std::function<void()> expired;
    };

    /// What we ask for, and the least that we take (section 4; 90 s is the least of all).
    static constexpr std::chrono::seconds asked{1800};
    static constexpr std::chrono::seconds least{90};

    explicit SessionTimer(core::Clock& clock) : clock_(clock) {}
    void setHandlers(Handlers handlers) { handlers_ = std::move(handlers); }

    /// Session-Expires and Min-SE of our INVITE or UPDATE; within a session the roles stay.
    void writeRequest(Request& request) const;
    /// Their 2xx to our request: who refreshes, and when (7.2).
    void readAnswer(const Response& response);
    /// 422 (7.3): true where a request with a longer time may follow.
    [[nodiscard]] bool readTooSmall(const Response& response);
    /// True where their request asks for less than we take: 422 with Min-SE is due (section 9).
    [[nodiscard]] static bool isTooSmall(const Request& request);
    /// Our 2xx to their request (section 9).
    void writeAnswer(const Request& request, Response& response);
    void stop();

    [[nodiscard]] bool weRefresh() const { return role_ == Role::WeRefresh; }
    [[nodiscard]] bool isOn() const { return role_ != Role::Off; }
    [[nodiscard]] std::chrono::seconds interval() const { return interval_; }

private:
    enum class Role { Off, WeRefresh, TheyRefresh };
    void begin(Role role, std::chrono::seconds interval);

    core::Clock& clock_;
    Handlers handlers_;
    Role role_ = Role::Off;
    std::chrono::seconds interval_{asked};
    std::chrono::seconds minimum_{least};
    core::Timer timer_;
};

}  // namespace sidetone::sip

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "client/presence/CalendarSource.h"

namespace sidetone::client {

/// Says "In a meeting" for events of the calendar where the rule leaves it to the client: not where
/// the server reads the calendars itself, and not where the person does not want it (PRES-03). A
/// change of the shared choice counts at once, wherever it was made (PRES-04). Protocol thread.
class CalendarPresence {
public:
    struct Parts {
        std::unique_ptr<CalendarSource> source;  ///< null: nobody knows a calendar
        std::unique_ptr<CalendarServer> server;  ///< null: none is asked, and nothing is wanted
        /// What the client has to say of the calendar from now on.
        std::function<void(messaging::Activity)> tell;
        /// Whether the server speaks for people who are not signed in (PRES-05).
        std::function<void(bool)> tellOffline;
    };
    explicit CalendarPresence(Parts parts);

    void start();
    /// The person's switch in this client.
    void choose(bool isWanted);
    [[nodiscard]] bool isWanted() const { return choice_.isWanted(); }
    [[nodiscard]] messaging::CalendarRule rule() const;
    /// Says it again, to a session that has just begun.
    void repeat();

private:
    void take(const CalendarServer::State& state);

    Parts parts_;
    messaging::CalendarDeployment deployment_ = messaging::CalendarDeployment::NotIntegrated;
    messaging::CalendarChoice choice_;
    messaging::Activity event_ = messaging::Activity::None;
};

}  // namespace sidetone::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <functional>

#include "messaging/Presence.h"
#include "telephony/CallControl.h"

namespace sidetone::client {

/// Says "On a call" while one of our own calls is under way (PRES-06), "On a conference call" while
/// one of them is with several people: from the answer to the end, also on hold. The ringing of a
/// call that nobody answered is nobody's business. Protocol thread.
class CallPresence : public QObject {
    Q_OBJECT
public:
    /// `tell` is called at each change: OnCall, InConference, or None after the last call.
    explicit CallPresence(std::function<void(messaging::Activity)> tell);

    /// These calls from now on; null: there are none any more.
    void follow(telephony::CallControl* calls);
    [[nodiscard]] messaging::Activity activity() const { return activity_; }

private:
    void look();

    std::function<void(messaging::Activity)> tell_;
    QPointer<telephony::CallControl> calls_;
    messaging::Activity activity_ = messaging::Activity::None;
};

}  // namespace sidetone::client

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "messaging/presence/ActivityPublisher.h"
#include "messaging/presence/ownSources.h"
#include "xmpp/extensions/PresenceTracker.h"

namespace sidetone::messaging {

/// What we tell of ourselves, composed of what the person chose and of what is true: calls,
/// meetings, an empty chair. Said when it changes, and at each new session. Protocol thread.
class OwnPresence : public QObject {
    Q_OBJECT
public:
    OwnPresence(xmpp::PresenceTracker& tracker, ActivityPublisher& publisher);

    /// What others are told.
    [[nodiscard]] const Presence& presence() const { return composed_; }
    [[nodiscard]] const OwnSources& sources() const { return sources_; }

    void choose(const Presence& presence);
    /// OnCall, InConference, or None when the last call has ended.
    void setCall(Activity call);
    void setPresenting(bool presenting);
    void setInWebexMeeting(bool inMeeting);
    /// InMeeting, InWebexMeeting, OutOfOffice or None.
    void setCalendar(Activity calendar);
    void setIdleSince(std::optional<core::WallTime> since);
    /// Whether the presence server reads calendars, and so speaks for who is not signed in.
    void setServerReadsCalendars(bool reads);

Q_SIGNALS:
    void changed();
    void serverReadsCalendars(bool reads);

private:
    void compose();

    xmpp::PresenceTracker& tracker_;
    ActivityPublisher& publisher_;
    OwnSources sources_;
    Presence composed_{Availability::Available, {}};
};

}  // namespace sidetone::messaging

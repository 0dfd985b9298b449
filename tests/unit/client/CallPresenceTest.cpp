// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "VirtualClock.h"
#include "client/presence/CallPresence.h"
#include "fake/FakeCalls.h"

using namespace sidetone;
using messaging::Activity;
using telephony::CallState;

/// What our own calls say of us to others (PRES-06): a call, or one of several people.
class CallPresenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsAConferenceFromACall() {
        test::VirtualClock clock;
        test::FakeCalls calls(clock);
        std::vector<Activity> told;
        client::CallPresence presence([&](Activity activity) { told.push_back(activity); });
        presence.follow(&calls);
        const auto first = calls.dial("ben").value_or(0);
        QVERIFY(told.empty());
        calls.move(first, CallState::Connected);
        calls.move(first, CallState::HeldHere);
        const auto second = calls.dial("cara").value_or(0);
        calls.move(second, CallState::Connected);
        QVERIFY(calls.merge({}));
        // One leaves: what is left is a call, and then nothing.
        calls.edit(first).inConference = false;
        calls.end(second, telephony::CallEnd::HungUpThere);
        calls.end(first, telephony::CallEnd::HungUpHere);
        const std::vector wanted{Activity::OnCall, Activity::InConference, Activity::OnCall,
                                 Activity::None};
        QVERIFY(told == wanted);
    }
};

QTEST_GUILESS_MAIN(CallPresenceTest)
#include "CallPresenceTest.moc"

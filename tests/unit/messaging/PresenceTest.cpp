// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "MessagingScript.h"
#include "messaging/presence/OwnPresence.h"
#include "messaging/presence/activities.h"
#include "messaging/presence/calendarRule.h"
#include "messaging/presence/composePresence.h"

using namespace sidetone;
using namespace sidetone::messaging;
using test::countOf;
using test::MessagingScript;
using xmpp::PresenceInfo;
using xmpp::Show;

namespace {

constexpr auto julietItem = "<item jid='juliet@example.net' name='Juliet' subscription='both'/>";

void signInWithJuliet(MessagingScript& script) {
    script.bind();
    script.answerRoster(julietItem);
    script.answerCarbons();
    script.answerArchive({});
    script.client();
}

xmpp::PresenceTracker::Devices devices(const std::vector<PresenceInfo>& infos) {
    xmpp::PresenceTracker::Devices result;
    int number = 0;
    for (const auto& info : infos) {
        result[std::to_string(number)] = {info, core::Instant(std::chrono::seconds(number))};
        ++number;
    }
    return result;
}

PresenceInfo told(Show show, const std::string& status, int priority,
                  const std::string& activity = {}) {
    PresenceInfo info{show, status, priority};
    info.activity = activity;
    return info;
}

}  // namespace

class PresenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sourcesHaveAnOrder() {
        const core::WallTime then(core::Milliseconds(5'000));
        OwnSources all;
        all.call = Activity::OnCall;
        all.isPresenting = true;
        all.isInWebexMeeting = true;
        all.calendar = Activity::InMeeting;
        all.idleSince = then;
        all.chosen = {Availability::Offline, {}};
        QCOMPARE(composeOwn(all), (Presence{Availability::Offline, {}}));
        all.chosen = {Availability::DoNotDisturb, "thesis"};
        QCOMPARE(composeOwn(all), (Presence{Availability::DoNotDisturb, "thesis"}));
        all.chosen = {Availability::Available, "hello"};
        QCOMPARE(composeOwn(all).activity, Activity::Presenting);
        QCOMPARE(composeOwn(all).availability, Availability::DoNotDisturb);
        all.isPresenting = false;
        QCOMPARE(composeOwn(all), (Presence{Availability::Away, {}, Activity::OnCall}));
        all.call = Activity::None;
        QCOMPARE(composeOwn(all).activity, Activity::InWebexMeeting);
        all.isInWebexMeeting = false;
        QCOMPARE(composeOwn(all).activity, Activity::InMeeting);
        all.calendar = Activity::OutOfOffice;
        QCOMPARE(composeOwn(all).availability, Availability::ExtendedAway);
        // What the person chose beats the calendar, not a call.
        all.chosen = {Availability::Away, "lunch"};
        QCOMPARE(composeOwn(all), (Presence{Availability::Away, "lunch", Activity::None, then}));
        all.call = Activity::InConference;
        QCOMPARE(composeOwn(all).activity, Activity::InConference);
        all = {};
        all.chosen = {Availability::Available, "hello"};
        all.idleSince = then;
        QCOMPARE(composeOwn(all), (Presence{Availability::Away, "hello", Activity::Idle, then}));
        all.idleSince.reset();
        QCOMPARE(composeOwn(all), (Presence{Availability::Available, "hello"}));
    }
    void everyActivityGoesOutAndComesBack() {
        struct Row {
            Activity activity;
            Show show;
            std::string status;
            int priority;
        };
        for (const auto& row :
             {Row{Activity::OnCall, Show::Away, "On a call", 1},
              Row{Activity::InConference, Show::Away, "On a conference call", 1},
              Row{Activity::InMeeting, Show::Away, "In a meeting", 1},
              Row{Activity::InWebexMeeting, Show::Away, "In a WebEx meeting", 1},
              Row{Activity::Presenting, Show::DoNotDisturb, "Presenting", 1},
              Row{Activity::OutOfOffice, Show::ExtendedAway, "Out of office", 0}}) {
            const Presence presence{availabilityOf(row.activity), {}, row.activity};
            auto wire = toWire(presence);
            QCOMPARE(wire.show, row.show);
            QCOMPARE(wire.status, row.status);
            QCOMPARE(wire.priority, row.priority);
            QCOMPARE(toPresence(wire), presence);
            // Each of the three ways alone is enough (MSG-6).
            auto byText = wire;
            byText.activity.clear();
            QCOMPARE(toPresence(byText), presence);
            auto byNode = byText;
            byNode.status.clear();
            QCOMPARE(toPresence(byNode, toUserActivity(row.activity)), presence);
            QCOMPARE(toPresence(byNode).activity, Activity::None);
        }
    }
    void whatACrashedClientLeftThereIsNotBelieved() {
        const auto call = toUserActivity(Activity::OnCall);
        QCOMPARE(toPresence({Show::Available, "", 1}, call).activity, Activity::None);
        QCOMPARE(toPresence({Show::Away, "", 1}, call).activity, Activity::OnCall);
        QCOMPARE(toPresence({Show::Away, "AM TELEFON", 0}).activity, Activity::OnCall);
        const auto own = toPresence(told(Show::Away, "with Anna", 1, "oncall"));
        QCOMPARE(own.activity, Activity::OnCall);
        QCOMPARE(own.text, std::string("with Anna"));
        QCOMPARE(toPresence(told(Show::Away, "x", 1, "of another make")).activity, Activity::None);
    }
    void devicesMakeOnePresence() {
        QCOMPARE(composePresence(nullptr).availability, Availability::Offline);
        auto all = devices({told(Show::Available, "first", 1), told(Show::Available, "second", 1)});
        QCOMPARE(composePresence(&all).text, std::string("second"));  // the later one
        all = devices({told(Show::ExtendedAway, "far", 5), told(Show::Available, "here", 1)});
        QCOMPARE(composePresence(&all).text, std::string("far"));
        all = devices({told(Show::Available, "here", 5), told(Show::Away, "", 1, "inmeeting"),
                       told(Show::Away, "", 0, "oncall")});
        QCOMPARE(composePresence(&all).activity, Activity::OnCall);
        all = devices({told(Show::Available, "here", 5), told(Show::Away, "", 1, "inmeeting")});
        QCOMPARE(composePresence(&all).activity, Activity::InMeeting);
        all = devices({told(Show::Away, "", 9, "oncall"), told(Show::DoNotDisturb, "no", -1)});
        QCOMPARE(composePresence(&all), (Presence{Availability::DoNotDisturb, "no"}));
        auto idle = told(Show::Away, "", 0);
        idle.idleSince = core::WallTime(core::Milliseconds(7));
        all = devices({idle});
        QCOMPARE(composePresence(&all).activity, Activity::Idle);
    }
    void whoSpeaksForTheCalendar() {
        using Deployment = CalendarDeployment;
        using Author = MeetingAuthor;
        // The chapter's table, both columns; then what goes with it.
        QCOMPARE(calendarRule(Deployment::ServerIntegrated, true).author, Author::Server);
        QCOMPARE(calendarRule(Deployment::NotIntegrated, true).author, Author::Client);
        QCOMPARE(calendarRule(Deployment::Cloud, true).author, Author::Client);
        for (const auto deployment :
             {Deployment::ServerIntegrated, Deployment::NotIntegrated, Deployment::Cloud}) {
            const auto off = calendarRule(deployment, false);
            QCOMPARE(off.author, Author::Nobody);
            QVERIFY(!off.offlineInMeeting);
            const auto on = calendarRule(deployment, true);
            const bool isServers = deployment == Deployment::ServerIntegrated;
            QCOMPARE(on.offlineInMeeting, isServers);
            QCOMPARE(on.meetingsBesidesCalendar, !isServers);
        }
    }
    void theLastOfTwoSwitchesCounts() {
        CalendarChoice choice;
        choice.set(true, 4);   // in the client
        choice.set(false, 5);  // on the server's page
        QVERIFY(!choice.isWanted());
        choice.set(true, 3);  // an old value that came late
        QVERIFY(!choice.isWanted());
        choice.set(true, 6);
        QVERIFY(choice.isWanted());
    }
    void aCallIsSaidAndTakenBack() {
        MessagingScript script;
        signInWithJuliet(script);
        script.messaging->setPresence({Availability::Available, "at the desk"});
        script.client();
        script.messaging->ownPresence().setCall(Activity::OnCall);
        auto written = script.client();
        QCOMPARE(countOf(written,
                         "<show>away</show><status>On a call</status>"
                         "<priority>1</priority>"),
                 1);
        QCOMPARE(countOf(written, "var='oncall'"), 1);
        QCOMPARE(script.messaging->presence().activity, Activity::OnCall);
        script.messaging->ownPresence().setCall(Activity::OnCall);
        QCOMPARE(countOf(script.client(), "<presence"), 0);
        script.messaging->ownPresence().setCall(Activity::None);
        written = script.client();
        QCOMPARE(countOf(written, "<presence><status>at the desk</status>"), 1);
        QCOMPARE(countOf(written, "<show>"), 0);
    }
    void manyChangesAreToldTogether() {
        MessagingScript script;
        script.bind();
        std::string items;
        std::string storm;
        for (int number = 0; number < 200; ++number) {
            const auto who = "p" + std::to_string(number) + "@example.net";
            items += "<item jid='" + who + "' subscription='both'/>";
            storm += "<presence from='" + who + "/x'><show>away</show></presence>";
        }
        script.answerRoster(items);
        script.answerCarbons();
        script.answerArchive({});
        script.contacts.clear();
        script.server(storm);
        QCOMPARE(script.contacts, std::vector<std::string>{"*"});
        script.contacts.clear();
        script.server("<presence from='p3@example.net/x'/>");
        QVERIFY(script.contacts.empty());  // not so soon again
        script.clock.advance(std::chrono::milliseconds(100));
        QCOMPARE(script.contacts, std::vector<std::string>{"p3"});
    }
    void nobodyStaysAvailableBehindADeadLink() {
        MessagingScript script;
        signInWithJuliet(script);
        script.server("<enabled xmlns='urn:xmpp:sm:3' id='s' resume='true'/>");
        script.server("<presence from='juliet@example.net/balcony'/>");
        const auto availability = [&script] {
            return script.messaging->contact(script.juliet)->presence.availability;
        };
        QCOMPARE(availability(), Availability::Available);
        script.connections.refuseAll(core::fail(core::ErrorCode::Refused, "Connecting", "refused"));
        script.connections.last().breakDown();
        script.clock.settle();
        QCOMPARE(availability(), Availability::Available);
        script.clock.advance(std::chrono::seconds(6));
        QCOMPARE(availability(), Availability::Unknown);
    }
};

QTEST_GUILESS_MAIN(PresenceTest)
#include "PresenceTest.moc"

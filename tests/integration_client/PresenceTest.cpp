// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "Person.h"
#include "Rows.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "integration_client/LiveClient.h"
#include "messaging/presence/OwnPresence.h"
#include "xmpp/extensions/Pep.h"
#include "xmpp/extensions/UserActivity.h"
#include "xmpp/namespaces.h"

using namespace sidetone;
using client::Client;
using client::ClientState;
using messaging::Activity;
using messaging::Availability;
using messaging::CalendarDeployment;
using messaging::Presence;
using telephony::CallState;

ROWS("PRES-01", "PRES-03", "PRES-04", "PRES-05", "PRES-06");

namespace {

constexpr int patience = 30'000;
constexpr int chatHost = 21;

/// An empty chair, or not, as the test says.
struct Chair {
    core::Milliseconds idle{0};
    bool isLocked = false;
};

class ChairSource final : public client::IdleSource {
public:
    ChairSource(core::Clock& clock, std::shared_ptr<Chair> chair)
        : clock_(clock), chair_(std::move(chair)) {}
    void ask(Answer answer) override {
        timer_ = clock_.after(core::Milliseconds(0), [this, answer = std::move(answer)] {
            answer({chair_->idle, chair_->isLocked});
        });
    }
    void setAwake(bool) override {}

private:
    core::Clock& clock_;
    std::shared_ptr<Chair> chair_;
    core::Timer timer_;
};

/// A calendar, as the test says.
struct Calendar {
    Activity event = Activity::None;
    client::CalendarSource::Tell tell;

    void set(Activity next) {
        event = next;
        if (tell) tell(event);
    }
};

class StubCalendar final : public client::CalendarSource {
public:
    explicit StubCalendar(std::shared_ptr<Calendar> calendar) : calendar_(std::move(calendar)) {}
    ~StubCalendar() override { calendar_->tell = {}; }
    void start(Tell tell) override {
        calendar_->tell = std::move(tell);
        calendar_->set(calendar_->event);
    }

private:
    std::shared_ptr<Calendar> calendar_;
};

/// The presence server's page of one person: the one value behind both switches.
struct ServerPage {
    client::CalendarServer::State state;
    std::vector<client::CalendarServer::Tell> clients;

    void put(bool isWanted) {
        state.isWanted = isWanted;
        ++state.revision;
        tellAll();
    }
    void setDeployment(CalendarDeployment deployment) {
        state.deployment = deployment;
        tellAll();
    }
    void tellAll() {
        for (const auto& tell : clients) tell(state);
    }
};

class StubServer final : public client::CalendarServer {
public:
    explicit StubServer(std::shared_ptr<ServerPage> page) : page_(std::move(page)) {}
    ~StubServer() override { page_->clients.clear(); }
    void start(Tell tell) override {
        page_->clients.push_back(std::move(tell));
        page_->tellAll();
    }
    void choose(bool isWanted) override { page_->put(isWanted); }

private:
    std::shared_ptr<ServerPage> page_;
};

using Life = test::LiveClient;

}  // namespace

/// What others see of the whole client, on a real server and with real calls.
class PresenceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> office_;
    QTemporaryDir folder_;
    std::shared_ptr<Chair> chair_ = std::make_shared<Chair>();
    std::map<int, std::shared_ptr<Calendar>> calendars_;
    std::map<int, std::shared_ptr<ServerPage>> pages_;
    Life anna_;
    Life ben_;
    std::unique_ptr<test::Person> watcher_;

    [[nodiscard]] core::Address address(int person) const {
        return *core::Address::parse(office_->user(person));
    }
    [[nodiscard]] Life live(int person) {
        const auto place = folder_.path().toStdString() + "/" + std::to_string(person);
        Life life{test::livePlatform(test::liveOptions(*office_, place, place + "-etc")), nullptr};
        auto& parts = life.platform->parts();
        parts.makeIdleSource = [&parts, chair = chair_] {
            return std::make_unique<ChairSource>(parts.clock, chair);
        };
        const auto calendar = calendars_[person] = std::make_shared<Calendar>();
        const auto page = pages_[person] = std::make_shared<ServerPage>();
        parts.makeCalendarSource = [calendar] { return std::make_unique<StubCalendar>(calendar); };
        parts.makeCalendarServer = [page] { return std::make_unique<StubServer>(page); };
        life.client = client::createClient(*life.platform);
        if (!life.client->signIn(office_->user(person), office_->password(person))) qFatal("busy");
        return life;
    }
    [[nodiscard]] Presence seen() const {
        const auto contact = watcher_->messaging().contact(address(1));
        return contact ? contact->presence : Presence();
    }
    /// Waits until the watcher sees that of anna; how long it took, in milliseconds.
    qint64 untilSeen(Availability availability, Activity activity, const std::string& text = {}) {
        QElapsedTimer time;
        time.start();
        const bool came = QTest::qWaitFor(
            [&] {
                const auto now = seen();
                return now.availability == availability && now.activity == activity &&
                       now.text == text;
            },
            patience);
        return came ? time.elapsed() : -1;
    }
    /// The presence server in a person's name.
    [[nodiscard]] std::unique_ptr<test::Person> serverFor(int person) {
        auto server = std::make_unique<test::Person>(
            test::PersonSettings{address(person),
                                 office_->password(person),
                                 "server",
                                 {office_->insideAddress(chatHost), 5222},
                                 office_->caFile(),
                                 folder_.path().toStdString() + "/server/history.db"});
        if (!server->start()) qFatal("%s", server->failure().c_str());
        if (!QTest::qWaitFor([&] { return server->isReady(); }, patience)) qFatal("not signed in");
        return server;
    }
    [[nodiscard]] static bool publish(test::Person& server, const std::string& general,
                                      const std::string& specific) {
        xmpp::Pep pep(server.session());
        const auto done = test::Person::await(pep.publish(
            xmpp::ns::userActivity, {"current", xmpp::writeActivity({general, specific, {}})}, {}));
        return done.has_value();
    }
    [[nodiscard]] static bool hasLine(Client& client) {
        return client.state() == ClientState::Ready && client.calls() != nullptr &&
               client.calls()->lineState() == telephony::LineState::Registered;
    }

private Q_SLOTS:
    void initTestCase() {
        office_ = std::make_unique<test::OfficeFixture>(SIDETONE_BIN_DIR);
        QVERIFY2(office_->start({"--people", "5"}), office_->failure().c_str());
        anna_ = live(1);
        ben_ = live(2);
        watcher_ = std::make_unique<test::Person>(
            test::PersonSettings{address(2),
                                 office_->password(2),
                                 "watch",
                                 {office_->insideAddress(chatHost), 5222},
                                 office_->caFile(),
                                 folder_.path().toStdString() + "/watcher/history.db"});
        QVERIFY(watcher_->start());
        QTRY_VERIFY_WITH_TIMEOUT(watcher_->isReady(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(*anna_.client) && hasLine(*ben_.client), patience);
        core::Owner owner;
        watcher_->messaging().addContact(address(1), "Anna", {}).then(owner, [](core::Status) {});
        QVERIFY(untilSeen(Availability::Available, Activity::None) >= 0);
    }
    void cleanupTestCase() {
        watcher_.reset();
        anna_ = {};
        ben_ = {};
        office_.reset();
    }

    void whoSaysThatAPersonIsInAMeeting_data() {
        QTest::addColumn<int>("deployment");
        QTest::addColumn<bool>("isWanted");
        QTest::addColumn<bool>("isSaidByTheClient");
        const auto row = [](const char* name, CalendarDeployment deployment, bool wanted,
                            bool said) {
            QTest::newRow(name) << int(deployment) << wanted << said;
        };
        using enum CalendarDeployment;
        row("the server reads calendars, wanted", ServerIntegrated, true, false);
        row("the server reads calendars, not wanted", ServerIntegrated, false, false);
        row("it does not, wanted", NotIntegrated, true, true);
        row("it does not, not wanted", NotIntegrated, false, false);
        row("cloud, wanted", Cloud, true, true);
        row("cloud, not wanted", Cloud, false, false);
    }
    void whoSaysThatAPersonIsInAMeeting() {
        QFETCH(int, deployment);
        QFETCH(bool, isWanted);
        QFETCH(bool, isSaidByTheClient);
        anna_.client->setPresence({Availability::Available, "here"});
        QVERIFY(untilSeen(Availability::Available, Activity::None, "here") >= 0);
        pages_[1]->setDeployment(CalendarDeployment(deployment));
        pages_[1]->put(isWanted);
        calendars_[1]->set(Activity::InMeeting);
        if (isSaidByTheClient) {
            QVERIFY(untilSeen(Availability::Away, Activity::InMeeting) >= 0);
        } else {
            QCOMPARE(anna_.client->presence().activity, Activity::None);
            // What came later is seen, and no meeting before it.
            anna_.client->setPresence({Availability::Available, "still here"});
            QVERIFY(untilSeen(Availability::Available, Activity::None, "still here") >= 0);
        }
        calendars_[1]->set(Activity::None);
        QCOMPARE(anna_.client->presence().activity, Activity::None);
        QVERIFY(untilSeen(Availability::Available, Activity::None,
                          isSaidByTheClient ? "here" : "still here") >= 0);
    }
    void whereTheServerReadsCalendarsItsWordIsSeen() {
        pages_[1]->setDeployment(CalendarDeployment::ServerIntegrated);
        pages_[1]->put(true);
        calendars_[1]->set(Activity::InMeeting);
        anna_.client->setPresence({Availability::Available, "here"});
        auto server = serverFor(1);
        server->messaging().ownPresence().setCalendar(Activity::InMeeting);
        QVERIFY(untilSeen(Availability::Away, Activity::InMeeting) >= 0);
        QCOMPARE(anna_.client->presence().activity, Activity::None);
        server->signOut();
        QVERIFY(untilSeen(Availability::Available, Activity::None, "here") >= 0);
        calendars_[1]->set(Activity::None);
    }
    void theSwitchThatWasSetLastCountsAtOnce() {
        pages_[1]->setDeployment(CalendarDeployment::NotIntegrated);
        calendars_[1]->set(Activity::InMeeting);
        anna_.client->setPresence({Availability::Available, "here"});
        QVERIFY(anna_.client->setPreference("Meetings_In_Presence", "true"));
        QVERIFY(pages_[1]->state.isWanted);  // one value behind both
        QVERIFY(untilSeen(Availability::Away, Activity::InMeeting) >= 0);
        pages_[1]->put(false);  // on the server's page, while the client runs
        QVERIFY(untilSeen(Availability::Available, Activity::None, "here") >= 0);
        pages_[1]->put(true);
        QVERIFY(untilSeen(Availability::Away, Activity::InMeeting) >= 0);
        QVERIFY(anna_.client->setPreference("Meetings_In_Presence", "false"));
        QVERIFY(untilSeen(Availability::Available, Activity::None, "here") >= 0);
        // What the server says late of an older change is over.
        auto late = pages_[1]->state;
        late.isWanted = true;
        --late.revision;
        for (const auto& tell : pages_[1]->clients) tell(late);
        QCOMPARE(anna_.client->presence().activity, Activity::None);
        calendars_[1]->set(Activity::None);
    }
    void offlineInAMeetingIsTheServersWordAlone() {
        auto& ben = *ben_.client;
        const auto annaSeenByBen = [&] {
            const auto contact = ben.contact(address(1));
            return contact ? contact->presence : Presence();
        };
        const auto isSeen = [&](Activity activity) {
            return annaSeenByBen().availability == Availability::Offline &&
                   annaSeenByBen().activity == activity;
        };
        anna_.client->signOut();
        auto server = serverFor(1);
        server->messaging().setPresence({Availability::Offline, {}});
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(Activity::None), patience);
        QVERIFY(publish(*server, "working", "in_a_meeting"));
        // The watcher has no such server: for it this is what a dead client left behind.
        pages_[2]->setDeployment(CalendarDeployment::ServerIntegrated);
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(Activity::InMeeting), patience);
        QCOMPARE(seen().availability, Availability::Offline);
        QCOMPARE(seen().activity, Activity::None);
        pages_[2]->setDeployment(CalendarDeployment::NotIntegrated);
        QVERIFY(isSeen(Activity::None));
        pages_[2]->setDeployment(CalendarDeployment::ServerIntegrated);
        QVERIFY(isSeen(Activity::InMeeting));
        QVERIFY(publish(*server, {}, {}));
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(Activity::None), patience);
        server->signOut();
        QVERIFY(anna_.client->signIn(office_->user(1), office_->password(1)).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(*anna_.client), patience);
    }
    void everyStateThatAPersonChooses() {
        for (const auto availability : {Availability::Away, Availability::DoNotDisturb,
                                        Availability::ExtendedAway, Availability::Available}) {
            anna_.client->setPresence({availability, "Words <of> anna & co"});
            QVERIFY(untilSeen(availability, Activity::None, "Words <of> anna & co") >= 0);
        }
        anna_.client->setPresence({Availability::Offline, {}});
        QVERIFY(untilSeen(Availability::Offline, Activity::None) >= 0);
        anna_.client->setPresence({Availability::Available, "at the desk"});
        QVERIFY(untilSeen(Availability::Available, Activity::None, "at the desk") >= 0);
    }
    void aCallIsSeenWithinASecondAndRestored() {
        anna_.client->setPresence({Availability::Available, "at the desk"});
        QVERIFY(untilSeen(Availability::Available, Activity::None, "at the desk") >= 0);
        auto& caller = *anna_.client->calls();
        auto& called = *ben_.client->calls();
        const auto dialled = caller.dial(office_->number(2));
        QVERIFY(dialled.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!called.calls().empty(), patience);
        QCOMPARE(seen().activity, Activity::None);  // it rings: nobody's business
        QVERIFY(called.answer(called.calls().front().id));
        QTRY_VERIFY_WITH_TIMEOUT(caller.call(*dialled)->state == CallState::Connected, patience);
        const auto shown = untilSeen(Availability::Away, Activity::OnCall);
        QVERIFY(shown >= 0);
        QCOMPARE(anna_.client->presence().activity, Activity::OnCall);
        QVERIFY(caller.hold(*dialled));
        QTRY_VERIFY_WITH_TIMEOUT(caller.call(*dialled)->state == CallState::HeldHere, patience);
        QCOMPARE(anna_.client->presence().activity, Activity::OnCall);
        QVERIFY(caller.hangUp(*dialled));
        QTRY_VERIFY_WITH_TIMEOUT(caller.call(*dialled)->state == CallState::Ended, patience);
        const auto back = untilSeen(Availability::Available, Activity::None, "at the desk");
        QVERIFY(back >= 0);
        std::printf(
            "On a call seen %lld ms after the answer, the old state %lld ms after the end\n",
            static_cast<long long>(shown), static_cast<long long>(back));
        QVERIFY2(shown < 1'000 && back < 1'000, "PRES-06 allows one second");
    }
    void anEmptyChairIsSeen() {
        chair_->idle = std::chrono::minutes(16);
        QVERIFY(untilSeen(Availability::Away, Activity::Idle, "at the desk") >= 0);
        QVERIFY(seen().idleSince.has_value());
        chair_->idle = core::Milliseconds(0);
        QVERIFY(untilSeen(Availability::Available, Activity::None, "at the desk") >= 0);
        chair_->isLocked = true;
        QVERIFY(untilSeen(Availability::Away, Activity::Idle, "at the desk") >= 0);
        chair_->isLocked = false;
        QVERIFY(untilSeen(Availability::Available, Activity::None, "at the desk") >= 0);
    }
};

QTEST_GUILESS_MAIN(PresenceTest)
#include "PresenceTest.moc"

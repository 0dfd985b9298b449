// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard before a call is answered: tones and announcements of a service, inside and
// outside, and our own ringing tone where there is nothing else.
#include <QCoreApplication>
#include <QTest>

#include "OwnNetwork.h"
#include "Person.h"
#include "Rows.h"
#include "SippAnswerer.h"
#include "office/servers/kamailioRpc.h"

ROWS("AUD-05");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallState;

namespace {

std::string forbidden;

constexpr double played = 800;
constexpr double ownTone = 425;
constexpr int sipPort = 5070;

}  // namespace

/// Anna is outside, Ben inside; both call a number behind which sipp stands.
class EarlyMediaTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    using Kind = SippAnswerer::Step::Kind;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;

    [[nodiscard]] static bool heardBeforeTheAnswer(Person& person, double tone) {
        return QTest::qWaitFor(
            [&] { return person.state() == CallState::Ringing && person.hears(tone); }, patience);
    }
    [[nodiscard]] Person& person(bool outside) const { return outside ? *anna_ : *ben_; }
    static void bothPlaces() {
        QTest::addColumn<bool>("outside");
        QTest::newRow("inside") << false;
        QTest::newRow("outside") << true;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(office_.start({"--with", "edge"}), office_.failure().c_str());
        const auto routed =
            office::callKamailio(office_.folder() + "/kamailio", "htable.sets",
                                 {"route", "7001", SippAnswerer(sipPort, played).uri()});
        QVERIFY2(routed, routed ? "" : routed.error().sentence().c_str());
        anna_ = std::make_unique<Person>(office_, 1, Person::Where::Outside, 600);
        ben_ = std::make_unique<Person>(office_, 2, Person::Where::Inside, 1000);
        QVERIFY(anna_->signIn() && ben_->signIn());
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
    }

    void anAnnouncementAndThenAnAnswer_data() {
        QTest::addColumn<bool>("outside");
        QTest::addColumn<bool>("reliable");
        QTest::newRow("inside") << false << false;
        QTest::newRow("inside, reliable") << false << true;
        QTest::newRow("outside") << true << false;
        QTest::newRow("outside, reliable") << true << true;
    }
    void anAnnouncementAndThenAnAnswer() {
        QFETCH(bool, outside);
        QFETCH(bool, reliable);
        SippAnswerer service(sipPort, played);
        // RFC 3262 5: what came reliably is the answer, and 200 brings none.
        QVERIFY(service.begin({{reliable ? Kind::ReliableDescription : Kind::Description, 183},
                               {Kind::Play},
                               {Kind::Pause, 2500},
                               {reliable ? Kind::BareAnswer : Kind::Answer}}));
        auto& caller = person(outside);
        QVERIFY(caller.calls().dial("7001"));
        QVERIFY(heardBeforeTheAnswer(caller, played));
        QTRY_VERIFY_WITH_TIMEOUT(caller.state() == CallState::Connected, patience);
        QVERIFY(QTest::qWaitFor([&] { return caller.hears(played); }, patience));
        QVERIFY(caller.calls().hangUp(caller.newest().id));
        QVERIFY(service.finished());
    }

    void aBusyTone_data() { bothPlaces(); }
    void aBusyTone() {
        QFETCH(bool, outside);
        SippAnswerer service(sipPort, played);
        QVERIFY(service.begin(
            {{Kind::Description, 183}, {Kind::Play}, {Kind::Pause, 2500}, {Kind::Refuse, 486}}));
        auto& caller = person(outside);
        const auto call = caller.calls().dial("7001");
        QVERIFY(call);
        QVERIFY(heardBeforeTheAnswer(caller, played));
        QTRY_VERIFY_WITH_TIMEOUT(caller.state() == CallState::Ended, patience);
        const auto ended = caller.calls().call(*call);
        QVERIFY(!ended || ended->end == CallEnd::Busy);
        QVERIFY(service.finished());
    }

    /// 180, then 183 with nothing in it: the tone is ours and goes on. What is played then ends it.
    void ourOwnRingingTone_data() { bothPlaces(); }
    void ourOwnRingingTone() {
        QFETCH(bool, outside);
        SippAnswerer service(sipPort, played);
        QVERIFY(service.begin({{Kind::Progress, 180},
                               {Kind::Pause, 1000},
                               {Kind::Progress, 183},
                               {Kind::Pause, 6000},
                               {Kind::Description, 183},
                               {Kind::Play},
                               {Kind::Pause, 2000},
                               {Kind::Refuse, 480}}));
        auto& caller = person(outside);
        QVERIFY(caller.calls().dial("7001"));
        QVERIFY(heardBeforeTheAnswer(caller, ownTone));
        // Its pause, and its next second: by then 183 has come.
        QVERIFY(QTest::qWaitFor([&] { return !caller.hears(ownTone); }, patience));
        QVERIFY(heardBeforeTheAnswer(caller, ownTone));
        QVERIFY(heardBeforeTheAnswer(caller, played));
        QTRY_VERIFY_WITH_TIMEOUT(caller.state() == CallState::Ended, patience);
        QVERIFY(service.finished());
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    EarlyMediaTest early;
    return QTest::qExec(&early, argc, argv);
}
#include "EarlyMediaTest.moc"

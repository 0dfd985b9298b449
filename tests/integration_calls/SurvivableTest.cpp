// SPDX-License-Identifier: GPL-3.0-or-later
// No call manager answers: what is left at the survivable site, and the way back.
#include <QTest>
#include <algorithm>

#include "Person.h"
#include "Rows.h"
#include "telephony/PhoneFeatures.h"
#include "telephony/survivable.h"
#include "waitUntil.h"

ROWS("AUD-08", "SRV-06");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

client::Service phoneOf(Person& person) {
    for (auto& service : person.client().services()) {
        if (service.kind == client::ServiceKind::Calls) return service;
    }
    return {};
}

bool says(const std::string& sentence, const std::string& words) {
    return sentence.find(words) != std::string::npos;
}

/// Whether it was refused because of the site, with what is left to do.
template <class Outcome>
bool isRefusedThere(const Outcome& outcome) {
    if (outcome || outcome.error().code != core::ErrorCode::Unsupported) return false;
    const auto sentence = outcome.error().sentence();
    return says(sentence, "survivable site") && says(sentence, "goes back by itself");
}

}  // namespace

/// Anna and Ben sign in with device files that name one call manager and one survivable site,
/// whose router refuses everything beyond calls.
class SurvivableTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;

    [[nodiscard]] std::string callManager() const { return "cucm1." + office_.domain() + ":5061"; }
    [[nodiscard]] std::string site() const { return office_.insideAddress(13) + ":5060 over TCP"; }
    [[nodiscard]] bool areAt(const std::string& server) const {
        for (auto* person : {anna_.get(), ben_.get()}) {
            const auto phone = phoneOf(*person);
            const bool isThere = phone.state == client::ServiceState::Up &&
                                 phone.server.starts_with(server) && person->isRegistered();
            if (!isThere) return false;
        }
        return true;
    }
    void talk() {
        QVERIFY(anna_->calls().dial(office_.number(2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY(ben_->calls().answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
    }
    void hearEachOther() {
        WAIT_UNTIL(anna_->hears(1000), patience);
        WAIT_UNTIL(ben_->hears(600), patience);
    }
    void loseTheCallManager() {
        QVERIFY(office_.done({"fault", "kamailio", "stop"}));
        QTRY_VERIFY_WITH_TIMEOUT(areAt(site()), patience);
    }
    void hangUp() {
        for (auto* person : {anna_.get(), ben_.get()}) {
            if (person->state() != CallState::Ended) {
                QVERIFY(person->calls().hangUp(person->newest().id));
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->state() == CallState::Ended && ben_->state() == CallState::Ended, patience);
    }
    /// The sound of the call as a clock: fifty packets a second.
    void listenFor(std::uint64_t seconds) {
        const auto until = anna_->newest().statistics.packetsReceived + 50 * seconds;
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().statistics.packetsReceived > until, patience);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "survivable-site"}), office_.failure().c_str());
        // The call manager is asked each second, and must be there for one.
        QVERIFY(office_.done({"answer", "keep-alive", "1 1"}));
        anna_ = std::make_unique<Person>(office_, 1, Person::Where::Inside, 600);
        ben_ = std::make_unique<Person>(office_, 2, Person::Where::Inside, 1000);
        QVERIFY(anna_->signIn() && ben_->signIn());
    }
    void init() { QTRY_VERIFY_WITH_TIMEOUT(areAt(callManager()), patience); }
    void cleanup() {
        hangUp();
        QVERIFY(office_.done({"fault", "kamailio", "start"}));
        QTRY_VERIFY_WITH_TIMEOUT(areAt(callManager()), patience);
        QVERIFY(!says(phoneOf(*anna_).detail, "survivable site"));
    }

    /// What `explain` and the connection status show of the sign-in.
    void theSignInNamesIt() {
        const auto& steps = anna_->client().trace().steps;
        const auto named = "survivable site " + office_.insideAddress(13) + ":5060 by tcp";
        QVERIFY(std::any_of(steps.begin(), steps.end(), [&](const auto& step) {
            return says(step.answer, named) && says(step.why, "calls, hold and resume alone");
        }));
    }

    void theCallOfBeforeKeepsItsSound() {
        talk();
        hearEachOther();
        QVERIFY(anna_->newest().protection == telephony::MediaProtection::Srtp);
        loseTheCallManager();
        QVERIFY(anna_->state() == CallState::Connected && ben_->state() == CallState::Connected);
        listenFor(2);
        hearEachOther();
        // The router knows nothing of it: asked to change it, it would say that it is over.
        const auto held = anna_->calls().hold(anna_->newest().id);
        QVERIFY(!held);
        QVERIFY2(says(held.error().sentence(), "hang up and call again"),
                 held.error().sentence().c_str());
        listenFor(1);
        QVERIFY(anna_->state() == CallState::Connected && ben_->state() == CallState::Connected);
        QVERIFY(anna_->newest().protection == telephony::MediaProtection::Srtp);
    }

    void thereAreCallsHoldAndResume() {
        loseTheCallManager();
        talk();
        // Without TLS there are no keys, and the lock says so.
        QVERIFY(anna_->newest().protection == telephony::MediaProtection::None);
        for (auto [holder, other] :
             {std::pair(anna_.get(), ben_.get()), {ben_.get(), anna_.get()}}) {
            QVERIFY(holder->calls().hold(holder->newest().id));
            QTRY_VERIFY_WITH_TIMEOUT(holder->state() == CallState::HeldHere, patience);
            QTRY_VERIFY_WITH_TIMEOUT(other->state() == CallState::HeldThere, patience);
            QVERIFY(holder->calls().resume(holder->newest().id));
            QTRY_VERIFY_WITH_TIMEOUT(holder->state() == CallState::Connected, patience);
            QTRY_VERIFY_WITH_TIMEOUT(other->state() == CallState::Connected, patience);
        }
        hearEachOther();
        QVERIFY(ben_->calls().hangUp(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(anna_->newest().end == telephony::CallEnd::HungUpThere);
    }

    void theRestIsRefusedInWords() {
        auto& features = *anna_->calls().features();
        QVERIFY(features.watchLine("2002"));
        loseTheCallManager();
        const auto detail = phoneOf(*anna_).detail;
        QVERIFY2(says(detail, "No call manager answers"), detail.c_str());
        for (const auto& feature : telephony::missingAtSurvivableSite()) {
            QVERIFY2(says(detail, feature), detail.c_str());
        }
        talk();
        auto& calls = anna_->calls();
        const auto id = anna_->newest().id;
        QVERIFY(isRefusedThere(calls.transfer(id, office_.number(1))));
        QVERIFY(isRefusedThere(calls.park(id)));
        QVERIFY(isRefusedThere(calls.retrieve("71")));
        QVERIFY(isRefusedThere(calls.pickUp("")) && isRefusedThere(calls.pickUp("2002")));
        QVERIFY(isRefusedThere(calls.forwardAll("2002")) && isRefusedThere(calls.forwardAll("")));
        QVERIFY(isRefusedThere(features.watchLine("2003")));
        QVERIFY(isRefusedThere(features.takeOver("any")));
        // Nothing of that touched the call, and what was watched is watched again later.
        QVERIFY(anna_->state() == CallState::Connected && ben_->state() == CallState::Connected);
        QCOMPARE(features.watchedLines().size(), std::size_t(1));
        QVERIFY(features.watchedLines().front().state == telephony::WatchedLine::State::Unknown);
        features.unwatchLine("2002");
    }

    void goesBackWhenNobodyTalks() {
        loseTheCallManager();
        talk();
        QVERIFY(office_.done({"fault", "kamailio", "start"}));
        // Longer than the call manager has to be there.
        listenFor(4);
        QVERIFY(areAt(site()));
        QVERIFY(anna_->state() == CallState::Connected && ben_->state() == CallState::Connected);
        hangUp();
        QTRY_VERIFY_WITH_TIMEOUT(areAt(callManager()), patience);
        // All is there again: keys over TLS, and what is refused now is so for another reason.
        talk();
        QVERIFY(anna_->newest().protection == telephony::MediaProtection::Srtp);
        const auto parked = anna_->calls().park(anna_->newest().id);
        QVERIFY(!parked && says(parked.error().sentence(), "Call_Park_Address"));
        QVERIFY(anna_->calls().features()->watchLine("2002"));
        anna_->calls().features()->unwatchLine("2002");
    }
};

QTEST_GUILESS_MAIN(SurvivableTest)
#include "SurvivableTest.moc"

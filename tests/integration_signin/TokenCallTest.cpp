// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "Phone.h"
#include "Rows.h"
#include "SsoClient.h"
#include "client/PhoneService.h"
#include "signin/SingleSignOn.h"
#include "waitUntil.h"

using namespace sidetone;
using test::OfficeFixture;
using test::Phone;
using test::RealSignIn;
using test::SsoPorts;

namespace {

/// One person, signed on, with a telephone.
struct Person {
    SsoPorts ports;
    RealSignIn run;
    Phone phone;

    Person(const OfficeFixture& office, int number, double tone)
        : ports(office, office.nameServer(), number),
          run(ports.with(), office.user(number), std::nullopt),
          phone(office, tone) {}
    [[nodiscard]] const signin::Deployment& deployment() const { return **run.result; }
    [[nodiscard]] telephony::LineSettings line() const {
        auto settings = client::lineSettingsOf(deployment(), std::nullopt);
        settings.registerFor = std::chrono::seconds(20);  // the least that the registrar grants
        return settings;
    }
    [[nodiscard]] std::string token() {
        core::Owner owner;
        std::string text;
        deployment().tokens->accessToken().then(
            owner, [&](const core::Result<core::Secret>& t) { text = t ? t->reveal() : ""; });
        return text;
    }
};

}  // namespace

/// A call between two persons whose access tokens end in the middle of it.
class TokenCallTest : public QObject {
    Q_OBJECT

    OfficeFixture office_{SIDETONE_BIN_DIR};

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "sso"}), office_.failure().c_str());
        QVERIFY(office_.done({"answer", "sso-life", "6"}));
    }
    void goesOnWhenTheTokenEnds() {
        ROWS("NONE-09");
        Person anna(office_, 1, 600);
        Person ben(office_, 2, 900);
        QVERIFY2(anna.run.isGood() && ben.run.isGood(), anna.run.told().c_str());
        xmpp::Session chat(
            {anna.ports.clock, anna.ports.random, anna.ports.connections, anna.ports.log},
            test::chatAccount(anna.deployment()));
        int starts = 0;
        QObject::connect(&chat, &xmpp::Session::started, &chat, [&] { ++starts; });
        chat.start();
        QTRY_COMPARE_WITH_TIMEOUT(chat.state(), xmpp::SessionState::Online, 10'000);
        QVERIFY(anna.phone->start(anna.line()) && ben.phone->start(ben.line()));
        QTRY_VERIFY_WITH_TIMEOUT(anna.phone.isRegistered() && ben.phone.isRegistered(), 10'000);
        const auto first = anna.token();
        QVERIFY(anna.phone->dial(office_.number(2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben.phone.state() == telephony::CallState::Incoming, 10'000);
        QVERIFY(ben.phone->answer(ben.phone.newest().id));
        WAIT_UNTIL(anna.phone.hears(900) && ben.phone.hears(600), 10'000);
        // Past the end of the first tokens, and past the registration that was made with them.
        QElapsedTimer gone;
        gone.start();
        int looks = 0;
        while (gone.elapsed() < 24'000) {
            QTest::qWait(250);
            ++looks;
            QVERIFY2(anna.phone.hears(900) && ben.phone.hears(600),
                     ("after " + std::to_string(gone.elapsed()) + " ms").c_str());
            QVERIFY(anna.phone.isRegistered() && ben.phone.isRegistered());
            QCOMPARE(chat.state(), xmpp::SessionState::Online);
        }
        QVERIFY(looks > 20);
        QVERIFY(!anna.token().empty() && anna.token() != first);
        QCOMPARE(starts, 1);
        // In the dialog: the server wants a good token of who changes the call.
        QVERIFY(anna.phone->hold(anna.phone.newest().id));
        WAIT_UNTIL(ben.phone.hearsNothing(), 10'000);
        QVERIFY(anna.phone->resume(anna.phone.newest().id));
        WAIT_UNTIL(anna.phone.hears(900) && ben.phone.hears(600), 10'000);
        // Chat takes what is sent.
        core::XmlElement message("message");
        message.setAttribute("to", office_.user(2)).setAttribute("type", "chat");
        message.add(core::XmlElement("body").setText("Still there"));
        bool isTaken = false;
        chat.send(std::move(message), [&](const core::Status& s) { isTaken = s.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isTaken, 10'000);
        QVERIFY(anna.phone->hangUp(anna.phone.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben.phone.state() == telephony::CallState::Ended, 10'000);
        chat.stop();
    }
};

QTEST_GUILESS_MAIN(TokenCallTest)
#include "TokenCallTest.moc"

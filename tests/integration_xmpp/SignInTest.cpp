// SPDX-License-Identifier: GPL-3.0-or-later
// The chat session against the office's real server.
#include <QElapsedTimer>
#include <QTest>
#include <algorithm>

#include "ChatOffice.h"
#include "Rows.h"

using namespace sidetone;
using test::ChatOffice;
using test::RealClient;
using xmpp::SessionState;

ROWS("ENC-01");

class SignInTest : public QObject {
    Q_OBJECT
    ChatOffice office_;

    static void requireStrongTls(const RealClient& client) {
        const auto tls = client.session.tls();
        QVERIFY(tls.has_value());
        QVERIFY2(tls->protocol == "TLSv1.3" || tls->protocol == "TLSv1.2", tls->protocol.c_str());
        const bool aes256 = tls->cipher.find("AES_256") != std::string::npos ||
                            tls->cipher.find("AES256") != std::string::npos;
        QVERIFY2(aes256, tls->cipher.c_str());
        QVERIFY(!tls->chain.empty());
        qInfo("%s %s", tls->protocol.c_str(), tls->cipher.c_str());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void signsInByStartTls() {
        RealClient anna(office_.place(1));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(anna.signIn());
        qInfo("ready after %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(anna.session.mechanism(), std::string("SCRAM-SHA-256"));
        requireStrongTls(anna);
        QVERIFY(RealClient::until([&] { return anna.extensions.roster.isLoaded(); }));
        QVERIFY(RealClient::until([&] { return anna.extensions.carbons.areOn(); }));
    }
    void signsInByDirectTls() {
        auto place = office_.place(1);
        place.server = {office_.directEndpoint(), xmpp::TlsStart::Direct};
        RealClient anna(place);
        QVERIFY(anna.signIn());
        requireStrongTls(anna);
    }
    void refusesAWrongPassword() {
        auto place = office_.place(1);
        place.password = core::Secret("not the password");
        RealClient anna(place);
        anna.session.start();
        QVERIFY(RealClient::until([&] { return anna.session.state() == SessionState::Failed; }));
        QCOMPARE(anna.session.error()->code, core::ErrorCode::Unauthorised);
    }
    void refusesAServerOfAnotherDomain() {
        auto place = office_.place(1);
        place.address = "anna@another.example";
        RealClient anna(place);
        anna.session.start();
        QVERIFY(RealClient::until([&] { return anna.session.state() == SessionState::Failed; }));
        qInfo("%s", anna.session.error()->sentence().c_str());
    }
    void leavesThePlaceToALaterSession() {
        RealClient first(office_.place(1));
        QVERIFY(first.signIn());
        RealClient second(office_.place(1));
        QVERIFY(second.signIn());
        QVERIFY(RealClient::until([&] { return first.session.state() == SessionState::Failed; }));
        QCOMPARE(first.session.error()->code, core::ErrorCode::Busy);
        QCOMPARE(second.session.state(), SessionState::Online);
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "SignInTest.moc"

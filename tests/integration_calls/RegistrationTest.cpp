// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "Rows.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::LineState;

ROWS("AUTH-05", "NONE-02");

/// Registration at the office's Kamailio: the real digest, certificates and names.
class RegistrationTest : public QObject {
    Q_OBJECT
    OfficeFixture office_{SIDETONE_BIN_DIR};

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void registersOverEachTransport_data() {
        QTest::addColumn<int>("transport");
        QTest::addColumn<int>("port");
        QTest::newRow("TLS") << int(sip::TransportKind::Tls) << 5061;
        QTest::newRow("TCP") << int(sip::TransportKind::Tcp) << 5060;
        QTest::newRow("UDP") << int(sip::TransportKind::Udp) << 5060;
    }
    void registersOverEachTransport() {
        QFETCH(int, transport);
        QFETCH(int, port);
        Phone anna(office_, 600);
        auto line = Phone::lineOf(office_, 1);
        line.servers[0].transport = sip::TransportKind(transport);
        line.servers[0].endpoint.port = static_cast<std::uint16_t>(port);
        QVERIFY(anna->start(line));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), 10'000);
        bool stopped = false;
        anna->stop([&] { stopped = true; });
        QTRY_VERIFY_WITH_TIMEOUT(stopped, 10'000);
        QVERIFY(anna->lineState() == LineState::Off);
    }
    void aWrongPasswordIsSaidInASentence() {
        Phone anna(office_, 600);
        auto line = Phone::lineOf(office_, 1);
        line.password = core::Secret("not the password");
        QVERIFY(anna->start(line));
        QTRY_VERIFY_WITH_TIMEOUT(anna->lineState() == LineState::Failed, 10'000);
        const auto error = anna->lineError();
        QVERIFY(error && error->code == core::ErrorCode::Unauthorised);
        QVERIFY(!error->advice.empty());
        QVERIFY(error->sentence().find("not the password") == std::string::npos);
        QVERIFY(!anna->dial("ben"));
    }
    void aDeadServerIsPassedOver() {
        Phone anna(office_, 600);
        auto line = Phone::lineOf(office_, 1);
        auto dead = line.servers[0];
        dead.endpoint.port = 5999;
        line.servers.insert(line.servers.begin(), dead);
        QVERIFY(anna->start(line));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), 20'000);
        QVERIFY(anna->serverText().find(":5061") != std::string::npos);
    }
    void anUntrustedCertificateIsRefused() {
        Phone anna(office_, 600);
        QVERIFY(office_.done({"cert", "kamailio", "wrong-name"}));
        QVERIFY(anna->start(Phone::lineOf(office_, 1)));
        QTRY_VERIFY_WITH_TIMEOUT(anna->lineState() == LineState::Failed, 20'000);
        QVERIFY2(anna->lineError()->code == core::ErrorCode::Untrusted,
                 anna->lineError()->sentence().c_str());
        QVERIFY(office_.done({"cert", "kamailio", "good"}));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), 30'000);
    }
};

QTEST_GUILESS_MAIN(RegistrationTest)
#include "RegistrationTest.moc"

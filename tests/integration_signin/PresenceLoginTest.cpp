// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RealChat.h"
#include "RealSignIn.h"
#include "Rows.h"

ROWS("SRV-02", "AUTH-01", "SRV-01");

using namespace sidetone;
using config::Layer;
using test::RealChat;
using test::RealPorts;
using test::RealSignIn;

/// Signing in at the presence server: its login service, its configuration, its one-time password.
class PresenceLoginTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] std::string imp(int number) const {
        return "imp" + std::to_string(number) + "." + office_.domain();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "presence-login"}), office_.failure().c_str());
        QVERIFY(office_.done({"dns", "unset", "_cisco-uds._tcp." + office_.domain(), "SRV"}));
    }
    void cleanup() { QVERIFY(office_.done({"answer", "epas", "usual"})); }

    void signsInByTheCupLoginRecord() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& made = **run.result;
        QCOMPARE(made.authenticator, signin::Authenticator::ImAndPresence);
        QCOMPARE(made.mode, signin::ProductMode::Full);
        QCOMPARE(made.userId, std::string("anna"));
        QCOMPARE(made.jid.text(), office_.user(1));
        QCOMPARE(made.xmppServers.size(), std::size_t{2});
        QCOMPARE(made.xmppServers.front().text(), imp(1) + ":5222");
        QCOMPARE(made.relogin->upper, core::Milliseconds(537'000));
        QVERIFY(made.device.has_value());
        QCOMPARE(made.device->lines.front().number, office_.number(1));
        QCOMPARE(made.profile.directory.front().address, "ldap1." + office_.domain());
        // The one-time password opens chat once; after that it is the person's own.
        const RealChat chat(ports, made, office_.password(1));
        QCOMPARE(chat.mechanism, std::string("CISCO-VTG-TOKEN"));
        const RealChat again(ports, made, office_.password(1));
        QVERIFY2(again.mechanism.starts_with("SCRAM"), again.sentence.c_str());
    }
    void takesThePasswordWhereThereIsNoToken() {
        QVERIFY(office_.done({"answer", "epas", "no-token"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const RealChat chat(ports, **run.result, office_.password(1));
        QVERIFY2(chat.mechanism.starts_with("SCRAM"), chat.sentence.c_str());
    }
    void goesWhereTheNodeSends() {
        QVERIFY(office_.done({"answer", "epas", "redirect"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->xmppServers.front().text(), imp(2) + ":5222");
        const RealChat chat(ports, **run.result, office_.password(1));
        QCOMPARE(chat.server, imp(2) + ":5222");
    }
    void saysWhy_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("not enabled") << QByteArray("forbidden") << QByteArray("is not enabled");
        QTest::newRow("not ready") << QByteArray("unavailable") << QByteArray("is not ready");
        QTest::newRow("no such service")
            << QByteArray("garbage") << QByteArray("it is no presence server");
        QTest::newRow("round in a circle") << QByteArray("loop") << QByteArray("did so already");
    }
    void saysWhy() {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, sentence);
        QVERIFY(office_.done({"answer", "epas", answer.toStdString()}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY(!run.isGood());
        QVERIFY2(run.sentence().find(sentence.toStdString()) != std::string::npos,
                 run.sentence().c_str());
    }
    void refusesAWrongPassword() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), core::Secret("wrong"));
        QVERIFY(!run.isGood());
        QVERIFY(run.result->error().code == core::ErrorCode::Unauthorised);
        QVERIFY2(run.sentence().find("password is wrong") != std::string::npos,
                 run.sentence().c_str());
    }
    void takesTheServerThatWasTyped() {
        QVERIFY(office_.done({"dns", "set", "_cisco-uds._tcp." + office_.domain(), "SRV",
                              "1 1 8443 cucm1." + office_.domain() + "."}));
        RealPorts ports(office_);
        auto request = RealSignIn::requestOf(office_.user(1), office_.password(1));
        request.settings.set(Layer::Manual, "Authenticator", "CUP");
        request.settings.set(Layer::Manual, "PresenceServerAddress", imp(2));
        const RealSignIn run(ports, std::move(request));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->authenticator, signin::Authenticator::ImAndPresence);
        QCOMPARE((*run.result)->xmppServers.front().text(), imp(2) + ":5222");
        QVERIFY(run.step("service-profile") == nullptr);
        QVERIFY(office_.done({"dns", "unset", "_cisco-uds._tcp." + office_.domain(), "SRV"}));
    }
    void servesCallManagersBeforeRelease9() {
        QVERIFY(office_.done({"answer", "release", "8.6.2"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY(office_.done({"answer", "release", "usual"}));
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY((*run.result)->device.has_value());
        QVERIFY2(run.step("devices")->asked.find("/ccmcip/") != std::string::npos,
                 run.told().c_str());
        QCOMPARE((*run.result)->sipServers.size(), std::size_t{1});
    }
    void endsSoonWhereNobodyAnswers() {
        QVERIFY(office_.done({"fault", "presence-login", "freeze"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY(office_.done({"fault", "presence-login", "thaw"}));
        QVERIFY(!run.isGood());
        QVERIFY2(run.took < core::Milliseconds(3'000), run.told().c_str());
        QVERIFY(run.sentence().find("Reaching the presence server") == 0);
    }
};

QTEST_GUILESS_MAIN(PresenceLoginTest)
#include "PresenceLoginTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "client/PhoneService.h"
#include "integration_client/LiveClient.h"

using namespace sidetone;
using telephony::CallState;

/// The network changes in the middle of a call, and the new one has other call servers.
class LineChangeTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    std::unique_ptr<client::Platform> platform_;
    std::unique_ptr<client::PhoneService> service_;
    std::unique_ptr<test::Phone> ben_;

    /// What a sign-in found, with that call server.
    [[nodiscard]] signin::Deployment found(const std::string& server) const {
        const auto line = test::Phone::lineOf(office_, 1);
        signin::Deployment made;
        made.jid = core::Address::parse(office_.user(1)).value();
        made.userId = line.user;
        made.displayName = line.displayName;
        made.sipServers.push_back(
            {{server + "." + office_.domain(), 5061}, signin::SipTransport::Tls});
        config::DeviceConfig device;
        device.name = line.deviceName;
        device.topLevelDomain = line.domain;
        config::DeviceLine first;
        first.number = line.user;
        device.lines.push_back(std::move(first));
        made.device = std::move(device);
        return made;
    }
    [[nodiscard]] telephony::CallControl& anna() const { return *service_->calls(); }
    [[nodiscard]] bool isAt(const std::string& server) const {
        const auto state = service_->service();
        return state.state == client::ServiceState::Up && state.server.starts_with(server);
    }
    [[nodiscard]] CallState state() const {
        const auto calls = anna().calls();
        return calls.empty() ? CallState::Ended : calls.back().state;
    }
    void talk() {
        QVERIFY(anna().dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(state() == CallState::Connected, patience);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "second-call-server"}), office_.failure().c_str());
        platform_ = test::livePlatform(
            test::liveOptions(office_, folder_.filePath(QStringLiteral("profile")).toStdString(),
                              folder_.filePath(QStringLiteral("none")).toStdString()));
        ben_ = std::make_unique<test::Phone>(office_, 1000);
        auto line = test::Phone::lineOf(office_, 2);
        line.servers.push_back({{"cucm2." + office_.domain(), 5061}, sip::TransportKind::Tls});
        QVERIFY((*ben_)->start(line));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->isRegistered(), patience);
    }
    void init() {
        service_ = std::make_unique<client::PhoneService>(
            platform_->parts(), found("cucm1"), office_.password(1),
            std::make_shared<signin::TraceRecorder>(platform_->clock(), office_.user(1)));
        service_->start();
        QTRY_VERIFY_WITH_TIMEOUT(isAt("cucm1"), patience);
    }
    void cleanup() { service_.reset(); }

    /// The call goes on, ends there as well as here, and the line moves after it.
    void theLineMovesAfterTheCall_data() {
        QTest::addColumn<bool>("endsHere");
        QTest::newRow("hung up here") << true;
        QTest::newRow("hung up there") << false;
    }
    void theLineMovesAfterTheCall() {
        QFETCH(bool, endsHere);
        talk();
        service_->goOn(found("cucm2"), office_.password(1));
        QVERIFY(state() == CallState::Connected && isAt("cucm1"));
        if (endsHere) {
            QVERIFY(anna().hangUp(anna().calls().back().id));
        } else {
            QVERIFY((*ben_)->hangUp(ben_->newest().id));
        }
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(state() == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(isAt("cucm2"), patience);
    }
    void itMovesAtOnceWhereNobodyTalks() {
        service_->goOn(found("cucm2"), office_.password(1));
        QTRY_VERIFY_WITH_TIMEOUT(isAt("cucm2"), patience);
    }
};

QTEST_GUILESS_MAIN(LineChangeTest)
#include "LineChangeTest.moc"

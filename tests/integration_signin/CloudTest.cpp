// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QTest>
#include <string>
#include <vector>

#include "OwnNetwork.h"
#include "RealChat.h"
#include "RealSignIn.h"
#include "Rows.h"

ROWS("DISC-05", "AUTH-01", "SRV-07", "QOS-08", "DISC-21");

using namespace sidetone;
using config::Layer;
using signin::Authenticator;
using test::RealChat;
using test::RealPorts;
using test::RealSignIn;

namespace {

/// Why this machine gives us no network of our own; empty where it does or none is needed.
std::string forbidden;

/// A port whose packets come to nothing, as behind a firewall that drops them: the queue of
/// connections that nobody takes is full, and the kernel drops what else arrives.
class BlockedPort {
public:
    BlockedPort(const std::string& host, std::uint16_t port) {
        address_.sin_family = AF_INET;
        address_.sin_port = htons(port);
        ::inet_pton(AF_INET, host.c_str(), &address_.sin_addr);
        listener_ = open();
        isOpen_ = ::bind(listener_, generic(), sizeof address_) == 0 && ::listen(listener_, 0) == 0;
        for (int i = 0; isOpen_ && i < 3; ++i) {
            waiting_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            (void)::connect(waiting_.back(), generic(), sizeof address_);
        }
    }
    ~BlockedPort() {
        for (const int one : waiting_) ::close(one);
        ::close(listener_);
    }
    BlockedPort(const BlockedPort&) = delete;
    BlockedPort& operator=(const BlockedPort&) = delete;
    [[nodiscard]] bool isOpen() const { return isOpen_; }

private:
    static int open() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }
    [[nodiscard]] const sockaddr* generic() const {
        return reinterpret_cast<const sockaddr*>(&address_);
    }
    sockaddr_in address_{};
    int listener_ = -1;
    bool isOpen_ = false;
    std::vector<int> waiting_;
};

}  // namespace

/// A domain that is an organisation of the cloud, and one that is not.
class CloudTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] signin::SignInRequest request(const core::Secret& password) const {
        auto made = RealSignIn::requestOf(office_.user(1), password);
        made.settings.set(Layer::PolicyLocked, "CloudLookupUrl",
                          "https://loginp." + office_.domain() + ":8443/cas/FederatedSSO");
        return made;
    }
    [[nodiscard]] signin::SignInRequest request() const { return request(office_.password(1)); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start({"--with", "cloud"}), office_.failure().c_str()); }
    void cleanup() {
        for (const char* name : {"cas", "profile", "cloud-config"}) {
            QVERIFY(office_.done({"answer", name, "usual"}));
        }
    }

    void signsInToTheCloud() {
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        const auto& made = **run.result;
        QCOMPARE(made.authenticator, Authenticator::Cloud);
        QCOMPARE(made.mode, signin::ProductMode::Full);
        QCOMPARE(made.device->lines.front().number, office_.number(1));
        const RealChat chat(ports, made, {});
        QVERIFY2(chat.mechanism == "WEBEX-TOKEN", chat.sentence.c_str());
        // Nothing listens on 443, and so 5222 comes first.
        QCOMPARE(chat.server, "im." + office_.domain() + ":5222");
    }
    void isMessagesAloneWithoutACallManager() {
        QVERIFY(office_.done({"answer", "cloud-config", "messages"}));
        auto wanted = request();
        // The domain's own records would name one.
        wanted.settings.set(Layer::PolicyLocked, "ServiceDiscoveryExcludedServices", "CUCM");
        RealPorts ports(office_);
        const RealSignIn run(ports, std::move(wanted));
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        QCOMPARE((*run.result)->mode, signin::ProductMode::ImOnly);
    }
    void goesTo5222Where443IsBlocked() {
        const BlockedPort blocked(office_.address(1, 23), 443);
        if (!blocked.isOpen() && !forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY(blocked.isOpen());
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        QVERIFY2(run.step("presence-servers")->why.find("443 is silent") != std::string::npos,
                 run.told().c_str());
        const RealChat chat(ports, **run.result, {});
        QCOMPARE(chat.server, "im." + office_.domain() + ":5222");
        QVERIFY2(run.took < core::Milliseconds(3'000), run.told().c_str());
    }
    void staysInsideWhereTheCloudSaysNo_data() {
        QTest::addColumn<QByteArray>("answer");
        for (const char* answer : {"no", "garbage", "error"}) {
            QTest::newRow(answer) << QByteArray(answer);
        }
    }
    void staysInsideWhereTheCloudSaysNo() {
        QFETCH(QByteArray, answer);
        QVERIFY(office_.done({"answer", "cas", answer.toStdString()}));
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        QCOMPARE((*run.result)->authenticator, Authenticator::ImAndPresence);
        QVERIFY(!(*run.result)->remembered.isCloudOrganisation);
    }
    void staysInsideWhereTheCloudIsSilent() {
        QVERIFY(office_.done({"fault", "cloud", "freeze"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY(office_.done({"fault", "cloud", "thaw"}));
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        QCOMPARE((*run.result)->authenticator, Authenticator::ImAndPresence);
    }
    void takesAnUnknownCodeForYes() {
        QVERIFY(office_.done({"answer", "cas", "other"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        QCOMPARE((*run.result)->authenticator, Authenticator::Cloud);
    }
    void saysThatTheBrowserIsWanted_data() {
        QTest::addColumn<QByteArray>("answer");
        for (const char* answer : {"sso", "redirect"}) {
            QTest::newRow(answer) << QByteArray(answer);
        }
    }
    void saysThatTheBrowserIsWanted() {
        QFETCH(QByteArray, answer);
        QVERIFY(office_.done({"answer", "cas", answer.toStdString()}));
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY(!run.isGood());
        QVERIFY2(run.sentence().find("in the browser") != std::string::npos,
                 run.sentence().c_str());
    }
    void refusesAWrongPassword() {
        RealPorts ports(office_);
        const RealSignIn run(ports, request(core::Secret("wrong")));
        QVERIFY(!run.isGood());
        QVERIFY(run.result->error().code == core::ErrorCode::Unauthorised);
    }
    void neverAsksWhereAFileSaysSo() {
        auto wanted = RealSignIn::requestOf(office_.user(1), office_.password(1));
        wanted.settings.set(Layer::ConfigurationUrl, "CloudLookupUrl",
                            "https://loginp." + office_.domain() + ":8443/cas/FederatedSSO");
        RealPorts ports(office_);
        const RealSignIn run(ports, std::move(wanted));
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        QCOMPARE((*run.result)->authenticator, Authenticator::ImAndPresence);
    }
    void followsAServiceProfileToTheCloud() {
        QVERIFY(office_.done({"answer", "cas", "no"}));
        QVERIFY(office_.done({"answer", "profile", "cloud"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY2(run.isGood(), (run.sentence() + "\n" + run.told()).c_str());
        const auto& made = **run.result;
        QCOMPARE(made.authenticator, Authenticator::Cloud);
        QCOMPARE(made.mode, signin::ProductMode::Full);
        QCOMPARE(made.displayName, std::string("Anna Lindgren"));
        const RealChat chat(ports, made, {});
        QCOMPARE(chat.mechanism, std::string("WEBEX-TOKEN"));
    }
};

int main(int argc, char* argv[]) {
    // Only root may have a port below 1024; in a network of their own everybody is that.
    if (::geteuid() != 0) forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    CloudTest cloud;
    return QTest::qExec(&cloud, argc, argv);
}
#include "CloudTest.moc"

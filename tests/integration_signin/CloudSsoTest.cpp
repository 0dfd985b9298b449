// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RealChat.h"
#include "Rows.h"
#include "SsoClient.h"

using namespace sidetone;
using config::Layer;
using test::RealChat;
using test::RealSignIn;
using test::SsoPorts;

/// A cloud organisation whose people sign on in the browser.
class CloudSsoTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] signin::SignInRequest request() const {
        auto made = RealSignIn::requestOf(office_.user(1), std::nullopt);
        made.settings.set(Layer::PolicyLocked, "CloudLookupUrl",
                          "https://loginp." + office_.domain() + ":8443/cas/FederatedSSO");
        return made;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "cloud,sso"}), office_.failure().c_str());
        QVERIFY(office_.done({"answer", "cas", "sso"}));
        // The call manager's own sign-on is another one.
        QVERIFY(office_.done({"answer", "sso", "off"}));
    }
    void chatsByTheBrowsersToken() {
        ROWS("DISC-05", "AUTH-02");
        SsoPorts ports(office_);
        const RealSignIn run(ports.with(), request());
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(ports.browser.forms, 1);
        QCOMPARE((*run.result)->authenticator, signin::Authenticator::Cloud);
        const RealChat chat(ports, **run.result, {});
        QVERIFY2(chat.mechanism == "WEBEX-TOKEN", chat.sentence.c_str());
    }
    void saysThatNoBrowserCanBeOpened() {
        SsoPorts ports(office_);
        const RealSignIn run(ports.all(), request());
        QVERIFY2(run.sentence().find("none can be opened here") != std::string::npos,
                 run.told().c_str());
    }
    void sendsNobodyElseTheToken() {
        SsoPorts ports(office_);
        core::Owner owner;
        int status = 0;
        net::HttpRequest asked;
        asked.url = "https://loginp." + office_.domain() +
                    ":8443/cas/FederatedSSO.do?target=https%3A%2F%2Fevil.example%2F";
        ports.http.send(asked).then(
            owner, [&](const core::Result<net::HttpResponse>& a) { status = a ? a->status : -1; });
        QTRY_COMPARE_WITH_TIMEOUT(status, 403, 10'000);
    }
};

QTEST_GUILESS_MAIN(CloudSsoTest)
#include "CloudSsoTest.moc"

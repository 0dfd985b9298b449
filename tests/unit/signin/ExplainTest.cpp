// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Company.h"

using namespace sidetone;
using signin::Verdict;
using test::Attempt;
using test::Company;

namespace {

signin::SignInOptions explain() {
    signin::SignInOptions options;
    options.purpose = signin::Purpose::Explain;
    return options;
}

}  // namespace

class ExplainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knocksAtTheServers() {
        Company company;
        Attempt attempt(company, explain());
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE(company.connections.requests().size(), std::size_t{2});
        const auto& chat = company.connections.requests()[0];
        const auto& phone = company.connections.requests()[1];
        QCOMPARE(chat.server.text(), std::string("imp1.example.com:5222"));
        QVERIFY(!chat.directTls);
        QCOMPARE(phone.server.text(), std::string("cucm1.example.com:5061"));
        QVERIFY(phone.directTls);
        for (const auto& connection : company.connections.made()) {
            QVERIFY(connection->isClosed());
            QVERIFY(connection->isEncrypted());
            QVERIFY(connection->written().find("<auth") == std::string::npos);
        }
        QCOMPARE(company.connections.made()[0]->demandedPeer()->hosts.front(),
                 std::string("example.com"));
        QVERIFY(company.connections.made()[1]->written().empty());
    }
    void tellsWhatCannotBeReached() {
        Company company;
        company.connections.refuseAll(core::fail(core::ErrorCode::Refused, "x", "refused", "Ask."));
        Attempt attempt(company, explain());
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.sentence() ==
                     "Reaching the presence server imp1.example.com:5222: refused. Ask.",
                 attempt.told().c_str());
    }
    void goesWithoutPasswordAsFarAsItCan() {
        Company company;
        company.resolver.addSrv("_xmpp-client._tcp.example.com", "imp9.example.com", 5222);
        Attempt attempt(company, explain());
        attempt.start("anna@example.com", std::nullopt);
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        for (const auto* name : {"credentials", "service-profile", "devices", "device-file",
                                 "product-mode", "reach-phone"}) {
            QVERIFY2(attempt.step(name)->verdict == Verdict::Skipped, name);
            QCOMPARE(attempt.step(name)->why,
                     std::string("This needs the password, which was not given."));
        }
        QVERIFY(attempt.step("client-config")->verdict == Verdict::Done);
        QVERIFY(attempt.step("reach-presence")->verdict == Verdict::Done);
        QCOMPARE(company.connections.requests().front().server.text(),
                 std::string("imp9.example.com:5222"));
        for (const auto& request : company.http.asked) QVERIFY(!request.basic.has_value());
    }
    void signsInWithoutKnocking() {
        Company company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY(company.connections.requests().empty());
    }
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "ExplainTest.moc"

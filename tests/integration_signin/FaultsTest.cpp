// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>

#include "RealSignIn.h"
#include "Rows.h"
#include "net/srvOrder.h"

ROWS("DISC-01", "DISC-02", "AUTH-05", "AUTH-09", "NONE-02");

using namespace sidetone;
using test::RealPorts;
using test::RealSignIn;

namespace {

/// What a refused certificate must say, by the office's word for its kind.
const std::vector<std::pair<std::string, std::string>> certificates = {
    {"expired", "its certificate expired on "},
    {"wrong-name", "its certificate was issued for "},
    {"self-signed", "its certificate is self-signed"},
    {"other-ca", "an authority that is unknown here"},
};

}  // namespace

/// Everything that can be wrong with an office: each gets the one right sentence, in time.
class FaultsTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    void expect(const std::string& words, core::Milliseconds within = core::Milliseconds(3000)) {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY(!run.isGood());
        QVERIFY2(run.sentence().find(words) != std::string::npos, run.told().c_str());
        QVERIFY2(!run.result->error().advice.empty(), run.told().c_str());
        QVERIFY2(run.took < within, std::to_string(run.took.count()).c_str());
        QVERIFY(run.signIn.trace().verdict.has_value());
        for (const auto& step : run.signIn.trace().steps) {
            QVERIFY(step.verdict != signin::Verdict::Running);
        }
    }
    void expectGood() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
    }
    void setService(const std::string& service, const std::vector<std::string>& records) {
        const auto name = service + "." + office_.domain();
        std::vector<std::string> words{"dns", records.empty() ? "unset" : "set", name, "SRV"};
        words.insert(words.end(), records.begin(), records.end());
        const auto said = office_.run(words);
        const bool wasAbsent = records.empty() && said.error.find("none") != std::string::npos;
        QVERIFY2(said.status == 0 || wasAbsent, (said.output + said.error).c_str());
    }
    /// STARTTLS as far as the certificate (RFC 6120 5.4).
    core::Status encryptToPresenceServer() {
        RealPorts ports(office_);
        core::Owner owner;
        std::optional<core::Status> result;
        std::shared_ptr<net::Connection> connection;
        std::string received;
        const auto encrypt = [&](std::string_view bytes) {
            const bool wasOffered = received.find("</stream:features>") != std::string::npos;
            received += bytes;
            const bool isOffered = received.find("</stream:features>") != std::string::npos;
            if (isOffered && !wasOffered) {
                connection->write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            }
            if (received.find("<proceed") == std::string::npos) return;
            connection->startTls({{office_.domain()}, "xmpp-client"}, {})
                .then(owner, [&](core::Status status) { result = std::move(status); });
        };
        net::ConnectRequest request;
        request.server = {host("imp1"), 5222};
        ports.connections.connect(request).then(owner, [&](auto made) {
            if (!made) {
                result = made.error();
                return;
            }
            connection = *made;
            connection->setHandlers({encrypt, nullptr});
            connection->write("<stream:stream to='" + office_.domain() +
                              "' version='1.0' xmlns='jabber:client' "
                              "xmlns:stream='http://etherx.jabber.org/streams'>");
        });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000)) {
            return core::fail(core::ErrorCode::Timeout, "STARTTLS", received);
        }
        return *result;
    }
    [[nodiscard]] std::string host(const std::string& name) const {
        return name + "." + office_.domain();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void tellsAWrongPassword() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), core::Secret("wrong password"));
        QCOMPARE(run.sentence(), "Signing in " + office_.user(1) +
                                     ": the user name or the password is wrong. Check both and "
                                     "try again.");
        QVERIFY(run.step("service-profile") == nullptr);
        QVERIFY(run.told().find("wrong password") == std::string::npos);
    }
    void tellsAnUnknownPerson() {
        RealPorts ports(office_);
        const RealSignIn run(ports, "nobody@" + office_.domain(), core::Secret("x"));
        QVERIFY2(run.sentence().find("nobody of this name is known") != std::string::npos,
                 run.told().c_str());
    }
    void tellsAnUnknownDomain() {
        RealPorts ports(office_);
        const RealSignIn run(ports, "anna@unknown." + office_.domain(), core::Secret("x"));
        QVERIFY2(run.sentence().find("names no servers to sign in to") != std::string::npos,
                 run.told().c_str());
    }
    /// The eight contents that a zone can have.
    void ranksTheServices_data() {
        QTest::addColumn<int>("published");
        for (int i = 0; i < 8; ++i) {
            QTest::addRow("uds %d, cuplogin %d, edge %d", (i & 4) >> 2, (i & 2) >> 1, i & 1) << i;
        }
    }
    void ranksTheServices() {
        QFETCH(int, published);
        const std::string good = "1 5 8443 " + host("cucm1") + ".";
        const std::string other = "1 5 8443 " + host("imp1") + ".";
        using Records = std::vector<std::string>;
        setService("_cisco-uds._tcp", (published & 4) != 0 ? Records{good} : Records{});
        setService("_cuplogin._tcp", (published & 2) != 0 ? Records{other} : Records{});
        setService("_collab-edge._tls", (published & 1) != 0 ? Records{other} : Records{});
        if ((published & 4) != 0) {
            expectGood();
        } else if ((published & 2) != 0) {
            expect("Reaching the presence server");
        } else if ((published & 1) != 0) {
            expect("Signing in at the edge of");
        } else {
            expect("names no servers to sign in to");
        }
        setService("_cisco-uds._tcp", {good});
        setService("_cuplogin._tcp", {});
        setService("_collab-edge._tls", {});
    }
    void ordersServersByTheZone() {
        const std::string name = " 8443 " + host("cucm1") + ".";
        const std::string dead = " 1 " + host("cucm1") + ".";
        setService("_cisco-uds._tcp",
                   {"1 5" + dead, "2 20" + name, "6 30 8444 " + host("imp1") + "."});
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(run.step("service")->answer, "_cisco-uds: " + host("cucm1") + ":1, " +
                                                  host("cucm1") + ":8443, " + host("imp1") +
                                                  ":8444");
        QVERIFY(run.step("uds-version")->why.find(host("cucm1") + ":8443 answered first") == 0);

        setService("_cisco-uds._tcp",
                   {"1 5 1 " + host("cucm1") + ".", "1 20 2 " + host("cucm1") + ".",
                    "1 30 3 " + host("cucm1") + "."});
        std::optional<core::Result<std::vector<net::SrvRecord>>> records;
        core::Owner owner;
        ports.resolver.srv("_cisco-uds._tcp." + office_.domain()).then(owner, [&](auto answer) {
            records = answer;
        });
        QTRY_VERIFY(records.has_value());
        QCOMPARE((*records)->size(), std::size_t{3});
        core::SeededRandom random(2782);
        std::map<int, int> first;
        for (int i = 0; i < 10'000; ++i) {
            ++first[net::orderByPreference(**records, random).front().weight];
        }
        double chiSquare = 0;
        for (const auto& [weight, numbers] : std::map<int, double>{{5, 6}, {20, 20}, {30, 30}}) {
            const double expected = 10'000 * numbers / 56;
            chiSquare += (first[weight] - expected) * (first[weight] - expected) / expected;
        }
        QVERIFY2(chiSquare < 13.8, std::to_string(chiSquare).c_str());
        setService("_cisco-uds._tcp", {"1 5" + name});
    }
    void judgesTheCallManagersCertificate_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < certificates.size(); ++i) {
            QTest::newRow(certificates[i].first.c_str()) << static_cast<int>(i);
        }
    }
    void judgesTheCallManagersCertificate() {
        QFETCH(int, row);
        const auto& [kind, words] = certificates[static_cast<std::size_t>(row)];
        QVERIFY(office_.done({"cert", "contracts", kind}));
        expect(words);
        QVERIFY(office_.done({"cert", "contracts", "good"}));
        expectGood();
    }
    void judgesThePhoneServersCertificate_data() { judgesTheCallManagersCertificate_data(); }
    void judgesThePhoneServersCertificate() {
        QFETCH(int, row);
        const auto& [kind, words] = certificates[static_cast<std::size_t>(row)];
        QVERIFY(office_.done({"cert", "kamailio", kind}));
        RealPorts ports(office_);
        signin::SignInOptions options;
        options.purpose = signin::Purpose::Explain;
        const RealSignIn run(ports, office_.user(1), office_.password(1), options);
        QVERIFY(!run.isGood());
        QVERIFY2(run.sentence().find(words) != std::string::npos, run.told().c_str());
        QVERIFY(office_.done({"cert", "kamailio", "good"}));
    }
    void judgesThePresenceServersCertificate_data() { judgesTheCallManagersCertificate_data(); }
    void judgesThePresenceServersCertificate() {
        QFETCH(int, row);
        const auto& [kind, words] = certificates[static_cast<std::size_t>(row)];
        QVERIFY(office_.done({"cert", "prosody", kind}));
        const auto refused = encryptToPresenceServer();
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().code == core::ErrorCode::Untrusted);
        QVERIFY2(refused.error().answer.find(words) != std::string::npos,
                 refused.error().sentence().c_str());
        QVERIFY(office_.done({"cert", "prosody", "good"}));
        const auto good = encryptToPresenceServer();
        QVERIFY2(good.has_value(), good ? "" : good.error().sentence().c_str());
    }
    void tellsADeadCallManager() {
        QVERIFY(office_.done({"fault", "contracts", "stop"}));
        expect("the connection was refused");
        QVERIFY(office_.done({"fault", "contracts", "start"}));
        expectGood();
    }
    void tellsAFrozenCallManager() {
        QVERIFY(office_.done({"fault", "contracts", "freeze"}));
        expect("then said nothing");
        QVERIFY(office_.done({"fault", "contracts", "thaw"}));
        expectGood();
    }
    void tellsDeadNameServers() {
        QVERIFY(office_.done({"fault", "knot-inside", "freeze"}));
        expect("did not answer");
        QVERIFY(office_.done({"fault", "knot-inside", "thaw"}));
        expectGood();
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "FaultsTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <memory>
#include <optional>

#include "Company.h"
#include "ScriptedEdge.h"
#include "signin/edge/FetchEdgeConfig.h"

using namespace sidetone;
using core::ErrorCode;
using test::Company;
using test::ScriptedEdge;

namespace {

/// The small company, seen from the Internet: two edge nodes before it.
struct Outside {
    Company company;
    ScriptedEdge edge{company.clock, company.http};
    std::optional<core::Result<signin::Deployment>> result;
    std::unique_ptr<signin::SignIn> signIn;
    core::Owner owner;

    Outside() {
        company.resolver.services.clear();
        for (const auto* host : {"expe1.example.com", "expe2.example.com"}) {
            company.resolver.addSrv("_collab-edge._tls.example.com", host, 8443,
                                    static_cast<std::uint16_t>(host[4] - '0'));
            edge.nodes[host].config = test::edgeConfigDocument(host);
            edge.nodes[host].cookie = std::string("of-") + host + "-";
        }
    }
    [[nodiscard]] signin::SignInPorts ports() {
        return {company.clock,       company.resolver, edge,
                company.connections, company.log,      company.random};
    }
    void run(std::optional<core::Secret> password = core::Secret("Secret1"),
             signin::SignInOptions options = {}) {
        signIn = std::make_unique<signin::SignIn>(ports(), options);
        signIn->run("anna@example.com", std::move(password)).then(owner, [this](auto outcome) {
            result = std::move(outcome);
        });
        while (!result && company.clock.step()) {
        }
    }
    [[nodiscard]] std::string sentence() const {
        return result && !*result ? result->error().sentence() : std::string();
    }
    [[nodiscard]] const signin::TraceStep* step(const std::string& name) const {
        for (const auto& one : signIn->trace().steps) {
            if (one.name == name) return &one;
        }
        return nullptr;
    }
};

/// A person who answers, or who closes the question.
class Person final : public signin::Questions {
public:
    [[nodiscard]] core::Task<signin::Answer> ask(signin::Question question) override {
        asked.push_back(std::move(question));
        if (!answer) {
            return core::Task<signin::Answer>::ready(
                core::fail(ErrorCode::Cancelled, "Asking", "the person declined"));
        }
        return core::Task<signin::Answer>::ready(*answer);
    }
    std::vector<signin::Question> asked;
    std::optional<signin::Answer> answer;
};

/// Phone services beside messages from somewhere else: one step with what it needs.
struct Hybrid {
    Outside outside;
    Person person;
    signin::Context context{
        outside.ports(), {}, "anna@example.com", core::Secret("The cloud's"), {}, {}, {}};
    signin::FetchEdgeConfig step{"cloud-config"};
    std::optional<signin::Evidence> evidence;
    core::Owner owner;

    Hybrid() {
        context.ports.questions = &person;
        auto& found = context.found;
        found.address = *core::Address::parse("anna@example.com");
        found.servicesDomain = found.discoveryDomain = "example.com";
        found.edge.records = outside.company.resolver.services["_collab-edge._tls.example.com"];
        found.edge.hasEnded = found.uds.hasEnded = true;
    }
    void run() {
        step.start(context).then(
            owner, [this](const core::Result<signin::Evidence>& told) { evidence = *told; });
        while (!evidence && outside.company.clock.step()) {
        }
    }
};

}  // namespace

class EdgeFlowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesThroughTheFirstNode() {
        Outside outside;
        outside.run();
        QVERIFY2(outside.result && *outside.result, outside.sentence().c_str());
        const auto& deployment = **outside.result;
        QVERIFY(deployment.http);
        QCOMPARE(deployment.edge->http.text(), std::string("expe1.example.com:8443"));
        QCOMPARE(deployment.edge->sipRoute, std::string("<sip:192.0.2.100:5061;transport=tls;lr>"));
        QCOMPARE(deployment.udsServers.size(), 2U);
        QCOMPARE(deployment.udsServers.front().host, std::string("cucm1.example.com"));
        QCOMPARE(deployment.xmppServers.size(), 1U);
        QCOMPARE(deployment.xmppServers.front().text(), std::string("expe1.example.com:5222"));
        QCOMPARE(deployment.sipServers.size(), 1U);
        QVERIFY(deployment.sipServers.front().transport == signin::SipTransport::Tls);
        QVERIFY(deployment.device.has_value());
        QCOMPARE(outside.edge.nodes["expe2.example.com"].configs, 0);
    }
    void takesTheNextNodeAtOnce() {
        Outside outside;
        outside.edge.nodes["expe1.example.com"].down =
            core::fail(ErrorCode::Refused, "Connecting", "it was refused");
        outside.run();
        QVERIFY2(outside.result && *outside.result, outside.sentence().c_str());
        QCOMPARE((*outside.result)->edge->http.host, std::string("expe2.example.com"));
        // The question before has found out already.
        QVERIFY(outside.step("sso-probe")
                    ->why.find("expe1.example.com:8443 did not answer: it was "
                               "refused.") != std::string::npos);
        QVERIFY(outside.step("sso-probe")->took < core::Milliseconds(300));
        QVERIFY(outside.step("edge-config")->took < core::Milliseconds(300));
    }
    void asksOnceWithAWrongPassword() {
        Outside outside;
        outside.run(core::Secret("Wrong"));
        QCOMPARE(outside.sentence(),
                 std::string("Signing in at the edge expe1.example.com:8443: the user name or the "
                             "password is wrong. Check both and try again."));
        const auto atEdge =
            std::count_if(outside.edge.asked.begin(), outside.edge.asked.end(),
                          [](const auto& asked) { return asked.basic.has_value(); });
        QCOMPARE(atEdge, 1);
    }
    void explainsWithoutAPassword() {
        Outside outside;
        signin::SignInOptions options;
        options.purpose = signin::Purpose::Explain;
        outside.run(std::nullopt, options);
        QVERIFY2(outside.result && *outside.result, outside.sentence().c_str());
        QVERIFY(outside.step("edge-config")->verdict == signin::Verdict::Done);
        QCOMPARE(outside.step("edge-config")->answer,
                 std::string("expe1.example.com:8443 asks for the password"));
        QVERIFY(outside.step("uds-version")->verdict == signin::Verdict::Skipped);
    }
    void explainsADeadEdge() {
        Outside outside;
        for (auto& [host, node] : outside.edge.nodes) {
            node.down = core::fail(ErrorCode::Unreachable, "Connecting", "no route to it",
                                   "Check the network.");
        }
        signin::SignInOptions options;
        options.purpose = signin::Purpose::Explain;
        outside.run(std::nullopt, options);
        QCOMPARE(outside.sentence(),
                 std::string("Signing in at the edge of example.com: expe1.example.com:8443: no "
                             "route to it; expe2.example.com:8443: no route to it. Check the "
                             "network."));
    }
    void saysWhatTheEdgeSays_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("403") << 403 << QByteArray("does not let this account sign in");
        QTest::newRow("404") << 404 << QByteArray("does not serve example.com");
        QTest::newRow("502") << 502 << QByteArray("cannot reach the office's servers");
        QTest::newRow("503") << 503 << QByteArray("overloaded");
        QTest::newRow("302") << 302 << QByteArray("not expected here");
    }
    void saysWhatTheEdgeSays() {
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        Outside outside;
        for (auto& [host, node] : outside.edge.nodes) node.status = status;
        outside.run();
        QVERIFY(outside.result && !*outside.result);
        QVERIFY2(outside.sentence().find(answer.toStdString()) != std::string::npos,
                 outside.sentence().c_str());
    }
    void passesAwayAWrongConfiguration() {
        Outside outside;
        outside.edge.nodes["expe1.example.com"].config = "<html/>";
        outside.run();
        QVERIFY2(outside.result && *outside.result, outside.sentence().c_str());
        QCOMPARE((*outside.result)->edge->http.host, std::string("expe2.example.com"));
    }

    void hybridTakesTheSamePasswordWithoutAQuestion() {
        Hybrid hybrid;
        hybrid.outside.edge.password = "The cloud's";
        hybrid.run();
        QVERIFY(hybrid.evidence->verdict == signin::Verdict::Done);
        QVERIFY(hybrid.person.asked.empty());
        QVERIFY(hybrid.context.found.http && hybrid.context.found.edgeAccess);
    }
    void hybridAsksOnceForThePhonePassword() {
        Hybrid hybrid;
        hybrid.person.answer = signin::Answer{"anna", core::Secret("Secret1"), true};
        hybrid.run();
        QVERIFY(hybrid.evidence->verdict == signin::Verdict::Done);
        QCOMPARE(hybrid.person.asked.size(), 1U);
        QCOMPARE(hybrid.person.asked.front().user, std::string("anna"));
        QVERIFY(hybrid.person.asked.front().kind == signin::Question::Kind::Credentials);
        const auto& found = hybrid.context.found;
        QCOMPARE(found.phoneUser, std::string("anna"));
        QCOMPARE(found.phonePassword->reveal(), std::string("Secret1"));
        QVERIFY(found.keepsPhonePassword);
        // The next time it is known: nobody is asked.
        Hybrid next;
        next.context.found.phoneUser = found.phoneUser;
        next.context.found.phonePassword = found.phonePassword;
        next.run();
        QVERIFY(next.evidence->verdict == signin::Verdict::Done);
        QVERIFY(next.person.asked.empty());
    }
    void hybridGoesOnWithoutPhoneServices() {
        for (const bool answers : {false, true}) {
            Hybrid hybrid;
            if (answers) {
                hybrid.person.answer = signin::Answer{"anna", core::Secret("Also wrong"), false};
            }
            hybrid.run();
            QCOMPARE(hybrid.person.asked.size(), 1U);
            QVERIFY(hybrid.evidence->verdict == signin::Verdict::Failed);
            QCOMPARE(hybrid.evidence->why,
                     std::string("The sign-in goes on without phone services."));
            QVERIFY(!hybrid.step.isEssential());
            QVERIFY(!hybrid.context.found.http);
        }
    }
    void hybridInsideNeedsNoEdge() {
        Hybrid hybrid;
        hybrid.context.found.uds.records.push_back({"cucm1.example.com", 8443, 1, 1, {}});
        hybrid.run();
        QVERIFY(hybrid.evidence->verdict == signin::Verdict::Skipped);
        QVERIFY(hybrid.outside.edge.asked.empty());
    }
};

QTEST_GUILESS_MAIN(EdgeFlowTest)
#include "EdgeFlowTest.moc"

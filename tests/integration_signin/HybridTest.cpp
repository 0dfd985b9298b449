// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>
#include <vector>

#include "Phone.h"
#include "RealChat.h"
#include "RealSignIn.h"
#include "Rows.h"
#include "client/PhoneService.h"

ROWS("DISC-30");

using namespace sidetone;
using config::Layer;
using signin::Authenticator;
using test::Phone;
using test::RealChat;
using test::RealPorts;
using test::RealSignIn;

namespace {

constexpr const char* cloudPassword = "another-in-the-cloud";

/// A person who answers, or who closes the question.
class Person final : public signin::Questions {
public:
    explicit Person(std::optional<signin::Answer> answer = std::nullopt)
        : answer_(std::move(answer)) {}
    [[nodiscard]] core::Task<signin::Answer> ask(signin::Question question) override {
        asked.push_back(std::move(question));
        if (answer_) return core::Task<signin::Answer>::ready(*answer_);
        return core::Task<signin::Answer>::ready(
            core::fail(core::ErrorCode::Cancelled, "Asking", "the person declined"));
    }
    std::vector<signin::Question> asked;

private:
    std::optional<signin::Answer> answer_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

/// Messages in the cloud, phones in the office behind its edge, each with a password of its own;
/// the client is outside.
class HybridTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] RealPorts outside() const {
        return {{{office_.variable("SIDETONE_NAMESERVER_OUTSIDE")}}, office_.caFile()};
    }
    [[nodiscard]] signin::SignInRequest request() const {
        auto made = RealSignIn::requestOf(office_.user(1), core::Secret(cloudPassword));
        made.settings.set(Layer::PolicyLocked, "CloudLookupUrl",
                          "https://loginp." + office_.domain() + ":8443/cas/FederatedSSO");
        return made;
    }
    /// What the next sign-in of the same account begins with.
    [[nodiscard]] signin::SignInRequest requestAfter(const signin::Deployment& made) const {
        auto next = request();
        next.phoneUser = made.phoneUser;
        next.phonePassword = made.phonePassword;
        next.remembered = made.remembered;
        return next;
    }
    [[nodiscard]] static signin::SignInPorts portsOf(RealPorts& ports, Person& person) {
        auto given = ports.all();
        given.questions = &person;
        return given;
    }
    [[nodiscard]] std::string edge() const { return "expe1." + office_.domain(); }
    void expectMessages(RealPorts& ports, const RealSignIn& run) const {
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->authenticator, Authenticator::Cloud);
        const RealChat chat(ports, **run.result, core::Secret(cloudPassword));
        QVERIFY2(chat.mechanism == "WEBEX-TOKEN", chat.sentence.c_str());
        QCOMPARE(chat.server, "im." + office_.domain() + ":5222");
        QVERIFY2(!contains(run.told(), "Phone Services Connection Error"), run.told().c_str());
    }
    /// The phone of that demo user registers through the edge with what sign-in found.
    void expectPhone(const RealSignIn& run, int user) const {
        const auto& made = **run.result;
        QVERIFY2(made.mode == signin::ProductMode::Full, run.told().c_str());
        QVERIFY(made.edge && made.http);
        QCOMPARE(made.sipServers.front().endpoint.text(), edge() + ":5061");
        QCOMPARE(made.device->lines.front().number, office_.number(user));
        Phone phone(office_.variable("SIDETONE_NAMESERVER_OUTSIDE"), office_.caFile(), 600);
        QVERIFY(phone->start(client::lineSettingsOf(made, core::Secret(cloudPassword))));
        QTRY_VERIFY_WITH_TIMEOUT(phone.isRegistered(), 10'000);
    }
    void expectNoPhone(RealPorts& ports, const RealSignIn& run) const {
        expectMessages(ports, run);
        QCOMPARE((*run.result)->mode, signin::ProductMode::ImOnly);
        const auto* step = run.step("edge-config");
        QVERIFY2(step != nullptr && step->verdict == signin::Verdict::Failed, run.told().c_str());
        QCOMPARE(step->why, std::string("The sign-in goes on without phone services."));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "cloud,edge"}), office_.failure().c_str());
        QVERIFY(office_.done({"answer", "cloud-password", cloudPassword}));
    }

    void asksOnceAndThenNeverAgain() {
        auto ports = outside();
        Person person(signin::Answer{"anna", office_.password(1), true});
        const RealSignIn first(portsOf(ports, person), request());
        expectMessages(ports, first);
        QCOMPARE(person.asked.size(), 1U);
        QCOMPARE(person.asked.front().user, std::string("anna"));
        QVERIFY((*first.result)->keepsPhonePassword);
        expectPhone(first, 1);

        Person nobody;
        const RealSignIn second(portsOf(ports, nobody), requestAfter(**first.result));
        expectMessages(ports, second);
        QVERIFY(nobody.asked.empty());
        expectPhone(second, 1);
    }
    void takesAnotherAccountForThePhone() {
        auto ports = outside();
        Person person(signin::Answer{"ben", office_.password(2), false});
        const RealSignIn run(portsOf(ports, person), request());
        expectMessages(ports, run);
        QCOMPARE(person.asked.size(), 1U);
        QVERIFY(!(*run.result)->keepsPhonePassword);
        QCOMPARE((*run.result)->jid.text(), office_.user(1));
        expectPhone(run, 2);
    }
    void goesOnWhereThePersonDeclines() {
        auto ports = outside();
        Person person;
        const RealSignIn run(portsOf(ports, person), request());
        expectNoPhone(ports, run);
        QCOMPARE(person.asked.size(), 1U);
    }
    void asksOnceAlsoWhereTheAnswerIsWrong() {
        auto ports = outside();
        Person person(signin::Answer{"anna", core::Secret("wrong"), true});
        const RealSignIn run(portsOf(ports, person), request());
        expectNoPhone(ports, run);
        QCOMPARE(person.asked.size(), 1U);
        QVERIFY(contains(run.step("edge-config")->error->sentence(), "password is wrong"));
    }
    void goesOnWhereTheEdgeIsDead() {
        for (const char* node : {"expe1", "expe2"}) QVERIFY(office_.done({"fault", node, "stop"}));
        auto ports = outside();
        Person person;
        const RealSignIn run(portsOf(ports, person), request());
        for (const char* node : {"expe1", "expe2"}) QVERIFY(office_.done({"fault", node, "start"}));
        QVERIFY(person.asked.empty());
        expectNoPhone(ports, run);
    }
};

QTEST_GUILESS_MAIN(HybridTest)
#include "HybridTest.moc"

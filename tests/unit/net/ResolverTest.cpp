// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <optional>

#include "TestDns.h"
#include "net/CaresResolver.h"

using namespace sidetone;
using core::ErrorCode;
using net::CaresResolver;
using std::chrono_literals::operator""ms;
using test::TestDns;

namespace {

const std::string service = "_cisco-uds._tcp.example.test";

/// Asks and waits for the end.
struct Asked {
    std::optional<core::Result<std::vector<net::SrvRecord>>> result;
    core::Owner owner;
    Asked(CaresResolver& resolver, const std::string& name) {
        resolver.srv(name).then(owner, [this](auto answer) { result = std::move(answer); });
    }
    [[nodiscard]] bool ended() const { return result.has_value(); }
    [[nodiscard]] ErrorCode code() const { return result->error().code; }
};

net::ResolverSettings quick(std::vector<std::string> servers) {
    net::ResolverSettings settings;
    settings.nameServers = std::move(servers);
    settings.tryTimeout = 100ms;
    return settings;
}

}  // namespace

class ResolverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsRecords() {
        TestDns dns;
        dns.addSrv(service, 1, 5, 8443, "cucm1.example.test", 86400);
        dns.addSrv(service, 2, 20, 8443, "cucm2.example.test");
        CaresResolver resolver(quick({dns.address()}));
        Asked asked(resolver, service);
        QVERIFY(!asked.ended());  // answers come from the event loop only
        QTRY_VERIFY(asked.ended());
        QCOMPARE((*asked.result)->size(), std::size_t{2});
        QCOMPARE((**asked.result)[0].target, std::string("cucm1.example.test"));
        QCOMPARE((**asked.result)[0].timeToLive.count(), 86400);
        QCOMPARE(resolver.nameServers(), std::vector<std::string>{dns.address()});
    }
    void tellsWhatIsNotThere_data() {
        QTest::addColumn<int>("mood");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, TestDns::Mood mood, ErrorCode code) {
            QTest::newRow(name) << static_cast<int>(mood) << static_cast<int>(code);
        };
        row("no such name", TestDns::Mood::Answering, ErrorCode::NotFound);
        row("silent", TestDns::Mood::Silent, ErrorCode::Timeout);
        row("server failure", TestDns::Mood::ServerFailure, ErrorCode::Unavailable);
        row("refused", TestDns::Mood::Refusing, ErrorCode::Unavailable);
        row("garbage", TestDns::Mood::Garbage, ErrorCode::BadAnswer);
    }
    void tellsWhatIsNotThere() {
        QFETCH(int, mood);
        QFETCH(int, code);
        TestDns dns;
        dns.setMood(static_cast<TestDns::Mood>(mood));
        CaresResolver resolver(quick({dns.address()}));
        Asked asked(resolver, service);
        QTRY_VERIFY(asked.ended());
        QVERIFY(!asked.result->has_value());
        QCOMPARE(static_cast<int>(asked.code()), code);
        QVERIFY(asked.result->error().answer.find("127.0.0.1") != std::string::npos ||
                asked.code() == ErrorCode::BadAnswer);
    }
    void tellsANameWithoutRecords() {
        TestDns dns;
        dns.addEmpty(service);
        CaresResolver resolver(quick({dns.address()}));
        Asked asked(resolver, service);
        QTRY_VERIFY(asked.ended());
        QVERIFY(asked.code() == ErrorCode::NotFound);
    }
    void tellsWhereNobodyListens() {
        CaresResolver resolver(quick({"127.0.0.1:1"}));
        Asked asked(resolver, service);
        QTRY_VERIFY(asked.ended());
        QVERIFY(asked.code() == ErrorCode::Unavailable || asked.code() == ErrorCode::Timeout);
    }
    void refusesAServerThatIsNoAddress() {
        CaresResolver resolver(quick({"ns.example.test"}));
        Asked asked(resolver, service);
        QTRY_VERIFY(asked.ended());
        QVERIFY(asked.code() == ErrorCode::InvalidInput);
    }
    void asksTheNextServer() {
        TestDns silent;
        silent.setMood(TestDns::Mood::Silent);
        TestDns broken;
        broken.setMood(TestDns::Mood::ServerFailure);
        TestDns good;
        good.addSrv(service, 1, 1, 1, "a.test");
        CaresResolver resolver(quick({silent.address(), broken.address(), good.address()}));
        Asked asked(resolver, service);
        QTRY_VERIFY(asked.ended());
        QVERIFY(asked.result->has_value());
    }
    void asksByTcpWhereTheAnswerIsCut() {
        TestDns dns;
        dns.setMood(TestDns::Mood::OnlyTcp);
        for (int i = 0; i < 1000; ++i) {
            dns.addSrv(service, 1, i, 8443, "cucm" + std::to_string(i) + ".example.test");
        }
        CaresResolver resolver(quick({dns.address()}));
        Asked asked(resolver, service);
        QTRY_VERIFY(asked.ended());
        QVERIFY2(asked.result->has_value(),
                 asked.result->has_value() ? "" : asked.result->error().sentence().c_str());
        QCOMPARE((*asked.result)->size(), std::size_t{1000});
    }
    void asksManyAtOnce() {
        TestDns dns;
        CaresResolver resolver(quick({dns.address()}));
        std::vector<std::unique_ptr<Asked>> all;
        for (int i = 0; i < 50; ++i) {
            const std::string name = "_s" + std::to_string(i) + "._tcp.example.test";
            dns.addSrv(name, 1, 1, 1, "a.test");
            all.push_back(std::make_unique<Asked>(resolver, name));
        }
        for (const auto& one : all) QTRY_VERIFY(one->ended());
    }
    void findsAddresses() {
        TestDns dns;
        dns.addAddress("cucm1.example.test", "127.9.9.9");
        CaresResolver resolver(quick({dns.address()}));
        std::optional<core::Result<std::vector<std::string>>> found;
        core::Owner owner;
        resolver.addresses("cucm1.example.test").then(owner, [&](auto f) { found = f; });
        QTRY_VERIFY(found.has_value());
        QVERIFY2(found->has_value(), found->has_value() ? "" : found->error().sentence().c_str());
        QCOMPARE(**found, std::vector<std::string>{"127.9.9.9"});
        resolver.addresses("127.1.2.3").then(owner, [&](auto f) { found = f; });
        QCOMPARE(**found, std::vector<std::string>{"127.1.2.3"});
    }
    void followsTheSystem() {
        TestDns before;
        TestDns after;
        before.addSrv(service, 1, 1, 1, "before.test");
        after.addSrv(service, 1, 1, 1, "after.test");
        const QTemporaryDir folder;
        auto settings = quick({});
        settings.systemFile = folder.filePath(QStringLiteral("resolv.conf")).toStdString();
        const auto write = [&](const std::string& server) {
            std::ofstream(settings.systemFile) << "# made by DHCP\nnameserver " << server << "\n";
        };
        write(before.address());
        CaresResolver resolver(settings);
        Asked first(resolver, service);
        QTRY_VERIFY(first.ended());
        QCOMPARE((**first.result)[0].target, std::string("before.test"));
        write(after.address() + "\n# changed");
        Asked second(resolver, service);
        QTRY_VERIFY(second.ended());
        QCOMPARE((**second.result)[0].target, std::string("after.test"));
    }
    void asksAgainWhereTheSystemChangedMeanwhile() {
        TestDns silent;
        silent.setMood(TestDns::Mood::Silent);
        TestDns after;
        after.addSrv(service, 1, 1, 1, "after.test");
        const QTemporaryDir folder;
        auto settings = quick({});
        settings.systemFile = folder.filePath(QStringLiteral("resolv.conf")).toStdString();
        std::ofstream(settings.systemFile) << "nameserver " << silent.address() << "\n";
        CaresResolver resolver(settings);
        Asked asked(resolver, service);
        std::ofstream(settings.systemFile) << "nameserver " << after.address() << " # new\n";
        QTRY_VERIFY(asked.ended());
        QVERIFY(asked.result->has_value());
        QCOMPARE((**asked.result)[0].target, std::string("after.test"));
    }
    void goesAwayWithQuestionsUnderWay() {
        TestDns dns;
        dns.setMood(TestDns::Mood::Silent);
        auto resolver = std::make_unique<CaresResolver>(quick({dns.address()}));
        bool told = false;
        {
            core::Owner owner;
            resolver->srv(service).then(owner, [&](auto) { told = true; });
        }
        resolver.reset();
        QTest::qWait(0);
        QVERIFY(!told);
    }
    void mayBeDestroyedByItsAnswer() {
        TestDns dns;
        dns.addSrv(service, 1, 1, 1, "a.test");
        auto resolver = std::make_unique<CaresResolver>(quick({dns.address()}));
        core::Owner owner;
        resolver->srv(service).then(owner, [&](auto) { resolver.reset(); });
        QTRY_VERIFY(resolver == nullptr);
    }
};

QTEST_GUILESS_MAIN(ResolverTest)
#include "ResolverTest.moc"

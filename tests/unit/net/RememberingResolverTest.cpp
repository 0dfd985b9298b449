// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "VirtualClock.h"
#include "net/RememberingResolver.h"

using namespace sidetone;
using Addresses = std::vector<std::string>;

namespace {

/// Name servers that answer after a delay, fail, or say nothing.
class Names final : public net::Resolver {
public:
    explicit Names(core::Clock& clock) : clock_(clock) {}
    std::optional<core::Result<Addresses>> answer = core::Result<Addresses>(Addresses{"192.0.2.1"});

    core::Task<std::vector<net::SrvRecord>> srv(std::string /*name*/) override {
        return core::Task<std::vector<net::SrvRecord>>::ready(std::vector<net::SrvRecord>(3));
    }
    core::Task<Addresses> addresses(std::string /*host*/) override {
        core::Promise<Addresses> promise;
        auto task = promise.task();
        if (answer) {
            timers_.push_back(clock_.after(core::Milliseconds(10),
                                           [promise, told = *answer] { promise.settle(told); }));
        } else {
            silent_.push_back(promise);
        }
        return task;
    }
    [[nodiscard]] std::vector<std::string> nameServers() const override { return {"n"}; }

private:
    core::Clock& clock_;
    std::vector<core::Timer> timers_;
    std::vector<core::Promise<Addresses>> silent_;
};

struct Asking {
    test::VirtualClock clock;
    Names names{clock};
    net::RememberingResolver resolver{names, clock};
    std::optional<core::Result<Addresses>> result;
    core::Milliseconds took{0};
    core::Owner owner;

    std::string ask(const std::string& host = "Host.Example") {
        result.reset();
        const auto began = clock.now();
        resolver.addresses(host).then(owner, [this](auto answer) { result = std::move(answer); });
        while (!result && clock.step()) {
        }
        took = core::Milliseconds(clock.millisecondsSince(began));
        if (!result) return "nothing";
        return *result ? (*result)->front() : std::string(core::name(result->error().code));
    }
};

}  // namespace

class RememberingResolverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersFromMemoryWhereNobodyElseDoes() {
        Asking asking;
        QCOMPARE(asking.ask(), std::string("192.0.2.1"));
        asking.names.answer.reset();
        QCOMPARE(asking.ask(), std::string("192.0.2.1"));
        QCOMPARE(asking.took.count(), core::Milliseconds::rep{400});
        QCOMPARE(asking.ask("host.example"), std::string("192.0.2.1"));
        QCOMPARE(asking.took.count(), core::Milliseconds::rep{0});
        QCOMPARE(asking.ask("other.example"), std::string("nothing"));
    }
    void answersFromMemoryWhereNameServersFail() {
        Asking asking;
        asking.resolver.learn({{"host.example", {"192.0.2.9"}}});
        asking.names.answer = core::fail(core::ErrorCode::Unavailable, "x", "SERVFAIL");
        QCOMPARE(asking.ask(), std::string("192.0.2.9"));
        QCOMPARE(asking.ask("other.example"), std::string("unavailable"));
    }
    void forgetsHostsThatAreGone() {
        Asking asking;
        asking.resolver.learn({{"host.example", {"192.0.2.9"}}});
        asking.names.answer = core::fail(core::ErrorCode::NotFound, "x", "no such host");
        QCOMPARE(asking.ask(), std::string("not-found"));
        QVERIFY(asking.resolver.known().empty());
    }
    void prefersWhatItFindsNow() {
        Asking asking;
        asking.ask();
        asking.resolver.learn({{"host.example", {"192.0.2.9"}}});
        QCOMPARE(asking.resolver.known().at("host.example").front(), std::string("192.0.2.1"));
        asking.names.answer = core::Result<Addresses>(Addresses{"192.0.2.2"});
        QCOMPARE(asking.ask(), std::string("192.0.2.2"));
        QCOMPARE(asking.resolver.known().at("host.example").front(), std::string("192.0.2.2"));
        asking.resolver.forget();
        QVERIFY(asking.resolver.known().empty());
    }
    void keepsNoMoreThanItMay() {
        Asking asking;
        net::KnownHosts many;
        for (int i = 0; i < 1000; ++i) many["h" + std::to_string(i)] = {"192.0.2.1"};
        asking.resolver.learn(many);
        QCOMPARE(asking.resolver.known().size(), std::size_t{256});
    }
    void endsWithItsTask() {
        Asking asking;
        asking.resolver.learn({{"host.example", {"192.0.2.9"}}});
        asking.names.answer.reset();
        { const auto task = asking.resolver.addresses("host.example"); }
        while (asking.clock.step()) {
        }
        QVERIFY(!asking.result.has_value());
    }
};

QTEST_GUILESS_MAIN(RememberingResolverTest)
#include "RememberingResolverTest.moc"

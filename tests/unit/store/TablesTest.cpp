// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"
#include "store/Cache.h"
#include "store/CallLog.h"
#include "store/Drafts.h"
#include "store/RosterCache.h"

using namespace sidetone;
using namespace sidetone::test;

class TablesTest : public QObject {
    Q_OBJECT

    StoreFixture fixture_;
    std::unique_ptr<store::Store> store_;

private Q_SLOTS:
    void initTestCase() { store_ = std::move(fixture_.open().value()); }
    void cleanupTestCase() { store_.reset(); }

    void theRosterComesBackWithItsVersion() {
        store::RosterCache roster(*store_);
        const store::RosterEntry anna{
            address("anna@office.example"), "Anna, \"A\"", {"Sales", "a|b"}, "both", false};
        const store::RosterEntry ben{address("ben@office.example"), "Ben", {}, "none", true};
        QVERIFY(await(roster.load()).value().version.empty());
        QVERIFY(await(roster.replace({"7", {anna, ben}})).has_value());
        auto loaded = await(roster.load()).value();
        QCOMPARE(loaded.version, "7");
        QCOMPARE(loaded.entries, (std::vector{anna, ben}));
        auto renamed = ben;
        renamed.name = "Benjamin";
        QVERIFY(await(roster.put(renamed, "8")).has_value());
        QVERIFY(await(roster.remove(anna.address, "9")).has_value());
        loaded = await(roster.load()).value();
        QCOMPARE(loaded.version, "9");
        QCOMPARE(loaded.entries, std::vector{renamed});
    }
    void callsComeNewestFirst() {
        store::CallLog calls(*store_);
        for (int i = 0; i < 3; ++i) {
            store::StoredCall call;
            call.peerUri = "sip:" + std::to_string(i) + "@office.example";
            call.peerName = "Ben";
            call.outgoing = i == 1;
            call.answered = true;
            call.started = at(1000 * i);
            call.duration = core::Milliseconds(i);
            QVERIFY(await(calls.add(call)).value().id > 0);
        }
        const auto newest = await(calls.newest(2)).value();
        QCOMPARE(newest.size(), std::size_t(2));
        QCOMPARE(newest[0].peerUri, "sip:2@office.example");
        QVERIFY(newest[1].outgoing);
        QCOMPARE(newest[1].duration.count(), 1);
        QVERIFY(await(calls.remove(newest[0].id)).value());
        QVERIFY(!await(calls.remove(newest[0].id)).value());
        QCOMPARE(await(calls.newest(9)).value().size(), std::size_t(2));
    }
    void callsByANumberGetTheirContactOnce() {
        store::CallLog calls(*store_);
        const auto before = await(calls.withoutContact(99)).value().size();
        int second = 10;
        for (const auto* uri : {"sip:2002@office.example", "tel:20-02", "sip:2003@office.example",
                                "sip:carl@office.example"}) {
            store::StoredCall call;
            call.peerUri = uri;
            call.started = at(1000 * ++second);
            QVERIFY(await(calls.add(call)).value().id > 0);
        }
        QCOMPARE(await(calls.withoutContact(99)).value().size(), before + 2);
        const auto ben = address("ben@office.example");
        QCOMPARE(await(calls.setContacts({{"sip:2002@elsewhere", ben}})).value(), 2);
        QCOMPARE(await(calls.withoutContact(99)).value().size(), before + 1);
        QCOMPARE(await(calls.withoutContact(1)).value(),
                 std::vector<std::string>{"sip:2003@office.example"});
        const auto with = await(calls.with({ben.text()}, core::WallTime::max(), 9)).value();
        QCOMPARE(with.size(), std::size_t(2));
        QCOMPARE(with.front().peerUri, "sip:2002@office.example");
        QCOMPARE(with.front().contact, ben.text());
        QCOMPARE(await(calls.setContacts({{"2002", address("dora@office.example")}})).value(), 0);
    }
    void theCacheKeepsTheLastValue() {
        store::Cache cache(*store_);
        QVERIFY(!await(cache.get("config")).value());
        QVERIFY(await(cache.put("config", "<old/>", at(1))).has_value());
        QVERIFY(await(cache.put("config", "<new/>", at(2))).has_value());
        const auto found = await(cache.get("config")).value();
        QVERIFY(found.has_value());
        QCOMPARE(found->value, "<new/>");
        QCOMPARE(found->stored, at(2));
        QVERIFY(await(cache.remove("config")).value());
        QVERIFY(!await(cache.get("config")).value());
    }
    void anEmptyDraftIsNone() {
        store::Drafts drafts(*store_);
        const auto ben = address("ben@office.example");
        QVERIFY(await(drafts.put(ben, "half a sen")).has_value());
        QCOMPARE(await(drafts.all()).value().at(ben), "half a sen");
        QVERIFY(await(drafts.put(ben, "")).has_value());
        QVERIFY(await(drafts.all()).value().empty());
    }
};

QTEST_GUILESS_MAIN(TablesTest)
#include "TablesTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/PathMemory.h"

#include <QTest>

using namespace sidetone;
using media::PathMemory;
using std::chrono_literals::operator""h;

namespace {

const core::WallTime noon{core::Milliseconds(1'790'000'000'000)};
const PathMemory::Path home{"wifi-home", "example.com"};

}  // namespace

class PathMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beginsWhereTheLastCallWas() {
        PathMemory memory;
        QVERIFY(!memory.first(home, noon));
        memory.note(home, 1'500'000, noon);
        QCOMPARE(memory.first(home, noon + 1h).value(), 1'425'000);
        memory.note(home, 500'000, noon + 2h);
        QCOMPARE(memory.first(home, noon + 3h).value(), 475'000);
        QVERIFY(!memory.first({"office", "example.com"}, noon));
        QVERIFY(!memory.first({"wifi-home", "example.org"}, noon));
        QVERIFY(!memory.first(home, noon + 24h * 8));
    }
    void keepsItsTextAndNoNonsense() {
        PathMemory memory;
        memory.note(home, 800'000, noon);
        memory.note({"two words", "x"}, 800'000, noon);
        memory.note({"", "x"}, 800'000, noon);
        memory.note({"n", "d"}, 3, noon);
        const auto text = memory.text();
        QCOMPARE(text, "wifi-home example.com 800000 1790000000000\n");
        QCOMPARE(PathMemory::parse(text).first(home, noon).value(), 760'000);
        const auto damaged = PathMemory::parse("a b c d\nwifi-home example.com -5 7\n\xff\n" +
                                               text + "x y 99999999999999999999 1\n");
        QCOMPARE(damaged.text(), text);
    }
    void forgetsTheOldest() {
        PathMemory memory;
        for (int i = 0; i < 250; ++i) {
            memory.note({"n" + std::to_string(i), "d"}, 100'000, noon + core::Milliseconds(i));
        }
        QVERIFY(!memory.first({"n49", "d"}, noon));
        QVERIFY(memory.first({"n50", "d"}, noon).has_value());
    }
};

QTEST_GUILESS_MAIN(PathMemoryTest)
#include "PathMemoryTest.moc"

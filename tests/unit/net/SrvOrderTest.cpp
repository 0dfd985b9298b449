// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <map>

#include "core/Random.h"
#include "net/srvOrder.h"

using namespace sidetone::net;
using sidetone::core::SeededRandom;

namespace {

SrvRecord record(int priority, int weight, const std::string& target) {
    SrvRecord made;
    made.target = target;
    made.port = 8443;
    made.priority = static_cast<std::uint16_t>(priority);
    made.weight = static_cast<std::uint16_t>(weight);
    return made;
}

}  // namespace

class SrvOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsPriorityExactly() {
        SeededRandom random(1);
        for (int i = 0; i < 10'000; ++i) {
            const auto ordered = orderByPreference(
                {record(6, 30, "three"), record(1, 5, "one"), record(2, 20, "two")}, random);
            QCOMPARE(ordered[0].target, std::string("one"));
            QCOMPARE(ordered[1].target, std::string("two"));
            QCOMPARE(ordered[2].target, std::string("three"));
        }
    }
    void drawsByWeight() {
        // The draw is from 0 to 55 inclusive: 0..5 picks the first, 6..25 the second, 26..55 the
        // third, of 56 numbers.
        SeededRandom random(20);
        std::map<std::string, int> first;
        constexpr int rounds = 10'000;
        for (int i = 0; i < rounds; ++i) {
            ++first[orderByPreference({record(1, 5, "a"), record(1, 20, "b"), record(1, 30, "c")},
                                      random)[0]
                        .target];
        }
        const std::map<std::string, double> share = {{"a", 6.0}, {"b", 20.0}, {"c", 30.0}};
        double chiSquare = 0;
        for (const auto& [name, weight] : share) {
            const double expected = rounds * weight / 56.0;
            chiSquare += (first[name] - expected) * (first[name] - expected) / expected;
        }
        // Two degrees of freedom: 13.8 is passed by chance once in a thousand.
        QVERIFY2(chiSquare < 13.8, std::to_string(chiSquare).c_str());
    }
    void givesWeightZeroASmallChance() {
        SeededRandom random(3);
        int first = 0;
        for (int i = 0; i < 10'000; ++i) {
            if (orderByPreference({record(1, 99, "b"), record(1, 0, "a")}, random)[0].target ==
                "a") {
                ++first;
            }
        }
        QVERIFY2(first > 50 && first < 160, std::to_string(first).c_str());
    }
    void keepsEveryRecord() {
        SeededRandom random(4);
        std::vector<SrvRecord> many;
        for (int i = 0; i < 10'000; ++i) {
            many.push_back(record(i % 3, i % 65'536, "host" + std::to_string(i)));
        }
        const auto ordered = orderByPreference(many, random);
        QCOMPARE(ordered.size(), many.size());
        QVERIFY(std::is_sorted(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
            return a.priority < b.priority;
        }));
        std::vector<std::string> names;
        for (const auto& one : ordered) names.push_back(one.target);
        std::sort(names.begin(), names.end());
        QVERIFY(std::adjacent_find(names.begin(), names.end()) == names.end());
    }
    void takesNothingAndOne() {
        SeededRandom random(5);
        QVERIFY(orderByPreference({}, random).empty());
        QCOMPARE(orderByPreference({record(0, 0, "only")}, random).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(SrvOrderTest)
#include "SrvOrderTest.moc"

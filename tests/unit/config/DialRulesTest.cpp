// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "config/DialRules.h"
#include "dialRuleTable.h"

using namespace sidetone;
using config::parseDialRules;

/// AppDialRules.xml: how it is read, and what becomes of numbers.
class DialRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rewritesNumbers() {
        const auto rules = parseDialRules(test::dialRuleFile);
        QVERIFY(rules.has_value());
        QCOMPARE(rules->rules.size(), std::size_t{12});
        QCOMPARE(test::dialRuleTable.size(), std::size_t{50});
        for (const auto& [dialled, becomes] : test::dialRuleTable) {
            QVERIFY2(rules->apply(dialled) == becomes,
                     (std::string(dialled) + " became " + rules->apply(dialled)).c_str());
        }
    }
    void leavesOutRulesWithoutSense() {
        const auto rules = parseDialRules(
            "<DialRules><DialRule BeginsWith='1' NumDigits='x' DigitsToRemove='0'/>"
            "<DialRule BeginsWith='1' NumDigits='4' DigitsToRemove='5' PrefixWith='9'/>"
            "<DialRule BeginsWith='1' NumDigits='4' DigitsToRemove='-1' PrefixWith='9'/>"
            "<DialRule BeginsWith='sip:x' NumDigits='4' DigitsToRemove='0' PrefixWith='9'/>"
            "<DialRule BeginsWith='1' NumDigits='4' DigitsToRemove='0' PrefixWith='9;x'/>"
            "<Other/><DialRule BeginsWith='1' NumDigits='99999999999' DigitsToRemove='0'/>"
            "<DialRule BeginsWith=' 1 ' NumDigits=' 4 ' DigitsToRemove='1'/></DialRules>");
        QVERIFY(rules.has_value());
        QCOMPARE(rules->rules.size(), std::size_t{1});
        QCOMPARE(rules->apply("1234"), std::string("234"));
    }
    void refusesOtherDocuments() {
        for (const char* bad : {"", "<DialRules>", "<html/>", "no xml"}) {
            const auto rules = parseDialRules(bad);
            QVERIFY(!rules);
            QVERIFY(rules.error().code == core::ErrorCode::BadAnswer);
        }
    }
};

QTEST_GUILESS_MAIN(DialRulesTest)
#include "DialRulesTest.moc"

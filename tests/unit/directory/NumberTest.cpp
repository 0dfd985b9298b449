// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "directory/ldap/LdapSettings.h"
#include "directory/matchPeople.h"
#include "directory/numberForms.h"

using namespace sidetone::directory;

/// Numbers in the notations that people, phones and directories write.
class NumberTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsTheSameNumber_data() {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* a, const char* b, bool same) {
            QTest::addRow("%s / %s", a, b)
                << QString::fromLatin1(a) << QString::fromLatin1(b) << same;
        };
        row("+14085550100", "+1 (408) 555-0100", true);
        row("+14085550100", "0014085550100", true);
        row("+14085550100", "408 555 0100", true);
        row("+14085550100", "5550100", true);
        row("+493012345678", "030 12345678", true);
        row("+49 (0)30 12345678", "+493012345678", true);
        row("+14085550100", "+24085550100", false);
        row("+14085550100", "550100", false);
        row("2001", "2001", true);
        row("2001", "12001", false);
        row("+14085550100", "4085550101", false);
        row("", "", false);
        row("+", "0", false);
    }
    void knowsTheSameNumber() {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, same);
        QCOMPARE(isSameNumber(a.toStdString(), b.toStdString()), same);
        QCOMPARE(isSameNumber(b.toStdString(), a.toStdString()), same);
    }

    void writesMasks() {
        const auto first = [](const char* number, const char* masks) {
            const auto forms = maskedForms(number, masks);
            return forms.empty() ? std::string() : forms.front();
        };
        QCOMPARE(first("+14085550100", "+1408|+(#) ### ### ####"),
                 std::string("+(1) 408 555 0100"));
        QCOMPARE(first("+34985594321", "+3498|R+34 (98) 559 ####"),
                 std::string("+34 (98) 559 4321"));
        QCOMPARE(first("+34985594321", "+3498|+##*##*###*####"), std::string("+34*98*559*4321"));
        QCOMPARE(first("+14085550100", "+49|x|+1|+# *"), std::string("+1 4085550100"));
        QVERIFY(maskedForms("+1", "+1|########").empty());
        QVERIFY(maskedForms("+1", "|||").empty());
    }

    void appliesTheLookUpRules() {
        LdapNumbers how;
        how.rules.rules = {{"2", 4, 0, "+1555000"}};
        const auto forms = writtenForms("2001", how);
        QCOMPARE(forms.front(), std::string("+15550002001"));
        QVERIFY(std::find(forms.begin(), forms.end(), "2001") != forms.end());
    }

    void namesNobodyWhereTwoHaveIt() {
        Person one;
        one.key = "1";
        one.numbers = {"+15550102001"};
        Person two = one;
        two.key = "2";
        QVERIFY(matchNumbers({one}, {"5550102001"}).front().has_value());
        QVERIFY(!matchNumbers({one, two}, {"5550102001"}).front().has_value());
    }
};

QTEST_GUILESS_MAIN(NumberTest)
#include "NumberTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "VirtualClock.h"
#include "fake/FakePeople.h"
#include "fake/GroupStory.h"
#include "fake/Story.h"
#include "models/HubSearchModel.h"

using namespace sidetone;
using desktop::HubSearchModel;

class HubSearchTest : public QObject {
    Q_OBJECT

    static directory::Person person(const char* name, const char* address,
                                    std::vector<std::string> numbers = {}) {
        directory::Person someone;
        someone.name = name;
        if (*address != 0) someone.address = test::addressOf(address);
        someone.numbers = std::move(numbers);
        someone.key = std::string("uid=") + name;
        return someone;
    }
    struct Set {
        test::VirtualClock clock;
        test::FakePeople people;
        test::FakeClient client{clock};
        desktop::SearchModel messages{client, clock};
        HubSearchModel model{client, clock, messages};
        QAbstractItemModelTester tester{&model};
        Set() {
            test::fill(client, clock.wallTime());
            test::fillGroups(client, clock.wallTime());
            client.directory = &people;
        }
        void type(const char* text) {
            model.setText(QString::fromUtf8(text));
            clock.advance(core::Milliseconds(500));
            QCoreApplication::processEvents();
        }
        [[nodiscard]] QStringList sections() const {
            QStringList all;
            for (const auto& row : model.rows()) {
                if (all.isEmpty() || all.back() != row.section) all << row.section;
            }
            return all;
        }
        [[nodiscard]] QStringList titles() const {
            QStringList all;
            for (const auto& row : model.rows()) all << row.title;
            return all;
        }
    };

private Q_SLOTS:
    void everythingInGroups() {
        Set set;
        set.type("set");
        QCOMPARE(set.people.log.back(), std::string("search set"));
        QVERIFY(set.model.searching());
        set.people.tell(
            {person("Seth Own", "seth@office.example"), person("Setter", "", {"+1555"})});
        const auto sections = set.sections();
        QCOMPARE(sections.first(), QStringLiteral("Directory"));
        QVERIFY(sections.contains(QStringLiteral("Commands")));
        // Whoever has no address for messages is called.
        const auto& row = set.model.row(1);
        QCOMPARE(row.title, QStringLiteral("Setter"));
        QVERIFY(row.address.isEmpty());
        QCOMPARE(row.number, QStringLiteral("+1555"));
        QCOMPARE(row.who, QStringLiteral("+1555"));
        QCOMPARE(set.model.personAt(1)->numbers, std::vector<std::string>{"+1555"});
        QVERIFY(!set.model.isPerson(set.model.count() - 1));
        set.people.finish(
            {{}, {{"ldap1", core::fail(core::ErrorCode::Timeout, "Asking ldap1")}}, true});
        QVERIFY(!set.model.searching());
        QVERIFY(set.model.trouble().contains(QLatin1String("ldap1")));
    }
    void roomsAndMessages() {
        Set set;
        set.type("pla");
        const auto sections = set.sections();
        QVERIFY2(sections.contains(QStringLiteral("Messages")), qPrintable(sections.join(u',')));
        QCOMPARE(sections.last(), QStringLiteral("Messages"));
        set.type("third floor");
        QVERIFY(set.sections().contains(QStringLiteral("Rooms")));
    }
    void nothingJumps() {
        Set set;
        set.type("set");
        const auto before = set.titles();
        QVERIFY(!before.isEmpty());
        set.model.setProperty("held", true);
        set.people.tell({person("Seth Own", "seth@office.example")});
        QCOMPARE(set.titles().mid(0, before.size()), before);
        QCOMPARE(set.titles().last(), QStringLiteral("Seth Own"));
        // More about somebody who is shown already stays where they are.
        set.people.tell({person("Seth Own", "seth@office.example", {"+1555"}),
                         person("Setter", "", {"+1556"})});
        QCOMPARE(set.titles().mid(0, before.size()), before);
        QCOMPARE(set.titles().mid(before.size()),
                 (QStringList{QStringLiteral("Seth Own"), QStringLiteral("Setter")}));
        // Another search is another list, in its own order.
        set.model.setProperty("held", false);
        set.type("sett");
        set.people.tell({person("Setter", "", {"+1556"})});
        QCOMPARE(set.titles().first(), QStringLiteral("Setter"));
    }
    void aNumberIsCalledFirst() {
        Set set;
        set.type("+1 (555) 0100");
        QCOMPARE(set.model.row(0).kind, QStringLiteral("call"));
        set.people.tell({person("Setter", "", {"+15550100"})});
        QCOMPARE(set.model.row(0).kind, QStringLiteral("call"));
        QCOMPARE(set.model.row(1).title, QStringLiteral("Setter"));
    }
    void asksWhenTheFingersRest() {
        Set set;
        for (const char* text : {"a", "an", "ann"}) set.model.setText(QString::fromUtf8(text));
        QVERIFY(set.people.log.empty());
        set.clock.advance(core::Milliseconds(500));
        QCOMPARE(set.people.log, std::vector<std::string>{"search ann"});
    }
    void dialable_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("can");
        QTest::newRow("number") << "+49 (30) 5550-1" << true;
        QTest::newRow("code") << "*21#" << true;
        QTest::newRow("address") << "anna@office.example" << true;
        QTest::newRow("name") << "Anna" << false;
        QTest::newRow("plus") << "+" << false;
        QTest::newRow("nothing") << "  " << false;
    }
    void dialable() {
        QFETCH(QString, typed);
        QFETCH(bool, can);
        QCOMPARE(!HubSearchModel::dialable(typed).isEmpty(), can);
    }
};

QTEST_GUILESS_MAIN(HubSearchTest)
#include "HubSearchTest.moc"

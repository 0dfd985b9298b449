// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "VirtualClock.h"
#include "fake/Story.h"
#include "models/ContactModel.h"

using namespace sidetone;
using desktop::ContactModel;

class ContactsTest : public QObject {
    Q_OBJECT

    static messaging::Contact person(const char* name, const char* address,
                                     std::vector<std::string> groups = {}) {
        messaging::Contact contact;
        contact.name = name;
        contact.address = test::addressOf(address);
        contact.groups = std::move(groups);
        return contact;
    }
    struct Set {
        test::VirtualClock clock;
        test::FakeClient client{clock};
        ContactModel model{client, clock};
        QAbstractItemModelTester tester{&model};
        [[nodiscard]] QString names() const {
            QStringList list;
            for (const auto& row : model.rows()) list << row.name;
            return list.join(u' ');
        }
    };

private Q_SLOTS:
    void sortsFavouritesFirstThenNames() {
        Set set;
        set.client.setContacts({person("zoe", "z@office.example"),
                                person("\u00c9mile", "e@office.example"),
                                person("Fritz", "f@office.example"),
                                person("Yann", "y@office.example", {"Favourites"})});
        QCOMPARE(set.names(), QString::fromUtf8("Yann \u00c9mile Fritz zoe"));
        QCOMPARE(set.model.rows()[0].section, QStringLiteral("Favourites"));
    }
    void nameless() {
        Set set;
        set.client.setContacts({person("", "anna@office.example")});
        QCOMPARE(set.names(), QStringLiteral("anna@office.example"));
    }
    void filtersByEveryWord() {
        Set set;
        set.client.setContacts(test::people(40));
        set.model.setFilter(QStringLiteral("DEM el"));
        QVERIFY(set.model.count() >= 1);
        for (const auto& row : set.model.rows()) {
            QVERIFY(row.name.contains(QLatin1String("dem"), Qt::CaseInsensitive));
        }
        set.model.setFilter({});
        QCOMPARE(set.model.count(), set.model.total());
    }
    void presenceChangesOneRow() {
        Set set;
        set.client.setContacts(test::people(20));
        const QSignalSpy changed(&set.model, &QAbstractItemModel::dataChanged);
        const QSignalSpy removed(&set.model, &QAbstractItemModel::rowsRemoved);
        auto contact = test::people(20)[3];
        contact.presence = {messaging::Availability::Away, "Lunch"};
        set.client.changeContact(contact);
        set.clock.advance(core::Milliseconds(100));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(removed.size(), 0);
    }
    void asksTheDirectoryWhenTheFingersRest() {
        Set set;
        set.client.setContacts({person("Anna", "anna@office.example")});
        set.client.setDirectory(
            {person("Anna", "anna@office.example"), person("Annette", "annette@office.example")});
        set.model.setFilter(QStringLiteral("a"));
        set.model.setFilter(QStringLiteral("an"));
        set.model.setFilter(QStringLiteral("ann"));
        QVERIFY(set.client.log.empty());
        set.clock.advance(core::Milliseconds(500));
        QCOMPARE(set.client.log, std::vector<std::string>{"search ann"});
        QCOMPARE(set.names(), QStringLiteral("Anna Annette"));
        QCOMPARE(set.model.rows()[1].section, QStringLiteral("Directory"));
        set.model.setFilter({});
        QCOMPARE(set.names(), QStringLiteral("Anna"));
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
        Set set;
        set.model.setFilter(typed);
        QCOMPARE(!set.model.dialable().isEmpty(), can);
    }
};

QTEST_GUILESS_MAIN(ContactsTest)
#include "ContactsTest.moc"

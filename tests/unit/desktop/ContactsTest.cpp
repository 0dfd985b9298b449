// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "VirtualClock.h"
#include "fake/FakePeople.h"
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
    static directory::Person plumber() {
        directory::Person person;
        person.name = "Plumber";
        person.numbers = {"+1555"};
        return person;
    }
    struct Set {
        test::VirtualClock clock;
        test::FakePeople people;
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
    void groupsInTheirOrder() {
        Set set;
        set.client.setState(client::ClientState::Ready);
        set.client.directory = &set.people;
        set.people.order = {"Work", "Club", "Empty"};
        set.people.written = {{"card-1", plumber(), {"Club"}, false}};
        set.client.setContacts({person("Anna", "a@office.example", {"Club", "Work"}),
                                person("Ben", "b@office.example", {"favorites", "Work"}),
                                person("Carl", "c@office.example")});
        QStringList list;
        for (const auto& row : set.model.rows()) list << row.section + u':' + row.name;
        QCOMPARE(list, (QStringList{QStringLiteral("Favourites:Ben"), QStringLiteral("Work:Anna"),
                                    QStringLiteral("Work:Ben"), QStringLiteral("Club:Anna"),
                                    QStringLiteral("Club:Plumber"), QStringLiteral("Empty:"),
                                    QStringLiteral("All contacts:Carl")}));
        // A group of nobody has its title, and a row that is nobody.
        QCOMPARE(set.model.rows()[5].group, QStringLiteral("Empty"));
        QVERIFY(set.model.rows()[5].who.isEmpty());
        QCOMPARE(set.model.total(), 4);
        QCOMPARE(set.model.rows()[4].number, QStringLiteral("+1555"));
        QVERIFY(set.model.rows()[4].address.isEmpty());
    }
    void presenceInEveryGroup() {
        Set set;
        set.client.setContacts({person("Anna", "a@office.example", {"Club", "Work"})});
        auto anna = person("Anna", "a@office.example", {"Club", "Work"});
        anna.presence = {messaging::Availability::Away, "Lunch"};
        set.client.changeContact(anna);
        set.clock.advance(core::Milliseconds(100));
        QCOMPARE(set.model.count(), 2);
        for (const auto& row : set.model.rows()) QCOMPARE(row.line, QStringLiteral("Lunch"));
        anna.groups = {"Work"};
        set.client.changeContact(anna);
        QCOMPARE(set.model.count(), 1);
    }
    void emptiedAndFilled() {
        Set set;
        set.client.setState(client::ClientState::Ready);
        set.client.directory = &set.people;
        set.people.order = {"Work"};
        set.client.setContacts({person("Anna", "a@office.example", {"Work"})});
        QCOMPARE(set.names(), QStringLiteral("Anna"));
        set.client.changeContact(person("Anna", "a@office.example"));
        QCOMPARE(set.names(), QStringLiteral(" Anna"));
        QCOMPARE(set.model.rows()[0].section, QStringLiteral("Work"));
        set.client.changeContact(person("Anna", "a@office.example", {"Work"}));
        QCOMPARE(set.names(), QStringLiteral("Anna"));
        QCOMPARE(set.model.total(), 1);
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
};

QTEST_GUILESS_MAIN(ContactsTest)
#include "ContactsTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include "VirtualClock.h"
#include "fake/FakePeople.h"
#include "fake/Story.h"
#include "host/PersonPictureProvider.h"
#include "models/ContactListController.h"
#include "models/DirectoryController.h"
#include "models/PersonController.h"

using namespace sidetone;

class PeopleTest : public QObject {
    Q_OBJECT

    struct Set {
        test::VirtualClock clock;
        test::FakePeople people;
        test::FakeClient client{clock};
        desktop::PersonController person{client};
        desktop::ContactListController list{client};
        desktop::DirectoryController directory{client};
        Set() {
            test::fill(client, clock.wallTime());
            client.directory = &people;
            directory::Person known;
            known.name = "Elif Demir";
            known.address = test::partner();
            known.title = "Engineer";
            known.company = "Example";
            known.numbers = {"+1 555 0100", "+1 555 0101"};
            people.know({known});
        }
        [[nodiscard]] static QString partner() {
            return QString::fromStdString(test::partner().text());
        }
    };
    static QVariantMap facts(const char* name, const char* numbers, const char* address = "") {
        return {{QStringLiteral("name"), QLatin1String(name)},
                {QStringLiteral("numbers"), QLatin1String(numbers)},
                {QStringLiteral("address"), QLatin1String(address)}};
    }
    static QByteArray png(const QImage& image) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    }

private Q_SLOTS:
    void allWaysToReachSomebody() {
        Set set;
        set.person.look(set.partner());
        QCOMPARE(set.person.numbers(),
                 (QStringList{QStringLiteral("+1 555 0100"), QStringLiteral("+1 555 0101")}));
        QCOMPARE(set.person.work(), QStringLiteral("Engineer, Example"));
        QCOMPARE(set.person.address(), set.partner());
        QVERIFY(set.person.isContact());
        // A caller's number leads to the same person.
        set.person.look(QStringLiteral("sip:+1 555 0101"));
        QCOMPARE(set.person.name(), QStringLiteral("Elif Demir"));
        set.person.look(QStringLiteral("+1 777"));
        QCOMPARE(set.person.name(), QStringLiteral("+1 777"));
        QVERIFY(set.person.address().isEmpty());
        QVERIFY(!set.person.isContact());
    }
    void placeInTheList() {
        Set set;
        set.people.order = {"Work"};
        set.person.look(set.partner());
        set.person.setFavourite(!set.person.isFavourite());
        set.person.setGroup(QStringLiteral("Work"), true);
        QVERIFY(QByteArray::fromStdString(set.people.log.back()).contains("[Work]"));
        set.person.rename(QStringLiteral("  Elif "));
        QVERIFY(set.people.log.back().starts_with("put " + test::partner().text() + " Elif "));
        set.person.remove();
        QCOMPARE(set.people.log.back(), "remove " + test::partner().text());
    }
    void writesSomebodyDown() {
        Set set;
        const QSignalSpy written(&set.person, &desktop::PersonController::written);
        const QSignalSpy failed(&set.person, &desktop::PersonController::failed);
        set.person.write(facts("Plumber", "+1555, 0666", "no address"));
        QCOMPARE(failed.size(), 1);
        set.person.write(facts("Plumber", "+1555, 0666"));
        QCOMPARE(written.size(), 1);
        QVERIFY(set.person.isOwn());
        QCOMPARE(set.person.numbers(),
                 (QStringList{QStringLiteral("+1555"), QStringLiteral("0666")}));
        set.person.remove();
        QVERIFY(set.people.written.empty());
    }
    /// All that was written can be written otherwise; the groups stay, and it is the same contact.
    void changesWhatWasWritten() {
        Set set;
        QSignalSpy written(&set.person, &desktop::PersonController::written);
        set.people.order = {"Work"};
        QVERIFY(set.person.ownFacts().isEmpty());
        auto first = facts("Plumber", "+1555, 0666");
        first[QStringLiteral("company")] = QStringLiteral("Pipes");
        set.person.write(first);
        set.person.setGroup(QStringLiteral("Work"), true);
        const auto shown = set.person.ownFacts();
        QCOMPARE(shown[QStringLiteral("numbers")].toString(), QStringLiteral("+1555, 0666"));
        QCOMPARE(shown[QStringLiteral("company")].toString(), QStringLiteral("Pipes"));
        auto second = facts("Paula Plumber", "0777", "paula@pipes.example");
        second[QStringLiteral("title")] = QStringLiteral("Master");
        set.person.rewrite(second);
        QCOMPARE(written.size(), 2);
        QCOMPARE(set.people.written.size(), std::size_t(1));
        const auto& kept = set.people.written.front();
        QCOMPARE(kept.person.name, std::string("Paula Plumber"));
        QCOMPARE(kept.person.numbers, std::vector<std::string>{"0777"});
        QCOMPARE(kept.person.address.text(), std::string("paula@pipes.example"));
        QCOMPARE(kept.person.title, std::string("Master"));
        QVERIFY(kept.person.company.empty());
        QCOMPARE(kept.groups, std::vector<std::string>{"Work"});
        QCOMPARE(set.person.name(), QStringLiteral("Paula Plumber"));
    }
    void groups() {
        Set set;
        set.list.addGroup(QStringLiteral(" Work "));
        set.list.addGroup(QStringLiteral("Club"));
        QCOMPARE(set.list.groups(), (QStringList{QStringLiteral("Work"), QStringLiteral("Club")}));
        set.list.moveGroup(QStringLiteral("Club"), -1);
        QCOMPARE(set.list.groups(), (QStringList{QStringLiteral("Club"), QStringLiteral("Work")}));
        set.list.moveGroup(QStringLiteral("Club"), -1);
        QCOMPARE(set.list.groups().first(), QStringLiteral("Club"));
        set.list.move(set.partner(), {}, QStringLiteral("Work"));
        QVERIFY(QByteArray::fromStdString(set.people.log.back()).contains("[Work]"));
        set.people.why = "No such node";
        QVERIFY(set.list.place().contains(QLatin1String("No such node")));
    }
    void directoryTestShowsWhatWasSent() {
        Set set;
        set.people.answer.kind = "LDAP";
        set.people.answer.server = "ldap1:636 (TLS)";
        set.people.answer.asked = "(uid=robin*)";
        set.people.answer.error =
            core::fail(core::ErrorCode::Unauthorised, "Signing in to ldap1", "invalid credentials");
        set.directory.test({});
        QCOMPARE(set.people.log.back(), "test " + set.client.self().user());
        QCOMPARE(set.directory.asked(), QStringLiteral("(uid=robin*)"));
        QVERIFY(set.directory.trouble().contains(QLatin1String("invalid credentials")));
        QVERIFY(set.directory.result().isEmpty());
    }
    void addressBookIsKeptAndTested() {
        Set set;
        directory::BookState state;
        state.kind = "CardDAV";
        state.where = "dav.example.com";
        state.books = {"Friends"};
        state.people = 12;
        set.people.books = {state};
        auto& books = *set.directory.books();
        books.test(QStringLiteral(" dav.example.com "), QStringLiteral("robin"),
                   QStringLiteral("secret"));
        QCOMPARE(books.server(), QStringLiteral("dav.example.com"));
        QCOMPARE(books.user(), QStringLiteral("robin"));
        QCOMPARE(set.people.log, (std::vector<std::string>{"a password", "read"}));
        QVERIFY(books.books().join(u' ').contains(QLatin1String("12 people in Friends")));
        QVERIFY(books.trouble().isEmpty() && !books.running());
        // The one that is kept counts on.
        set.people.log.clear();
        set.people.books.front().trouble =
            core::fail(core::ErrorCode::Unauthorised, "Looking", "wrong password");
        books.test(books.server(), books.user(), {});
        QCOMPARE(set.people.log, std::vector<std::string>{"read"});
        QVERIFY(books.trouble().contains(QLatin1String("wrong password")));
        // Without a server there is nothing to be kept.
        set.people.log.clear();
        books.test({}, {}, {});
        QCOMPARE(set.people.log.front(), std::string("no password"));
    }
    void picturesAreDiscs() {
        QImage portrait(60, 120, QImage::Format_RGB32);
        portrait.fill(Qt::red);
        const auto disc = desktop::discOf(png(portrait), 40);
        QCOMPARE(disc.size(), QSize(40, 40));
        QCOMPARE(disc.pixelColor(20, 20), QColor(Qt::red));
        QCOMPARE(disc.pixelColor(0, 0).alpha(), 0);
        for (const auto* hostile : {"", "GIF89a", "\x89PNG\r\n\x1a\n", "<svg/>"}) {
            QCOMPARE(desktop::discOf(hostile, 40).size(), QSize(1, 1));
        }
    }
};

QTEST_GUILESS_MAIN(PeopleTest)
#include "PeopleTest.moc"

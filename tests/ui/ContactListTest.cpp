// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <algorithm>

#include "Stage.h"
#include "fake/FakePeople.h"

using namespace sidetone;
using test::Stage;

/// The contact list by mouse and by keyboard: who is pulled into a group, what a menu does, and own
/// contacts that are written otherwise.
class ContactListTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    struct Set {
        test::FakePeople people;
        Stage stage;

        [[nodiscard]] QQuickItem* row(const char* name, const char* group) const {
            for (auto* item : stage.items()) {
                const bool isRow = item->isVisible() && item->property("menuWanted").isNull() &&
                                   item->property("nobody").isValid();
                if (!isRow || item->property("name").toString() != QLatin1String(name)) continue;
                if (item->property("group").toString() == QLatin1String(group)) return item;
            }
            return nullptr;
        }
        [[nodiscard]] QQuickItem* title(const char* group) const {
            for (auto* item : stage.items()) {
                const bool isTitle = item->isVisible() && item->property("section").isValid() &&
                                     !item->property("name").isValid();
                if (isTitle && item->property("group").toString() == QLatin1String(group)) {
                    return item;
                }
            }
            return nullptr;
        }
        static QPoint middle(const QQuickItem* item) {
            return item->mapToScene({item->width() / 2, item->height() / 2}).toPoint();
        }
        /// Sideways out of the list, then to the place.
        void pull(const QQuickItem* from, const QQuickItem* to) {
            const auto begin = middle(from);
            const auto end = middle(to);
            QTest::mousePress(stage.window, Qt::LeftButton, {}, begin);
            for (int step = 1; step <= 6; ++step) {
                QTest::mouseMove(stage.window, begin + QPoint(step * 8, 0));
            }
            const auto out = begin + QPoint(48, 0);
            for (int step = 1; step <= 8; ++step) {
                QTest::mouseMove(stage.window, out + (end - out) * step / 8);
            }
            stage.settle();
            QTest::mouseRelease(stage.window, Qt::LeftButton, {}, end);
            stage.settle();
        }
        [[nodiscard]] QByteArray last() const {
            return people.log.empty() ? QByteArray() : QByteArray::fromStdString(people.log.back());
        }
    };

    void open(Set& set) {
        auto& stage = set.stage;
        test::fill(stage.client, stage.clock.wallTime());
        set.people.order = {"Work", "Club", "Nobody's"};
        directory::Person plumber;
        plumber.name = "Piet Plumber";
        plumber.numbers = {"+1555"};
        set.people.written = {{"card-1", plumber, {"Club"}, false}};
        stage.client.directory = &set.people;
        auto anna = messaging::Contact();
        anna.name = "Anna";
        anna.address = test::addressOf("anna@office.example");
        anna.groups = {"Work"};
        auto ben = anna;
        ben.name = "Ben";
        ben.address = test::addressOf("ben@office.example");
        ben.groups = {"Club"};
        stage.client.setContacts({anna, ben});
        QVERIFY(stage.show(*host_, QSize(1120, 860)));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        stage.press(Qt::Key_1, Qt::ControlModifier);
    }

private Q_SLOTS:
    void initTestCase() {
        host_ = std::make_unique<desktop::WindowHost>(*qGuiApp);
        QAccessible::setActive(true);
    }

    void openedByAPress() {
        Set set;
        open(set);
        const auto place = Set::middle(set.row("Ben", "Club"));
        QTest::mouseClick(set.stage.window, Qt::LeftButton, {}, place);
        set.stage.settle();
        QCOMPARE(set.stage.desktop.chat()->address(), QStringLiteral("ben@office.example"));
    }
    void pulledToSomebodyOfAnotherGroup() {
        Set set;
        open(set);
        QVERIFY(set.row("Anna", "Work") && set.row("Ben", "Club"));
        set.pull(set.row("Anna", "Work"), set.row("Ben", "Club"));
        QCOMPARE(set.last(), QByteArray("put anna@office.example Anna [Club]"));
    }
    void pulledToATitle() {
        Set set;
        open(set);
        QVERIFY(set.title("Club"));
        set.pull(set.row("Anna", "Work"), set.title("Club"));
        QCOMPARE(set.last(), QByteArray("put anna@office.example Anna [Club]"));
    }
    void pulledIntoAGroupOfNobody() {
        Set set;
        open(set);
        const auto* place = set.row("", "Nobody's");
        QVERIFY(place != nullptr && set.title("Nobody's") != nullptr);
        auto* access = QAccessible::queryAccessibleInterface(const_cast<QQuickItem*>(place));
        QCOMPARE(access->text(QAccessible::Name),
                 QStringLiteral("Nobody is in the group Nobody's"));
        set.pull(set.row("Anna", "Work"), place);
        QCOMPARE(set.last(), QByteArray("put anna@office.example Anna [Nobody's]"));
        // Whoever has no address is moved as well.
        set.pull(set.row("Piet Plumber", "Club"), set.title("Nobody's"));
        QCOMPARE(set.last(), QByteArray("own Piet Plumber"));
        QCOMPARE(set.people.written.front().groups, std::vector<std::string>{"Nobody's"});
    }
    void droppedBesideStaysWhereTheyAre() {
        Set set;
        open(set);
        const auto before = set.people.log.size();
        set.pull(set.row("Anna", "Work"), set.stage.window->contentItem());
        QCOMPARE(set.people.log.size(), before);
        set.pull(set.row("Anna", "Work"), set.title("Work"));
        QCOMPARE(set.people.log.size(), before);
    }
    void menuByTheMouse() {
        Set set;
        open(set);
        const auto place = Set::middle(set.row("Anna", "Work"));
        QTest::mouseClick(set.stage.window, Qt::RightButton, {}, place);
        set.stage.settle();
        auto* move = set.stage.find("to Club");
        QVERIFY(move != nullptr && move->isVisible());
        QVERIFY(set.stage.find("to Work") == nullptr);
        QTest::mouseClick(set.stage.window, Qt::LeftButton, {}, Set::middle(move));
        set.stage.settle();
        QCOMPARE(set.last(), QByteArray("put anna@office.example Anna [Club]"));
        // Nobody has no menu.
        const auto nobody = Set::middle(set.row("", "Nobody's"));
        QTest::mouseClick(set.stage.window, Qt::RightButton, {}, nobody);
        set.stage.settle();
        QVERIFY(set.stage.find("to Club") == nullptr || !set.stage.find("to Club")->isVisible());
    }
    void menuByTheKeyboard() {
        Set set;
        open(set);
        auto* list = set.stage.find("contactList");
        list->forceActiveFocus(Qt::TabFocusReason);
        set.stage.press(Qt::Key_Menu);
        QVERIFY(set.stage.find("star") != nullptr);
        set.stage.press(Qt::Key_Down);
        if (set.stage.window->activeFocusItem()->objectName() == QLatin1String("call")) {
            set.stage.press(Qt::Key_Down);
        }
        QCOMPARE(set.stage.window->activeFocusItem()->objectName(), QStringLiteral("star"));
        set.stage.press(Qt::Key_Return);
        QCOMPARE(set.last(), QByteArray("put anna@office.example Anna [Work] [Favourites]"));
        // The keyboard is back in the list.
        QVERIFY(list->hasActiveFocus());
    }
    void ownContactIsWrittenOtherwise() {
        Set set;
        open(set);
        auto& stage = set.stage;
        const auto place = Set::middle(set.row("Piet Plumber", "Club"));
        QTest::mouseClick(stage.window, Qt::LeftButton, {}, place);
        stage.settle();
        auto* change = stage.find("personChange");
        QVERIFY(change != nullptr && change->isVisible());
        change->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Space);
        QVERIFY(stage.find("contactNumbers") != nullptr);
        QCOMPARE(stage.find("contactName")->property("text").toString(),
                 QStringLiteral("Piet Plumber"));
        QCOMPARE(stage.find("contactNumbers")->property("text").toString(),
                 QStringLiteral("+1555"));
        QVERIFY(stage.find("contactAddress")->property("text").toString().isEmpty());
        // Something else happens meanwhile: what is typed stays.
        stage.find("contactNumbers")->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_A, Qt::ControlModifier);
        stage.type("0777");
        Q_EMIT stage.client.contactsChanged();
        stage.settle();
        stage.press(Qt::Key_Return);
        QCOMPARE(set.people.written.size(), std::size_t(1));
        QCOMPARE(set.people.written.front().person.numbers, std::vector<std::string>{"0777"});
        QCOMPARE(set.people.written.front().groups, std::vector<std::string>{"Club"});
        QVERIFY(stage.find("personName") != nullptr);
    }
};

QTEST_MAIN(ContactListTest)
#include "ContactListTest.moc"

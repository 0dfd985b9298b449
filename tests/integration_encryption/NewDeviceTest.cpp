// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "EncryptedPeople.h"
#include "Rows.h"
#include "messaging/HistoryTransferControl.h"
#include "messaging/MessageControl.h"
#include "store/History.h"

ROWS("NONE-19");

using namespace sidetone;
using namespace sidetone::test;
using messaging::HistoryTransferStage;
using messaging::Protection;

/// A person's second device, set up when the encrypted messages were already there, against the
/// office: it reads none of them, asks the first device, and has all of them afterwards, once.
class NewDeviceTest : public QObject {
    Q_OBJECT

    static constexpr int people = 2;
    static constexpr int said = 60;  ///< by each: more than a page of what is moved
    EncryptedPeople people_;
    std::unique_ptr<Person> old_;
    std::unique_ptr<Person> ben_;

    static messaging::HistoryTransferControl& transferOf(Person& person) {
        return *person.messaging().historyTransfer();
    }
    static bool isAt(Person& person, HistoryTransferStage stage) {
        return QTest::qWaitFor([&] { return transferOf(person).state().stage == stage; }, 30'000);
    }
    static std::string at(Person& person) {
        const auto& state = transferOf(person).state();
        return std::to_string(int(state.stage)) + " " + state.sentence;
    }
    static std::size_t hits(Person& person, const std::string& words) {
        store::History history(person.store());
        const auto found = Person::await(history.search({words, {}, 0, 1'000}));
        return found ? found->size() : 0;
    }
    /// Every message of the conversation: who said what, how protected, oldest first.
    std::vector<std::string> all(Person& person) const {
        std::vector<std::string> lines;
        const auto messages =
            Person::await(person.messaging().messages(people_.address(2), 0, 1'000));
        for (const auto& message : messages.value()) {
            if (message.kind == messaging::MessageKind::Event) continue;
            lines.push_back((message.direction == messaging::Direction::Out ? "> " : "< ") +
                            message.body + " " + std::to_string(int(message.protection)) +
                            (message.isEdited ? " edited" : ""));
        }
        return lines;
    }
    static bool isReady(Person& person) {
        return person.start() && QTest::qWaitFor([&] { return person.isReady(); }, 60'000);
    }
    static bool move(Person& from, Person& to) {
        transferOf(to).ask();
        if (!isAt(from, HistoryTransferStage::Asked)) return false;
        transferOf(from).allow();
        if (!isAt(to, HistoryTransferStage::NeedsCode)) return false;
        transferOf(to).enterCode(transferOf(from).state().code);
        return isAt(to, HistoryTransferStage::Received) && isAt(from, HistoryTransferStage::Given);
    }
    /// How many texts of that device's own the new one has, and whether it has them.
    void expectAllOn(Person& device) {
        const auto want = all(*old_);
        const auto have = all(device);
        QCOMPARE(have.size(), want.size());
        for (std::size_t i = 0; i < want.size(); ++i)
            QCOMPARE(QString::fromStdString(have[i]), QString::fromStdString(want[i]));
        QCOMPARE(hits(device, "secret"), hits(*old_, "secret"));
        QCOMPARE(hits(device, "secret"), std::size_t(2 * said));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.start(people), people_.office.failure().c_str());
        old_ = people_.device(1, "old");
        ben_ = people_.device(2, "ben");
        QVERIFY(isReady(*old_));
        QVERIFY(isReady(*ben_));
        const auto lock = [](Person& person, const core::Address& peer) {
            return QTest::qWaitFor(
                [&] { return encryptionOf(person).lock(peer).protection == Protection::Omemo; },
                20'000);
        };
        QVERIFY(lock(*old_, people_.address(2)));
        QVERIFY(lock(*ben_, people_.address(1)));
        for (int i = 0; i < said; ++i) {
            old_->send(people_.address(2), "secret of anna " + std::to_string(i));
            ben_->send(people_.address(1), "secret of ben " + std::to_string(i));
        }
        QVERIFY(QTest::qWaitFor(
            [&] {
                return old_->incoming >= said && ben_->incoming >= said &&
                       old_->countAt(people_.address(2), messaging::Delivery::Sent) >= said;
            },
            60'000));
        const auto last = lastOf(*old_, people_.address(2));
        QVERIFY(last.has_value());
        QCOMPARE(last->protection, Protection::Omemo);
    }

    void isRefused() {
        auto device = people_.device(1, "refused");
        QVERIFY(isReady(*device));
        transferOf(*device).ask();
        QVERIFY2(isAt(*old_, HistoryTransferStage::Asked), at(*device).c_str());
        QVERIFY(!transferOf(*old_).state().device.empty());
        transferOf(*old_).refuse();
        QVERIFY(isAt(*device, HistoryTransferStage::Failed));
        QCOMPARE(transferOf(*device).state().sentence, "It was refused on your other device.");
        QCOMPARE(hits(*device, "secret"), std::size_t(0));
        device->signOut();
    }
    void aNewDeviceReadsAllOfIt() {
        auto device = people_.device(1, "new");
        QVERIFY(isReady(*device));
        // The server's archive has been read: nothing of it can be.
        QCOMPARE(hits(*device, "secret"), std::size_t(0));
        transferOf(*device).ask();
        QVERIFY2(isAt(*old_, HistoryTransferStage::Asked), at(*device).c_str());
        QCOMPARE(transferOf(*old_).state().code, "");
        transferOf(*old_).allow();
        QVERIFY2(isAt(*device, HistoryTransferStage::NeedsCode), at(*device).c_str());
        const auto code = transferOf(*old_).state().code;
        QCOMPARE(code.size(), std::size_t(30));
        // Another code of the same form opens nothing.
        transferOf(*device).enterCode("00000-11111-22222-33333-444444");
        QVERIFY(
            QTest::qWaitFor([&] { return !transferOf(*device).state().sentence.empty(); }, 20'000));
        QVERIFY2(isAt(*device, HistoryTransferStage::NeedsCode), at(*device).c_str());
        QCOMPARE(hits(*device, "secret"), std::size_t(0));
        // As it is typed by a person.
        const auto typed = QString::fromStdString(code).toLower().replace(u'-', u' ');
        transferOf(*device).enterCode(typed.toStdString());
        QVERIFY2(isAt(*device, HistoryTransferStage::Received), at(*device).c_str());
        QVERIFY2(isAt(*old_, HistoryTransferStage::Given), at(*old_).c_str());
        QVERIFY(transferOf(*device).state().moved >= 2 * said);
        expectAllOn(*device);

        // The archive tells all of it once more to a device whose position is lost.
        store::History history(device->store());
        QVERIFY(Person::await(history.setArchivePosition("")).has_value());
        device->signOut();
        QVERIFY(isReady(*device));
        expectAllOn(*device);
        // A second transfer brings nothing twice.
        QVERIFY2(move(*old_, *device), at(*device).c_str());
        expectAllOn(*device);
        // And what is said now is read here by the device's own keys.
        ben_->send(people_.address(1), "after the move");
        QVERIFY(QTest::qWaitFor([&] { return hits(*device, "move") == 1; }, 20'000));
        device->signOut();
    }
    void nobodyElseMayAsk() {
        core::XmlElement iq("iq", "jabber:client");
        iq.setAttribute("type", "set").setAttribute("to", old_->session().jid().text());
        core::XmlElement ask("ask", "urn:sidetone:history:1");
        iq.add(ask.setAttribute("id", "1").setAttribute("name", "Anna's telephone"));
        const auto answer = Person::await(ben_->session().request(std::move(iq)));
        QVERIFY(!answer.has_value());
        QVERIFY(transferOf(*old_).state().stage != HistoryTransferStage::Asked);
    }
    void aloneItSaysSo() {
        transferOf(*ben_).ask();
        QVERIFY(isAt(*ben_, HistoryTransferStage::Failed));
        QVERIFY(!transferOf(*ben_).state().sentence.empty());
    }
};

QTEST_GUILESS_MAIN(NewDeviceTest)
#include "NewDeviceTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Random.h"
#include "core/text.h"
#include "messaging/history/sealedPage.h"

using namespace sidetone;
using namespace sidetone::messaging;

namespace {

store::MovedPage pageOf(core::Random& random, int count) {
    store::MovedPage page;
    for (int i = 0; i < count; ++i) {
        store::MovedMessage moved;
        auto& message = moved.message;
        message.peer = core::Address::parse("ben@office.example").value();
        message.body = "Größe \"" + random.hex(random.below(60)) + "\" \U0001F600";
        message.direction = static_cast<store::Direction>(random.below(2));
        message.delivery = static_cast<store::Delivery>(1 + random.below(4));
        message.protection = static_cast<store::Protection>(random.below(3));
        message.kind = static_cast<store::MessageKind>(random.below(4));
        message.time = core::WallTime(core::Milliseconds(std::int64_t(random.below(1ULL << 42))));
        message.stanzaId = random.hex(8);
        message.isRead = random.below(2) == 0;
        moved.isUnique = random.below(2) == 0;
        message.isEdited = random.below(4) == 0;
        moved.edited = message.isEdited ? 77 : 0;
        if (random.below(3) == 0) message.reactions.push_back({"anna@office.example", "A B"});
        page.messages.push_back(std::move(moved));
    }
    page.last = count;
    page.isEnd = random.below(2) == 0;
    return page;
}

}  // namespace

class HistoryPageTest : public QObject {
    Q_OBJECT
    core::SeededRandom random_{42};
    const std::string code_ = makeTransferCode(random_);
    const core::Secret key_ = *transferKey(code_, "transfer");

private Q_SLOTS:
    void codesAreReadAsPeopleTypeThem() {
        QCOMPARE(code_.size(), std::size_t(30));
        const auto key = [](const std::string& code) { return transferKey(code, "t"); };
        const auto wanted = key("10AB2-CDEFG-HJKMN-PQRST-VWXYZ0");
        QVERIFY(wanted.has_value());
        QCOMPARE(key("loab2 cdefg hjkmn pqrst vwxyzo")->reveal(), wanted->reveal());
        QVERIFY(key("10AB2-CDEFG-HJKMN-PQRST-VWXYZ1")->reveal() != wanted->reveal());
        QVERIFY(transferKey("10AB2-CDEFG-HJKMN-PQRST-VWXYZ0", "u")->reveal() != wanted->reveal());
        for (const char* wrong : {"", "10AB2", "10AB2-CDEFG-HJKMN-PQRST-VWXYZ", "U0AB2-CDEFG-HJKMN",
                                  "10AB2-CDEFG-HJKMN-PQRST-VWXY!0"}) {
            QVERIFY(!key(wrong));
        }
    }
    void bringsBackWhatWasSealed() {
        for (int count : {0, 1, 50}) {
            const auto page = pageOf(random_, count);
            const auto text = sealPage(page, 0, key_, random_);
            const auto back = openPage(text, 0, key_);
            // Without messages it must be the end.
            if (count == 0 && !page.isEnd) {
                QVERIFY(!back);
                continue;
            }
            QVERIFY(back.has_value());
            QCOMPARE(writePage(*back, 0), writePage(page, 0));
            QCOMPARE(back->messages.size(), page.messages.size());
        }
    }
    void opensNothingElse() {
        const auto text = sealPage(pageOf(random_, 3), 5, key_, random_);
        QVERIFY(!openPage(text, 6, key_));
        QVERIFY(!openPage(text, 5, *transferKey(code_, "another")));
        QVERIFY(!openPage("", 5, key_));
        QVERIFY(!openPage("no base64!", 5, key_));
        auto bytes = *core::fromBase64(text);
        for (std::size_t i = 0; i < bytes.size(); i += 7) {
            auto changed = bytes;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            QVERIFY(!openPage(core::toBase64(changed), 5, key_));
        }
    }
    void readsWhateverComes() {
        for (int run = 0; run < 2'000; ++run) {
            auto json = writePage(pageOf(random_, 2), 0);
            for (std::uint64_t i = 0; i <= random_.below(4); ++i) {
                json[random_.below(json.size())] = static_cast<char>(random_.below(256));
            }
            const auto page = readPage(json, 0);
            for (const auto& moved : page ? page->messages : std::vector<store::MovedMessage>()) {
                QVERIFY(!moved.message.peer.isEmpty());
                QVERIFY(moved.message.delivery != store::Delivery::Queued);
                QVERIFY(moved.message.protection != store::Protection::Unreadable);
                QVERIFY(int(moved.message.kind) <= int(store::MessageKind::Private));
            }
        }
    }
};

QTEST_GUILESS_MAIN(HistoryPageTest)
#include "HistoryPageTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/text.h"
#include "directory/vcard/readCards.h"
#include "vcardTable.h"

using namespace sidetone;
using namespace sidetone::directory;

namespace {

std::string joined(const std::vector<std::string>& all, const char* between) {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : between) + one;
    return text;
}

std::string lineOf(const Card& card) {
    return card.name + "|" + joined(card.numbers, ",") + "|" + joined(card.addresses, ",") + "|" +
           joined(card.mails, ",") + "|" + card.company + "|" + card.title + "|" + card.city + "|" +
           std::to_string(card.photo.size());
}

std::string textOf(const CardFile& file) {
    std::string text;
    for (const auto& card : file.cards) text += lineOf(card) + "\n";
    for (const auto& trouble : file.troubles) {
        text += "! " + std::to_string(trouble.line) + ": " + trouble.what + "\n";
    }
    return text;
}

std::string simple(int number) {
    return "BEGIN:VCARD\nVERSION:4.0\nFN:P" + std::to_string(number) +
           "\nTEL:" + std::to_string(2000 + number) + "\nEND:VCARD\n";
}

}  // namespace

/// Files of vCards, as they are and as nobody should write them.
class VcardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<int>("row");
        const auto table = test::vcardTable();
        QVERIFY(table.size() >= 30);
        for (std::size_t at = 0; at < table.size(); ++at) {
            QTest::newRow(table[at].name) << static_cast<int>(at);
        }
    }
    void reads() {
        QFETCH(int, row);
        const auto wanted = test::vcardTable()[static_cast<std::size_t>(row)];
        const auto file = readCards(wanted.file);
        QVERIFY2(file, file ? "" : file.error().sentence().c_str());
        std::string text;
        for (const auto& card : wanted.cards) text += card + "\n";
        for (const auto& trouble : wanted.troubles) text += "! " + trouble + "\n";
        QCOMPARE(textOf(*file), text);
        for (const auto& card : file->cards) {
            QVERIFY(core::isValidUtf8(lineOf(card)));
            QVERIFY(card.name.find('\x1f') == std::string::npos);
        }
    }
    void saysWhereACardBegins() {
        const auto file = readCards(simple(1) + "\n\n" + simple(2));
        QVERIFY(file && file->cards.size() == 2);
        QCOMPARE(file->cards[0].line, std::size_t(1));
        QCOMPARE(file->cards[1].line, std::size_t(8));
    }
    void refusesWhatIsNoAddressBook() {
        for (const std::string bytes : {"", "hello", "\x89PNG\r\n", "<html>", "FN:Anna\nTEL:1\n"}) {
            const auto file = readCards(bytes);
            QVERIFY(!file);
            QVERIFY(file.error().code == core::ErrorCode::BadAnswer);
        }
        VcardLimits limits;
        limits.fileBytes = 90;
        const auto large = readCards(simple(1) + simple(2), limits);
        QVERIFY(!large && large.error().code == core::ErrorCode::TooLarge);
    }
    void keepsItsLimits() {
        VcardLimits limits;
        limits.cards = 3;
        limits.properties = 5;
        limits.parameters = 4;
        limits.troubles = 2;
        std::string many;
        for (int i = 0; i < 10; ++i) many += simple(i);
        auto file = readCards(many, limits);
        QVERIFY(file);
        QCOMPARE(file->cards.size(), std::size_t(3));
        QCOMPARE(file->troubles, (std::vector<CardTrouble>{{16, "there are too many cards"}}));
        file = readCards(
            "BEGIN:VCARD\nFN:A\nTEL:1\nTEL;A;B;C;D;E:2\nX:\nX:\nX:\nX:\nTEL:3\nEND:VCARD", limits);
        QVERIFY(file && file->cards.size() == 1);
        QCOMPARE(file->cards[0].numbers, std::vector<std::string>{"1"});
        QCOMPARE(file->troubles,
                 (std::vector<CardTrouble>{{4, "it has too many parameters"},
                                           {8, "the card has too many properties"}}));
        file = readCards("BEGIN:VCARD\nx\nx\nx\nx\nx\nEND:VCARD", limits);
        QVERIFY(file);
        QCOMPARE(file->troubles.size(), std::size_t(2));
    }
    void survivesAnyCutAndAnyWrongByte() {
        for (const auto& row : test::vcardTable()) {
            if (row.file.size() > 4'096) continue;
            for (std::size_t at = 0; at < row.file.size(); ++at) {
                static_cast<void>(readCards(row.file.substr(0, at)));
                auto wrong = row.file;
                wrong[at] = static_cast<char>(wrong[at] ^ 0x15);
                const auto file = readCards(wrong);
                if (!file) continue;
                for (const auto& card : file->cards) QVERIFY(core::isValidUtf8(lineOf(card)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(VcardTest)
#include "VcardTest.moc"

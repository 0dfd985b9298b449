// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/text.h"
#include "directory/vcard/readCards.h"
#include "directory/vcard/writeCard.h"

using namespace sidetone::directory;

class WriteCardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote() {
        Card card;
        card.id = "card-1";
        card.name = "Zo\u00eb; \"Semi, Colon\" \\ B\u00f6hm \U0001f600";
        card.title = "Head, of things";
        card.company = "Pipes; and Sons";
        card.department = "Drains";
        card.city = "K\u00f6ln";
        card.numbers = {"+49 221 5550100", "5001"};
        card.mails = {"zoe@office.example"};
        card.addresses = {"zoe@office.example"};
        card.sipAddress = "zoe@cucm1.office.example";
        card.groups = {"Club", "Work", "Anna, Ben; and \\ all"};
        const auto file = readCards(writeCard(card) + writeCard(card));
        QVERIFY(file);
        QVERIFY(file->troubles.empty());
        QCOMPARE(file->cards.size(), std::size_t(2));
        const auto& read = file->cards.front();
        QCOMPARE(read.id, card.id);
        QCOMPARE(read.name, card.name);
        QCOMPARE(read.title, card.title);
        QCOMPARE(read.company, card.company);
        QCOMPARE(read.department, card.department);
        QCOMPARE(read.city, card.city);
        QCOMPARE(read.numbers, card.numbers);
        QCOMPARE(read.mails, card.mails);
        QCOMPARE(read.addresses, card.addresses);
        QCOMPARE(read.sipAddress, card.sipAddress);
        QCOMPARE(read.groups, card.groups);
    }
    void foldsBetweenCharacters() {
        for (std::size_t before = 0; before < 80; ++before) {
            Card card;
            card.name = std::string(before, 'a');
            for (int i = 0; i < 60; ++i) card.name += "\u00e9";
            card.numbers = {"5001"};
            const auto text = writeCard(card);
            for (const auto line : sidetone::core::split(text, '\n')) {
                QVERIFY(line.size() <= 76);
                QVERIFY(sidetone::core::isValidUtf8(line));
            }
            const auto file = readCards(text);
            QVERIFY(file);
            QCOMPARE(file->cards.front().name, card.name);
        }
    }
    void whatIsNoTextHasAnEndAsWell() {
        Card card;
        card.name = std::string(500, '\x80');
        const auto text = writeCard(card);
        QVERIFY(text.size() > 500 && text.size() < 1'200);
        QVERIFY(text.ends_with("END:VCARD\r\n"));
    }
    void noLineCanBeWrittenIn() {
        Card card;
        card.name = "A\r\nTEL:+1666";
        card.numbers = {"5001"};
        const auto file = readCards(writeCard(card));
        QVERIFY(file);
        QCOMPARE(file->cards.front().numbers, std::vector<std::string>{"5001"});
    }
};

QTEST_GUILESS_MAIN(WriteCardTest)
#include "WriteCardTest.moc"

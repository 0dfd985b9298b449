// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "messaging/rooms/mentions.h"
#include "messaging/rooms/roomWords.h"

using namespace sidetone;
using namespace sidetone::messaging;

namespace {

struct Mention {
    const char* text;
    bool isNamed;
};

constexpr Mention mentionTable[] = {
    {"Anna Smith: look", true},
    {"look, anna smith!", true},
    {"@anna look", true},
    {"@asmith look", true},
    {"Anna", false},
    {"hello @annalisa", false},
    {"Anna Smithson", false},
    {"asmith@example.com", false},
    {"mail me@anna.example", true},
    {"ANNA SMITH", true},
    {"", false},
    {"@", false},
    {"(Anna Smith)", true},
    {"Joanna Smith", false},
};

}  // namespace

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreFoundAsWords() {
        for (const auto& mention : mentionTable) {
            QVERIFY2(mentionsPerson(mention.text, "Anna Smith", "asmith") == mention.isNamed,
                     mention.text);
        }
        QVERIFY(mentions("Grüße, Jörg!", "jörg"));
        QVERIFY(!mentions("Jörgen", "Jörg"));
        QVERIFY(!mentions("anything", ""));
    }
    void statusCodesAreSentences() {
        for (const int code : {100, 102, 103, 104, 170, 171, 172, 173, 174}) {
            QVERIFY2(roomNews(code).ends_with("."), std::to_string(code).c_str());
        }
        QCOMPARE(roomNews(110), "");
        QCOMPARE(roomNews(-1), "");
    }
    void hostileWordsAreTamed() {
        xmpp::RoomPresence gone;
        gone.from.resource = "a\nb";
        gone.codes = {307};
        gone.item.reason = std::string(5000, 'x');
        const auto words = wentOut(gone);
        QVERIFY(words.find('\n') == std::string::npos);
        QVERIFY(words.size() < 500);
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "WordsTest.moc"

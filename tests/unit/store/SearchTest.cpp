// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"
#include "core/Random.h"

using namespace sidetone;
using namespace sidetone::test;

class SearchTest : public QObject, protected HistoryFixture {
    Q_OBJECT

    std::int64_t add(const std::string& body, std::int64_t time = 1'000'000,
                     const char* peer = "ben@office.example") {
        auto addition = incoming(body);
        addition.message.peer = address(peer);
        addition.message.time = at(time);
        return await(history_->add(addition)).value().message.id;
    }
    std::vector<store::FoundText> find(const std::string& text) {
        auto found = await(history_->search({text, {}, 0, 50}));
        if (!found) qFatal("%s", found.error().sentence().c_str());
        return *found;
    }
    static QStringList marked(const store::FoundText& found) {
        QStringList words;
        for (const auto& range : found.ranges) {
            words << QString::fromStdString(found.message.body.substr(range.begin, range.length));
        }
        return words;
    }

private Q_SLOTS:
    void init() { openHistory(); }
    void cleanup() { closeHistory(); }

    void words_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const char* body, const char* query,
                            const QStringList& words) {
            QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(query) << words;
        };
        row("beginning", "The quarterly report", "quart", {QStringLiteral("quarterly")});
        row("two words", "The quarterly report", "REP the",
            {QStringLiteral("The"), QStringLiteral("report")});
        row("marks", "Grüße aus Málaga", "malaga", {QStringLiteral("Málaga")});
        row("Cyrillic", "Привет, Анна", "при", {QStringLiteral("Привет")});
        row("Cyrillic case", "ПРИВЕТ", "привет", {QStringLiteral("ПРИВЕТ")});
        row("Chinese", "明天下午三点开会", "下午", {QStringLiteral("下午")});
        row("Japanese", "東京タワーで会いましょう", "タワー", {QStringLiteral("タワー")});
        row("mixed", "会议room5在二楼", "room", {QStringLiteral("room5")});
        row("Korean", "내일 회의가 있습니다", "회의", {QStringLiteral("회의가")});
        row("smiley", "well done🎉🎉", "🎉", {QStringLiteral("🎉🎉")});
        row("smiley of a colour", "yes 👍🏽", "👍", {QStringLiteral("👍")});
        row("number", "call +49 30 1234", "1234", {QStringLiteral("1234")});
    }
    void words() {
        QFETCH(QString, body);
        QFETCH(QString, query);
        QFETCH(QStringList, words);
        add(body.toStdString());
        add("something else");
        const auto found = find(query.toStdString());
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(marked(found.front()).join(QString()), words.join(QString()));
    }
    void whateverIsTypedIsWords_data() {
        QTest::addColumn<QString>("text");
        for (const auto* text :
             {"\"", "\"\"", "AND",   "OR",   "NOT a",   "a OR",  "NEAR(a b)", "body : x", "(",  ")",
              "a*", "^a",   "a + b", "-a",   "{x}",     "'",     ";",         "%",        "\\", ":",
              "*",  "!!!",  " ",     "a\"b", "rowid:1", "a NOT", "\xF0\x9F",  "\xFF\xFE"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void whateverIsTypedIsWords() {
        QFETCH(QString, text);
        add("a plain text");
        QVERIFY(await(history_->search({text.toLatin1().toStdString(), {}, 0, 5})).has_value());
        QVERIFY(await(history_->search({text.toLatin1().toStdString(), ben_, 0, 5})).has_value());
    }
    void randomTextsAreWords() {
        core::SeededRandom random(4);
        add("a plain text");
        for (int i = 0; i < 500; ++i) {
            std::string text;
            const auto length = random.below(12);
            for (std::uint64_t k = 0; k < length; ++k) {
                text += "\"*^():{}+-aAND \xE6\x9D\xB1"[random.below(20)];
            }
            const auto found = await(history_->search({text, {}, 0, 5}));
            QVERIFY2(found.has_value(), text.c_str());
        }
    }
    void newestFirstByTheirTime() {
        const auto late = add("report three", 3'000'000);
        const auto early = add("report one", 1'000'000);  // the archive brings it later
        const auto middle = add("report two", 2'000'000);
        auto found = find("report");
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0].message.id, late);
        QCOMPARE(found[1].message.id, middle);
        QCOMPARE(found[2].message.id, early);
        found = await(history_->search({"report", {}, late, 1})).value();
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].message.id, middle);
        found = await(history_->search({"report", {}, middle, 9})).value();
        QCOMPARE(found.size(), std::size_t(1));
    }
    void manyOfOneMoment() {
        for (int i = 0; i < 100; ++i) add("same " + std::to_string(i));
        QCOMPARE(find("same").size(), std::size_t(50));
        QCOMPARE(find("same").front().message.body, "same 99");
        add("from the end of days", 9'000'000'000'000'000);
        add("before all days", -5);
        QCOMPARE(find("days").front().message.body, "from the end of days");
        QVERIFY(await(store_->check()).has_value());
    }
    void inOneConversationAlone() {
        add("report", 1'000'000, "carla@office.example");
        add("report", 2'000'000);
        add("report", 3'000'000, "carla@office.example");
        auto found = await(history_->search({"report", ben_, 0, 50})).value();
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(found.front().message.peer == ben_);
        found = await(history_->search({"report", address("x@y.example"), 0, 50})).value();
        QVERIFY(found.empty());
    }
    void correctedAndRemovedMessagesFollow() {
        const auto id = add("alpha");
        QVERIFY(await(history_->remove(id)).value());
        QVERIFY(!await(history_->remove(id)).value());
        QVERIFY(find("alpha").empty());
        auto addition = incoming("beta", "", "s1");
        await(history_->add(addition)).value();
        store::Correction change;
        change.peer = ben_;
        change.stanzaId = "s1";
        change.body = "gamma";
        await(history_->correct(change)).value();
        QVERIFY(find("beta").empty());
        QCOMPARE(find("gamma").size(), std::size_t(1));
        QVERIFY(await(store_->check()).has_value());
    }
};

QTEST_GUILESS_MAIN(SearchTest)
#include "SearchTest.moc"

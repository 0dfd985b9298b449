// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "StoreFixture.h"
#include "store/CallLog.h"
#include "store/Drafts.h"
#include "store/exportHistory.h"

using namespace sidetone;
using namespace sidetone::test;

/// Removing messages from the disk for good, and writing them to files.
class RemovalTest : public QObject, protected HistoryFixture {
    Q_OBJECT

    const core::Address carla_ = address("carla@office.example");

    std::int64_t add(const std::string& body, const core::Address& peer) {
        auto addition = incoming(body);
        addition.message.peer = peer;
        addition.message.time = at(1'000'000 + ++count_);
        return await(history_->add(addition)).value().message.id;
    }
    /// Files of the folder that hold the word, whole or as the index would cut it.
    [[nodiscard]] QStringList filesWith(const QByteArray& word) const {
        QStringList found;
        QDirIterator files(fixture_->folder.path(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(word)) {
                found << file.fileName();
            }
        }
        return found;
    }
    void fill() {
        for (int i = 0; i < 300; ++i) add("ordinary words number " + std::to_string(i), carla_);
    }
    [[nodiscard]] QByteArray exported(store::ExportForm form,
                                      const std::optional<core::Address>& peer) {
        const auto file = fixture_->file.parent_path() / "export";
        const auto written = await(store::exportHistory(*store_, {peer, file, form, "Anna"}));
        if (!written) qFatal("%s", written.error().sentence().c_str());
        struct stat status {};
        ::stat(file.c_str(), &status);
        if ((status.st_mode & 0777U) != 0600U) qFatal("the export is readable for others");
        QFile result(QString::fromStdString(file.string()));
        return result.open(QIODevice::ReadOnly) ? result.readAll() : QByteArray();
    }
    int count_ = 0;

private Q_SLOTS:
    void init() { openHistory(); }
    void cleanup() { closeHistory(); }

    void aRemovedMessageIsOnNoPage() {
        fill();
        const auto id = add("the quokkaword " + std::string(9000, 'q') + "quokkatail", ben_);
        fill();
        QVERIFY(!filesWith("quokkaword").isEmpty());
        QVERIFY(await(history_->remove(id)).value());
        QCOMPARE(filesWith("quokka"), QStringList());
        QCOMPARE(await(history_->conversation(ben_)).value()->lastMessage, 0);
        QVERIFY(await(store_->check()).has_value());
    }
    void theLastMessageIsTheOneThatIsLeft() {
        add("first", ben_);
        const auto second = add("second", ben_);
        await(history_->remove(second)).value();
        const auto conversation = *await(history_->conversation(ben_)).value();
        QCOMPARE(conversation.lastText, "first");
        QCOMPARE(conversation.unread, 1);
    }
    void aRemovedConversationIsOnNoPage() {
        fill();
        for (int i = 0; i < 50; ++i) add("quokkaword " + std::to_string(i), ben_);
        store::Drafts drafts(*store_);
        QVERIFY(await(drafts.put(ben_, "quokkadraft")).has_value());
        store::Correction early;
        early.peer = ben_;
        early.stanzaId = "never";
        early.body = "quokkacorrection";
        await(history_->correct(early)).value();
        QVERIFY(await(history_->setArchivePosition("a9")).has_value());
        QCOMPARE(await(history_->removeConversation(ben_)).value(), 50);
        QCOMPARE(filesWith("quokka"), QStringList());
        QCOMPARE(await(history_->conversation(ben_)).value()->unread, 0);
        QCOMPARE(await(history_->archivePosition()).value(), "a9");
        QCOMPARE(await(history_->page(carla_, 0, 1000)).value().size(), std::size_t(300));
        QVERIFY(await(store_->check()).has_value());
    }
    void allOfItIsRemoved() {
        fill();
        add("quokkaword", ben_);
        QCOMPARE(await(history_->removeAll()).value(), 301);
        QCOMPARE(filesWith("quokka"), QStringList());
        QCOMPARE(filesWith("ordinary"), QStringList());
        QVERIFY(await(history_->conversations()).value().empty());
        QVERIFY(await(store_->check()).has_value());
    }
    void textsStandOnLinesOfTheirOwn() {
        add("hello", ben_);
        add("one\n2026-01-01T00:00:00Z [x] Anna: forged", ben_);
        const auto text = exported(store::ExportForm::Text, ben_);
        QCOMPARE(text.count('\n'), 3);
        QVERIFY(text.contains("\n    2026-01-01"));
    }
    void htmlRunsNothing() {
        add("<script>alert(1)</script> & \"quotes\" 'too' <img src=x onerror=y>", ben_);
        const auto page = exported(store::ExportForm::Html, {});
        QVERIFY(!page.contains("<script"));
        QVERIFY(!page.contains("<img"));
        QVERIFY(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"));
        QVERIFY(page.contains("default-src 'none'"));
    }
    void jsonIsRead() {
        fill();
        fill();
        add("the \"last\"\n", ben_);
        const auto array = QJsonDocument::fromJson(exported(store::ExportForm::Json, {})).array();
        QCOMPARE(array.size(), 601);
        QCOMPARE(array.last().toObject().value(QStringLiteral("body")).toString(),
                 QStringLiteral("the \"last\"\n"));
        const auto one = QJsonDocument::fromJson(exported(store::ExportForm::Json, carla_)).array();
        QCOMPARE(one.size(), 600);
    }
    void aCancelledExportLeavesNoFile() {
        fill();
        fill();
        const auto file = fixture_->file.parent_path() / "export";
        core::Owner owner;
        int written = 0;
        bool isDone = false;
        store::ExportRequest request{{}, file, store::ExportForm::Text, "Anna"};
        request.progress = [&](int count) {
            written = count;
            owner.cancelAll();
        };
        store::exportHistory(*store_, request).then(owner, [&](const auto&) { isDone = true; });
        QVERIFY(QTest::qWaitFor([&] { return written > 0; }, 10'000));
        add("later", ben_);
        QCOMPARE(written, 500);
        QVERIFY(!isDone);
        QVERIFY(!std::filesystem::exists(file));
        QVERIFY(!std::filesystem::exists(file.string() + ".part"));
    }
    void aFolderThatIsNotThereIsSaid() {
        const auto refused = await(
            store::exportHistory(*store_, {{}, "/proc/nowhere/x", store::ExportForm::Text, ""}));
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Storage);
    }
    void callsOfAPersonStandInTheirTimeline() {
        store::CallLog calls(*store_);
        const auto call = [&](const std::string& uri, std::int64_t time) {
            store::StoredCall made;
            made.peerUri = uri;
            made.started = at(time);
            QVERIFY(await(calls.add(made)).has_value());
        };
        call("sip:Ben@office.example;user=phone", 1);
        call("tel:+49-30-1234", 2);
        call("sip:+49301234@pbx.office.example", 3);
        call("sip:4711@office.example", 4);
        const std::vector<std::string> names{"ben@office.example", "+49 30 1234"};
        auto found = await(calls.with(names, at(100), 9)).value();
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found.front().peerUri, "sip:Ben@office.example;user=phone");
        found = await(calls.with(names, at(3), 1)).value();
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().started, at(2));
        QVERIFY(await(calls.with({"", "sip:"}, at(100), 9)).value().empty());
        QCOMPARE(store::callKey("sips:4711@x"), "4711");
    }
};

QTEST_GUILESS_MAIN(RemovalTest)
#include "RemovalTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The server's service for files at its limits, and through the office's edge: a gigabyte, the size
// limit, the quota, and a file that it does not keep any more.
#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>
#include <optional>

#include "FilePair.h"
#include "RealSignIn.h"
#include "Rows.h"

ROWS("FILE-02");

using namespace sidetone;
using namespace sidetone::test;
using messaging::TransferState;

namespace {

constexpr qint64 mebibyte = 1 << 20;
constexpr int memoryAllowed = 96 * 1024;  // KiB, for both people, whatever the size

/// Peak memory of this process, in KiB: both people live in it.
qint64 memory() {
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const auto& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) return line.mid(6).simplified().split(' ')[0].toLongLong();
    }
    return 0;
}

/// All uploads that the server's list knows were eight days ago.
bool makeOlder(const QString& list) {
    QFile file(list);
    if (!file.open(QIODevice::ReadWrite)) return false;
    auto text = QString::fromUtf8(file.readAll());
    const QRegularExpression time(QStringLiteral("\\bwhen\\b\\W+= ?(\\d{10})"));
    int count = 0;
    for (auto found = time.match(text); found.hasMatch();
         found = time.match(text, found.capturedEnd()), ++count) {
        const auto older = QString::number(found.captured(1).toLongLong() - 8 * 86'400);
        text.replace(found.capturedStart(1), 10, older);
    }
    return count > 0 && file.seek(0) && file.write(text.toUtf8()) > 0;
}

}  // namespace

/// Anna is outside, behind the edge; Ben is inside.
class LargeFilesTest : public QObject {
    Q_OBJECT

    FilePair pair_;
    std::unique_ptr<RealPorts> outside_;

    bool annasIs(TransferState state) { return FilePair::isAt(pair_.annas(), state); }
    bool bensIs(TransferState state) { return FilePair::isAt(pair_.bens(), state); }
    /// In an event loop of its own: QTRY_... sleeps 10 ms between its looks, in which nothing
    /// moves.
    bool bensComesTo(TransferState state, int patience) {
        if (bensIs(state)) return true;
        QEventLoop loop;
        const auto look = [&](const messaging::Message& message) {
            if (FilePair::isAt(message, state)) loop.exit(1);
            if (!FilePair::isAt(message, TransferState::Failed)) return;
            qWarning("%s", message.attachment->failure.c_str());
            loop.exit(2);
        };
        using messaging::Messaging;
        QObject::connect(&pair_.ben->messaging(), &Messaging::messageAdded, &loop, look);
        QObject::connect(&pair_.ben->messaging(), &Messaging::messageChanged, &loop, look);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        return loop.exec() == 1;
    }
    /// Cancels as soon as the first bytes are on their way; why they never were, or empty.
    std::string begunAndCancelled(const QString& path) {
        QEventLoop loop;
        std::optional<std::string> failure;
        const auto last = pair_.annas();
        const auto look = [&](const messaging::Message& message) {
            if (last && message.id <= last->id) return;
            const bool hasFailed = FilePair::isAt(message, TransferState::Failed);
            if (!hasFailed && message.attachment->transferred == 0) return;
            failure = hasFailed ? message.attachment->failure : std::string();
            loop.quit();
        };
        auto& annas = pair_.anna->messaging();
        QObject::connect(&annas, &messaging::Messaging::messageChanged, &loop, look);
        if (auto wrong = pair_.send(path); !wrong.empty()) return wrong;
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        if (!failure) loop.exec();
        if (!failure) return "nothing happened";
        if (failure->empty()) annas.files()->cancel(pair_.annas()->id);
        return *failure;
    }
    std::string annasFailure() { return pair_.annas()->attachment->failure; }
    /// Holes on the disk, but for its pieces' beginnings.
    [[nodiscard]] QString sparse(const QString& name, qint64 size) const {
        const auto path = pair_.people.folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        for (qint64 at = 0; at < size; at += mebibyte) {
            file.seek(at);
            file.write(QByteArray::number(at + size));
        }
        return file.resize(size) ? path : QString();
    }
    /// By the edge's web pages and its chat port, as a client outside finds them.
    [[nodiscard]] PersonSettings annaOutside() {
        auto& office = pair_.people.office;
        outside_ = std::make_unique<RealPorts>(
            net::ResolverSettings{{office.variable("SIDETONE_NAMESERVER_OUTSIDE")}},
            office.caFile());
        const RealSignIn run(*outside_, office.user(1), office.password(1));
        auto anna = pair_.who(1, "anna-away");
        anna.isOutside = true;
        anna.server = {office.address(1, 11), PeopleFixture::chatPort};
        if (run.isGood() && (*run.result)->edge) anna.http = (*run.result)->http;
        if (!anna.http) qWarning("%s", run.told().c_str());
        return anna;
    }
    /// Turns the server's own records of uploads eight days back, and lets it do its daily work.
    [[nodiscard]] bool eightDaysPass() const {
        const auto& office = pair_.people.office;
        const auto host = QString::fromStdString("upload." + office.domain())
                              .replace(QLatin1Char('.'), QStringLiteral("%2e"));
        const auto data =
            QString::fromStdString(office.folder()) + QStringLiteral("/prosody/data/") + host;
        if (!office.done({"fault", "prosody", "stop"})) return false;
        QFile daily(data + QStringLiteral("/cron.dat"));
        if (!makeOlder(data + QStringLiteral("/uploads.list"))) return false;
        if (!daily.open(QIODevice::WriteOnly)) return false;
        daily.write("return { [\"http_file_share/remove_expired_files\"] = 0; };\n");
        daily.close();
        return office.done({"fault", "prosody", "start"});
    }
    [[nodiscard]] int filesOnServer() const {
        QDirIterator kept(
            QString::fromStdString(pair_.people.office.folder()) + QStringLiteral("/prosody/data"),
            {QStringLiteral("*.bin")}, QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        for (; kept.hasNext(); kept.next()) ++count;
        return count;
    }
    /// The server's own copy of that size.
    [[nodiscard]] QString onServer(qint64 size) const {
        QDirIterator kept(
            QString::fromStdString(pair_.people.office.folder()) + QStringLiteral("/prosody/data"),
            {QStringLiteral("*.bin")}, QDir::Files, QDirIterator::Subdirectories);
        while (kept.hasNext()) {
            if (const auto path = kept.next(); kept.fileInfo().size() == size) return path;
        }
        return {};
    }

    void expectCarried(const QString& path, qint64 size, const char* way) {
        QElapsedTimer watch;
        watch.start();
        QCOMPARE(pair_.send(path), std::string());
        QVERIFY2(bensComesTo(TransferState::Available, 250'000), annasFailure().c_str());
        const auto up = watch.restart();
        QCOMPARE(FilePair::hashOf(onServer(size)), FilePair::hashOf(path));
        watch.restart();
        pair_.ben->messaging().files()->accept(pair_.bens()->id);
        QVERIFY(bensComesTo(TransferState::Done, 250'000));
        qInfo("%lld MiB %s: up %lld ms, down %lld ms", size / mebibyte, way, up, watch.elapsed());
        QCOMPARE(FilePair::hashOf(pair_.kept()), FilePair::hashOf(path));
        QFile::remove(pair_.kept());
    }
    /// From outside to inside, and from inside to outside; in little memory.
    void goesUpAndDown(qint64 size) {
        const auto before = memory();
        const auto there = sparse(QStringLiteral("there.iso"), size);
        expectCarried(there, size, "up through the edge");
        if (QTest::currentTestFailed()) return;
        std::swap(pair_.anna, pair_.ben);
        // Another size, by which the server's copy is found.
        const auto back = sparse(QStringLiteral("back.iso"), size + 1);
        expectCarried(back, size + 1, "down through the edge");
        std::swap(pair_.anna, pair_.ben);
        const auto grown = memory() - before;
        qInfo("memory: %lld KiB more", grown);
        QVERIFY2(grown < memoryAllowed, qPrintable(QString::number(grown)));
        QFile::remove(there);
        QFile::remove(back);
    }

private Q_SLOTS:
    void initTestCase() {
        auto& office = pair_.people.office;
        QVERIFY2(office.start({"--with", "edge"}), office.failure().c_str());
        auto anna = annaOutside();
        QVERIFY(anna.http);
        QVERIFY(pair_.signIn(std::move(anna), pair_.who(2, "ben-desk")));
    }
    void cleanupTestCase() {
        pair_.anna.reset();
        pair_.ben.reset();
    }

    void goesUpAndDownThroughTheEdge() { goesUpAndDown(48 * mebibyte + 4'711); }
    void aGigabyteGoesUpAndDownThroughTheEdge() { goesUpAndDown(1024 * mebibyte); }

    /// As after a server's or a node's death: what came stays, and the rest is fetched.
    void goesOnWhereTheServerStoodStill() {
        std::swap(pair_.anna, pair_.ben);
        const auto path = sparse(QStringLiteral("slow.iso"), 96 * mebibyte);
        QCOMPARE(pair_.send(path), std::string());
        QVERIFY(bensComesTo(TransferState::Available, 120'000));
        std::int64_t first = 0;
        std::int64_t least = 96 * mebibyte;
        const auto heard = QObject::connect(
            &pair_.ben->messaging(), &messaging::Messaging::messageChanged,
            [&](const messaging::Message& message) {
                const auto now = message.attachment ? message.attachment->transferred : 0;
                if (now <= 0) return;
                least = std::min(least, now);
                if (std::exchange(first, first > 0 ? first : now) > 0) return;
                QVERIFY(pair_.people.office.done({"fault", "prosody", "freeze"}));
                // Longer than the edge waits for it.
                QTimer::singleShot(8'000, &pair_.ben->messaging(), [this] {
                    QVERIFY(pair_.people.office.done({"fault", "prosody", "thaw"}));
                });
            });
        pair_.ben->messaging().files()->accept(pair_.bens()->id);
        QVERIFY(bensComesTo(TransferState::Done, 120'000));
        QObject::disconnect(heard);
        QVERIFY(first > 0 && first < 96 * mebibyte);
        QVERIFY2(least >= first, "it began anew");
        QCOMPARE(FilePair::hashOf(pair_.kept()), FilePair::hashOf(path));
        std::swap(pair_.anna, pair_.ben);
    }

    void tooLargeIsSaid() {
        QCOMPARE(pair_.send(sparse(QStringLiteral("large.iso"), 2048 * mebibyte + 1)),
                 std::string());
        QTRY_VERIFY_WITH_TIMEOUT(annasIs(TransferState::Failed), 60'000);
        QVERIFY2(annasFailure().find("up to 2048 MiB") != std::string::npos,
                 annasFailure().c_str());
    }

    /// A place counts from the time when it was given, whether it is filled or not.
    void theQuotaIsSaid() {
        const auto path = sparse(QStringLiteral("much.iso"), 2048 * mebibyte - 1);
        std::string why;
        for (int i = 0; i < 3 && why.find("quota") == std::string::npos; ++i) {
            why = begunAndCancelled(path);
        }
        QVERIFY2(why.find("quota") != std::string::npos, why.c_str());
        QFile::remove(path);
    }

    /// What was offered eight days ago: the server keeps files for seven.
    void whatExpiredIsSaid() {
        std::swap(pair_.anna, pair_.ben);
        QCOMPARE(pair_.send(sparse(QStringLiteral("old.iso"), 70'000)), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(bensIs(TransferState::Available), 60'000);
        QVERIFY(filesOnServer() > 0);
        QVERIFY(eightDaysPass());
        QTRY_COMPARE_WITH_TIMEOUT(filesOnServer(), 0, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(pair_.anna->isReady() && pair_.ben->isReady(), 60'000);
        pair_.ben->messaging().files()->accept(pair_.bens()->id);
        QTRY_VERIFY_WITH_TIMEOUT(bensIs(TransferState::Failed), 60'000);
        const auto why = pair_.bens()->attachment->failure;
        QVERIFY2(why.find("does not have it any more") != std::string::npos, why.c_str());
        std::swap(pair_.anna, pair_.ben);
    }

    /// And the quota of the day before is forgotten: the same file goes again.
    void goesAgainAnotherDay() {
        QTRY_COMPARE_WITH_TIMEOUT(pair_.send(sparse(QStringLiteral("again.iso"), 70'000)),
                                  std::string(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(bensIs(TransferState::Available), 60'000);
    }
};

/// SIDETONE_LONG_TESTS also carries a gigabyte each way.
int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    LargeFilesTest test;
    auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 1 && qEnvironmentVariableIsEmpty("SIDETONE_LONG_TESTS")) {
        for (const auto* name :
             {"goesUpAndDownThroughTheEdge", "goesOnWhereTheServerStoodStill", "tooLargeIsSaid",
              "theQuotaIsSaid", "whatExpiredIsSaid", "goesAgainAnotherDay"}) {
            arguments << QString::fromLatin1(name);
        }
    }
    return QTest::qExec(&test, arguments);
}
#include "LargeFilesTest.moc"

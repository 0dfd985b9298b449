// SPDX-License-Identifier: GPL-3.0-or-later
// Files between two people of a real office, by its server.
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include "PeopleFixture.h"
#include "config/Settings.h"
#include "messaging/FileControl.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::Message;
using messaging::TransferState;

class FilesTest : public QObject {
    Q_OBJECT

    PeopleFixture people_;
    config::Settings settings_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;
    core::Owner owner_;

    [[nodiscard]] QString make(const QString& name, qint64 size) const {
        const auto path = people_.folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        QByteArray piece(1 << 20, '\0');
        for (qint64 done = 0; done < size; done += piece.size()) {
            piece[0] = char(done >> 20);
            file.write(piece.constData(), std::min<qint64>(piece.size(), size - done));
        }
        return path;
    }
    static QByteArray hashOf(const QString& path) {
        QFile file(path);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return {};
        return hash.result();
    }
    static std::optional<Message> newest(Person& person, const core::Address& peer) {
        auto all = person.history(peer);
        if (all.empty() || !all.back().attachment) return {};
        return all.back();
    }
    std::string send(const QString& path) {
        std::optional<core::Result<Message>> sent;
        anna_->messaging()
            .files()
            ->send(ben_->address(), path.toStdString())
            .then(owner_, [&](core::Result<Message> message) { sent.emplace(std::move(message)); });
        if (!QTest::qWaitFor([&] { return sent.has_value(); }, 20'000)) return "no answer";
        return *sent ? std::string() : sent->error().sentence();
    }
    bool benHas(TransferState state) {
        const auto message = newest(*ben_, anna_->address());
        return message && message->attachment->state == state;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        settings_.set(config::Layer::GlobalFile, "MyJabberFilesLocation",
                      people_.folder.filePath(QStringLiteral("received")).toStdString());
        settings_.set(config::Layer::GlobalFile, "Disallowed_File_Transfer_Types", ".exe;.msi");
        const auto start = [this](int number, const std::string& device) {
            PersonSettings who{
                people_.address(number), people_.office.password(number), device, people_.server(),
                people_.office.caFile(), people_.storeFile(device)};
            who.settings = &settings_;
            who.nameServer = people_.office.nameServer();
            return std::make_unique<Person>(std::move(who));
        };
        anna_ = start(1, "anna-desk");
        ben_ = start(2, "ben-desk");
        QVERIFY2(anna_->start(), anna_->failure().c_str());
        QVERIFY2(ben_->start(), ben_->failure().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady() && ben_->isReady(), 30'000);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
    }

    void goesByTheServer() {
        constexpr qint64 size = (40LL << 20U) + 4'711;
        const auto path = make(QStringLiteral("report.bin"), size);
        QElapsedTimer watch;
        watch.start();
        QCOMPARE(send(path), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(benHas(TransferState::Available), 60'000);
        qInfo("up: %lld ms", watch.restart());
        const auto offered = newest(*ben_, anna_->address());
        QCOMPARE(offered->body, std::string("report.bin"));
        QCOMPARE(offered->attachment->size, size);
        ben_->messaging().files()->accept(offered->id);
        QTRY_VERIFY_WITH_TIMEOUT(benHas(TransferState::Done), 60'000);
        qInfo("down: %lld ms", watch.elapsed());
        const auto kept = QString::fromStdString(newest(*ben_, anna_->address())->attachment->path);
        QCOMPARE(hashOf(kept), hashOf(path));
        QCOMPARE(QFileInfo(kept).permissions() & 0x7777,
                 QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
        QTRY_VERIFY_WITH_TIMEOUT(
            newest(*anna_, ben_->address())->attachment->state == TransferState::Done, 10'000);
    }
    void picturesAreTakenWithoutAsking() {
        QCOMPARE(send(make(QStringLiteral("shot.png"), 5'000)), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(benHas(TransferState::Done), 30'000);
    }
    void refusesByPolicyAndByTheServersLimit() {
        QVERIFY(send(make(QStringLiteral("setup.EXE"), 100)).find(".exe") != std::string::npos);
        QCOMPARE(send(make(QStringLiteral("large.bin"), 2'049LL << 20U)), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(
            newest(*anna_, ben_->address())->attachment->state == TransferState::Failed, 30'000);
        const auto failed = newest(*anna_, ben_->address())->attachment->failure;
        QVERIFY2(failed.find("2048 MiB") != std::string::npos, failed.c_str());
    }
};

QTEST_GUILESS_MAIN(FilesTest)
#include "FilesTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Files straight from one person's device to the other's, with a real office between them.
#include <QElapsedTimer>
#include <QTest>

#include "FilePair.h"
#include "Rows.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::TransferState;

class DirectFilesTest : public QObject {
    Q_OBJECT

    FilePair pair_;

    bool offeredIs(TransferState state) { return FilePair::isAt(pair_.bens(), state); }
    bool sentIs(TransferState state) { return FilePair::isAt(pair_.annas(), state); }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(pair_.people.office.start(), pair_.people.office.failure().c_str());
        pair_.set("PreferredFT", "P2P");
        pair_.set("Disallowed_File_Transfer_Types", ".exe");
        QVERIFY(pair_.signIn(pair_.who(1, "anna-desk"), pair_.who(2, "ben-desk")));
    }
    void cleanupTestCase() {
        pair_.anna.reset();
        pair_.ben.reset();
    }

    void goesStraightWhenAccepted() {
        constexpr qint64 size = (100LL << 20U) + 4'711;
        const auto path = pair_.make(QStringLiteral("film.bin"), size);
        QCOMPARE(pair_.send(path), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Offered), 60'000);
        QVERIFY(sentIs(TransferState::Offered));
        const auto offered = *pair_.bens();
        QCOMPARE(offered.body, std::string("film.bin"));
        QCOMPARE(offered.attachment->size, size);
        QElapsedTimer watch;
        watch.start();
        pair_.ben->messaging().files()->accept(offered.id);
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Done), 120'000);
        qInfo("100 MiB straight: %lld ms", watch.elapsed());
        QCOMPARE(FilePair::hashOf(pair_.kept()), FilePair::hashOf(path));
        QTRY_VERIFY_WITH_TIMEOUT(sentIs(TransferState::Done), 20'000);
        QCOMPARE(pair_.annas()->delivery, messaging::Delivery::Delivered);
    }
    void isDeclined() {
        QCOMPARE(pair_.send(pair_.make(QStringLiteral("no.bin"), 5'000)), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Offered), 60'000);
        pair_.ben->messaging().files()->decline(pair_.bens()->id);
        QTRY_VERIFY_WITH_TIMEOUT(sentIs(TransferState::Declined), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Declined), 20'000);
    }
    void picturesAreTakenWithoutAsking() {
        QCOMPARE(pair_.send(pair_.make(QStringLiteral("shot.png"), 5'000)), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Done), 60'000);
    }
    void goesOnWhereItWasCut() {
        constexpr qint64 size = 300LL << 20U;
        const auto path = pair_.make(QStringLiteral("long.bin"), size);
        QCOMPARE(pair_.send(path), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Offered), 60'000);
        const auto id = pair_.bens()->id;
        std::int64_t got = 0;
        const auto heard = QObject::connect(
            &pair_.ben->messaging(), &messaging::Messaging::messageChanged,
            [&](const messaging::Message& message) { got = message.attachment->transferred; });
        pair_.ben->messaging().files()->accept(id);
        QTRY_VERIFY_WITH_TIMEOUT(got > size / 3, 120'000);
        QObject::disconnect(heard);
        pair_.ben->signOut();
        QVERIFY(got < size);
        QVERIFY(pair_.ben->start());
        std::int64_t least = size;
        QObject::connect(&pair_.ben->messaging(), &messaging::Messaging::messageChanged,
                         [&](const messaging::Message& message) {
                             const auto now = message.attachment->transferred;
                             if (now > 0) least = std::min(least, now);
                         });
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Done), 180'000);
        QCOMPARE(pair_.bens()->id, id);
        QVERIFY2(least > size / 4, "it began anew");
        QCOMPARE(FilePair::hashOf(pair_.kept()), FilePair::hashOf(path));
        QTRY_VERIFY_WITH_TIMEOUT(sentIs(TransferState::Done), 20'000);
    }
    void goesThroughTheChatServersWhereNothingElseLeads() {
        auto bens = pair_.who(2, "ben-desk");
        bens.hasLinks = false;
        pair_.ben->signOut();
        pair_.ben.reset();
        pair_.ben = std::make_unique<Person>(std::move(bens));
        QVERIFY(pair_.ben->start());
        QTRY_VERIFY_WITH_TIMEOUT(pair_.ben->isReady() && pair_.see(), 60'000);
        const auto path = pair_.make(QStringLiteral("slow.bin"), 3'000'123);
        QCOMPARE(pair_.send(path), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Offered), 60'000);
        pair_.ben->messaging().files()->accept(pair_.bens()->id);
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Done), 120'000);
        QCOMPARE(FilePair::hashOf(pair_.kept()), FilePair::hashOf(path));
    }
    void isNotOfferedFromOutside() {
        auto bens = pair_.who(2, "ben-desk");
        bens.isOutside = true;
        pair_.ben->signOut();
        pair_.ben.reset();
        pair_.ben = std::make_unique<Person>(std::move(bens));
        QVERIFY(pair_.ben->start());
        QTRY_VERIFY_WITH_TIMEOUT(pair_.ben->isReady() && pair_.see(), 60'000);
        const auto why = pair_.ben->messaging().files()->whyNotDirect(pair_.anna->address());
        QVERIFY2(why.find("outside") != std::string::npos, why.c_str());
        // What the inside sends goes by the server then, whatever is preferred.
        QCOMPARE(pair_.send(pair_.make(QStringLiteral("by-server.bin"), 70'000)), std::string());
        QTRY_VERIFY_WITH_TIMEOUT(offeredIs(TransferState::Available), 60'000);
    }
};

QTEST_GUILESS_MAIN(DirectFilesTest)
#include "DirectFilesTest.moc"

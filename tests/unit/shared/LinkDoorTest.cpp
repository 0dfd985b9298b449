// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>

#include "shared/LinkDoor.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using apps::LinkDoor;

class LinkDoorTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int run_ = 0;

    [[nodiscard]] std::filesystem::path profile() {
        const std::filesystem::path path =
            folder_.filePath(QString::number(++run_)).toStdString() + "/" + std::string(120, 'x');
        std::filesystem::create_directories(path);
        return path;
    }
    /// hand() of another program: it waits, so that it runs beside this thread's event loop.
    static bool handFromElsewhere(const std::filesystem::path& folder, const QString& link) {
        std::atomic<int> taken = -1;
        std::thread other([&] { taken = LinkDoor(folder).hand(link) ? 1 : 0; });
        const bool ended = QTest::qWaitFor([&] { return taken != -1; }, 5'000);
        other.join();
        return ended && taken == 1;
    }

private Q_SLOTS:
    void nobodyIsThere() { QVERIFY(!handFromElsewhere(profile(), u"ciscojabber://x"_s)); }
    void aLinkReachesTheClientThatRuns() {
        const auto folder = profile();
        LinkDoor door(folder);
        const auto opened = door.open();
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().sentence().c_str());
        QSignalSpy arrived(&door, &LinkDoor::arrived);
        const auto link = u"ciscojabber://provision?ServicesDomain=office.example"_s;
        QVERIFY(handFromElsewhere(folder, link));
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(arrived.first().first().toString(), link);
        QVERIFY(handFromElsewhere(folder, {}));
        QCOMPARE(arrived.count(), 2);
    }
    void profilesDoNotHearEachOther() {
        LinkDoor door(profile());
        QVERIFY(door.open());
        QVERIFY(!handFromElsewhere(profile(), u"ciscojabber://x"_s));
    }
    void linksAreFoundAmongWords() {
        QCOMPARE(apps::linkAmong({u"anna@office.example"_s, u"CiscoJabber://provision?a"_s}),
                 u"CiscoJabber://provision?a"_s);
        QVERIFY(apps::linkAmong({u"anna@office.example"_s}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(LinkDoorTest)
#include "LinkDoorTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

#include "VirtualClock.h"
#include "fake/Story.h"
#include "models/Desktop.h"

using namespace sidetone;
using desktop::Shown::Session;
using desktop::Shown::Theme;

class SessionTest : public QObject {
    Q_OBJECT

    struct Set {
        test::VirtualClock clock;
        test::FakeClient client{clock};
        desktop::Settings settings{QString()};
        desktop::Desktop desktop{client, clock, settings};
        void signIn(const char* address) {
            desktop.signIn()->offer(QString::fromLatin1(address));
            desktop.signIn()->signIn(QStringLiteral("secret"));
        }
        [[nodiscard]] Session state() { return static_cast<Session>(desktop.session()->state()); }
    };

private Q_SLOTS:
    void showsEachStep() {
        Set set;
        const QAbstractItemModelTester tester(set.desktop.trace());
        set.signIn("robin.keller@office.example");
        QCOMPARE(set.state(), Session::SigningIn);
        set.client.setTrace(test::goodTrace(3));
        QCOMPARE(set.desktop.trace()->count(), 3);
        QCOMPARE(set.desktop.trace()->row(2).verdict, static_cast<int>(signin::Verdict::Running));
        set.client.setTrace(test::goodTrace());
        QCOMPARE(set.desktop.trace()->count(), 9);
    }
    void failureIsASentenceWithAdvice() {
        Set set;
        set.client.setTrace(test::badTrace());
        set.client.fail(test::wrongPassword());
        QCOMPARE(set.state(), Session::Failed);
        QVERIFY(set.desktop.signIn()->problem().endsWith(u'.'));
        QVERIFY(set.desktop.signIn()->advice().startsWith(QLatin1String("Check the password")));
        const auto text = set.desktop.trace()->text();
        QVERIFY(text.contains(QLatin1String("401 Unauthorized")));
        QVERIFY(text.contains(QLatin1String("[failed] Checking the name")));
    }
    void anAddressThatIsNoneFailsAtOnce() {
        Set set;
        set.signIn("robin");
        QVERIFY(set.desktop.signIn()->failed());
        QVERIFY(set.desktop.signIn()->problem().contains(u'@'));
        set.signIn("robin@office.example");
        QCOMPARE(set.state(), Session::SigningIn);
        QVERIFY(set.desktop.signIn()->problem().isEmpty());
    }
    void setsPresence() {
        Set set;
        test::fill(set.client, set.clock.wallTime());
        set.desktop.session()->setPresence(static_cast<int>(messaging::Availability::Away),
                                           QStringLiteral(" Lunch \n"));
        QCOMPARE(set.desktop.session()->presence(), QStringLiteral("Away"));
        QCOMPARE(set.desktop.session()->statusText(), QStringLiteral("Lunch"));
        set.desktop.session()->setPresence(99, {});
        QCOMPARE(set.desktop.session()->presence(), QStringLiteral("Away"));
    }
    void servicesTellTrouble() {
        Set set;
        test::fill(set.client, set.clock.wallTime());
        QVERIFY(set.desktop.services()->trouble().isEmpty());
        auto services = test::allServices();
        services[1].state = client::ServiceState::Failed;
        set.client.setServices(services);
        QCOMPARE(set.desktop.services()->trouble(), QStringLiteral("Phone is not available"));
        QVERIFY(set.desktop.services()->chatSecure());
    }
    void noticesGoAway() {
        Set set;
        test::fill(set.client, set.clock.wallTime());
        set.client.phone().setLine(telephony::LineState::Failed);
        set.desktop.calls()->dial(QStringLiteral("2210"));
        QVERIFY(!set.desktop.notice().isEmpty());
        set.clock.advance(core::Milliseconds(60000));
        QVERIFY(set.desktop.notice().isEmpty());
    }
    void settingsStay() {
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("window.ini"));
        {
            desktop::Settings settings(file);
            settings.setTheme(static_cast<int>(Theme::Dark));
            settings.setWindowSize(QSize(900, 650));
            settings.setLastAddress(QStringLiteral("robin@office.example"));
        }
        const desktop::Settings settings(file);
        QVERIFY(settings.dark());
        QCOMPARE(settings.windowSize(), QSize(900, 650));
        QCOMPARE(settings.lastAddress(), QStringLiteral("robin@office.example"));
    }
    void passwordsAreNotKept() {
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("window.ini"));
        test::VirtualClock clock;
        test::FakeClient client(clock);
        {
            desktop::Settings settings(file);
            desktop::Desktop desktop(client, clock, settings);
            desktop.signIn()->offer(QStringLiteral("robin@office.example"));
            desktop.signIn()->signIn(QStringLiteral("top-secret-word"));
            test::fill(client, clock.wallTime());
        }
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto text = written.readAll();
        QVERIFY(text.contains("robin"));
        QVERIFY(!text.contains("top-secret-word"));
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "SessionTest.moc"

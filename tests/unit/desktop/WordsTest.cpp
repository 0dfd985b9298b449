// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDateTime>
#include <QSet>
#include <QTest>

#include "models/words.h"

using namespace sidetone;
using namespace sidetone::desktop;

class WordsTest : public QObject {
    Q_OBJECT

    static core::WallTime at(const char* time) {
        const auto when = QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate);
        return core::WallTime(core::Milliseconds(when.toMSecsSinceEpoch()));
    }

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void initialsOf_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letters");
        QTest::newRow("two") << "Elif Demir"
                             << "ED";
        QTest::newRow("three") << "Ana de Souza"
                               << "AS";
        QTest::newRow("one") << "reception"
                             << "R";
        QTest::newRow("address") << "elif.demir@office.example"
                                 << "ED";
        QTest::newRow("number") << "+49 30 5550"
                                << "#";
        QTest::newRow("empty") << ""
                               << "#";
        QTest::newRow("spaces") << "  Elif   Demir "
                                << "ED";
    }
    void initialsOf() {
        QFETCH(QString, name);
        QFETCH(QString, letters);
        QCOMPARE(initials(name), letters);
    }
    void hueIsStableAndSpread() {
        QSet<int> seen;
        for (int i = 0; i < 100; ++i) {
            const auto number = hue(QStringLiteral("person%1@office.example").arg(i));
            QVERIFY(number >= 0 && number < 8);
            seen << number;
        }
        QCOMPARE(seen.size(), 8);
        QCOMPARE(hue(QStringLiteral("a@b.example")), hue(QStringLiteral("a@b.example")));
    }
    void days() {
        const auto now = at("2026-03-19T12:00:00Z");
        QCOMPARE(dayTitle(at("2026-03-19T00:00:00Z"), now), QStringLiteral("Today"));
        QCOMPARE(dayTitle(at("2026-03-18T23:59:00Z"), now), QStringLiteral("Yesterday"));
        QCOMPARE(dayTitle(at("2026-03-16T10:00:00Z"), now), QStringLiteral("Monday"));
        QVERIFY(dayTitle(at("2025-03-16T10:00:00Z"), now).contains(QLatin1String("2025")));
    }
    void durations() {
        QCOMPARE(duration(core::Milliseconds(0)), QStringLiteral("00:00"));
        QCOMPARE(duration(core::Milliseconds(187000)), QStringLiteral("03:07"));
        QCOMPARE(duration(core::Milliseconds(3725000)), QStringLiteral("1:02:05"));
        QCOMPARE(duration(core::Milliseconds(-5)), QStringLiteral("00:00"));
        QCOMPARE(stepTime(core::Milliseconds(999)), QStringLiteral("999 ms"));
        QCOMPARE(stepTime(core::Milliseconds(1400)), QStringLiteral("1.4 s"));
    }
    void callAddresses() {
        QCOMPARE(callAddress("sip:Anna@office.example;transport=tls"),
                 QStringLiteral("anna@office.example"));
        QCOMPARE(callAddress("tel:+4930"), QStringLiteral("+4930"));
        QCOMPARE(callAddress("1042"), QStringLiteral("1042"));
    }
    void everyEndHasWords() {
        using telephony::CallEnd;
        QSet<QString> words;
        for (int end = 0; end <= static_cast<int>(CallEnd::Failed); ++end) {
            telephony::Call call;
            call.state = telephony::CallState::Ended;
            call.end = static_cast<CallEnd>(end);
            QVERIFY(!callWords(call).isEmpty());
            words << callWords(call);
        }
        QCOMPARE(words.size(), 10);
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "WordsTest.moc"

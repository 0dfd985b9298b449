// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "telephony/dialTarget.h"

using namespace sidetone;

class DialTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void understands_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("uri");
        const auto row = [](const char* typed, const char* uri) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(uri);
        };
        row("2001", "sip:2001@office.example");
        row(" +49 (711) 12-34.5 ", "sip:+4971112345@office.example");
        row("*97#", "sip:*97%23@office.example");
        row("tel:+49-711-12", "sip:+4971112@office.example");
        row("tel:7042;phone-context=x", "sip:7042@office.example");
        row("ben", "sip:ben@office.example");
        row("ben@other.example", "sip:ben@other.example");
        row("sip:ben@other.example;transport=tcp", "sip:ben@other.example;transport=tcp");
        row("SIPS:ben@other.example", "sips:ben@other.example");
    }
    void understands() {
        QFETCH(QString, typed);
        const auto uri = telephony::dialTarget(typed.toStdString(), "Office.Example");
        QVERIFY(uri);
        QTEST(QString::fromStdString(uri->text()), "uri");
    }
    void refuses() {
        for (const char* typed : {"", "  ", "anna ben", "a@b@c", "@x", "sip:", "tel:abc", "<x>",
                                  "http://x", "a\"b", "a\r\nb"}) {
            const auto uri = telephony::dialTarget(typed, "office.example");
            QVERIFY2(!uri, typed);
            QVERIFY(!uri.error().advice.empty());
        }
    }
};

QTEST_GUILESS_MAIN(DialTargetTest)
#include "DialTargetTest.moc"

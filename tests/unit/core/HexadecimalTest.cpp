// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hexadecimal.h"

#include <QTest>

using namespace sidetone::core;

class HexadecimalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDigitHasItsValueAndNothingElseHasOne() {
        const std::string_view lower = "0123456789abcdef";
        const std::string_view upper = "0123456789ABCDEF";
        for (int c = -128; c < 128; ++c) {
            const auto letter = static_cast<char>(c);
            const auto at = std::min(lower.find(letter), upper.find(letter));
            const int expected = at == std::string_view::npos ? -1 : int(at);
            QCOMPARE(hexadecimalDigit(letter), expected);
        }
    }
    void octetsAreDecodedAndHalfOnesStay_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "anna"
                               << "anna";
        QTest::newRow("in the middle") << "a%20b"
                                       << "a b";
        QTest::newRow("at the end") << "a%2F"
                                    << "a/";
        QTest::newRow("both cases") << "%c3%BC"
                                    << "\u00fc";
        QTest::newRow("half at the end") << "a%2"
                                         << "a%2";
        QTest::newRow("mark at the end") << "a%"
                                         << "a%";
        QTest::newRow("no digit") << "%g0%0g"
                                  << "%g0%0g";
        QTest::newRow("a mark before an octet") << "%%41"
                                                << "%A";
        QTest::newRow("once only") << "%2541"
                                   << "%41";
        QTest::newRow("another mark") << "=41"
                                      << "=41";
    }
    void octetsAreDecodedAndHalfOnesStay() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(withOctetsDecoded(text.toStdString(), '%')), expected);
    }
    void theMarkIsTheCallersChoice() {
        QCOMPARE(withOctetsDecoded("=41%41=4", '='), std::string("A%41=4"));
    }
};

QTEST_APPLESS_MAIN(HexadecimalTest)
#include "HexadecimalTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Error.h"
#include "core/Random.h"
#include "core/text.h"

using namespace sidetone::core;

class TextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbers() {
        QCOMPARE(parseNumber("0"), std::optional<std::uint64_t>(0));
        QCOMPARE(parseNumber("8443"), std::optional<std::uint64_t>(8443));
        for (const char* bad : {"", "-1", "+1", " 1", "1 ", "1x", "99999999999999999999999"}) {
            QVERIFY2(!parseNumber(bad), bad);
        }
    }
    void splits() {
        QCOMPARE(split("", ',').size(), std::size_t(1));
        QCOMPARE(split("a,,b", ',').size(), std::size_t(3));
        QCOMPARE(trim(" \t x y \r\n"), std::string_view("x y"));
    }
    void base64() {
        QCOMPARE(toBase64("anna"), std::string("YW5uYQ=="));
        QCOMPARE(fromBase64("YW5u\nYQ=="), std::optional<std::string>("anna"));
        QVERIFY(!fromBase64("YW5*"));
    }
    void utf8() {
        QVERIFY(isValidUtf8("gr\xc3\xbc\xc3\x9f"));
        QVERIFY(!isValidUtf8("\xc3"));
        QVERIFY(!isValidUtf8("\xc0\xaf"));
        QCOMPARE(printable("a\x1b[31mb", 20), std::string("a?[31mb"));
        QCOMPARE(printable("gr\xc3\xbc\xc3\x9f", 3), std::string("gr..."));
    }
    void sentences() {
        const Error error{ErrorCode::Timeout, "Asking the name server", "no answer in 2 s",
                          "Check the cable."};
        QCOMPARE(error.sentence(),
                 std::string("Asking the name server: no answer in 2 s. Check the cable."));
    }
    void randomIsUniformAndRepeatable() {
        SeededRandom a(1);
        SeededRandom b(1);
        QCOMPARE(a.hex(16), b.hex(16));
        std::array<int, 6> seen{};
        for (int i = 0; i < 60000; ++i) ++seen[a.below(6)];
        for (const int count : seen) QVERIFY(count > 9500 && count < 10500);
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "TextTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "signin/fetchFile.h"
#include "signin/words.h"

using namespace sidetone;

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encodesPathSegments() {
        QCOMPARE(signin::percentEncoded("anna.lind-1_~"), std::string("anna.lind-1_~"));
        QCOMPARE(signin::percentEncoded("a/b?c&d e\xC3\xA9"),
                 std::string("a%2Fb%3Fc%26d%20e%C3%A9"));
    }
    void choosesTheFileServicesPort() {
        using signin::fileUrl;
        QCOMPARE(fileUrl("http://c:6970/x.xml", 10), std::string("http://c:6970/x.xml"));
        QCOMPARE(fileUrl("http://c:6970/x.xml", 11), std::string("https://c:6972/x.xml"));
        QCOMPARE(fileUrl("https://c:6972/x.xml", 12), std::string("https://c:6972/x.xml"));
        QCOMPARE(fileUrl("http://other/x.xml", 12), std::string("http://other/x.xml"));
        QCOMPARE(signin::fileUrlOn("c", "x.xml", 9), std::string("http://c:6970/x.xml"));
        QCOMPARE(signin::fileUrlOn("c", "x.xml", 14), std::string("https://c:6972/x.xml"));
    }
    void findsHosts() {
        QCOMPARE(signin::hostOf("http://c.example:6970/x"), std::string("c.example"));
        QCOMPARE(signin::hostOf("https://[::1]:1/x"), std::string("::1"));
        QCOMPARE(signin::hostOf("c.example"), std::string());
    }
    void writesTimes() {
        QCOMPARE(signin::inUnits(core::Milliseconds(34)), std::string("34 ms"));
        QCOMPARE(signin::inUnits(core::Milliseconds(2590)), std::string("2.5 s"));
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "WordsTest.moc"

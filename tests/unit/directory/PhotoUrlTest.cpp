// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "directory/photoUrl.h"

using namespace sidetone::directory;

/// A template and a value make an address, or none.
class PhotoUrlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makes_data() {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("url");
        const auto row = [](const char* name, const char* pattern, const char* token,
                            const char* value, const char* url) {
            QTest::newRow(name) << QByteArray(pattern) << QByteArray(token) << QByteArray(value)
                                << QByteArray(url);
        };
        row("the chapter's", "http://server_name.domain/%%uid%%.jpg", "%%uid%%", "anna",
            "http://server_name.domain/anna.jpg");
        row("an attribute's name", "http://p.example/sAMAccountName.jpg", "sAMAccountName", "jdoe",
            "http://p.example/jdoe.jpg");
        row("twice", "https://p.example/%%uid%%/%%uid%%.png", "%%uid%%", "ben",
            "https://p.example/ben/ben.png");
        row("in the query", "https://p.example/p?who=%%uid%%&size=128", "%%uid%%", "a&b=c",
            "https://p.example/p?who=a%26b%3Dc&size=128");
        row("not in the host", "https://fluid.example/uid.jpg", "uid", "anna",
            "https://fluid.example/anna.jpg");
        row("a mail address", "https://p.example/mail.jpg", "mail", "anna@office.example",
            "https://p.example/anna@office.example.jpg");
        row("another alphabet", "https://p.example/%%uid%%.jpg", "%%uid%%", "j\xc3\xb6rg x",
            "https://p.example/j%C3%B6rg%20x.jpg");
        row("a value that is a token", "https://p.example/%%uid%%.jpg", "%%uid%%", "%%uid%%",
            "https://p.example/%25%25uid%25%25.jpg");
        row("no token in it", "https://p.example/anna.jpg", "%%uid%%", "anna", "");
        row("no name", "https://p.example/%%uid%%.jpg", "%%uid%%", "", "");
        row("no token", "https://p.example/%%uid%%.jpg", "", "anna", "");
        row("a path", "https://p.example/%%uid%%.jpg", "%%uid%%", "../secret", "");
        row("a folder above", "https://p.example/%%uid%%/photo", "%%uid%%", "..", "");
        row("this folder", "https://p.example/%%uid%%/photo", "%%uid%%", ".", "");
        row("a folder", "https://p.example/%%uid%%.jpg", "%%uid%%", "a/b", "");
        row("another system's", "https://p.example/%%uid%%.jpg", "%%uid%%", "a\\b", "");
        row("a line's end", "https://p.example/%%uid%%.jpg", "%%uid%%", "a\r\nb", "");
        row("a file", "file:///etc/%%uid%%", "%%uid%%", "passwd", "");
        row("no host", "https:///%%uid%%", "%%uid%%", "anna", "");
        row("a host alone", "https://%%uid%%", "%%uid%%", "anna", "");
        row("no address", "%%uid%%.jpg", "%%uid%%", "anna", "");
    }
    void makes() {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, url);
        QCOMPARE(QByteArray::fromStdString(
                     photoUrl(pattern.toStdString(), token.toStdString(), value.toStdString())),
                 url);
    }
    void takesNoEndlessOnes() {
        std::string pattern = "https://p.example/";
        for (int i = 0; i < 1000; ++i) pattern += "%%uid%%";
        QVERIFY(photoUrl(pattern, userNameToken, std::string(200, 'x')).empty());
        QVERIFY(
            photoUrl("https://p.example/%%uid%%", userNameToken, std::string(300, 'x')).empty());
    }
};

QTEST_GUILESS_MAIN(PhotoUrlTest)
#include "PhotoUrlTest.moc"

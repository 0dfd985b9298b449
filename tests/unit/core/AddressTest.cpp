// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Address.h"

using sidetone::core::Address;

class AddressTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << "anna@office.example"
                               << "anna@office.example";
        QTest::newRow("space around") << "  anna@office.example\n"
                                      << "anna@office.example";
        QTest::newRow("case") << "Anna.Smith@Office.Example"
                              << "anna.smith@office.example";
        QTest::newRow("root dot") << "anna@office.example."
                                  << "anna@office.example";
        QTest::newRow("one label") << "anna@localhost"
                                   << "anna@localhost";
        QTest::newRow("umlauts") << QStringLiteral("J\u00d6RG@b\u00fcro.example")
                                 << QStringLiteral("j\u00f6rg@b\u00fcro.example");
        QTest::newRow("plus") << "anna+chat@office.example"
                              << "anna+chat@office.example";
    }
    void reads() {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        const auto address = Address::parse(typed.toStdString());
        QVERIFY2(address.has_value(), address ? "" : address.error().sentence().c_str());
        QCOMPARE(QString::fromStdString(address->text()), text);
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const QByteArray& typed, const char* why) {
            QTest::newRow(name) << typed << QString::fromUtf8(why);
        };
        row("empty", "", "there is no @");
        row("no at", "anna", "there is no @");
        row("two", "a@b@c", "more than one @");
        row("no user", "@office.example", "before the @");
        row("no domain", "anna@", "behind the @");
        row("space inside", "an na@office.example", "not allowed");
        row("bad label", "anna@-office.example", "not a domain name");
        row("empty label", "anna@office..example", "not a domain name");
        row("slash", "anna@office.example/phone", "not a domain name");
        row("long", QByteArray(2000, 'a') + "@office.example", "too long");
        row("bytes", "\xff\xfe@office.example", "UTF-8");
    }
    void refuses() {
        QFETCH(QByteArray, typed);
        QFETCH(QString, why);
        const auto address = Address::parse(typed.toStdString());
        QVERIFY(!address.has_value());
        QVERIFY2(QString::fromStdString(address.error().sentence()).contains(why),
                 address.error().sentence().c_str());
    }
};

QTEST_GUILESS_MAIN(AddressTest)
#include "AddressTest.moc"

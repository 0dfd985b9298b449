// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/XmlReader.h"

using namespace sidetone::core;

class XmlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads() {
        const auto root = readXml(
            "<?xml version=\"1.0\"?><a xmlns='urn:a' k='1'><b xmlns='urn:b'>x &amp; y</b><c/></a>");
        QVERIFY(root.has_value());
        QVERIFY(root->is("a", "urn:a"));
        QCOMPARE(std::string(root->attribute("k")), std::string("1"));
        QCOMPARE(root->childText("b"), std::string("x & y"));
        QVERIFY(root->child("b", "urn:b") != nullptr);
        QVERIFY(root->child("c", "urn:a") != nullptr);
    }
    void writesWhatItReads() {
        XmlElement message("message", "jabber:client");
        message.setAttribute("to", "a\"b'<&");
        message.add(XmlElement("body", "jabber:client").setText("1 < 2 \x01"));
        message.add(XmlElement("request", "urn:xmpp:receipts"));
        const auto back = readXml(message.toXml());
        QVERIFY(back.has_value());
        QCOMPARE(std::string(back->attribute("to")), std::string("a\"b'<&"));
        QCOMPARE(back->childText("body"), std::string("1 < 2"));
        QVERIFY(back->child("request", "urn:xmpp:receipts") != nullptr);
        QCOMPARE(back->toXml(), message.toXml());
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("why");
        QTest::newRow("empty") << QByteArray() << "no element found";
        QTest::newRow("cut") << QByteArray("<a><b>") << "line 1";
        QTest::newRow("doctype") << QByteArray("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")
                                 << "document type";
        QTest::newRow("deep") << QByteArray("<a>").repeated(100) << "nested too deeply";
        QTest::newRow("wrong end") << QByteArray("<a>\n\n</b>") << "line 3";
        QTest::newRow("not xml") << QByteArray("hello") << "line 1";
    }
    void refuses() {
        QFETCH(QByteArray, document);
        QFETCH(QString, why);
        const auto root = readXml(document.toStdString());
        QVERIFY(!root.has_value());
        QVERIFY2(QString::fromStdString(root.error().answer).contains(why),
                 root.error().answer.c_str());
    }
    void hasLimits() {
        std::string many = "<a>";
        for (int i = 0; i < 20; ++i) many += "<b/>";
        many += "</a>";
        QVERIFY(!readXml(many, {.elements = 10}).has_value());
        QVERIFY(!readXml(many, {.bytes = 10}).has_value());
        QVERIFY(readXml(many).has_value());
    }
};

QTEST_GUILESS_MAIN(XmlTest)
#include "XmlTest.moc"

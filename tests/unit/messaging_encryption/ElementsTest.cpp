// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the wire, in both forms.
#include <QTest>

#include "core/XmlReader.h"
#include "xmpp/extensions/OmemoElements.h"

using namespace sidetone;
using xmpp::OmemoScheme;

namespace {

core::XmlElement parse(const std::string& xml) {
    return core::readXml(xml).value();
}

}  // namespace

class ElementsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheLegacyForm() {
        const auto message = xmpp::OmemoMessage::read(
            parse("<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='27183'>"
                  "<key prekey='1' rid='31415'>AAEC</key><key rid='12321' prekey='false'>AwQ=</key>"
                  "<iv>AAAAAAAAAAAAAAAA</iv></header><payload>BQY=</payload></encrypted>"));
        QVERIFY(message.has_value());
        QVERIFY(message->scheme == OmemoScheme::Legacy);
        QCOMPARE(message->sender, 27183u);
        QCOMPARE(message->keys.size(), std::size_t(2));
        QVERIFY(message->keys[0].isExchange && !message->keys[1].isExchange);
        QCOMPARE(message->keys[0].data, std::string("\0\1\2", 3));
        QCOMPARE(message->iv.size(), std::size_t(12));
        QCOMPARE(*message->payload, std::string("\5\6"));
        QVERIFY(*xmpp::OmemoMessage::read(message->toElement())->payload == *message->payload);
    }
    void readsTheNewForm() {
        const auto message = xmpp::OmemoMessage::read(
            parse("<encrypted xmlns='urn:xmpp:omemo:2'><header sid='27183'>"
                  "<keys jid='juliet@capulet.lit'><key rid='31415'>AAEC</key></keys>"
                  "<keys jid='romeo@montague.lit'><key kex='true' rid='1'>AwQ=</key></keys>"
                  "</header></encrypted>"));
        QVERIFY(message.has_value());
        QCOMPARE(message->keys.size(), std::size_t(2));
        QCOMPARE(message->keys[1].owner.text(), std::string("romeo@montague.lit"));
        QVERIFY(message->keys[1].isExchange);
        QVERIFY(!message->payload);
        const auto again = xmpp::OmemoMessage::read(message->toElement());
        QCOMPARE(again->keys[0].owner.text(), std::string("juliet@capulet.lit"));
    }
    void refusesWhatIsNone_data() {
        QTest::addColumn<QString>("xml");
        const auto legacy = [](const char* inside) {
            return QStringLiteral(
                       "<encrypted xmlns='eu.siacs.conversations.axolotl'>%1</encrypted>")
                .arg(QString::fromUtf8(inside));
        };
        QTest::newRow("empty") << legacy("");
        QTest::newRow("no sender") << legacy("<header/>");
        QTest::newRow("device 0") << legacy("<header sid='0'/>");
        QTest::newRow("device over 2^31") << legacy("<header sid='2147483648'/>");
        QTest::newRow("negative") << legacy("<header sid='-1'/>");
        QTest::newRow("no base64") << legacy("<header sid='1'><key rid='1'>!</key></header>");
        QTest::newRow("empty key") << legacy("<header sid='1'><key rid='1'/></header>");
        QTest::newRow("bad payload") << legacy("<header sid='1'/><payload>*</payload>");
        QTest::newRow("other name space") << QStringLiteral("<encrypted xmlns='urn:x'/>");
    }
    void refusesWhatIsNone() {
        QFETCH(QString, xml);
        QVERIFY(!xmpp::OmemoMessage::read(parse(xml.toStdString())));
    }
    void refusesTooManyKeys() {
        xmpp::OmemoMessage message;
        message.scheme = OmemoScheme::Legacy;
        message.sender = 1;
        for (std::uint32_t i = 1; i <= 2001; ++i) message.keys.push_back({{}, i, false, "x"});
        QVERIFY(!xmpp::OmemoMessage::read(message.toElement()));
        message.keys.pop_back();
        QVERIFY(xmpp::OmemoMessage::read(message.toElement()).has_value());
    }
    void writesAndReadsBundles() {
        for (const auto scheme : {OmemoScheme::Legacy, OmemoScheme::Omemo}) {
            const std::size_t size = scheme == OmemoScheme::Omemo ? 32 : 33;
            xmpp::OmemoBundle bundle;
            bundle.signedPreKeyId = 7;
            bundle.signedPreKey.assign(size, 's');
            bundle.signature.assign(64, 'g');
            bundle.identityKey.assign(size, 'i');
            bundle.preKeys = {{1, std::string(size, 'a')}, {2, std::string(size, 'b')}};
            const auto element = bundle.toElement(scheme);
            const auto read = xmpp::OmemoBundle::read(scheme, element);
            QVERIFY(read.has_value());
            QVERIFY(read->preKeys == bundle.preKeys);
            QCOMPARE(read->signedPreKeyId, 7u);
            for (std::size_t i = 0; i < element.children.size(); ++i) {
                auto missing = element;
                missing.children.erase(missing.children.begin() + long(i));
                QVERIFY(!xmpp::OmemoBundle::read(scheme, missing));
            }
            bundle.identityKey.push_back('x');
            QVERIFY(!xmpp::OmemoBundle::read(scheme, bundle.toElement(scheme)));
        }
    }
    void writesAndReadsLists() {
        const std::vector<xmpp::OmemoDevice> devices{{1, "Dell laptop", "sig"}, {2, {}, {}}};
        QVERIFY(xmpp::readDeviceList(OmemoScheme::Omemo,
                                     xmpp::deviceListElement(OmemoScheme::Omemo, devices)) ==
                devices);
        const auto legacy = xmpp::readDeviceList(
            OmemoScheme::Legacy, xmpp::deviceListElement(OmemoScheme::Legacy, devices));
        QCOMPARE(legacy.size(), std::size_t(2));
        QVERIFY(legacy[0].label.empty());
        std::string label;
        for (int i = 0; i < 80; ++i) label += "\xc3\xbc";
        const auto cut = xmpp::readDeviceList(
            OmemoScheme::Omemo, xmpp::deviceListElement(OmemoScheme::Omemo, {{1, label, {}}}));
        QCOMPARE(cut[0].label.size(), std::size_t(106));
    }
};

QTEST_GUILESS_MAIN(ElementsTest)
#include "ElementsTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Random.h"
#include "signin/enrolment/CapfMessage.h"

using namespace sidetone;
using signin::CapfCommand;
using signin::CapfMessage;
using signin::CapfTag;

namespace {

std::string bytes(const char* hexadecimal) {
    return QByteArray::fromHex(hexadecimal).toStdString();
}

}  // namespace

/// The messages of provisioning contract 16.4, byte for byte.
class CapfMessageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_data() {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("command");
        QTest::addColumn<int>("elements");
        QTest::newRow("authentication request") << QByteArray("55010000002a000407000103") << 1 << 1;
        QTest::newRow("authentication response") << QByteArray(
                                                        "55020000002a0013070001030d000843"
                                                        "53464a444f450001000101")
                                                 << 2 << 3;
        QTest::newRow("with a password") << QByteArray(
                                                "55020000002a001d0100010107000103"
                                                "0b000731323334353600"
                                                "0d00084353464a444f4500")
                                         << 2 << 4;
        QTest::newRow("key request") << QByteArray("55030000002a00050a00020800") << 3 << 1;
        QTest::newRow("in progress") << QByteArray("55110000002a0000") << 17 << 0;
        QTest::newRow("store response") << QByteArray("550a0000002a000401000101") << 10 << 1;
        QTest::newRow("end") << QByteArray("550f0000002a000401000101") << 15 << 1;
        QTest::newRow("declined") << QByteArray("550f0000002a000401000109") << 15 << 1;
    }
    void golden() {
        QFETCH(QByteArray, wire);
        QFETCH(int, command);
        QFETCH(int, elements);
        const auto raw = bytes(wire.constData());
        auto arrived = raw;
        const auto message = signin::takeCapf(arrived);
        QVERIFY(message.has_value() && message->has_value());
        QVERIFY(arrived.empty());
        QCOMPARE(static_cast<int>((*message)->command), command);
        QCOMPARE(static_cast<int>((*message)->elements.size()), elements);
        QCOMPARE((*message)->session, 0x2aU);
        QCOMPARE(signin::encodeCapf(**message).value(), raw);
    }
    void readsElements() {
        auto arrived = bytes("55030000002a00090a0002080011000101");
        const auto message = *signin::takeCapf(arrived).value();
        QCOMPARE(message.number(CapfTag::KeySize).value(), 2048U);
        QCOMPARE(message.number(CapfTag::KeyType).value(), 1U);
        QVERIFY(!message.number(CapfTag::Curve));
    }
    void wrapsCertificates() {
        // The lengths of a capture: 979 bytes of DER.
        const std::string der = std::string(1, '\x30') + std::string(978, 'x');
        CapfMessage message{CapfCommand::StoreRequest, 0x2a, {}};
        message.add(CapfTag::CertificateType, std::uint8_t{1})
            .add(CapfTag::Certificate, signin::wrapCertificate(der));
        const auto wire = signin::encodeCapf(message).value();
        QCOMPARE(wire.substr(0, 20), bytes("55090000002a03df030001010403d80103d50001"));
        QCOMPARE(signin::unwrapCertificate(*message.find(CapfTag::Certificate)), der);
        QCOMPARE(signin::unwrapCertificate(der), der);
        QVERIFY(signin::unwrapCertificate("").empty());
        QVERIFY(signin::unwrapCertificate(std::string("\1\0\2", 3)).empty());
    }
    void waitsForTheWholeMessage() {
        const auto raw = bytes("55020000002a0013070001030d00084353464a444f450001000101");
        std::string arrived;
        for (std::size_t i = 0; i + 1 < raw.size(); ++i) {
            arrived += raw[i];
            const auto message = signin::takeCapf(arrived);
            QVERIFY(message.has_value() && !message->has_value());
        }
        arrived += raw.back();
        arrived += raw;
        QVERIFY(signin::takeCapf(arrived).value().has_value());
        QCOMPARE(arrived, raw);
    }
    void refusesNonsense_data() {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("no mark") << QByteArray("474554202f");
        QTest::newRow("element cut off") << QByteArray("550f0000002a00020100");
        QTest::newRow("element too long") << QByteArray("550f0000002a000401000501");
    }
    void refusesNonsense() {
        QFETCH(QByteArray, wire);
        auto arrived = bytes(wire.constData());
        QVERIFY(!signin::takeCapf(arrived).has_value());
    }
    void comesBackFromAnything() {
        core::SeededRandom random(7);
        for (int round = 0; round < 2000; ++round) {
            CapfMessage message;
            message.command = static_cast<CapfCommand>(random.below(256));
            message.session = random.number32();
            for (auto left = random.below(6); left > 0; --left) {
                message.add(static_cast<CapfTag>(random.below(256)), random.hex(random.below(200)));
            }
            auto wire = signin::encodeCapf(message).value();
            QCOMPARE(signin::takeCapf(wire).value().value(), message);
            QVERIFY(wire.empty());
        }
    }
    void refusesToWriteTooMuch() {
        CapfMessage message;
        message.add(CapfTag::Certificate, std::string(65'533, 'x'));
        QVERIFY(signin::encodeCapf(message).error().code == core::ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(CapfMessageTest)
#include "CapfMessageTest.moc"

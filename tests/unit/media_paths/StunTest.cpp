// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMessageAuthenticationCode>
#include <QTest>
#include <random>

#include "VirtualClock.h"
#include "media/paths/StunSeal.h"
#include "media/paths/StunTransaction.h"
#include "octetsOf.h"

using namespace sidetone;
using namespace sidetone::media;
using test::octetsOf;
using std::chrono_literals::operator""ms;

namespace {

// The messages of RFC 5769, sections 2.1 to 2.4.
const auto shortTermRequest = octetsOf(
    "00010058 2112a442 b7e7a701bc34d686fa87dfae 80220010 5354554e207465737420636c69656e74"
    "00240004 6e0001ff 80290008 932ff9b151263b36 00060009 6576746a3a68367659202020"
    "00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2 80280004 e57a3bcf");
const auto ipv4Response = octetsOf(
    "0101003c 2112a442 b7e7a701bc34d686fa87dfae 8022000b 7465737420766563746f7220"
    "00200008 0001a147e112a643 00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7"
    "80280004 c07d4c96");
const auto ipv6Response = octetsOf(
    "01010048 2112a442 b7e7a701bc34d686fa87dfae 8022000b 7465737420766563746f7220"
    "00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
    "00080014 a382954e4be67bf11784c97c8292c275bfe3ed41 80280004 c8fb0b4c");
const auto longTermRequest = octetsOf(
    "00010060 2112a442 78ad3433c6ad72c029da412e"
    "00060012 e3839ee38388e383aae38383e382afe382b90000"
    "0015001c 662f2f3439396b3935346436 4f4c33346f4c39465354767936347341"
    "0014000b 6578616d706c652e6f726700 00080014 f67024656dd64a3e02b8e0712e85c9a28ca89666");

const core::Secret password("VOkJxbRl1RmTxUk/WvJxBt");

StunMessage binding(StunClass kind) {
    core::SeededRandom random(1);
    return {kind, StunMethod::Binding, makeStunTransactionId(random)};
}

}  // namespace

class StunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRequestOfTheStandardIsRead() {
        const auto message = parseStun(shortTermRequest).value();
        QCOMPARE(message.kind(), StunClass::Request);
        QCOMPARE(message.method(), StunMethod::Binding);
        QCOMPARE(message.text(StunType::Software), "STUN test client");
        QCOMPARE(message.text(StunType::Username), "evtj:h6vY");
        QCOMPARE(message.number32(StunType::Priority), 0x6E0001FFU);
        QCOMPARE(message.number64(StunType::IceControlled), 0x932FF9B151263B36U);
        QVERIFY(message.unknownRequired().empty());
        QVERIFY(hasIntegrity(shortTermRequest, StunIntegrity::Sha1, password));
        QVERIFY(hasFingerprint(shortTermRequest));
    }
    void addressesOfBothFamiliesAreRead() {
        QVERIFY(hasIntegrity(ipv4Response, StunIntegrity::Sha1, password));
        QVERIFY(hasFingerprint(ipv4Response));
        QCOMPARE(parseStun(ipv4Response)->kind(), StunClass::Success);
        QCOMPARE(parseStun(ipv4Response)->address(StunType::XorMappedAddress),
                 TransportAddress::of("192.0.2.1", 32853));
        QVERIFY(hasIntegrity(ipv6Response, StunIntegrity::Sha1, password));
        QVERIFY(hasFingerprint(ipv6Response));
        QCOMPARE(parseStun(ipv6Response)->address(StunType::XorMappedAddress),
                 TransportAddress::of("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    }
    void aRequestWithALongTermCredentialIsWrittenAsTheStandardDoes() {
        StunTransactionId id{};
        std::copy_n(longTermRequest.begin() + 8, id.size(), id.begin());
        StunMessage message(StunClass::Request, StunMethod::Binding, id);
        const std::string user = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";
        message.addText(StunType::Username, user);
        message.addText(StunType::Nonce, "f//499k954d6OL34oL9FSTvy64sA");
        message.addText(StunType::Realm, "example.org");
        const auto key = longTermKey(user, "example.org", core::Secret("TheMatrIX"));
        QCOMPARE(sealStun(message, StunIntegrity::Sha1, key, StunFingerprint::Without),
                 longTermRequest);
        QVERIFY(hasIntegrity(longTermRequest, StunIntegrity::Sha1, key));
    }
    void integrityAndFingerprintNoticeEachChange() {
        for (std::size_t at = 0; at < ipv4Response.size(); ++at) {
            auto changed = ipv4Response;
            changed[at] ^= 0x04;
            QVERIFY2(!hasFingerprint(changed), qPrintable(QString::number(at)));
            const bool isBehind = at >= ipv4Response.size() - 8;
            if (isBehind) continue;
            QVERIFY2(!hasIntegrity(changed, StunIntegrity::Sha1, password),
                     qPrintable(QString::number(at)));
        }
        QVERIFY(!hasIntegrity(ipv4Response, StunIntegrity::Sha1, core::Secret("another")));
        QVERIFY(!hasIntegrity(ipv4Response, StunIntegrity::Sha256, password));
    }
    void theStrongerIntegrityIsAnHmacOfSha256() {
        auto message = binding(StunClass::Request);
        message.addText(StunType::Username, "us:them");
        const auto sealed =
            sealStun(message, StunIntegrity::Sha256, password, StunFingerprint::With);
        QVERIFY(hasIntegrity(sealed, StunIntegrity::Sha256, password));
        QVERIFY(hasFingerprint(sealed));
        // By another implementation: over all before it, with a length up to its own end.
        auto text = message.write();
        text[3] = static_cast<std::uint8_t>(text.size() - 20 + 36);
        const auto expected = QMessageAuthenticationCode::hash(
            QByteArray(reinterpret_cast<const char*>(text.data()), qsizetype(text.size())),
            QByteArray::fromStdString(password.reveal()), QCryptographicHash::Sha256);
        const auto read = parseStun(sealed).value();
        const auto* value = read.find(StunType::MessageIntegritySha256);
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(value->value.data()), 32), expected);
    }
    void aStrongerIntegrityMayBeCutToHalfAndNoFurther() {
        for (const std::size_t octets : {16U, 12U}) {
            auto text = binding(StunClass::Success).write();
            text[3] = static_cast<std::uint8_t>(text.size() - 20 + 4 + octets);
            const auto code = QMessageAuthenticationCode::hash(
                QByteArray(reinterpret_cast<const char*>(text.data()), qsizetype(text.size())),
                QByteArray::fromStdString(password.reveal()), QCryptographicHash::Sha256);
            text.insert(text.end(), {0, 0x1C, 0, static_cast<std::uint8_t>(octets)});
            text.insert(text.end(), code.begin(), code.begin() + qsizetype(octets));
            QCOMPARE(hasIntegrity(text, StunIntegrity::Sha256, password), octets == 16);
        }
    }
    void whatStandsBehindTheIntegrityDoesNotCount() {
        auto sealed = sealStun(binding(StunClass::Success), StunIntegrity::Sha1, password,
                               StunFingerprint::Without);
        sealed.insert(sealed.end(), {0, 0x25, 0, 0});  // USE-CANDIDATE, slipped in
        sealed[3] = static_cast<std::uint8_t>(sealed[3] + 4);
        QVERIFY(hasIntegrity(sealed, StunIntegrity::Sha1, password));
        QVERIFY(!parseStun(sealed)->has(StunType::UseCandidate));
    }
    void errorsAndUnknownAttributesAreCarried() {
        auto message = binding(StunClass::Error);
        message.addError({420, "not understood"});
        message.addUnknown(std::vector<std::uint16_t>{0x7001, 0x7002});
        const auto read = parseStun(message.write()).value();
        QCOMPARE(read.error(), (StunError{420, "not understood"}));
        QCOMPARE(read.find(StunType::UnknownAttributes)->value, octetsOf("70017002"));
        auto asked = binding(StunClass::Request);
        asked.add(static_cast<StunType>(0x7001), {});
        asked.add(static_cast<StunType>(0xF001), {});
        QCOMPARE(asked.unknownRequired(), std::vector<std::uint16_t>{0x7001});
        QVERIFY(!binding(StunClass::Error).error());
    }
    void everyClassAndMethodHasItsBits() {
        for (const auto kind :
             {StunClass::Request, StunClass::Indication, StunClass::Success, StunClass::Error}) {
            for (const int number : {1, 9, 0x0F, 0x80, 0xABC, 0xFFF}) {
                const auto name = static_cast<StunMethod>(number);
                const StunMessage message(kind, name, {});
                QCOMPARE(parseStun(message.write()), message);
            }
        }
        QCOMPARE(StunMessage(StunClass::Error, StunMethod::Allocate, {}).write()[0], 0x01);
        QCOMPARE(StunMessage(StunClass::Error, StunMethod::Allocate, {}).write()[1], 0x13);
    }
    void nonsenseIsRefused() {
        for (std::size_t length = 0; length < shortTermRequest.size(); ++length) {
            QVERIFY(!parseStun(std::span(shortTermRequest).first(length)));
        }
        auto lies = shortTermRequest;
        lies[23] = 0xFF;  // an attribute longer than the message
        QVERIFY(!parseStun(lies));
        auto large = binding(StunClass::Request);
        large.addText(StunType::Software, std::string(StunMessage::largest, 'x'));
        QVERIFY(!parseStun(large.write()));
        auto many = binding(StunClass::Request);
        for (int i = 0; i < 65; ++i) many.addFlag(StunType::UseCandidate);
        QVERIFY(!parseStun(many.write()));
        auto shortAddress = binding(StunClass::Success);
        shortAddress.add(StunType::XorMappedAddress, octetsOf("0002a147e112a643"));
        QVERIFY(!shortAddress.address(StunType::XorMappedAddress));
        QVERIFY(!looksLikeStun(octetsOf("80000000 2112a442 000000000000000000000000")));
        std::mt19937 random(1);
        for (int i = 0; i < 20'000; ++i) {
            auto damaged = shortTermRequest;
            damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
            if (const auto read = parseStun(damaged)) QVERIFY(parseStun(read->write()).has_value());
        }
    }
    void aRequestIsRepeatedUntilItsTimeIsOver() {
        test::VirtualClock clock;
        const auto start = clock.now();
        std::vector<qint64> sent;
        qint64 ended = 0;
        const auto message = binding(StunClass::Request);
        StunTransaction transaction(
            clock, message.id(), message.write(), {},
            [&](std::span<const std::uint8_t>) { sent.push_back(clock.millisecondsSince(start)); },
            [&] { ended = clock.millisecondsSince(start); });
        clock.advance(60'000ms);
        QCOMPARE(sent, (std::vector<qint64>{0, 500, 1500, 3500, 7500, 15'500, 31'500}));
        QCOMPARE(ended, 39'500);
    }
    void anAnswerEndsIt() {
        test::VirtualClock clock;
        int sent = 0;
        const auto message = binding(StunClass::Request);
        StunTransaction transaction(
            clock, message.id(), message.write(), {},
            [&](std::span<const std::uint8_t>) { ++sent; }, [] { QFAIL("it was answered"); });
        QVERIFY(transaction.isAnsweredBy(binding(StunClass::Success)));
        QVERIFY(transaction.isAnsweredBy(binding(StunClass::Error)));
        QVERIFY(!transaction.isAnsweredBy(message));
        QVERIFY(
            !transaction.isAnsweredBy(StunMessage(StunClass::Success, StunMethod::Binding, {})));
        clock.advance(600ms);
        transaction.answered();
        clock.advance(60'000ms);
        QCOMPARE(sent, 2);
    }
    void overTcpNothingIsRepeated() {
        test::VirtualClock clock;
        const auto start = clock.now();
        int sent = 0;
        qint64 ended = 0;
        StunTransaction transaction(
            clock, {}, {}, StunTimes::reliable(), [&](std::span<const std::uint8_t>) { ++sent; },
            [&] { ended = clock.millisecondsSince(start); });
        clock.advance(60'000ms);
        QCOMPARE(sent, 1);
        QCOMPARE(ended, 39'500);
    }
    void aQuietOneStillWaits() {
        test::VirtualClock clock;
        int sent = 0;
        bool hasEnded = false;
        StunTransaction transaction(
            clock, {}, {}, {}, [&](std::span<const std::uint8_t>) { ++sent; },
            [&] { hasEnded = true; });
        transaction.quieten();
        clock.advance(39'000ms);
        QVERIFY(!hasEnded);
        clock.advance(1000ms);
        QVERIFY(hasEnded);
        QCOMPARE(sent, 1);
    }
    void addressesAreNumbersAlone() {
        QCOMPARE(TransportAddress::of("2001:DB8::1", 1)->host(), "2001:db8::1");
        QVERIFY(!TransportAddress::of("office.example", 1));
        QVERIFY(!TransportAddress::of("fe80::1%lo", 1));
        QVERIFY(TransportAddress::of("fe80::1", 1)->isLinkLocal());
        QVERIFY(!TransportAddress::of("2001:db8::1", 1)->isLinkLocal());
    }
};

QTEST_GUILESS_MAIN(StunTest)
#include "StunTest.moc"

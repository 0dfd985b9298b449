// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "media/rtp/RtcpFeedback.h"
#include "media/rtp/RtcpPacket.h"

using namespace sidetone::media;

class RtcpFeedbackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void octetsAreThoseOfTheStandards();
    void everythingComesBack();
    void whatIsNotForUsIsPassedOver();
    void nonsenseIsRefused();
};

void RtcpFeedbackTest::octetsAreThoseOfTheStandards() {
    RtcpFeedback feedback;
    feedback.sender = 0x01020304;
    feedback.missing = {100, 101, 116, 200};
    feedback.pictureLost = true;
    feedback.keyWanted = 9;
    feedback.limitWanted = RateLimit{0xAABBCCDD, 300'000, 40};
    std::vector<std::uint8_t> bytes;
    appendFeedback(feedback, 0xAABBCCDD, bytes);
    // RFC 4585 6.2.1 and 6.3.1; RFC 5104 4.3.1 and 4.2.1: 300,000 is 75,000 times 4.
    const std::vector<std::uint8_t> expected{
        0x81, 205,  0,    4,   1,    2,    3,    4,    0xAA, 0xBB, 0xCC, 0xDD, 0, 100,  0x80,
        0x01, 0,    200,  0,   0,    0x81, 206,  0,    2,    1,    2,    3,    4, 0xAA, 0xBB,
        0xCC, 0xDD, 0x84, 206, 0,    4,    1,    2,    3,    4,    0,    0,    0, 0,    0xAA,
        0xBB, 0xCC, 0xDD, 9,   0,    0,    0,    0x83, 205,  0,    4,    1,    2, 3,    4,
        0,    0,    0,    0,   0xAA, 0xBB, 0xCC, 0xDD, 0x0A, 0x49, 0xF0, 0x28};
    QVERIFY(bytes == expected);
}

void RtcpFeedbackTest::everythingComesBack() {
    RtcpFeedback feedback;
    feedback.sender = 5;
    feedback.missing = {65534, 65535, 0, 1, 40};
    feedback.pictureLost = true;
    feedback.keyWanted = 255;
    feedback.limitWanted = RateLimit{77, 1'234'000, 0};
    feedback.hasNotice = true;
    feedback.limitsNoted = {{88, 96'000, 511}};
    feedback.estimate = 204'800;
    RtcpCompound compound;
    compound.ssrc = 5;
    auto bytes = writeRtcp(compound);
    appendFeedback(feedback, 77, bytes);
    const auto back = parseFeedback(bytes, 77);
    QVERIFY(back);
    // 17 bits of mantissa are all there is.
    QVERIFY(std::abs(back->limitWanted->bitsPerSecond - 1'234'000) < 16);
    feedback.limitWanted = back->limitWanted;
    QVERIFY(*back == feedback);
    QVERIFY(parseRtcp(bytes));
}

void RtcpFeedbackTest::whatIsNotForUsIsPassedOver() {
    RtcpFeedback feedback;
    feedback.missing = {1};
    feedback.pictureLost = true;
    feedback.keyWanted = 1;
    feedback.limitWanted = RateLimit{77, 1000, 0};
    feedback.estimate = 1000;
    std::vector<std::uint8_t> bytes;
    appendFeedback(feedback, 77, bytes);
    QVERIFY(!parseFeedback(bytes, 78));
    QVERIFY(!parseFeedback(writeRtcp({}), 0));
}

void RtcpFeedbackTest::nonsenseIsRefused() {
    QVERIFY(!parseFeedback({}, 1));
    const std::vector<std::uint8_t> tooLong{0x81, 206, 0, 9, 0, 0, 0, 1, 0, 0, 0, 2};
    QVERIFY(!parseFeedback(tooLong, 2));
    const std::vector<std::uint8_t> tooShort{0x81, 206, 0, 1, 0, 0, 0, 1};
    QVERIFY(!parseFeedback(tooShort, 2));
    const std::vector<std::uint8_t> oldVersion{0x41, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2};
    QVERIFY(!parseFeedback(oldVersion, 2));
}

QTEST_GUILESS_MAIN(RtcpFeedbackTest)
#include "RtcpFeedbackTest.moc"

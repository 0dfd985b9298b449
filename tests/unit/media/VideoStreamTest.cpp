// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "VideoPair.h"
#include "core/Random.h"

using namespace sidetone;
using namespace sidetone::media;
using namespace sidetone::test;
using core::Milliseconds;

namespace {

/// Each is later than the one before.
bool inOrder(const std::vector<std::uint16_t>& numbers) {
    return std::ranges::adjacent_find(numbers, std::greater_equal<>()) == numbers.end();
}

RtcpFeedback feedbackIn(const VideoPair::Bytes& bytes, std::uint32_t ssrc) {
    return parseFeedback(bytes, ssrc).value_or(RtcpFeedback{});
}

std::uint32_t ssrcOf(const VideoPair::Side& side) {
    return parseRtcp(side.rtcp.front())->ssrc;
}

}  // namespace

class VideoStreamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesGoBothWays();
    void protectedPicturesGoBothWays();
    void lostPacketsComeAgain();
    void aKeyPictureHealsWhatWasLost();
    void overtakingDoesNoHarm();
    void fullIntraCountsOnceANumber();
    void theOtherSidesLimitIsKept();
    void anEstimateIsKept();
    void whatWasAgreedIsKept();
    void modeZeroSendsSingleUnits();
    void holdSendsNothingAndComesBackWhole();
    void itStartsLowAndGetsClear();
    void arrivalsTellWhatTheLineCarries();
    void aBrokenLineIsLeft();
    void aRememberedLineStartsClear();
    void aSlowProcessorGetsSmallerPictures();
    void whatTheLineCarriesIsFoundOutByFilling();
    void picturesWaitForSound();
    void packetsOfStrangersAreRefused();
    void goodbyeIsSaid();
};

void VideoStreamTest::picturesGoBothWays() {
    VideoPair pair;
    pair.configure();
    pair.run(Milliseconds(4000));
    for (auto& side : pair.sides) {
        QCOMPARE(side.firstPictures, 1);
        QVERIFY2(side.coder.numbers.size() > 50, std::to_string(side.coder.numbers.size()).c_str());
        QVERIFY(inOrder(side.coder.numbers));
        QCOMPARE(int(side.coder.numbers.front()), 0);
        QCOMPARE(side.statistics.picturesDamaged, std::uint64_t(0));
        QVERIFY(side.statistics.roundTripMilliseconds.value_or(0) > 5);
        QVERIFY(side.largest <= 1212);
        QCOMPARE(side.coder.keyRequests, 0);
    }
}

void VideoStreamTest::protectedPicturesGoBothWays() {
    VideoPair pair;
    core::SeededRandom random(3);
    const auto a = makeSrtpKey(SrtpSuite::AesCm128Sha80, random);
    const auto b = makeSrtpKey(SrtpSuite::AesCm128Sha80, random);
    pair.sides[0].parameters.localKey = pair.sides[1].parameters.remoteKey = a;
    pair.sides[1].parameters.localKey = pair.sides[0].parameters.remoteKey = b;
    pair.sides[0].out.loss = 0.05;
    pair.configure();
    pair.run(Milliseconds(2000));
    QVERIFY(pair.sides[0].coder.numbers.size() > 50);
    QVERIFY(pair.sides[1].coder.numbers.size() > 45);
    QVERIFY(pair.sides[0].statistics.packetsSentAgain > 0);
}

void VideoStreamTest::lostPacketsComeAgain() {
    VideoPair pair(500'000);
    pair.sides[0].out.loss = 0.05;
    pair.sides[0].out.delay = Milliseconds(25);
    pair.sides[1].out.delay = Milliseconds(25);
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(6000));
    const auto& receiver = pair.sides[1];
    const auto made = pair.sides[0].coder.made();
    QVERIFY(pair.sides[0].statistics.packetsSentAgain > 10);
    QVERIFY2(receiver.coder.whole * 100 >= made * 95,
             (std::to_string(receiver.coder.whole) + " of " + std::to_string(made)).c_str());
    QVERIFY(inOrder(receiver.coder.numbers));
}

void VideoStreamTest::aKeyPictureHealsWhatWasLost() {
    VideoPair pair;
    for (auto& side : pair.sides) side.parameters.feedback = {false, true, false, false};
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(1000));
    QCOMPARE(pair.sides[0].coder.keyRequests, 0);
    int lost = 0;
    pair.sides[0].out.drop = [&](const auto&) { return lost++ < 3; };
    pair.run(Milliseconds(200));
    pair.sides[0].out.drop = nullptr;
    pair.run(Milliseconds(1000));
    QVERIFY(pair.sides[0].coder.keyRequests >= 1);
    QVERIFY(pair.sides[0].coder.keyRequests <= 3);
    QVERIFY(pair.sides[1].statistics.picturesDamaged >= 1);
    const auto damaged = pair.sides[1].statistics.picturesDamaged;
    const auto asked = pair.sides[1].statistics.keyPicturesAsked;
    pair.run(Milliseconds(1000));
    QCOMPARE(pair.sides[1].statistics.picturesDamaged, damaged);
    QCOMPARE(pair.sides[1].statistics.keyPicturesAsked, asked);
}

void VideoStreamTest::overtakingDoesNoHarm() {
    VideoPair pair(500'000);
    pair.sides[0].out.jitter = Milliseconds(30);
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(5000));
    QCOMPARE(pair.sides[1].statistics.picturesDamaged, std::uint64_t(0));
    QVERIFY(inOrder(pair.sides[1].coder.numbers));
    QVERIFY(pair.sides[1].coder.numbers.size() > 130);
}

void VideoStreamTest::fullIntraCountsOnceANumber() {
    VideoPair pair;
    pair.configure();
    pair.run(Milliseconds(1000));
    const auto ssrc = ssrcOf(pair.sides[0]);
    for (const std::uint8_t number : {7, 7, 7, 8}) {
        RtcpCompound compound;
        compound.ssrc = 1;
        auto bytes = writeRtcp(compound);
        RtcpFeedback feedback;
        feedback.keyWanted = number;
        appendFeedback(feedback, ssrc, bytes);
        pair.sides[0].stream->received(StreamPort::Rtcp, bytes, pair.sides[1].address, pair.now);
    }
    QCOMPARE(pair.sides[0].coder.keyRequests, 2);
}

void VideoStreamTest::theOtherSidesLimitIsKept() {
    VideoPair pair(1'500'000);
    pair.sides[1].parameters.mostReceivedBits = 300'000;
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(5000));
    // The request came, was answered, and holds.
    QVERIFY(pair.sides[0].statistics.sentBits <= 315'000);
    QVERIFY(pair.sides[0].statistics.sentBits > 150'000);
    QVERIFY((pair.sides[0].statistics.sentSize == PictureSize{512, 288}));
    const auto noted = std::ranges::any_of(pair.sides[0].rtcp, [](const auto& bytes) {
        const auto feedback = feedbackIn(bytes, 0);
        return feedback.hasNotice && feedback.limitsNoted.size() == 1 &&
               std::abs(feedback.limitsNoted[0].bitsPerSecond - 300'000) < 3000;
    });
    QVERIFY(noted);
    const auto asked = std::ranges::count_if(pair.sides[1].rtcp, [&](const auto& bytes) {
        return feedbackIn(bytes, ssrcOf(pair.sides[0])).limitWanted.has_value();
    });
    QCOMPARE(int(asked), 1);
}

void VideoStreamTest::anEstimateIsKept() {
    VideoPair pair(1'500'000);
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(1000));
    RtcpCompound compound;
    auto bytes = writeRtcp(compound);
    RtcpFeedback feedback;
    feedback.estimate = 100'000;
    appendFeedback(feedback, ssrcOf(pair.sides[0]), bytes);
    pair.sides[0].stream->received(StreamPort::Rtcp, bytes, pair.sides[1].address, pair.now);
    pair.run(Milliseconds(3000));
    QVERIFY((pair.sides[0].statistics.sentSize == PictureSize{256, 144}));
    QVERIFY(pair.sides[0].statistics.sentBits < 105'000);
}

void VideoStreamTest::whatWasAgreedIsKept() {
    VideoPair pair(1'500'000);
    pair.sides[0].parameters.mostBits = 320'000;
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(1000));
    const auto before = pair.sides[0].out.octets;
    pair.run(Milliseconds(5000));
    const auto bits = static_cast<double>(pair.sides[0].out.octets - before) * 8 / 5;
    QVERIFY2(bits < 320'000 + 2 * 30 * 320, std::to_string(bits).c_str());
    QVERIFY((pair.sides[0].statistics.sentSize == PictureSize{512, 288}));
}

void VideoStreamTest::modeZeroSendsSingleUnits() {
    VideoPair pair(1'500'000);
    pair.sides[0].parameters.send.mode = PacketizationMode::SingleUnit;
    pair.sides[0].parameters.send.payloadType = 97;
    bool onlyUnits = true;
    int packets = 0;
    pair.sides[0].out.drop = [&](const VideoPair::Bytes& bytes) {
        ++packets;
        const unsigned type = bytes[12] & 31U;
        onlyUnits = onlyUnits && type >= 1 && type <= 23 && (bytes[1] & 127U) == 97;
        return false;
    };
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(1000));
    QVERIFY(packets > 50 && onlyUnits);
    QVERIFY(pair.sides[1].coder.numbers.size() > 20);
}

void VideoStreamTest::holdSendsNothingAndComesBackWhole() {
    VideoPair pair;
    pair.configure();
    pair.run(Milliseconds(1000));
    pair.sides[0].parameters.direction = MediaDirection::Inactive;
    pair.sides[1].parameters.direction = MediaDirection::Inactive;
    pair.configure();
    const auto packets = pair.sides[0].rtpPackets;
    pair.run(Milliseconds(1000));
    QCOMPARE(pair.sides[0].rtpPackets, packets);
    QVERIFY(!pair.sides[0].coder.target());
    for (auto& side : pair.sides) {
        side.parameters.direction = MediaDirection::SendReceive;
        side.coder.numbers.clear();
    }
    pair.configure();
    pair.run(Milliseconds(1000));
    QCOMPARE(pair.sides[0].coder.keyRequests, 1);
    QVERIFY(pair.sides[1].coder.numbers.size() > 20);
    QCOMPARE(pair.sides[1].statistics.picturesDamaged, std::uint64_t(0));
}

void VideoStreamTest::itStartsLowAndGetsClear() {
    VideoPair pair;
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(200));
    QVERIFY((pair.sides[0].coder.target()->size == PictureSize{256, 144}));
    const auto begin = pair.now;
    std::optional<core::Instant> clear;
    pair.each = [&] {
        if (!clear && pair.sides[0].coder.target()->size.width == 1280) clear = pair.now;
    };
    pair.run(Milliseconds(8000));
    QVERIFY(clear);
    const auto took = std::chrono::duration_cast<Milliseconds>(*clear - begin).count();
    qInfo("720p after %lld ms", static_cast<long long>(took));
    QVERIFY(took < 6000);
    QVERIFY((pair.sides[1].statistics.receivedSize == PictureSize{1280, 720}));
    QVERIFY(pair.sides[1].statistics.receivedFrames >= 27);
}

/// Steps of a bottleneck with a queue of 300 ms, as in RFC 8867, section 5.1.
void VideoStreamTest::arrivalsTellWhatTheLineCarries() {
    VideoPair pair;
    for (auto& side : pair.sides) {
        side.parameters.feedback = {true, true, true, false, true};
        side.out.delay = Milliseconds(50);
    }
    auto& sender = pair.sides[0];
    pair.oneWay();
    pair.configure();
    // Seconds; bit/s; the size after that, and the longest queue in its second half.
    struct Part {
        int seconds;
        int bits;
        PictureSize size;
    };
    for (const auto& part : {Part{10, 1'000'000, {1024, 576}}, Part{12, 2'500'000, {1280, 720}},
                             Part{18, 600'000, {768, 448}}}) {
        sender.out.bits = part.bits;
        pair.run(Milliseconds(part.seconds * 500));
        std::vector<core::Instant::duration> queues;
        pair.each = [&] { queues.push_back(sender.out.queue); };
        pair.run(Milliseconds(part.seconds * 500));
        pair.each = nullptr;
        std::ranges::sort(queues);
        const auto queue = queues[queues.size() * 9 / 10].count() / 1000;
        qInfo("%d bit/s: %dx%d, %d bit/s sent, queue (90 %%) %lld ms", part.bits,
              sender.statistics.sentSize.width, sender.statistics.sentSize.height,
              sender.statistics.sentBits, static_cast<long long>(queue));
        QVERIFY(sender.statistics.sentSize == part.size);
        QVERIFY(sender.statistics.sentBits <= part.bits * 11 / 10);
        QVERIFY(queue < 100);
    }
    QVERIFY(pair.sides[1].coder.whole * 100 >= sender.coder.made() * 90);
}

void VideoStreamTest::aBrokenLineIsLeft() {
    VideoPair pair;
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(3000));
    auto& sender = pair.sides[0];
    QVERIFY(!sender.statistics.isStopped && sender.coder.target());
    sender.out.drop = [](const auto&) { return true; };
    pair.run(Milliseconds(20'000));
    QVERIFY(sender.statistics.isStopped);
    QVERIFY(!sender.coder.target());
    // An agreement anew is a new attempt.
    sender.out.drop = nullptr;
    pair.configure();
    pair.run(Milliseconds(2000));
    QVERIFY(!sender.statistics.isStopped && sender.coder.target());
}

void VideoStreamTest::aRememberedLineStartsClear() {
    VideoPair pair(1'500'000);
    pair.oneWay();
    pair.configure();
    QVERIFY((pair.sides[0].coder.target()->size == PictureSize{1280, 720}));
}

/// 720p takes 60 ms of the processor here, and the others by their pixels.
void VideoStreamTest::aSlowProcessorGetsSmallerPictures() {
    VideoPair pair(1'500'000);
    pair.sides[0].coder.took = [](const PictureSize& size) {
        return std::chrono::microseconds(60'000LL * size.width * size.height / (1280 * 720));
    };
    pair.oneWay();
    pair.configure();
    QVERIFY((pair.sides[0].coder.target()->size == PictureSize{1280, 720}));
    pair.run(Milliseconds(6000));
    // 24 ms of 33; at 1024 x 576 it would be 38.
    QVERIFY((pair.sides[0].coder.target()->size == PictureSize{768, 448}));
    QVERIFY((pair.sides[1].statistics.receivedSize == PictureSize{768, 448}));
}

/// On a free line, while the picture is small, more is sent than the picture needs; the other side
/// sees nothing of it.
void VideoStreamTest::whatTheLineCarriesIsFoundOutByFilling() {
    VideoPair pair;
    for (auto& side : pair.sides) side.parameters.feedback = {true, true, true, false, true};
    pair.oneWay();
    int fillers = 0;
    pair.sides[0].out.drop = [&](const VideoPair::Bytes& bytes) {
        fillers += (bytes[12] & 31U) == 12 ? 1 : 0;
        return false;
    };
    pair.configure();
    pair.run(Milliseconds(4000));
    QVERIFY((pair.sides[0].coder.target()->size == PictureSize{1280, 720}));
    QVERIFY2(fillers > 20, std::to_string(fillers).c_str());
    QCOMPARE(pair.sides[1].statistics.picturesDamaged, std::uint64_t(0));
    QVERIFY(inOrder(pair.sides[1].coder.numbers));
    // Known is known: nothing is filled any more.
    fillers = 0;
    pair.run(Milliseconds(2000));
    QCOMPARE(fillers, 0);
}

void VideoStreamTest::picturesWaitForSound() {
    VideoPair pair;
    auto& receiver = pair.sides[1];
    pair.oneWay();
    pair.configure();
    // Sound is heard 150 ms after it was said by a clock that has nothing to do with ours.
    const auto ntp = core::WallTime(std::chrono::seconds(1'700'000'000)).time_since_epoch();
    const auto offset = std::chrono::duration_cast<std::chrono::microseconds>(
        core::Instant(std::chrono::seconds(1000)).time_since_epoch() - ntp -
        std::chrono::seconds(2208988800));
    pair.each = [&] {
        receiver.lipSync->soundDelay = offset.count() + 150'000;
        receiver.lipSync->told = pair.now;
    };
    pair.run(Milliseconds(3000));
    // Sent 5 ms before, so another 145, give or take a step of the test's time.
    const auto wait = std::chrono::duration_cast<Milliseconds>(receiver.coder.waits.back()).count();
    QVERIFY2(wait >= 139 && wait <= 151, std::to_string(wait).c_str());
}

void VideoStreamTest::packetsOfStrangersAreRefused() {
    VideoPair pair;
    pair.oneWay();
    pair.configure();
    pair.run(Milliseconds(500));
    std::vector<std::uint8_t> packet(40, 0x65);
    writeRtpHeader({126, true, 5, 5, 4711}, packet);
    const auto stranger = *SocketAddress::of(net::Endpoint{"127.0.0.9", 4000});
    pair.sides[1].stream->received(StreamPort::Rtp, packet, stranger, pair.now);
    pair.run(Milliseconds(1500));
    QVERIFY(pair.sides[1].statistics.packetsRefused >= 1);
    QCOMPARE(pair.sides[1].statistics.picturesDamaged, std::uint64_t(0));
}

void VideoStreamTest::goodbyeIsSaid() {
    VideoPair pair;
    pair.configure();
    pair.run(Milliseconds(500));
    pair.sides[0].stream->stop(pair.now);
    QVERIFY(parseRtcp(pair.sides[0].rtcp.back())->bye);
    const auto packets = pair.sides[0].rtpPackets;
    pair.run(Milliseconds(200));
    QCOMPARE(pair.sides[0].rtpPackets, packets);
}

QTEST_GUILESS_MAIN(VideoStreamTest)
#include "VideoStreamTest.moc"

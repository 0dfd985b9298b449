// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/Random.h"
#include "media/rtp/h264/H264Depacketizer.h"
#include "media/rtp/h264/H264Packetizer.h"

using namespace sidetone;
using namespace sidetone::media;

namespace {

NalUnit unitOf(std::uint8_t header, std::size_t octets) {
    NalUnit unit(octets);
    for (std::size_t i = 0; i < octets; ++i) unit[i] = static_cast<std::uint8_t>(i * 7 + header);
    unit[0] = header;
    return unit;
}

std::vector<H264Payload> numbered(std::vector<std::vector<std::uint8_t>> payloads) {
    std::vector<H264Payload> out;
    std::uint64_t sequence = 65530;
    for (auto& payload : payloads) out.push_back({sequence++, std::move(payload)});
    return out;
}

}  // namespace

class H264RtpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallUnitIsItsOwnPacket();
    void smallUnitsTravelTogether();
    void aLargeUnitTravelsInParts();
    void modeZeroOnlyHasSingleUnits();
    void everythingComesBack();
    void aLostPartLosesItsUnitAlone();
    void aLostBeginningIsNoticed();
    void nonsenseIsPassedOver();
    void keyPicturesAreSeen();
};

void H264RtpTest::aSmallUnitIsItsOwnPacket() {
    const std::vector<NalUnit> units{unitOf(0x65, 80)};
    const auto packets = packetizeH264(units, PacketizationMode::NonInterleaved, 1180);
    QCOMPARE(packets.size(), std::size_t(1));
    QVERIFY(packets[0] == units[0]);
}

void H264RtpTest::smallUnitsTravelTogether() {
    const std::vector<NalUnit> units{{0x67, 1, 2}, {0x68, 3}, {0x65, 4, 5, 6}};
    const auto packets = packetizeH264(units, PacketizationMode::NonInterleaved, 1180);
    // RFC 6184, figure 7: STAP-A with the highest importance, then length and unit each.
    const std::vector<std::uint8_t> expected{0x78, 0, 3, 0x67, 1,    2, 0, 2,
                                             0x68, 3, 0, 4,    0x65, 4, 5, 6};
    QCOMPARE(packets.size(), std::size_t(1));
    QVERIFY(packets[0] == expected);
}

void H264RtpTest::aLargeUnitTravelsInParts() {
    const std::vector<NalUnit> units{unitOf(0x65, 250)};
    const auto packets = packetizeH264(units, PacketizationMode::NonInterleaved, 100);
    QCOMPARE(packets.size(), std::size_t(3));
    // FU indicator with the unit's importance and type 28; FU header: start, end, type 5.
    for (const auto& packet : packets) QCOMPARE(int(packet[0]), 0x7C);
    QCOMPARE(int(packets[0][1]), 0x85);
    QCOMPARE(int(packets[1][1]), 0x05);
    QCOMPARE(int(packets[2][1]), 0x45);
    QCOMPARE(packets[0].size(), std::size_t(100));
    QCOMPARE(packets[2].size(), std::size_t(249 - 2 * 98 + 2));
}

void H264RtpTest::modeZeroOnlyHasSingleUnits() {
    const std::vector<NalUnit> units{{0x67, 1, 2}, {0x68, 3}, unitOf(0x65, 90)};
    const auto packets = packetizeH264(units, PacketizationMode::SingleUnit, 100);
    QCOMPARE(packets.size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) QVERIFY(packets[i] == units[i]);
}

void H264RtpTest::everythingComesBack() {
    core::SeededRandom random(5);
    for (int round = 0; round < 300; ++round) {
        std::vector<NalUnit> units;
        const auto count = 1 + random.below(8);
        for (std::uint64_t i = 0; i < count; ++i) {
            units.push_back(unitOf(std::uint8_t(0x61 + random.below(2)), 1 + random.below(700)));
        }
        const auto mode = random.below(2) == 0 ? PacketizationMode::SingleUnit
                                               : PacketizationMode::NonInterleaved;
        auto packets = packetizeH264(units, mode, 100 + random.below(400));
        const auto back = unpackH264(numbered(std::move(packets)));
        QVERIFY(back.units == units);
        QVERIFY(!back.hasGaps && !back.hasNonsense);
    }
}

void H264RtpTest::aLostPartLosesItsUnitAlone() {
    const std::vector<NalUnit> units{unitOf(0x65, 250), unitOf(0x65, 90), unitOf(0x65, 95)};
    auto packets = numbered(packetizeH264(units, PacketizationMode::NonInterleaved, 100));
    packets.erase(packets.begin() + 1);
    const auto back = unpackH264(packets);
    QVERIFY(back.hasGaps);
    QCOMPARE(back.units.size(), std::size_t(2));
    QVERIFY(back.units[0] == units[1]);
    QVERIFY(back.units[1] == units[2]);
}

void H264RtpTest::aLostBeginningIsNoticed() {
    const std::vector<NalUnit> units{unitOf(0x65, 250)};
    auto packets = numbered(packetizeH264(units, PacketizationMode::NonInterleaved, 100));
    auto withoutEnd = packets;
    withoutEnd.pop_back();
    packets.erase(packets.begin());
    QVERIFY(unpackH264(packets).hasGaps);
    QVERIFY(unpackH264(packets).units.empty());
    QVERIFY(unpackH264(withoutEnd).hasGaps);
    QVERIFY(unpackH264(withoutEnd).units.empty());
}

void H264RtpTest::nonsenseIsPassedOver() {
    const std::vector<H264Payload> payloads{{1, {}},           {2, {0x78, 0xFF, 0xFF, 1}},
                                            {3, {0x7C}},       {4, {0x7C, 0x85}},
                                            {5, {0x1F, 1, 2}}, {6, {0x65, 9}}};
    const auto back = unpackH264(payloads);
    QVERIFY(back.hasNonsense);
    QCOMPARE(back.units.size(), std::size_t(1));
}

void H264RtpTest::keyPicturesAreSeen() {
    const std::vector<NalUnit> key{{0x67, 1, 2}, {0x68, 3}, unitOf(0x65, 300)};
    const auto packets = packetizeH264(key, PacketizationMode::NonInterleaved, 100);
    QVERIFY(beginsKeyPicture(packets[0]));
    QVERIFY(beginsKeyPicture(packets[1]));
    QVERIFY(!beginsKeyPicture(packets[2]));
    QVERIFY(!beginsKeyPicture(unitOf(0x41, 20)));
    QVERIFY(!beginsKeyPicture({}));
}

QTEST_GUILESS_MAIN(H264RtpTest)
#include "H264RtpTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ExchangePhones.h"
#include "Rows.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

/// The kinds of H.264 that separate the bridges of the chapter (Video Conferencing Bridge): levels
/// with and without what goes beyond them, both packetization modes, both families of profiles,
/// small and large pictures, tight and wide bandwidth. Their makers publish no descriptions; these
/// are of their kind.
const BridgeKind mcu{
    "MCU 5310", {{97, "profile-level-id=428014;max-mbps=108000;max-fs=3600"}}, 1'100};
const BridgeKind server{
    "TelePresence Server 7010",
    {{98, "profile-level-id=64001F;packetization-mode=1;max-mbps=245000;max-fs=9000"},
     {97, "profile-level-id=42801F;packetization-mode=1;max-mbps=245000;max-fs=9000"}},
    2'000};
const BridgeKind blade{
    "TelePresence Server MSE 8710",
    {{126, "profile-level-id=42E01F;packetization-mode=1;level-asymmetry-allowed=1;max-fs=3601"},
     {97, "profile-level-id=42E01F;packetization-mode=0;level-asymmetry-allowed=1;max-fs=3601"}},
    1'500};
const BridgeKind router{"ISR with PVDM3", {{119, "profile-level-id=42800D"}}, 448};

}  // namespace

/// Conference bridges for video: each one's offer is answered rightly, and both see a picture.
class BridgeTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    Exchange exchange_;
    std::unique_ptr<Phone> anna_;

    /// The bridge sees a picture of ours; it is no larger than what the bridge said.
    static void isWithin(const BridgeKind& bridge, const ConferenceRoom::Guest& guest) {
        const auto fmtp =
            std::find_if(bridge.formats.begin(), bridge.formats.end(), [&](const auto& format) {
                const auto parameters = sip::H264Parameters::parse(format.second);
                return parameters && guest.agreed &&
                       sip::sameConfiguration(*parameters, guest.agreed->send.parameters);
            });
        QVERIFY(fmtp != bridge.formats.end());
        const auto said = *sip::H264Parameters::parse(fmtp->second);
        const int limit = std::max(sip::levelOf(said).macroblocks, said.maxMacroblocks);
        const auto picture = guest.seen->newest();
        QVERIFY(picture);
        const int macroblocks =
            ((picture->size().width + 15) / 16) * ((picture->size().height + 15) / 16);
        QVERIFY2(macroblocks <= limit, qPrintable(QString::number(macroblocks)));
        qInfo("%-30s %s: we send %dx%d, it sends %dx%d", bridge.name.c_str(), fmtp->second.c_str(),
              picture->size().width, picture->size().height, guest.statistics.sentSize.width,
              guest.statistics.sentSize.height);
    }
    void bothSee(const BridgeKind& bridge) {
        const auto* guest = exchange_.room().guest("anna");
        QVERIFY(guest && guest->agreed);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->sees(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            guest->seen->newest() && media::readTestPicture(*guest->seen->newest()), patience);
        // The rate is of a whole second; on a busy machine more than one may arrive in it.
        QTRY_VERIFY_WITH_TIMEOUT(guest->statistics.receivedBits > 0 &&
                                     guest->statistics.receivedBits < bridge.kilobits * 1'100,
                                 patience);
        isWithin(bridge, *guest);
    }
    void leave() {
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(exchange_.room().guests().empty(), patience);
    }
    static void kinds() {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const auto* kind : {&mcu, &server, &blade, &router}) {
            QTest::newRow(kind->name.c_str()) << number++;
        }
    }
    static const BridgeKind& kind(int number) {
        return *std::array{&mcu, &server, &blade, &router}.at(static_cast<std::size_t>(number));
    }

private Q_SLOTS:
    void initTestCase() {
        anna_ = std::make_unique<Phone>("", "", 600, nullptr, Phone::Video::SendAndReceive);
        QVERIFY((*anna_)->start(lineAt(exchange_, "anna")));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isRegistered(), patience);
    }
    void answersWhatABridgeOffers_data() { kinds(); }
    void answersWhatABridgeOffers() {
        ROWS("VID-07");
        QFETCH(int, number);
        const auto& bridge = kind(number);
        exchange_.callFromBridge("anna", bridge);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
        QVERIFY((*anna_)->answer(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        // It is a conference, and says so.
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().inConference, patience);
        QTRY_COMPARE_WITH_TIMEOUT(anna_->newest().participants.size(), std::size_t(1), patience);
        // The answer has the offer's payload type, family and mode.
        const auto answer = sip::SessionDescription::parse(exchange_.bodyOf("answer anna"));
        QVERIFY(answer && answer->media.size() == 2 && answer->media[1].port != 0);
        const auto& [type, fmtp] = bridge.formats.front();
        QCOMPARE(answer->media[1].formats.front(), std::to_string(type));
        const auto line = std::string(answer->media[1].attributes.value("fmtp"));
        const auto said = sip::H264Parameters::parse(line.substr(line.find(' ') + 1));
        QVERIFY2(said && sip::sameConfiguration(*said, *sip::H264Parameters::parse(fmtp)),
                 line.c_str());
        bothSee(bridge);
        leave();
    }
    void callsABridge_data() { kinds(); }
    void callsABridge() {
        ROWS("VID-07");
        QFETCH(int, number);
        const auto& bridge = kind(number);
        exchange_.setBridge(bridge);
        QVERIFY((*anna_)->dial("conf"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().inConference, patience);
        bothSee(bridge);
        leave();
    }
};

QTEST_GUILESS_MAIN(BridgeTest)
#include "BridgeTest.moc"

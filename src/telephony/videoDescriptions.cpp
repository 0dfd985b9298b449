// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/videoDescriptions.h"

#include <algorithm>

#include "media/rate/allocation.h"
#include "telephony/audioDescriptions.h"

namespace sidetone::telephony {
namespace {

core::Result<media::SrtpKey> keyOf(const sip::Crypto& crypto) {
    const auto suite = media::srtpSuiteOf(crypto.suite);
    if (!suite) {
        return core::fail(core::ErrorCode::Unsupported, "Setting up the video of a call",
                          crypto.suite + " is not supported");
    }
    return media::SrtpKey{*suite, crypto.keyAndSalt};
}

}  // namespace

core::Result<media::VideoParameters> videoParametersOf(const sip::AgreedVideo& agreed,
                                                       int audioBits) {
    media::VideoParameters out;
    out.remoteRtp = agreed.remoteRtp;
    out.remoteRtcp = agreed.remoteRtcp;
    out.send.payloadType = agreed.send.payloadType;
    out.send.mode = agreed.send.parameters.packetizationMode == 1
                        ? media::PacketizationMode::NonInterleaved
                        : media::PacketizationMode::SingleUnit;
    out.send.profile = agreed.send.parameters.family() == sip::H264Family::High
                           ? media::H264Profile::High
                           : media::H264Profile::ConstrainedBaseline;
    out.send.limits = {agreed.limit.macroblocks, agreed.limit.macroblocksPerSecond};
    out.receive = agreed.receive;
    out.feedback = {agreed.feedback.nack, agreed.feedback.fullIntra, agreed.feedback.tmmbr,
                    agreed.feedback.remb, agreed.feedback.arrivals};
    // The least of the level's, the section's and the call's.
    out.mostBits = agreed.limit.kilobits * 1000;
    if (agreed.mostBits) out.mostBits = std::min(out.mostBits, *agreed.mostBits);
    if (agreed.mostCallBits) {
        const auto shares =
            media::divideBits(*agreed.mostCallBits, audioBits, media::Presentation::None);
        out.mostBits = std::min(out.mostBits, shares.main);
    }
    out.direction = mediaDirectionOf(agreed.direction);
    // A limit of nothing means: send nothing.
    if (out.mostBits <= 0 && sip::sends(agreed.direction)) {
        out.direction =
            mediaDirectionOf(sip::makeDirection(false, sip::receives(agreed.direction)));
    }
    if (agreed.localKey && agreed.remoteKey) {
        auto local = keyOf(*agreed.localKey);
        auto remote = keyOf(*agreed.remoteKey);
        if (!local) return local.error();
        if (!remote) return remote.error();
        out.localKey = std::move(*local);
        out.remoteKey = std::move(*remote);
    }
    return out;
}

}  // namespace sidetone::telephony

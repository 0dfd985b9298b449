// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/SourceLatch.h"

namespace sidetone::media {
namespace {

constexpr int packetsToBelieve = 3;
/// As long as the known source was heard within this time, no other one is believed.
constexpr std::int64_t silentAfter = 500;

}  // namespace

void SourceLatch::setSignalled(const SocketAddress& address) {
    if (address == signalled_) return;
    signalled_ = address;
    target_ = address;
    lastHeard_.reset();
    candidate_ = {};
}

bool SourceLatch::accept(const SocketAddress& from, const RtpHeader& header, PacketProof proof,
                         std::int64_t nowMilliseconds) {
    if (proof == PacketProof::Authentic || from == target_ || from == signalled_) {
        // The signalled address speaks again after somebody else was believed: it wins.
        target_ = from;
        ssrc_ = header.ssrc;
        lastHeard_ = nowMilliseconds;
        candidate_.inARow = 0;
        return true;
    }
    return acceptFromOther(from, header, nowMilliseconds);
}

bool SourceLatch::acceptFromOther(const SocketAddress& from, const RtpHeader& header,
                                  std::int64_t nowMilliseconds) {
    if (lastHeard_ && nowMilliseconds - *lastHeard_ < silentAfter) return false;
    const bool follows = candidate_.inARow > 0 && candidate_.from == from &&
                         candidate_.ssrc == header.ssrc &&
                         candidate_.nextSequence == header.sequence;
    candidate_ = {from, header.ssrc, static_cast<std::uint16_t>(header.sequence + 1),
                  follows ? candidate_.inARow + 1 : 1};
    if (candidate_.inARow < packetsToBelieve) return false;
    target_ = from;
    ssrc_ = header.ssrc;
    lastHeard_ = nowMilliseconds;
    return true;
}

}  // namespace sidetone::media

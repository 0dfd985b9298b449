// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/StreamLink.h"

namespace sidetone::media {

void StreamLink::configure(PreparedVideo& prepared) {
    latch_.setSignalled(prepared.remoteRtp);
    remoteRtcp_ = prepared.remoteRtcp;
    rtcpSharesPort_ = prepared.remoteRtcp == prepared.remoteRtp;
    isProtected_ = prepared.isProtected;
    if (prepared.protect || !isProtected_) protect_ = std::move(prepared.protect);
    if (prepared.open || !isProtected_) open_ = std::move(prepared.open);
}

std::size_t StreamLink::protectRtp(std::span<std::uint8_t> buffer, std::size_t octets) {
    if (!isProtected_) return octets;
    return protect_ ? protect_->rtp(buffer, octets).value_or(0) : 0;
}

void StreamLink::sendRtp(std::span<const std::uint8_t> bytes) {
    send_(StreamPort::Rtp, bytes, latch_.target());
}

void StreamLink::sendRtcp(std::vector<std::uint8_t> compound) {
    auto octets = compound.size();
    if (isProtected_) {
        compound.resize(octets + SrtpContext::overhead);
        const auto length = protect_ ? protect_->rtcp(compound, octets) : std::nullopt;
        if (!length) return;
        octets = *length;
    }
    const auto port = rtcpSharesPort_ ? StreamPort::Rtp : StreamPort::Rtcp;
    send_(port, std::span(compound).first(octets), remoteRtcp_);
}

std::optional<RtpPacket> StreamLink::openRtp(std::span<std::uint8_t> bytes,
                                             const SocketAddress& from, core::Instant now) {
    auto octets = std::optional(bytes.size());
    if (isProtected_) octets = open_ ? open_->rtp(bytes, bytes.size()) : std::nullopt;
    const auto packet = octets ? parseRtp(bytes.first(*octets)) : std::nullopt;
    const auto proof = isProtected_ ? PacketProof::Authentic : PacketProof::None;
    const auto milliseconds =
        std::chrono::duration_cast<core::Milliseconds>(now.time_since_epoch()).count();
    if (!packet || !latch_.accept(from, packet->header, proof, milliseconds)) return std::nullopt;
    return packet;
}

std::optional<std::span<const std::uint8_t>> StreamLink::openRtcp(std::span<std::uint8_t> bytes,
                                                                  const SocketAddress& from) {
    auto octets = std::optional(bytes.size());
    if (isProtected_) octets = open_ ? open_->rtcp(bytes, bytes.size()) : std::nullopt;
    if (!octets) return std::nullopt;
    // Reports go where reports come from, if the key proves it.
    if (isProtected_) remoteRtcp_ = from;
    return bytes.first(*octets);
}

}  // namespace sidetone::media

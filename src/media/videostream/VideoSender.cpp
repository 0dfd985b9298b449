// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/VideoSender.h"

#include <algorithm>

#include "media/rtp/SrtpContext.h"

namespace sidetone::media {
namespace {

/// Fits any network with room for a tunnel.
constexpr std::size_t largestPayload = 1200;
constexpr std::size_t remembered = 512;
constexpr double headStart = 2.5;
/// A queue never takes longer than this to drain.
constexpr double longestQueueSeconds = 0.2;
/// Of IP and UDP; RTP's are in the packet.
constexpr std::size_t networkOctets = 28;
constexpr core::Milliseconds longestPause(40);

}  // namespace

VideoSender::VideoSender(const Start& start, Finish finish, Send send)
    : start_(start),
      finish_(std::move(finish)),
      send_(std::move(send)),
      sequence_(start.sequence),
      buffer_(largestPacket + SrtpContext::overhead) {}

void VideoSender::setFormat(int payloadType, PacketizationMode mode) {
    payloadType_ = payloadType;
    mode_ = mode;
}

std::uint32_t VideoSender::timestampAt(core::Instant when) const {
    const auto ticks = when.time_since_epoch().count() * 9 / 100;
    return start_.timestamp + static_cast<std::uint32_t>(ticks);
}

void VideoSender::add(const EncodedPicture& picture, core::Instant captured) {
    auto payloads = packetizeH264(picture.units, mode_, largestPayload);
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        // Larger ones fit no datagram of ours; the encoder makes none.
        if (payloads[i].size() + rtpHeaderOctets > largestPacket) continue;
        Waiting packet;
        packet.header.payloadType = static_cast<std::uint8_t>(payloadType_);
        packet.header.marker = i + 1 == payloads.size();
        packet.header.sequence = sequence_++;
        packet.header.timestamp = timestampAt(captured);
        packet.header.ssrc = start_.ssrc;
        packet.payload = std::move(payloads[i]);
        waiting_.push_back(std::move(packet));
    }
}

void VideoSender::flow(core::Instant now) {
    const auto passed = std::min<core::Instant::duration>(now - lastFlow_, longestPause);
    lastFlow_ = now;
    std::size_t queued = 0;
    for (const auto& packet : waiting_) queued += packet.payload.size() + networkOctets;
    const double rate =
        std::max(wireBits_ / 8 * headStart, static_cast<double>(queued) / longestQueueSeconds);
    const double gained = rate * static_cast<double>(passed.count()) / 1'000'000;
    // Credit is not saved up over pauses.
    credit_ = std::min(credit_ + gained, gained + 1);
    while (!waiting_.empty() && credit_ > 0) sendNext(now);
}

void VideoSender::sendNext(core::Instant now) {
    const auto packet = std::move(waiting_.front());
    waiting_.pop_front();
    writeRtpHeader(packet.header, buffer_);
    std::copy(packet.payload.begin(), packet.payload.end(), buffer_.begin() + rtpHeaderOctets);
    const auto length = finish_(buffer_, rtpHeaderOctets + packet.payload.size());
    if (length == 0) return;
    const std::span<const std::uint8_t> bytes(buffer_.data(), length);
    ++packets_;
    octets_ += packet.payload.size();
    count(packet.header.sequence, length, false);
    send_(bytes);
    sent_.push_back({packet.header.sequence, now, {bytes.begin(), bytes.end()}});
    if (sent_.size() > remembered) sent_.pop_front();
}

void VideoSender::count(std::uint16_t sequence, std::size_t octets, bool again) {
    if (note_) note_(sequence, static_cast<int>(octets + networkOctets), again);
    wireOctets_ += octets + networkOctets;
    credit_ -= static_cast<double>(octets + networkOctets);
}

void VideoSender::sendAgain(std::span<const std::uint16_t> sequences, core::Instant now,
                            core::Milliseconds atMost) {
    for (const auto sequence : sequences) {
        const auto found = std::ranges::find(sent_, sequence, &Sent::sequence);
        if (found == sent_.end() || now - found->last < atMost) continue;
        found->last = now;
        ++again_;
        count(sequence, found->bytes.size(), true);
        send_(found->bytes);
    }
}

}  // namespace sidetone::media

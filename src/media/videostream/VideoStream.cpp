// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/VideoStream.h"

#include <algorithm>

#include "media/rate/ladder.h"
#include "media/rtp/h264/unitTypes.h"

namespace sidetone::media {
namespace {

constexpr int videoClock = 90000;
/// Largest unit: a packet's payload less what putting two together costs.
constexpr int largestUnit = 1180;
constexpr int protectionOctets = 10;
/// Less than that is not worth a packet.
constexpr int leastFiller = 60;
constexpr int leastStreamBits = 32'000;
/// More than any picture takes.
constexpr int mostWireBits = 100'000'000;
/// Without an answer from lost packets waiting longer makes no sense.
constexpr core::Milliseconds patienceWithoutNack(60);
constexpr core::Milliseconds longestPatience(400);
/// A picture is not held back for sound for longer.
constexpr core::Milliseconds longestWait(500);
constexpr core::Milliseconds second(1000);
constexpr core::Milliseconds askLimitAgain(2000);
constexpr double keyIntervalRoundTrips = 1.5;
constexpr core::Milliseconds leastKeyInterval(400);

VideoSender::Start startFrom(core::Random& random) {
    VideoSender::Start start;
    start.ssrc = random.number32();
    // In the lower half, as with sound: RFC 3711, section 3.3.1.
    start.sequence = static_cast<std::uint16_t>(random.below(0x8000));
    start.timestamp = random.number32();
    return start;
}

int perSecond(std::uint64_t octets, core::Instant::duration passed) {
    const auto microseconds = std::max<std::int64_t>(passed.count(), 1);
    return static_cast<int>(static_cast<std::int64_t>(octets) * 8 * 1'000'000 / microseconds);
}

}  // namespace

VideoStream::VideoStream(VideoStreamPorts ports)
    : ports_(std::move(ports)),
      random_(std::make_unique<core::SeededRandom>(ports_.seed)),
      link_(ports_.send),
      sender_(
          startFrom(*random_),
          [this](std::span<std::uint8_t> buffer, std::size_t octets) {
              return link_.protectRtp(buffer, octets);
          },
          [this](std::span<const std::uint8_t> bytes) { link_.sendRtp(bytes); }),
      line_(ports_.firstBits),
      steps_(0) {
    statistics_.localPort = ports_.localPort;
    sender_.setNote([this](std::uint16_t sequence, int octets, bool again) {
        if (again) return line_.sentAgain(sequence);
        line_.sent(sequence, octets, now_);
    });
}

bool VideoStream::mayShow() const {
    return parameters_.direction == MediaDirection::SendReceive ||
           parameters_.direction == MediaDirection::ReceiveOnly;
}

bool VideoStream::maySend() const {
    return (parameters_.direction == MediaDirection::SendReceive ||
            parameters_.direction == MediaDirection::SendOnly) &&
           link_.hasTarget() && line_.verdict() == CircuitBreaker::Verdict::Closed &&
           !line_.isTooNarrow();
}

void VideoStream::configure(PreparedVideo prepared, core::Instant now) {
    parameters_ = prepared.parameters;
    link_.configure(prepared);
    sender_.setFormat(parameters_.send.payloadType, parameters_.send.mode);
    steps_.setLimits(parameters_.send.limits);
    line_.setTellsArrivals(parameters_.feedback.arrivals);
    line_.begin();
    if (!mayShow()) {
        buffer_.reset();
        keyNeeded_ = true;
        anythingCame_ = false;
    }
    if (!configured_) {
        nextReport_ = now + untilNextReport() / 2;
        nextStatistics_ = now + second;
        // Where it is known what the line carries, the picture begins as clear as it allows.
        for (int i = 0; i < 2; ++i) {
            static_cast<void>(steps_.choose(wireLimit(), now - core::Milliseconds(600) * (1 - i)));
        }
    } else if (maySend()) {
        // Whoever looks from now on has seen nothing before.
        ports_.coder.requestKeyPicture();
    }
    configured_ = true;
    steer(now);
}

int VideoStream::packetCost() const {
    return packetOverhead + (link_.isProtected() ? protectionOctets : 0);
}

int VideoStream::wireLimit() const {
    return std::min(line_.target(), agreedLimit());
}

/// What both sides allow, whatever the line.
int VideoStream::agreedLimit() const {
    std::int64_t limit = mostWireBits;
    if (limit_) limit = std::min(limit, limit_->bitsPerSecond);
    if (estimate_) limit = std::min(limit, *estimate_);
    if (parameters_.mostBits > 0) {
        // Headers come on top of what was agreed: one packet for each 1200 octets and picture.
        const std::int64_t most = parameters_.mostBits;
        limit = std::min(limit, most + most / 30 + std::int64_t{packetCost()} * 8 * 30);
    }
    return static_cast<int>(limit);
}

void VideoStream::steer(core::Instant now) {
    std::optional<H264Settings> wanted;
    const int limit = wireLimit();
    steps_.setMost(load_.highest());
    const auto& step = videoLadder()[steps_.choose(limit, now)];
    fillBits_ = line_.follow(steps_.step(), step.wireBits, worthKnowing(), now);
    const int frames = framesWithin(step, parameters_.send.limits);
    if (maySend() && frames > 0) {
        const int wire = std::min(limit, step.wireBits);
        int bits = streamBits(wire, frames, largestUnit, packetCost());
        if (parameters_.mostBits > 0) bits = std::min(bits, parameters_.mostBits);
        // Small changes are not worth the encoder's trouble.
        if (target_ && target_->size == step.size &&
            std::abs(bits - target_->bitsPerSecond) * 20 < bits) {
            bits = target_->bitsPerSecond;
        }
        wanted = H264Settings{step.size, frames, std::max(bits, leastStreamBits),
                              parameters_.send.profile, largestUnit};
        sender_.setRate(std::max(wire, fillBits_));
    }
    if (wanted == target_) return;
    if (!wanted) sender_.clear();
    target_ = wanted;
    ports_.coder.setTarget(target_);
}

void VideoStream::encoded(const EncodedPicture& picture, core::Instant captured) {
    if (!configured_ || !target_ || picture.units.empty()) return;
    ++framesSent_;
    if (picture.took.count() > 0) {
        load_.coded(steps_.step(), picture.took,
                    std::chrono::microseconds(1'000'000 / target_->framesPerSecond), captured);
    }
    sender_.add(fillBits_ > 0 && !picture.isKey ? filled(picture, captured) : picture, captured);
    filledAt_ = captured;
}

/// With units of filler data behind the picture's own (H.264, 7.3.2.7), which every decoder passes
/// over.
EncodedPicture VideoStream::filled(const EncodedPicture& picture, core::Instant captured) {
    const auto passed = std::clamp<core::Instant::duration>(
        captured - filledAt_, core::Instant::duration(0), core::Milliseconds(100));
    const double share = static_cast<double>(fillBits_) / 8 * static_cast<double>(passed.count());
    fillOctets_ = std::min(fillOctets_, 0.0) + share / 1e6;
    for (const auto& unit : picture.units) {
        fillOctets_ -= static_cast<double>(unit.size()) + packetCost();
    }
    // Key pictures are large, and need not be made good for long.
    fillOctets_ = std::max(fillOctets_, -static_cast<double>(fillBits_) / 8 / 4);
    auto out = picture;
    while (fillOctets_ > packetCost() + leastFiller) {
        const auto room =
            static_cast<std::size_t>(fillOctets_) - static_cast<std::size_t>(packetCost());
        NalUnit filler(std::min<std::size_t>(room, largestUnit), 0xFF);
        filler.front() = fillerType;
        filler.back() = 0x80;
        fillOctets_ -= static_cast<double>(filler.size()) + packetCost();
        out.units.push_back(std::move(filler));
    }
    return out;
}

void VideoStream::shown(const ShownPicture& shown) {
    if (shown.isDamaged) {
        ++statistics_.picturesDamaged;
        keyNeeded_ = true;
    } else if (shown.isKey) {
        keyNeeded_ = false;
    }
    if (shown.size.width == 0) return;
    ++statistics_.picturesShown;
    ++framesShown_;
    statistics_.receivedSize = shown.size;
    if (sawFirst_) return;
    sawFirst_ = true;
    ports_.firstPicture();
}

void VideoStream::tick(core::Instant now) {
    if (!configured_) return;
    now_ = now;
    if (const auto arrivals = line_.tick(now)) tellArrivals(*arrivals, now);
    sender_.flow(now);
    if (mayShow()) {
        give(now);
        ask(now);
    }
    steer(now);
    if (now >= nextReport_) {
        report(now, Farewell::No);
        nextReport_ = now + untilNextReport();
    }
    if (now >= nextStatistics_) tellStatistics(now);
}

void VideoStream::give(core::Instant now) {
    auto patience = patienceWithoutNack;
    if (parameters_.feedback.nack) {
        patience = std::min(roundTripOr(60) * 2 + core::Milliseconds(60), longestPatience);
    }
    buffer_.setPatience(patience);
    while (auto picture = buffer_.take(now)) {
        auto when = now;
        const auto moment = senderClock_.at(picture->timestamp);
        if (ports_.lipSync && moment) {
            const auto wished = ports_.lipSync->timeOf(*moment, now);
            if (wished) when = std::clamp(*wished, now, now + longestWait);
        }
        ports_.coder.show(std::move(*picture), when);
    }
}

core::Milliseconds VideoStream::roundTripOr(int usual) const {
    return core::Milliseconds(static_cast<std::int64_t>(roundTrip_.value_or(usual)));
}

void VideoStream::ask(core::Instant now) {
    RtcpFeedback feedback;
    if (parameters_.feedback.nack) {
        feedback.missing = buffer_.toAskFor(
            now, std::max(roundTripOr(40) + core::Milliseconds(10), core::Milliseconds(20)));
    }
    const auto interval =
        std::max(leastKeyInterval, core::Milliseconds(static_cast<std::int64_t>(
                                       roundTrip_.value_or(0) * keyIntervalRoundTrips)));
    if (keyNeeded_ && anythingCame_ && (!lastAsked_ || now - *lastAsked_ >= interval)) {
        // Who takes neither is not hurt by either.
        if (parameters_.feedback.fullIntra && statistics_.keyPicturesAsked % 4 == 3) {
            feedback.keyWanted = ++ownFullIntra_;
        } else {
            feedback.pictureLost = true;
        }
        lastAsked_ = now;
        ++statistics_.keyPicturesAsked;
    }
    const bool hasLimit = parameters_.feedback.tmmbr && parameters_.mostReceivedBits > 0;
    if (hasLimit && anythingCame_ && !limitNoted_ &&
        (!limitAsked_ || now - *limitAsked_ >= askLimitAgain)) {
        feedback.limitWanted =
            RateLimit{link_.ssrc().value_or(0), parameters_.mostReceivedBits, packetOverhead};
        limitAsked_ = now;
    }
    if (!feedback.isEmpty()) sendWith(feedback, now);
}

void VideoStream::received(StreamPort port, std::span<std::uint8_t> bytes,
                           const SocketAddress& from, core::Instant now) {
    if (!configured_) return;
    if (port == StreamPort::Rtcp || looksLikeRtcp(bytes)) {
        rtcpReceived(bytes, from, now);
    } else {
        rtpReceived(bytes, from, now);
    }
}

void VideoStream::rtpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from,
                              core::Instant now) {
    const auto before = link_.ssrc();
    const auto packet = link_.openRtp(bytes, from, now);
    const bool isKnown =
        packet && std::ranges::find(parameters_.receive, packet->header.payloadType) !=
                      parameters_.receive.end();
    if (!isKnown) {
        ++statistics_.packetsRefused;
        return;
    }
    if (before && *before != packet->header.ssrc) {
        reception_.newSource();
        buffer_.reset();
        senderReport_.reset();
        senderClock_.reset();
        limitNoted_ = false;
        keyNeeded_ = true;
    }
    receivedOctets_ += packet->payload.size() + static_cast<std::size_t>(packetOverhead);
    line_.arrived(packet->header.ssrc, packet->header.sequence, now);
    const auto sequence = reception_.received(packet->header, videoClock, now);
    if (!sequence || !mayShow()) return;
    anythingCame_ = true;
    static_cast<void>(buffer_.put(*packet, *sequence, now));
    give(now);
}

void VideoStream::rtcpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from,
                               core::Instant now) {
    const auto opened = link_.openRtcp(bytes, from);
    if (!opened) {
        ++statistics_.packetsRefused;
        return;
    }
    if (const auto compound = parseRtcp(*opened)) {
        if (compound->sender && (!link_.ssrc() || *link_.ssrc() == compound->ssrc)) {
            senderReport_ = SenderReportSeen{shortNtp(compound->sender->ntpTime), now};
            senderClock_.report(compound->sender->ntpTime, compound->sender->rtpTime);
        }
        for (const auto& block : compound->blocks) {
            if (block.ssrc == sender_.ssrc()) judgeReport(block, now);
        }
    }
    if (const auto feedback = parseFeedback(*opened, sender_.ssrc())) takeFeedback(*feedback, now);
    if (const auto arrivals = parseCongestionFeedback(*opened)) {
        line_.feedback(*arrivals, sender_.ssrc(), now);
    }
}

/// What the next step would need with room above it; at first, what the highest one would: a call
/// shall be clear in seconds.
int VideoStream::worthKnowing() const {
    const auto steps = videoLadder();
    const int most = agreedLimit();
    auto next = line_.isStarting() ? steps_.highestWithin()
                                   : std::min(steps_.step() + 1, steps_.highestWithin());
    while (next > steps_.step() && steps[next].wireBits * 11 / 10 > most) --next;
    return std::min(steps[next].wireBits * 6 / 5, most);
}

void VideoStream::judgeReport(const ReportBlock& block, core::Instant now) {
    const auto way = roundTrip(block, ports_.ntp.at(now));
    if (way) roundTrip_ = way;
    if (!target_) return;
    line_.report(block, way, now);
}

void VideoStream::takeFeedback(const RtcpFeedback& feedback, core::Instant now) {
    if (!feedback.missing.empty()) {
        sender_.sendAgain(feedback.missing, now, roundTripOr(20) / 2);
    }
    const bool isNewFullIntra = feedback.keyWanted && feedback.keyWanted != lastFullIntra_;
    if (feedback.keyWanted) lastFullIntra_ = feedback.keyWanted;
    if (feedback.pictureLost || isNewFullIntra) {
        ++statistics_.keyPicturesWanted;
        ports_.coder.requestKeyPicture();
    }
    if (feedback.estimate) estimate_ = feedback.estimate;
    if (std::ranges::any_of(feedback.limitsNoted, [&](const RateLimit& limit) {
            return limit.bitsPerSecond <= parameters_.mostReceivedBits;
        })) {
        limitNoted_ = true;
    }
    if (!feedback.limitWanted) return;
    limit_ = feedback.limitWanted;
    // RFC 5104, section 4.2.2: each request is answered with what holds now.
    RtcpFeedback notice;
    notice.hasNotice = true;
    notice.limitsNoted = {*limit_};
    notice.limitsNoted.front().ssrc = feedback.sender;
    sendWith(notice, now);
}

void VideoStream::sendWith(const RtcpFeedback& feedback, core::Instant now) {
    auto compound = writeRtcp(aboutUs(now));
    auto own = feedback;
    own.sender = sender_.ssrc();
    appendFeedback(own, link_.ssrc().value_or(0), compound);
    link_.sendRtcp(std::move(compound));
}

void VideoStream::tellArrivals(const StreamReport& arrivals, core::Instant now) {
    auto compound = writeRtcp(aboutUs(now));
    const CongestionFeedback feedback{sender_.ssrc(), {arrivals}, shortNtp(ports_.ntp.at(now))};
    appendCongestionFeedback(feedback, compound);
    link_.sendRtcp(std::move(compound));
}

RtcpCompound VideoStream::aboutUs(core::Instant now) const {
    RtcpCompound compound;
    compound.ssrc = sender_.ssrc();
    compound.cname = ports_.cname;
    if (sender_.packets() != sentAtReport_) {
        compound.sender = SenderInfo{ports_.ntp.at(now), sender_.timestampAt(now),
                                     static_cast<std::uint32_t>(sender_.packets()),
                                     static_cast<std::uint32_t>(sender_.octets())};
    }
    return compound;
}

void VideoStream::report(core::Instant now, Farewell farewell) {
    auto compound = aboutUs(now);
    compound.bye = farewell == Farewell::Yes;
    sentAtReport_ = sender_.packets();
    if (link_.ssrc()) {
        auto block = reception_.report();
        block.ssrc = *link_.ssrc();
        if (senderReport_) {
            const auto passed = now - senderReport_->arrival;
            block.lastSenderReport = senderReport_->shortNtp;
            block.delaySinceReport = static_cast<std::uint32_t>(passed.count() * 65536 / 1000000);
        }
        compound.blocks.push_back(block);
    }
    link_.sendRtcp(writeRtcp(compound));
}

/// RFC 3550, section 6.2: the reduced minimum of 360 divided by the session's kbit/s, in
/// seconds; 0.8 s at the most, which is 1 % of the lowest rate: what the line carries shows soon.
core::Milliseconds VideoStream::untilNextReport() {
    const double seconds = std::clamp(360'000.0 / std::max(wireLimit(), 1), 0.4, 0.8);
    const double chance = static_cast<double>(random_->below(1000)) / 1000;
    return core::Milliseconds(static_cast<std::int64_t>(seconds * (0.5 + chance) * 1000));
}

void VideoStream::tellStatistics(core::Instant now) {
    const auto passed = now - nextStatistics_ + second;
    nextStatistics_ = now + second;
    statistics_.sentSize = target_ ? target_->size : PictureSize{};
    statistics_.sentFrames = std::exchange(framesSent_, 0);
    statistics_.receivedFrames = std::exchange(framesShown_, 0);
    statistics_.sentBits = perSecond(sender_.wireOctets() - sentOctetsTold_, passed);
    statistics_.receivedBits = perSecond(receivedOctets_ - receivedOctetsTold_, passed);
    sentOctetsTold_ = sender_.wireOctets();
    receivedOctetsTold_ = receivedOctets_;
    statistics_.targetBits = wireLimit();
    statistics_.isTooNarrow = line_.isTooNarrow();
    statistics_.isStopped = line_.verdict() != CircuitBreaker::Verdict::Closed;
    statistics_.packetsSent = sender_.packets();
    statistics_.packetsSentAgain = sender_.packetsAgain();
    statistics_.packetsReceived = reception_.packetsReceived();
    statistics_.packetsLost = reception_.packetsLost();
    statistics_.jitterMilliseconds = reception_.jitterMilliseconds();
    statistics_.roundTripMilliseconds = roundTrip_;
    statistics_.remotePort = link_.targetPort();
    ports_.statistics(statistics_);
}

void VideoStream::stop(core::Instant now) {
    if (!configured_) return;
    configured_ = false;
    report(now, Farewell::Yes);
}

}  // namespace sidetone::media

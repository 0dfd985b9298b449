// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/AudioStream.h"

#include <algorithm>
#include <array>

#include "core/Random.h"

namespace sidetone::media {
namespace {

constexpr int tickMilliseconds = 20;

std::int64_t milliseconds(core::Instant now) {
    return std::chrono::duration_cast<core::Milliseconds>(now.time_since_epoch()).count();
}

/// Numbers begin in the lower half, so that they do not wrap in the first minutes, where the
/// other side may not know the count of wraps of the protection yet (RFC 3711, section 3.3.1).
SoundSender::Start startFrom(core::Random& random) {
    SoundSender::Start start;
    start.ssrc = random.number32();
    start.sequence = static_cast<std::uint16_t>(random.below(0x8000));
    start.timestamp = random.number32();
    return start;
}

}  // namespace

AudioStream::AudioStream(StreamPorts ports)
    : ports_(std::move(ports)),
      random_(std::make_unique<core::SeededRandom>(ports_.seed)),
      sender_(
          ports_.source->rate(), startFrom(*random_),
          [this](std::span<std::uint8_t> buffer, std::size_t octets) { sendRtp(buffer, octets); }),
      receiver_(ports_.sink->rate()) {}

AudioStream::~AudioStream() {
    setMixer(nullptr);
}

void AudioStream::setMixer(std::shared_ptr<SoundMixer> mixer) {
    if (mixer == mixer_) return;
    if (mixer_) mixer_->leave(seat_);
    mixer_ = std::move(mixer);
    if (mixer_) seat_ = mixer_->sit();
}

double AudioStream::chance() {
    return static_cast<double>(random_->below(1000000)) / 1000000;
}

bool AudioStream::mayHear() const {
    return direction_ == MediaDirection::SendReceive || direction_ == MediaDirection::ReceiveOnly;
}

bool AudioStream::maySpeak() const {
    return direction_ == MediaDirection::SendReceive || direction_ == MediaDirection::SendOnly;
}

void AudioStream::configure(PreparedStream prepared, core::Instant now) {
    latch_.setSignalled(prepared.remoteRtp);
    remoteRtcp_ = prepared.remoteRtcp;
    rtcpSharesPort_ = prepared.remoteRtcp == prepared.remoteRtp;
    isProtected_ = prepared.isProtected;
    if (prepared.protect || !isProtected_) protect_ = std::move(prepared.protect);
    if (prepared.open || !isProtected_) open_ = std::move(prepared.open);
    sendFormat_ = prepared.send;
    telephoneEvent_ = prepared.receiveTelephoneEvent;
    sender_.setFormat(std::move(prepared.encoder), prepared.send, prepared.packetMilliseconds,
                      prepared.sendTelephoneEvent);
    if (!prepared.decoders.empty()) receiver_.setDecoders(std::move(prepared.decoders));
    direction_ = prepared.direction;
    if (!mayHear()) receiver_.reset();
    if (!configured_) {
        nextReport_ = now + reportInterval(ReportTurn::First, averageReport_, chance());
    }
    configured_ = true;
}

void AudioStream::sendDigit(std::uint8_t event, core::Milliseconds duration) {
    sender_.addDigit(event, duration);
}

void AudioStream::tick(core::Instant now) {
    if (!configured_) {
        if (ringing_) ring();
        return;
    }
    speak();
    hear(now);
    if (now >= nextReport_) {
        report(now, false);
        nextReport_ = now + reportInterval(ReportTurn::Later, averageReport_, chance());
    }
    if (--ticksToStatistics_ == 0) {
        ticksToStatistics_ = 1000 / tickMilliseconds;
        watchDevices();
        tellStatistics();
    }
}

void AudioStream::speak() {
    captured_.resize(static_cast<std::size_t>(sender_.inputRate() * tickMilliseconds / 1000));
    ports_.source->read(captured_);
    if (ports_.cleaner) ports_.cleaner->clean(captured_, sender_.inputRate());
    if (muted_) std::fill(captured_.begin(), captured_.end(), std::int16_t{0});
    if (mixer_) mixer_->addOthers(seat_, captured_, sender_.inputRate());
    const bool sends = maySpeak() && latch_.target().port() != 0;
    sender_.push(captured_, sends ? SoundSender::Mode::Send : SoundSender::Mode::Pause);
}

void AudioStream::hear(core::Instant now) {
    const auto sound = receiver_.pull(tickMilliseconds, now);
    if (ringing_) {
        ring();
        return;
    }
    if (ports_.cleaner) ports_.cleaner->played(sound, receiver_.outputRate());
    ports_.sink->write(sound);
    if (mixer_ && mayHear() && maySpeak()) {
        mixer_->put(seat_, sound, receiver_.outputRate());
    } else if (mixer_) {
        mixer_->silence(seat_);
    }
    tellPicture(now);
}

void AudioStream::setRinging(bool ringing) {
    if (!ringing || heardFirst_) {
        ringing_.reset();
    } else if (!ringing_) {
        ringing_.emplace(receiver_.outputRate());
    }
}

void AudioStream::ring() {
    if (!configured_) {
        // What the microphone takes meanwhile is nobody's business.
        captured_.resize(static_cast<std::size_t>(sender_.inputRate() * tickMilliseconds / 1000));
        ports_.source->read(captured_);
    }
    rung_.resize(static_cast<std::size_t>(receiver_.outputRate() * tickMilliseconds / 1000));
    ringing_->fill(rung_);
    ports_.sink->write(rung_);
}

void AudioStream::tellPicture(core::Instant now) {
    const auto played = receiver_.newestTimestamp();
    if (!ports_.lipSync || !senderTime_ || !played) return;
    SenderClock clock(receiver_.playingClock());
    clock.report(senderTime_->ntpTime, senderTime_->rtpTime);
    // What the device itself takes until it is heard is not known here.
    ports_.lipSync->soundDelay = now.time_since_epoch().count() - *clock.at(*played);
    ports_.lipSync->told = now;
}

void AudioStream::sendRtp(std::span<std::uint8_t> buffer, std::size_t octets) {
    if (isProtected_) {
        const auto length = protect_ ? protect_->rtp(buffer, octets) : std::nullopt;
        if (!length) return;
        octets = *length;
    }
    ports_.send(StreamPort::Rtp, buffer.first(octets), latch_.target());
}

void AudioStream::received(StreamPort port, std::span<std::uint8_t> bytes,
                           const SocketAddress& from, core::Instant now) {
    if (!configured_) return;
    if (port == StreamPort::Rtcp || looksLikeRtcp(bytes)) {
        rtcpReceived(bytes, from, now);
    } else {
        rtpReceived(bytes, from, now);
    }
}

void AudioStream::rtpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from,
                              core::Instant now) {
    auto octets = std::optional(bytes.size());
    if (isProtected_) octets = open_ ? open_->rtp(bytes, bytes.size()) : std::nullopt;
    const auto packet = octets ? parseRtp(bytes.first(*octets)) : std::nullopt;
    const auto proof = isProtected_ ? PacketProof::Authentic : PacketProof::None;
    const auto speaker = latch_.ssrc();
    if (!packet || !latch_.accept(from, packet->header, proof, milliseconds(now))) {
        ++refused_;
        return;
    }
    if (speaker && *speaker != packet->header.ssrc) {
        reception_.newSource();
        receiver_.reset();
        senderReport_.reset();
        senderTime_.reset();
    }
    take(*packet, now);
}

void AudioStream::take(const RtpPacket& packet, core::Instant now) {
    const int type = packet.header.payloadType;
    const bool isEvent = telephoneEvent_ == type;
    const bool isNoise = type == comfortNoiseType;
    const int clock = isEvent || isNoise ? receiver_.playingClock() : receiver_.clockRate(type);
    if (clock == 0) {
        ++refused_;
        return;
    }
    const auto sequence = reception_.received(packet.header, clock, now);
    if (!sequence) return;
    if (!heardFirst_) {
        heardFirst_ = true;
        ringing_.reset();
        ports_.events.firstPacket();
    }
    if (isEvent) {
        const auto event = parseTelephoneEvent(packet.payload);
        const auto digit = event ? digits_.received(packet.header.timestamp, *event) : std::nullopt;
        if (digit) ports_.events.digit(*digit);
    }
    if (!mayHear()) return;
    const auto content = isEvent   ? SoundReceiver::Content::NoSound
                         : isNoise ? SoundReceiver::Content::Noise
                                   : SoundReceiver::Content::Sound;
    if (receiver_.put(packet, *sequence, content, now) != JitterBuffer::Put::Kept) ++late_;
}

void AudioStream::rtcpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from,
                               core::Instant now) {
    auto octets = std::optional(bytes.size());
    if (isProtected_) octets = open_ ? open_->rtcp(bytes, bytes.size()) : std::nullopt;
    const auto compound = octets ? parseRtcp(bytes.first(*octets)) : std::nullopt;
    if (!compound) {
        ++refused_;
        return;
    }
    // Reports go where reports come from, if the key proves it.
    if (isProtected_) remoteRtcp_ = from;
    if (compound->sender && (!latch_.ssrc() || *latch_.ssrc() == compound->ssrc)) {
        senderReport_ = SenderReportSeen{shortNtp(compound->sender->ntpTime), now};
        senderTime_ = compound->sender;
    }
    for (const auto& block : compound->blocks) {
        if (block.ssrc != sender_.ssrc()) continue;
        if (const auto way = roundTrip(block, ports_.ntp.at(now))) roundTrip_ = way;
        sender_.setLoss(block.fractionLost * 100 / 256);
    }
}

void AudioStream::report(core::Instant now, bool bye) {
    RtcpCompound compound;
    compound.ssrc = sender_.ssrc();
    compound.cname = ports_.cname;
    compound.bye = bye;
    if (sender_.packets() != sentAtReport_) {
        compound.sender = SenderInfo{ports_.ntp.at(now), sender_.timestamp(),
                                     static_cast<std::uint32_t>(sender_.packets()),
                                     static_cast<std::uint32_t>(sender_.octets())};
        sentAtReport_ = sender_.packets();
    }
    if (latch_.ssrc()) {
        auto block = reception_.report();
        block.ssrc = *latch_.ssrc();
        if (senderReport_) {
            const auto passed = now - senderReport_->arrival;
            block.lastSenderReport = senderReport_->shortNtp;
            block.delaySinceReport = static_cast<std::uint32_t>(passed.count() * 65536 / 1000000);
        }
        compound.blocks.push_back(block);
    }
    auto bytes = writeRtcp(compound);
    auto octets = bytes.size();
    averageReport_ += (static_cast<double>(octets) + 28 - averageReport_) / 16;
    if (isProtected_) {
        bytes.resize(octets + SrtpContext::overhead);
        const auto length = protect_ ? protect_->rtcp(bytes, octets) : std::nullopt;
        if (!length) return;
        octets = *length;
    }
    const auto port = rtcpSharesPort_ ? StreamPort::Rtp : StreamPort::Rtcp;
    ports_.send(port, std::span(bytes).first(octets), remoteRtcp_);
}

void AudioStream::tellStatistics() {
    AudioStatistics statistics;
    statistics.codec = rtpmap(sendFormat_.codec);
    if (statistics.codec.ends_with("/2")) statistics.codec.resize(statistics.codec.size() - 2);
    statistics.packetsSent = sender_.packets();
    statistics.packetsReceived = reception_.packetsReceived();
    statistics.packetsLost = reception_.packetsLost();
    statistics.jitterMilliseconds = reception_.jitterMilliseconds();
    statistics.roundTripMilliseconds = roundTrip_;
    statistics.packetsLate = late_;
    statistics.packetsRefused = refused_;
    statistics.concealedMilliseconds = receiver_.concealedMilliseconds();
    statistics.bufferMilliseconds = receiver_.waitingMilliseconds();
    statistics.localPort = ports_.localPort;
    statistics.remotePort = latch_.target().port();
    ports_.events.statistics(statistics);
}

void AudioStream::watchDevices() {
    if (const auto error = ports_.source->takeError()) ports_.events.deviceLost(*error);
    if (const auto error = ports_.sink->takeError()) ports_.events.deviceLost(*error);
}

void AudioStream::stop(core::Instant now) {
    if (!configured_) return;
    configured_ = false;
    report(now, true);
}

}  // namespace sidetone::media

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "LinkModel.h"
#include "core/Random.h"
#include "media/codecs/video/H264Decoder.h"
#include "media/video/TestPattern.h"
#include "media/videostream/VideoStream.h"

namespace sidetone::test {

/// Codes the test pattern and reads the numbers out of what is shown, at once and without threads.
class DirectCoder final : public media::VideoCoder {
public:
    void setTarget(const std::optional<media::H264Settings>& target) override { target_ = target; }
    void requestKeyPicture() override { ++keyRequests; }
    void show(media::ReceivedPicture picture, core::Instant when) override {
        waits.push_back(when - now_);
        if (look) return stream->shown(look(picture));
        const auto out = decoder_->decode(picture.units);
        media::ShownPicture shown;
        shown.isDamaged = out.isDamaged || picture.hasGaps;
        for (const auto& unit : picture.units) shown.isKey |= (unit[0] & 31U) == 5;
        if (out.picture && seen) seen(*out.picture);
        if (out.picture) {
            shown.size = out.picture->size();
            if (sizes.empty() || sizes.back().second != shown.size) {
                sizes.emplace_back(now_, shown.size);
            }
            const auto number = media::readTestPicture(*out.picture);
            if (number) numbers.push_back(*number);
        }
        whole += shown.isDamaged ? 0 : 1;
        stream->shown(shown);
    }
    /// Takes a picture where one is due.
    void run(core::Instant now) {
        now_ = now;
        if (!target_ || now < next_) return;
        next_ = std::max(next_, now - core::Milliseconds(10)) +
                std::chrono::microseconds(1'000'000 / target_->framesPerSecond);
        if (code) {
            const bool isKey = number_++ == 0 || keyRequests != keysMade_;
            keysMade_ = keyRequests;
            return stream->encoded(code(*target_, isKey), now);
        }
        if (!encoder_) {
            encoder_ = std::move(*media::H264Encoder::create(*target_));
        } else {
            static_cast<void>(encoder_->change(*target_));
        }
        if (keyRequests != keysMade_) encoder_->requestKeyPicture();
        keysMade_ = keyRequests;
        const auto picture = film(target_->size, number_++);
        auto coded = encoder_->encode(*picture);
        if (took) coded.took = took(target_->size);
        stream->encoded(coded, now);
    }
    [[nodiscard]] const std::optional<media::H264Settings>& target() const { return target_; }
    [[nodiscard]] int made() const { return number_; }

    /// The picture of a number, and what is told of each that is shown.
    std::function<media::PicturePointer(const media::PictureSize&, std::uint16_t)> film =
        media::drawTestPicture;
    std::function<void(const media::Picture&)> seen;
    /// How long coding one of that size takes; may be empty.
    std::function<std::chrono::microseconds(const media::PictureSize&)> took;
    /// In place of coding and of decoding, where only sizes matter; both may be empty.
    std::function<media::EncodedPicture(const media::H264Settings&, bool isKey)> code;
    std::function<media::ShownPicture(const media::ReceivedPicture&)> look;
    media::VideoStream* stream = nullptr;
    std::vector<std::uint16_t> numbers;  ///< as they were seen
    std::vector<core::Instant::duration> waits;
    /// Each time that what is shown gets another size, and when that was.
    std::vector<std::pair<core::Instant, media::PictureSize>> sizes;
    int whole = 0;
    int keyRequests = 0;

private:
    std::optional<media::H264Settings> target_;
    std::unique_ptr<media::H264Encoder> encoder_;
    std::unique_ptr<media::H264Decoder> decoder_ = std::move(*media::H264Decoder::create());
    core::Instant next_{};
    core::Instant now_{};
    int keysMade_ = 0;
    std::uint16_t number_ = 0;
};

/// Two video streams and a network between them in virtual time.
class VideoPair {
public:
    using Bytes = std::vector<std::uint8_t>;
    /// One direction of the line.
    struct Line {
        int bits = 0;  ///< bit/s; 0: as much as you like
        core::Milliseconds longestQueue{300};
        core::Milliseconds delay{5};
        core::Milliseconds jitter{0};  ///< packets overtake one another
        double loss = 0;
        std::optional<LinkModel> model;          ///< in place of all above
        LinkModel* shared = nullptr;             ///< the same, with others' packets on it as well
        int tunnelOctets = 0;                    ///< that a tunnel adds to each packet there
        std::function<bool(const Bytes&)> drop;  ///< packets that vanish beside that
        core::Instant free{};
        core::Instant::duration queue{};  ///< as the newest packet saw it
        std::uint64_t octets = 0;         ///< that got through, with headers of IP and UDP
    };
    struct Side {
        DirectCoder coder;
        std::unique_ptr<media::VideoStream> stream;
        Line out;
        media::VideoStatistics statistics;
        media::VideoParameters parameters;
        std::optional<media::VideoParameters> before;
        media::SocketAddress address;
        int firstPictures = 0;
        std::vector<Bytes> rtcp;  ///< as it was sent
        std::uint64_t rtpPackets = 0;
        std::size_t largest = 0;
        std::shared_ptr<media::LipSync> lipSync = std::make_shared<media::LipSync>();
    };

    explicit VideoPair(int firstBits = 150'000) {
        for (std::size_t i = 0; i < 2; ++i) {
            auto& side = sides[i];
            const net::Endpoint own{"127.0.0." + std::to_string(i + 1), 24576};
            side.address = *media::SocketAddress::of(own);
            auto& other = sides[1 - i];
            other.parameters.remoteRtp = own;
            other.parameters.send.payloadType = 126;
            other.parameters.send.mode = media::PacketizationMode::NonInterleaved;
            other.parameters.receive = {126, 97};
            other.parameters.feedback = {true, true, true, true};
            media::VideoStreamPorts ports{
                side.coder,
                [this, i](media::StreamPort port, std::span<const std::uint8_t> bytes,
                          const media::SocketAddress&) { send(i, port, bytes); },
                [&side] { ++side.firstPictures; },
                [&side](const media::VideoStatistics& told) { side.statistics = told; },
                media::NtpClock(now, core::WallTime(std::chrono::seconds(1'700'000'000))),
                i + 1,
                "side" + std::to_string(i),
                own.port,
                side.lipSync,
                firstBits};
            side.stream = std::make_unique<media::VideoStream>(std::move(ports));
            side.coder.stream = side.stream.get();
        }
    }

    /// The second side only looks.
    void oneWay() {
        sides[0].parameters.direction = media::MediaDirection::SendOnly;
        sides[1].parameters.direction = media::MediaDirection::ReceiveOnly;
    }
    void configure(std::size_t i) {
        auto& side = sides[i];
        auto prepared = media::prepareVideo(side.parameters, side.before ? &*side.before : nullptr);
        side.before = side.parameters;
        side.stream->configure(std::move(*prepared), now);
    }
    void configure() {
        configure(0);
        configure(1);
    }
    void run(core::Milliseconds time) {
        for (const auto end = now + time; now < end; now += core::Milliseconds(5)) {
            deliver();
            for (auto& side : sides) {
                side.coder.run(now);
                side.stream->tick(now);
            }
            if (each) each();
        }
    }

    Side sides[2];
    core::Instant now{std::chrono::seconds(1000)};
    std::function<void()> each;  ///< after each step

private:
    struct Packet {
        std::size_t to = 0;
        media::StreamPort port = media::StreamPort::Rtp;
        Bytes bytes;
    };

    void send(std::size_t from, media::StreamPort port, std::span<const std::uint8_t> bytes) {
        auto& side = sides[from];
        const Bytes copy(bytes.begin(), bytes.end());
        if (port == media::StreamPort::Rtcp) {
            side.rtcp.push_back(copy);
        } else {
            ++side.rtpPackets;
            side.largest = std::max(side.largest, copy.size());
        }
        auto& line = side.out;
        if (line.drop && port == media::StreamPort::Rtp && line.drop(copy)) return;
        if (line.loss > 0 && static_cast<double>(random_.below(10000)) < line.loss * 10000) return;
        auto arrival = now;
        if (line.shared != nullptr || line.model) {
            auto& model = line.shared != nullptr ? *line.shared : *line.model;
            const auto out =
                model.send(now, static_cast<int>(copy.size()) + 28 + line.tunnelOctets);
            if (!out) return;
            line.octets += copy.size() + 28 + static_cast<std::size_t>(line.tunnelOctets);
            onTheWay_.emplace(*out, Packet{1 - from, port, copy});
            return;
        }
        if (line.bits > 0) {
            const auto begin = std::max(now, line.free);
            line.queue = begin - now;
            if (line.queue > line.longestQueue) return;
            line.free = begin + std::chrono::microseconds((std::int64_t(copy.size()) + 28) * 8 *
                                                          1'000'000 / line.bits);
            arrival = line.free;
        }
        line.octets += copy.size() + 28;
        arrival += line.delay;
        if (line.jitter.count() > 0) {
            arrival +=
                core::Milliseconds(random_.below(static_cast<std::uint64_t>(line.jitter.count())));
        }
        onTheWay_.emplace(arrival, Packet{1 - from, port, copy});
    }
    void deliver() {
        while (!onTheWay_.empty() && onTheWay_.begin()->first <= now) {
            auto packet = std::move(onTheWay_.begin()->second);
            onTheWay_.erase(onTheWay_.begin());
            auto from = sides[1 - packet.to].address;
            sides[packet.to].stream->received(packet.port, packet.bytes, from, now);
        }
    }

    core::SeededRandom random_{99};
    std::multimap<core::Instant, Packet> onTheWay_;
};

}  // namespace sidetone::test

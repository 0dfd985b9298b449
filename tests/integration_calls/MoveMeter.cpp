// SPDX-License-Identifier: GPL-3.0-or-later
#include "MoveMeter.h"

#include <QTest>
#include <algorithm>
#include <cmath>

#include "media/codecs/AudioCodec.h"

namespace sidetone::test {
namespace {

constexpr int patience = 30'000;
constexpr double packetSeconds = 0.02;

bool isMedia(const WirePacket& packet) {
    constexpr std::uint32_t firstControl = 192;
    constexpr std::uint32_t lastControl = 223;
    if (packet.transport != WirePacket::Transport::Udp || packet.payload.size() <= 12 ||
        packet.field(0, 1) >> 6U != 2) {
        return false;
    }
    // Names are asked by UDP as well.
    constexpr std::uint16_t names = 10053;
    if (packet.from == names || packet.to == names) return false;
    const auto second = packet.field(1, 1);
    return second < firstControl || second > lastControl;
}

bool isSound(const WirePacket& packet) {
    const auto& formats = media::offeredFormats();
    return std::any_of(formats.begin(), formats.end(),
                       [&packet](const auto& format) { return packet.isRtp(format.payloadType); });
}

}  // namespace

void MoveMeter::Stream::take(const WirePacket& packet, bool isNew) {
    const auto newest = static_cast<std::uint16_t>(packet.field(2, 2));
    const auto step = static_cast<std::int16_t>(newest - number);
    if (isKnown && step > 0) missing = std::max(missing, step - 1);
    if (!isKnown || step > 0) number = newest;
    isKnown = true;
    carriesSound = carriesSound || isSound(packet);
    if (!isNew) {
        last = packet.seconds;
    } else if (++packets == 1) {
        first = packet.seconds;
    }
}

bool MoveMeter::hasArrived(std::uint32_t host) {
    const auto& packets = reader_.packets();
    return std::any_of(packets.begin(), packets.end(), [host](const WirePacket& packet) {
        return isMedia(packet) && packet.toHost == host;
    });
}

void MoveMeter::read() {
    const auto& packets = reader_.packets();
    for (; seen_ < packets.size(); ++seen_) {
        const auto& packet = packets[seen_];
        if (!isMedia(packet)) continue;
        const auto source = packet.field(8, 4);
        const auto now = address_.now();
        const auto before = address_.before();
        if (packet.toHost == now || packet.toHost == before) {
            in_[source].take(packet, packet.toHost == now);
        } else if (packet.fromHost == now || packet.fromHost == before) {
            out_[source].take(packet, packet.fromHost == now);
        }
    }
}

bool MoveMeter::move(int packets, int streams, const std::function<void()>& moved) {
    reader_.forget();
    seen_ = 0;
    in_.clear();
    out_.clear();
    const auto old = address_.now();
    if (!QTest::qWaitFor([&] { return hasArrived(old); }, patience) || !address_.move()) {
        return false;
    }
    if (moved) moved();
    const auto flows = [&](const Streams& way) {
        return std::count_if(way.begin(), way.end(), [packets](const auto& entry) {
                   return entry.second.packets >= packets;
               }) >= streams;
    };
    const bool done = QTest::qWaitFor(
        [&] {
            read();
            return flows(in_) && flows(out_);
        },
        patience);
    if (!done) return false;
    int most = 0;
    for (const auto& [source, stream] : in_) {
        if (stream.carriesSound) most = std::max(most, stream.missing);
    }
    missing_.push_back(most * packetSeconds);
    double longest = 0;
    for (const auto& [source, stream] : out_) {
        if (stream.last > 0) longest = std::max(longest, stream.first - stream.last);
    }
    pauses_.push_back(longest);
    return true;
}

bool MoveMeter::signalled() {
    constexpr std::uint16_t port = 5061;
    return QTest::qWaitFor(
        [&] {
            const auto& packets = reader_.packets();
            return std::any_of(packets.begin(), packets.end(), [this](const WirePacket& packet) {
                return packet.transport == WirePacket::Transport::Tcp &&
                       packet.fromHost == address_.now() && packet.to == port;
            });
        },
        patience);
}

double shareOf(std::vector<double> seconds, double share) {
    if (seconds.empty()) return 0;
    std::sort(seconds.begin(), seconds.end());
    const auto index = std::ceil(share * static_cast<double>(seconds.size())) - 1;
    return seconds.at(static_cast<std::size_t>(std::max(0.0, index)));
}

std::string spread(std::vector<double> seconds) {
    const auto at = [&seconds](double share) {
        return std::to_string(std::lround(1000 * shareOf(seconds, share)));
    };
    return "median " + at(0.5) + " ms, 95 % " + at(0.95) + " ms, longest " + at(1) + " ms";
}

}  // namespace sidetone::test

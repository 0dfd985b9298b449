// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/h264/H264Depacketizer.h"

#include <optional>

#include "media/rtp/h264/unitTypes.h"
#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::uint8_t keySlice = 5;
constexpr std::uint8_t sequenceParameters = 7;

/// Packets inside of packets, and parts of parts, are of no mode.
bool isUnit(std::uint8_t header) {
    const auto type = header & 0x1FU;
    return type >= 1 && type <= largestUnitType;
}

bool isSameType(std::uint8_t a, std::uint8_t b) {
    return (a & 0x1FU) == (b & 0x1FU);
}

/// Collects units; one that comes in parts grows here.
class Unpacker {
public:
    void add(const H264Payload& payload) {
        if (last_ && payload.sequence != *last_ + 1) {
            picture_.hasGaps = true;
            growing_.reset();
        }
        last_ = payload.sequence;
        const std::span<const std::uint8_t> bytes = payload.bytes;
        if (bytes.empty()) return;
        const auto type = static_cast<std::uint8_t>(bytes[0] & 0x1FU);
        if (type != fragmentType) dropGrowing();
        if (isUnit(bytes[0])) {
            picture_.units.emplace_back(bytes.begin(), bytes.end());
        } else if (type == aggregateType) {
            addAggregate(bytes.subspan(1));
        } else if (type == fragmentType) {
            addFragment(bytes);
        } else {
            picture_.hasNonsense = true;
        }
    }

    [[nodiscard]] UnpackedPicture finish() {
        dropGrowing();
        return std::move(picture_);
    }

private:
    void dropGrowing() {
        if (!growing_) return;
        growing_.reset();
        picture_.hasGaps = true;
    }

    void addAggregate(std::span<const std::uint8_t> rest) {
        while (rest.size() > 2) {
            const std::size_t length = read16(rest, 0);
            rest = rest.subspan(2);
            if (length == 0 || length > rest.size()) {
                picture_.hasNonsense = true;
                return;
            }
            const auto unit = rest.first(length);
            if (isUnit(unit[0])) {
                picture_.units.emplace_back(unit.begin(), unit.end());
            } else {
                picture_.hasNonsense = true;
            }
            rest = rest.subspan(length);
        }
        if (!rest.empty()) picture_.hasNonsense = true;
    }

    void addFragment(std::span<const std::uint8_t> bytes) {
        if (bytes.size() < 3 || !isUnit(bytes[1])) {
            picture_.hasNonsense = true;
            dropGrowing();
            return;
        }
        const auto header = bytes[1];
        if ((header & fragmentStart) != 0) {
            dropGrowing();
            growing_.emplace();
            growing_->push_back(static_cast<std::uint8_t>((bytes[0] & 0xE0U) | (header & 0x1FU)));
        }
        if (growing_ && !isSameType(growing_->front(), header)) dropGrowing();
        // The beginning was lost.
        if (!growing_) {
            picture_.hasGaps = true;
            return;
        }
        const auto part = bytes.subspan(2);
        growing_->insert(growing_->end(), part.begin(), part.end());
        if ((header & fragmentEnd) == 0) return;
        picture_.units.push_back(std::move(*growing_));
        growing_.reset();
    }

    UnpackedPicture picture_;
    std::optional<std::uint64_t> last_;
    std::optional<NalUnit> growing_;
};

bool isKeyType(unsigned header) {
    const auto type = header & 0x1FU;
    return type == keySlice || type == sequenceParameters;
}

}  // namespace

UnpackedPicture unpackH264(std::span<const H264Payload> payloads) {
    Unpacker unpacker;
    for (const auto& payload : payloads) unpacker.add(payload);
    return unpacker.finish();
}

bool beginsKeyPicture(std::span<const std::uint8_t> payload) {
    if (payload.empty()) return false;
    const auto type = static_cast<std::uint8_t>(payload[0] & 0x1FU);
    if (type == fragmentType) {
        return payload.size() > 1 && (payload[1] & fragmentStart) != 0 && isKeyType(payload[1]);
    }
    if (type == aggregateType) return payload.size() > 3 && isKeyType(payload[3]);
    return isKeyType(payload[0]);
}

}  // namespace sidetone::media

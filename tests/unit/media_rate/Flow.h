// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <random>
#include <vector>

#include "LinkModel.h"
#include "media/rate/NadaController.h"

namespace sidetone::test {

/// One direction of a call in virtual time: a camera whose encoder follows the controller, sound
/// beside it, packets evenly sent, the other side's log of arrivals, and its reports on their way
/// back. Octets are those on the wire.
class Flow {
public:
    struct Settings {
        core::Milliseconds start{0};
        core::Milliseconds pauseFrom{0};
        core::Milliseconds pauseTo{0};
        core::Milliseconds extraDelay{0};  ///< of its own way, both there and back
        double first = 150'000;
        media::NadaController::Range range{150'000, 1'500'000};
    };
    /// The links outlive it; several flows may share them.
    Flow(const Settings& settings, LinkModel& forward, LinkModel& back, std::uint64_t seed);

    /// One millisecond.
    void step(core::Instant now);
    /// What arrived since this was asked last, in octets.
    [[nodiscard]] std::int64_t takeArrived();
    [[nodiscard]] const media::NadaController& controller() const { return controller_; }
    [[nodiscard]] bool isActive(core::Instant now) const;

private:
    struct Packet {
        std::uint16_t sequence;
        int octets;
    };
    struct Answer {
        media::StreamReport report;
        std::uint32_t time;
    };
    void encode(core::Instant now);
    void pace(core::Instant now);
    void send(core::Instant now, int octets);
    void receive(core::Instant now);
    void report(core::Instant now);

    Settings settings_;
    LinkModel& forward_;
    LinkModel& back_;
    std::mt19937_64 random_;
    media::NadaController controller_;
    media::SentPackets ledger_;
    media::ArrivalLog log_{1};
    std::deque<int> waiting_;  ///< sizes of packets that the pacer holds
    double budget_ = 0;        ///< octets that may go now
    core::Instant nextPicture_{};
    core::Instant nextSound_{};
    core::Instant nextReport_{};
    std::uint16_t sequence_ = 65'000;
    std::multimap<core::Instant, Packet> underWay_;
    std::multimap<core::Instant, Answer> answers_;
    std::int64_t arrived_ = 0;
};

}  // namespace sidetone::test

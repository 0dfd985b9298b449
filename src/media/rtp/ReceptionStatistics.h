// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/Clock.h"
#include "media/rtp/RtcpPacket.h"
#include "media/rtp/RtpPacket.h"

namespace sidetone::media {

/// What happened to the packets of one source: loss by RFC 3550 A.1 and A.3, jitter by A.8. The
/// first packet counts at once (a call has no time for probation); after a jump in the sequence
/// two packets in a row are needed.
class ReceptionStatistics {
public:
    /// Takes a packet; `clockRate` in ticks a second. Gives the extended sequence number, or
    /// nothing where the packet is outside the window (a jump that is not confirmed yet).
    [[nodiscard]] std::optional<std::uint64_t> received(const RtpHeader& header, int clockRate,
                                                        core::Instant arrival);
    /// Forgets the source: another SSRC begins. Totals of earlier ones stay.
    void newSource();

    [[nodiscard]] std::uint64_t packetsReceived() const { return earlierReceived_ + received_; }
    /// Over all sources, never below 0.
    [[nodiscard]] std::uint64_t packetsLost() const;
    [[nodiscard]] double jitterMilliseconds() const;
    /// For the next report; begins a new period for the fraction. The caller fills in ssrc and
    /// the sender report's fields.
    [[nodiscard]] ReportBlock report();

private:
    [[nodiscard]] std::uint64_t expected() const;
    void begin(std::uint16_t sequence);
    void measureJitter(const RtpHeader& header, core::Instant arrival);

    bool begun_ = false;
    std::uint64_t base_ = 0;     ///< first extended sequence number
    std::uint64_t highest_ = 0;  ///< extended; counting starts one wrap up, so it never falls
                                 ///< below 0 when an earlier packet comes late
    std::optional<std::uint16_t> jumpTo_;
    std::uint64_t received_ = 0;
    std::uint64_t expectedBefore_ = 0;
    std::uint64_t receivedBefore_ = 0;
    std::uint64_t earlierReceived_ = 0;
    std::uint64_t earlierLost_ = 0;
    int clockRate_ = 8000;
    std::optional<std::uint32_t> lastTransit_;
    double jitter_ = 0;  ///< in ticks
};

}  // namespace sidetone::media

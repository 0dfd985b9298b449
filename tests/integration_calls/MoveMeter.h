// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "MovingAddress.h"
#include "PacketReader.h"

namespace sidetone::test {

/// Moves an address in the middle of calls, and counts in the packets what that costs.
class MoveMeter {
public:
    /// Both must outlive it.
    MoveMeter(PacketReader& reader, MovingAddress& address) : reader_(reader), address_(address) {}

    /// Moves once, where sound comes by the old address; then waits until each of `streams` streams
    /// (sound, a picture) has so many packets each way by the new one. False where that does not
    /// come about. `moved` is called when the address is another one.
    [[nodiscard]] bool move(int packets, int streams = 1, const std::function<void()>& moved = {});
    /// Waits until something was signalled by the address of the moment.
    [[nodiscard]] bool signalled();

    /// Seconds of sound that did not come to who moved, of each move: packets that are missing in
    /// their numbers, at 20 ms each.
    [[nodiscard]] const std::vector<double>& missing() const { return missing_; }
    /// Seconds between the last packet from there by the old address and the first by the new one.
    [[nodiscard]] const std::vector<double>& pauses() const { return pauses_; }

private:
    struct Stream {
        double last = 0;   ///< when the last packet went by the old address
        double first = 0;  ///< and the first by the new one
        int packets = 0;   ///< by the new one
        int missing = 0;   ///< most numbers in a row
        std::uint16_t number = 0;
        bool isKnown = false;
        bool carriesSound = false;
        void take(const WirePacket& packet, bool isNew);
    };
    using Streams = std::map<std::uint32_t, Stream>;
    [[nodiscard]] bool hasArrived(std::uint32_t host);
    void read();

    PacketReader& reader_;
    MovingAddress& address_;
    std::size_t seen_ = 0;  ///< packets that were looked at since the move
    Streams in_;
    Streams out_;
    std::vector<double> missing_;
    std::vector<double> pauses_;
};

/// "median 45 ms, 95 % 90 ms, longest 120 ms"
[[nodiscard]] std::string spread(std::vector<double> seconds);
/// The value that so large a share of them does not exceed; 0 of none.
[[nodiscard]] double shareOf(std::vector<double> seconds, double share);

}  // namespace sidetone::test

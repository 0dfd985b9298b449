// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "LinkModel.h"

namespace sidetone::test {

/// A line of the network laboratory for whole packets, in the network that the test has for itself
/// (enterOwnNetwork()): the kernel sends what goes from an address of one end to one of the other
/// through a tun link, and a thread carries it to the other end's link with the fate that the
/// line's model says, in real time. Sound, pictures and reports of all calls share it.
class LineTunnel {
public:
    struct Settings {
        LinkSettings forward;  ///< from end 0 to end 1
        LinkSettings back;
        /// What a VPN adds to each packet, which the line has to carry as well (RATE-12): the line
        /// is then the one below the tunnel.
        int tunnelOctets = 0;
    };
    /// Null where this machine has no tun links, or the routes could not be set.
    [[nodiscard]] static std::unique_ptr<LineTunnel> create(const Settings& settings);
    ~LineTunnel();
    LineTunnel(const LineTunnel&) = delete;
    LineTunnel& operator=(const LineTunnel&) = delete;

    static constexpr std::size_t mostCalls = 4;
    /// That of a call's part at one end; calls are 0 to mostCalls - 1.
    [[nodiscard]] static std::string address(std::size_t end, std::size_t call);

    /// The bottleneck of what that end sends, bit/s, from now on; 0: none.
    void setBottleneck(std::size_t end, double bitsPerSecond);
    /// What that end has sent until now.
    struct Carried {
        /// That arrived of each call, with IP's headers and what the tunnel adds.
        std::array<std::int64_t, mostCalls> octets{};
        std::int64_t packets = 0;  ///< of all
        std::int64_t dropped = 0;
        std::chrono::microseconds queued{0};  ///< now
    };
    [[nodiscard]] Carried carried(std::size_t end);

private:
    struct End {
        int link = -1;
        LinkModel model;
        std::multimap<core::Instant, std::vector<char>> onTheWay;  ///< to the other end
        Carried carried;
    };
    explicit LineTunnel(const Settings& settings);
    [[nodiscard]] bool route();
    void run();
    void wait();
    void take(End& end);
    void deliver(End& end, const End& other);

    const int tunnelOctets_;
    std::mutex mutex_;  ///< guards the ends' models and what was carried
    std::array<End, 2> ends_;
    int stop_ = -1;  ///< an event: the thread is to end
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace sidetone::test

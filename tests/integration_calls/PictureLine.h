// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>
#include <array>
#include <memory>

#include "LinkModel.h"
#include "media/MediaEngine.h"

namespace sidetone::test {

class LineWorker;

/// A line of the network laboratory for the pictures of one call, in real time: each end sees it
/// as the other side, and what passes has the fate that the link's model says. It has a thread of
/// its own, so that a test that waits does not hold packets up.
class PictureLine {
public:
    explicit PictureLine(const LinkSettings& settings);
    ~PictureLine();
    PictureLine(const PictureLine&) = delete;
    PictureLine& operator=(const PictureLine&) = delete;

    /// Both ways, from now on.
    void set(const LinkSettings& settings);
    /// How long a packet from that end waits in the queue now.
    [[nodiscard]] std::chrono::microseconds queued(std::size_t end);
    /// Where the session at that end sends its pictures and its reports.
    [[nodiscard]] net::Endpoint rtpDoor(std::size_t end) const { return doors_[end][0]; }
    [[nodiscard]] net::Endpoint rtcpDoor(std::size_t end) const { return doors_[end][1]; }
    /// Where that session listens.
    void connectTo(std::size_t end, const media::VideoSession& session);
    /// An engine whose calls have that end of the line between their pictures and the other side.
    [[nodiscard]] std::unique_ptr<media::MediaEngine> under(
        std::size_t end, std::unique_ptr<media::MediaEngine> engine);

private:
    QThread thread_;
    std::unique_ptr<LineWorker> worker_;
    std::array<std::array<net::Endpoint, 2>, 2> doors_;
};

}  // namespace sidetone::test

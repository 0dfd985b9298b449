// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "core/Log.h"
#include "core/Random.h"
#include "media/MediaEngine.h"

namespace sidetone::test {

/// The sound and the picture of one call over a LineTunnel: at each end an engine of its own with
/// its threads, coders and sockets, as the client runs it; G.711 and a test pattern. It needs no
/// call server: what offer and answer would say is given. Protocol thread.
class CallOnLine {
public:
    struct Settings {
        std::size_t number = 0;  ///< of the line's calls
        /// Who sends a picture; sound goes both ways.
        enum class Pictures { Forward, BothWays } pictures = Pictures::Forward;
        /// RFC 8888 is agreed; else the rate follows receiver reports alone.
        bool tellsArrivals = true;
        /// The most that is wanted of the picture, bit/s without headers; 0: no limit. It is asked
        /// for by TMMBR.
        int mostReceived = 0;
    };
    explicit CallOnLine(const Settings& settings);
    ~CallOnLine();
    CallOnLine(const CallOnLine&) = delete;
    CallOnLine& operator=(const CallOnLine&) = delete;

    [[nodiscard]] core::Status start();
    /// What an end measured last.
    [[nodiscard]] const media::VideoStatistics& picture(std::size_t end) const {
        return ends_[end].picture;
    }
    [[nodiscard]] const media::AudioStatistics& sound(std::size_t end) const {
        return ends_[end].sound;
    }

private:
    struct End {
        std::unique_ptr<media::MediaEngine> engine;
        std::unique_ptr<media::AudioSession> audio;
        std::unique_ptr<media::VideoSession> video;
        media::AudioStatistics sound;
        media::VideoStatistics picture;
    };
    [[nodiscard]] core::Status open(std::size_t end);
    [[nodiscard]] core::Status configure(std::size_t end);

    const Settings settings_;
    core::SystemRandom random_;
    core::Log log_;
    std::array<End, 2> ends_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/Clock.h"
#include "media/devices/SoundControl.h"

namespace sidetone::media {

class AudioDevices;
class AudioSink;
class AudioSource;

/// Lets people hear themselves as others would, without a call (NONE-18).
///
/// States: Off; Listening, where the level is measured; Recording, for four seconds; Playing,
/// what was recorded, and then Listening again. Protocol thread: a piece each 20 ms.
class SoundTest {
public:
    struct Told {
        std::function<void()> state;
        std::function<void()> level;
    };
    /// Both must outlive the test.
    SoundTest(AudioDevices& devices, core::Clock& clock, Told told);
    ~SoundTest();

    void listen();
    void echo();
    void stop();
    [[nodiscard]] SoundTestState state() const { return state_; }
    [[nodiscard]] double level() const { return level_; }

private:
    void tick();
    void hear();
    void play();
    void setState(SoundTestState state);
    void setLevel(double level);

    AudioDevices& devices_;
    core::Clock& clock_;
    const Told told_;
    SoundTestState state_ = SoundTestState::Off;
    double level_ = -90;
    std::unique_ptr<AudioSource> source_;
    std::unique_ptr<AudioSink> sink_;
    int rate_ = 48000;
    std::vector<std::int16_t> recorded_;
    std::size_t moved_ = 0;  ///< samples read or written since begun_
    core::Instant begun_;
    core::Timer timer_;
};

}  // namespace sidetone::media

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "media/AudioSession.h"
#include "media/AudioStream.h"
#include "media/LipSync.h"
#include "media/MediaThread.h"

namespace sidetone::media {

/// The session of production: checks and prepares here, on the protocol thread, and posts to the
/// stream on the media thread. What the stream tells comes back as posted values. Devices are
/// opened with the first configure() or ringing tone: nobody listens before there is a call.
class LiveAudioSession final : public AudioSession {
    Q_OBJECT
public:
    struct Ports {
        MediaThread& thread;
        MediaThread::StreamId id = 0;
        /// Lives on the protocol thread, longer than the media thread: takes posted events.
        QObject& mailbox;
        std::shared_ptr<AudioDevices> devices;
        std::uint64_t seed = 0;
        std::string cname;
        SoundCleaning cleaning;
    };
    LiveAudioSession(Ports ports, SocketPair sockets);
    ~LiveAudioSession() override;

    [[nodiscard]] net::Endpoint localRtp() const override { return localRtp_; }
    [[nodiscard]] net::Endpoint localRtcp() const override { return localRtcp_; }
    core::Status configure(const AudioParameters& parameters) override;
    [[nodiscard]] std::unique_ptr<PathSocket> openPathSocket() override;
    void setRinging(bool ringing) override;
    void setMuted(bool muted) override;
    void setMixer(std::shared_ptr<SoundMixer> mixer) override;
    core::Status sendDigit(char digit, core::Milliseconds duration) override;
    void stop() override;
    /// What a picture of the same call goes by.
    [[nodiscard]] std::shared_ptr<LipSync> lipSync() const { return lipSync_; }
    /// Names the call's sources in reports.
    [[nodiscard]] const std::string& cname() const { return ports_.cname; }

private:
    void start();
    [[nodiscard]] StreamEvents events();

    Ports ports_;
    std::optional<SocketPair> sockets_;  ///< until the media thread has them
    const net::Endpoint localRtp_;
    const net::Endpoint localRtcp_;
    std::shared_ptr<LipSync> lipSync_ = std::make_shared<LipSync>();
    std::optional<AudioParameters> parameters_;
    bool muted_ = false;
    bool isStarted_ = false;  ///< the media thread has the stream
    std::shared_ptr<SoundMixer> mixer_;
    bool stopped_ = false;
    /// Posted events hold a weak copy: none arrives after the session stopped.
    std::shared_ptr<LiveAudioSession*> alive_;
};

}  // namespace sidetone::media

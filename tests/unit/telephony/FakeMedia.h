// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "media/MediaEngine.h"

namespace sidetone::telephony::test {

/// Sound without sockets: it keeps what it was told.
class FakeSession final : public media::AudioSession {
public:
    using OpenSocket = std::function<std::unique_ptr<media::PathSocket>(std::uint16_t port)>;
    FakeSession(std::uint16_t port, OpenSocket open) : port_(port), open_(std::move(open)) {}
    [[nodiscard]] net::Endpoint localRtp() const override { return {"127.0.0.1", port_}; }
    [[nodiscard]] net::Endpoint localRtcp() const override {
        return {"127.0.0.1", static_cast<std::uint16_t>(port_ + 1)};
    }
    core::Status configure(const media::AudioParameters& parameters) override {
        configured.push_back(parameters);
        return {};
    }
    [[nodiscard]] std::unique_ptr<media::PathSocket> openPathSocket() override {
        return open_ ? open_(port_) : nullptr;
    }
    void setRinging(bool isRinging) override { ringing = isRinging; }
    void setMuted(bool isMuted) override { muted = isMuted; }
    core::Status sendDigit(char digit, core::Milliseconds) override {
        digits += digit;
        return {};
    }
    void setMixer(std::shared_ptr<media::SoundMixer> newMixer) override {
        mixer = std::move(newMixer);
    }
    void stop() override { stopped = true; }

    std::vector<media::AudioParameters> configured;
    bool muted = false;
    bool ringing = false;
    bool stopped = false;
    std::shared_ptr<media::SoundMixer> mixer;
    std::string digits;

private:
    std::uint16_t port_;
    OpenSocket open_;
};

class FakeEngine final : public media::MediaEngine {
public:
    core::Result<std::unique_ptr<media::AudioSession>> createAudioSession(
        const media::AudioSessionSetup& setup) override {
        setups.push_back(setup);
        if (full) return core::fail(core::ErrorCode::Busy, "Opening ports", "all are taken");
        auto session = std::make_unique<FakeSession>(
            static_cast<std::uint16_t>(setup.ports.start + 2 * setups.size()), openSocket);
        sessions.push_back(session.get());
        return std::unique_ptr<media::AudioSession>(std::move(session));
    }
    [[nodiscard]] std::string devicesText() const override { return "none"; }

    bool full = false;
    FakeSession::OpenSocket openSocket;  ///< none: sessions have no sockets
    std::vector<media::AudioSessionSetup> setups;
    std::vector<FakeSession*> sessions;  ///< valid while their calls are known
};

}  // namespace sidetone::telephony::test

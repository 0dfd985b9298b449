// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/Log.h"
#include "core/Random.h"
#include "media/MediaEngine.h"
#include "media/rate/LineMean.h"
#include "sip/sdp/VideoNegotiation.h"
#include "telephony/CallControl.h"
#include "telephony/CallPaths.h"

namespace sidetone::telephony {

/// The picture of one call beside its sound: its section in offers and answers, its session, and
/// whether this side wants to be seen. Every description goes through it, so that sections keep
/// their places in mid-call (RFC 3264, section 8).
class CallVideo {
public:
    struct Ports {
        media::MediaEngine& engine;
        core::Random& random;
        core::Log& log;
        std::function<void()> changed;   ///< state() is another
        std::function<void()> measured;  ///< statistics() is new
        CallPaths* paths = nullptr;      ///< may be null
    };
    struct Line {
        media::VideoSessionSetup setup;
        std::string address;  ///< what descriptions carry; numeric
        const media::AudioSession* sound = nullptr;
        std::string place;       ///< the other side's domain
        int mostCallBits = 0;    ///< of this line's region, sound included; 0: no limit
        bool isOn = true;        ///< the line does video at all
        bool startsSeen = true;  ///< our picture is sent from the start where there is one
    };
    explicit CallVideo(Ports ports);

    void prepare(const Line& line);
    /// What the next descriptions carry: this machine's address is another one now.
    void setAddress(const std::string& address) { line_.address = address; }
    /// Our picture goes out, or does not, with the next offer or answer. Unsupported where the
    /// line has no video, or there is nothing to send.
    core::Status want(bool seen);
    [[nodiscard]] bool isWanted() const { return seen_; }
    /// The last want() did not come about.
    void revert() { seen_ = seenBefore_; }

    /// Into an offer that has sound alone.
    void addTo(sip::SessionDescription& offer, sip::Direction sound);
    /// Into the answer to an offer, in which every section but sound is refused.
    void answer(const sip::SessionDescription& offer, sip::SessionDescription& answer,
                sip::KeyPolicy policy, sip::Direction sound);
    /// The answer to addTo()'s offer.
    void readAnswer(const sip::SessionDescription& answer);
    /// Puts into force what the last answer, given or read, says. `audioBits`: what sound may take.
    void apply(int audioBits);
    void stop();

    /// By the last answer, given or read, a picture goes one way at least.
    [[nodiscard]] bool hasPicture() const {
        return agreed_ && (sip::sends(agreed_->direction) || sip::receives(agreed_->direction));
    }
    [[nodiscard]] const VideoState& state() const { return state_; }
    [[nodiscard]] const media::VideoViews& views() const { return views_; }

private:
    [[nodiscard]] bool isPossible() const;
    [[nodiscard]] bool makeSession();
    [[nodiscard]] sip::LocalVideo local(sip::Direction sound) const;
    void keep(const std::vector<sip::MediaDescription>& media, std::optional<std::size_t> video);
    void refuse();
    void listen();
    void measured(const media::VideoStatistics& now);
    void inTrouble(const core::Error& error);
    void show();
    void notePath();

    const Ports ports_;
    const media::VideoViews views_;
    Line line_;
    std::unique_ptr<media::VideoSession> session_;
    bool seen_ = false;
    bool seenBefore_ = false;
    std::vector<sip::Crypto> keys_;
    sip::LocalVideo offered_;                    ///< what the last offer of ours said
    std::vector<sip::MediaDescription> layout_;  ///< sections of the last exchange
    std::optional<std::size_t> place_;           ///< of the picture in it
    std::optional<std::size_t> offeredPlace_;
    std::optional<sip::AgreedVideo> agreed_;  ///< empty: the call has no picture
    sip::Direction sound_ = sip::Direction::SendReceive;
    VideoState state_;
    media::LineMean carried_;
    int secondsMeasured_ = 0;
};

}  // namespace sidetone::telephony

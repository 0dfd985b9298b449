// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/CallVideo.h"

#include <algorithm>

#include "sip/sdp/PathAttributes.h"
#include "sip/sdp/sections.h"
#include "telephony/audioDescriptions.h"
#include "telephony/videoDescriptions.h"

namespace sidetone::telephony {
namespace {

/// A call that does not end well is remembered all the same.
constexpr int secondsBetweenNotes = 60;

/// A section that keeps its place, with port 0 (RFC 3264, section 8.2).
sip::MediaDescription switchedOff(const sip::MediaDescription& section) {
    sip::MediaDescription off;
    off.type = section.type;
    off.protocol = section.protocol;
    off.formats = section.formats;
    off.attributes.add("inactive");
    return off;
}

VideoStatistics factsOf(const media::VideoStatistics& now) {
    return {now.sentSize.width,
            now.sentSize.height,
            now.sentFrames,
            now.sentBits,
            now.targetBits,
            now.receivedSize.width,
            now.receivedSize.height,
            now.receivedFrames,
            now.receivedBits,
            now.packetsSent,
            now.packetsSentAgain,
            now.packetsReceived,
            now.packetsLost,
            now.jitterMilliseconds,
            now.roundTripMilliseconds,
            now.picturesShown,
            now.picturesDamaged,
            now.keyPicturesAsked,
            now.keyPicturesWanted,
            now.localPort,
            now.remotePort};
}

}  // namespace

CallVideo::CallVideo(Ports ports)
    : ports_(std::move(ports)),
      views_{std::make_shared<media::PictureFeed>(), std::make_shared<media::PictureFeed>()} {}

void CallVideo::prepare(const Line& line) {
    line_ = line;
    line_.setup.views = views_;
    if (ports_.paths != nullptr) {
        line_.setup.firstBits = ports_.paths->first(line.place).value_or(0);
    }
    const bool canSend = ports_.engine.video() == media::MediaEngine::Video::SendAndReceive;
    seen_ = seenBefore_ = line.isOn && line.startsSeen && canSend;
    state_.possible = isPossible();
    state_.canSend = line.isOn && canSend;
}

bool CallVideo::isPossible() const {
    return line_.isOn && ports_.engine.video() != media::MediaEngine::Video::None;
}

core::Status CallVideo::want(bool seen) {
    if (seen && ports_.engine.video() != media::MediaEngine::Video::SendAndReceive) {
        return core::fail(core::ErrorCode::Unsupported, "Switching video on", "there is no camera");
    }
    if (!isPossible()) {
        return core::fail(core::ErrorCode::Unsupported, "Switching video on or off",
                          "this line has no video");
    }
    seenBefore_ = seen_;
    seen_ = seen;
    return {};
}

bool CallVideo::makeSession() {
    if (session_) return true;
    auto made = ports_.engine.createVideoSession(line_.setup, line_.sound);
    if (!made) {
        inTrouble(made.error());
        return false;
    }
    session_ = std::move(*made);
    listen();
    return true;
}

void CallVideo::listen() {
    auto* session = session_.get();
    QObject::connect(session, &media::VideoSession::statisticsChanged, session,
                     [this](const media::VideoStatistics& now) { measured(now); });
    QObject::connect(session, &media::VideoSession::deviceLost, session,
                     [this](const core::Error& error) { inTrouble(error); });
    QObject::connect(session, &media::VideoSession::deviceFound, session, [this] {
        state_.trouble.clear();
        ports_.changed();
    });
}

void CallVideo::measured(const media::VideoStatistics& now) {
    state_.statistics = factsOf(now);
    // A camera may have been plugged in.
    state_.canSend =
        line_.isOn && ports_.engine.video() == media::MediaEngine::Video::SendAndReceive;
    if (now.isTooNarrow && state_.trouble.empty()) {
        inTrouble(core::fail(core::ErrorCode::Unreachable, "Sending the picture",
                             "the line is too narrow for a picture beside the sound",
                             "The call goes on with sound; on a better line, switch your picture "
                             "off and on."));
    }
    if (now.isStopped && state_.trouble.empty()) {
        inTrouble(core::fail(core::ErrorCode::Unreachable, "Sending the picture",
                             "the line has not carried it for some time",
                             "Switch your picture off and on to try again."));
    }
    if (state_.sending && !now.isStopped && !now.isTooNarrow)
        carried_.add(now.targetBits, now.sentBits);
    if (++secondsMeasured_ % secondsBetweenNotes == 0) notePath();
    ports_.measured();
}

/// The next call to the same place begins where this one is.
void CallVideo::notePath() {
    const auto bits = carried_.mean();
    if (bits && ports_.paths != nullptr) ports_.paths->note(line_.place, *bits);
}

/// The call goes on with its sound; the person is told why there is no picture.
void CallVideo::inTrouble(const core::Error& error) {
    ports_.log.warning("telephony", error.sentence());
    state_.trouble = error.sentence();
    ports_.changed();
}

/// On hold nothing is sent and nothing shown; what stands in the description goes with the sound.
sip::LocalVideo CallVideo::local(sip::Direction sound) const {
    sip::LocalVideo out;
    out.rtp = session_->localRtp();
    out.rtcp = session_->localRtcp();
    out.rtp.host = line_.address;
    out.rtcp.host = line_.address;
    out.direction = sip::makeDirection(seen_ && sip::sends(sound), sip::receives(sound));
    if (line_.mostCallBits > 0) {
        constexpr int soundBits = 64'000;
        out.mostBits = std::max(line_.mostCallBits - soundBits, 0);
    }
    out.keys = agreed_ && agreed_->localKey ? std::vector{*agreed_->localKey} : keys_;
    return out;
}

void CallVideo::addTo(sip::SessionDescription& offer, sip::Direction sound) {
    sound_ = sound;
    const auto audio = offer.media.front();
    std::vector<sip::MediaDescription> media;
    for (const auto& section : layout_) media.push_back(switchedOff(section));
    const auto soundPlace = std::ranges::find(media, "audio", &sip::MediaDescription::type);
    if (soundPlace == media.end()) {
        media.insert(media.begin(), audio);
    } else {
        *soundPlace = audio;
    }
    offeredPlace_ = place_;
    if (isPossible() && makeSession()) {
        const bool secure =
            sip::isSecureProtocol(audio.protocol) || sip::isHandshakeProtocol(audio.protocol);
        if (secure && keys_.empty()) keys_ = makeKeys(ports_.random);
        offered_ = local(sound);
        offered_.keyPolicy = secure ? sip::KeyPolicy::Required : sip::KeyPolicy::None;
        if (!offeredPlace_) {
            offeredPlace_ = media.size();
            media.emplace_back();
        }
        media[*offeredPlace_] = sip::makeVideoSection(offered_);
    }
    if (line_.mostCallBits > 0) {
        offer.bandwidth = {"AS:" + std::to_string(line_.mostCallBits / 1000)};
    }
    offer.media = std::move(media);
}

void CallVideo::answer(const sip::SessionDescription& offer, sip::SessionDescription& answer,
                       sip::KeyPolicy policy, sip::Direction sound) {
    sound_ = sound;
    const auto place = sip::mainVideoOf(offer);
    keep(offer.media, place);
    if (!place || !isPossible() || !makeSession()) {
        refuse();
        return;
    }
    // The lock speaks for sound and picture: either both are protected, or neither.
    const auto soundAt = std::ranges::find_if(answer.media, [](const auto& section) {
        return section.type == "audio" && section.port != 0;
    });
    const bool secure =
        soundAt != answer.media.end() &&
        (!soundAt->attributes.values("crypto").empty() || soundAt->attributes.has("fingerprint"));
    if (secure && keys_.size() < 2) keys_ = makeKeys(ports_.random);
    auto ours = local(sound);
    ours.keyPolicy = secure ? sip::KeyPolicy::Required : sip::KeyPolicy::None;
    if (policy == sip::KeyPolicy::Required) ours.keyPolicy = policy;
    if (secure && ours.keys.size() < 2) {
        for (const auto& key : keys_) {
            if (key.suite != ours.keys.front().suite) ours.keys.push_back(key);
        }
    }
    auto made = sip::answerVideo(ours, offer, offer.media[*place]);
    if (!made) {
        ports_.log.info("telephony", made.error().sentence());
        refuse();
        return;
    }
    answer.media[*place] = std::move(made->section);
    state_.offered = true;
    agreed_ = std::move(made->agreed);
}

void CallVideo::readAnswer(const sip::SessionDescription& answer) {
    keep(answer.media, offeredPlace_);
    if (!offeredPlace_ || *offeredPlace_ >= answer.media.size()) {
        refuse();
        return;
    }
    auto agreed = sip::readVideoAnswer(offered_, answer, answer.media[*offeredPlace_]);
    if (!agreed) {
        ports_.log.info("telephony", agreed.error().sentence());
        refuse();
        return;
    }
    agreed_ = std::move(*agreed);
}

void CallVideo::keep(const std::vector<sip::MediaDescription>& media,
                     std::optional<std::size_t> video) {
    layout_.clear();
    for (const auto& section : media) layout_.push_back(switchedOff(section));
    place_ = video;
}

void CallVideo::refuse() {
    agreed_.reset();
}

void CallVideo::apply(int audioBits) {
    seenBefore_ = seen_;
    if (!agreed_) {
        if (session_ && state_.agreed) session_->stop();
        if (state_.agreed) session_.reset();
        show();
        return;
    }
    auto parameters = videoParametersOf(*agreed_, audioBits);
    if (!parameters) return inTrouble(parameters.error());
    if (line_.mostCallBits > 0) {
        const int most = std::max(line_.mostCallBits - audioBits, 0);
        parameters->mostBits = std::min(parameters->mostBits, most);
        parameters->mostReceivedBits = most;
    }
    // Whoever is on hold must not see the room.
    if (!sip::receives(sound_)) parameters->direction = media::MediaDirection::Inactive;
    if (auto status = session_->configure(*parameters); !status) {
        return inTrouble(status.error());
    }
    state_.trouble.clear();
    show();
}

void CallVideo::show() {
    const bool runs = agreed_ && sip::receives(sound_);
    state_.agreed = agreed_.has_value();
    state_.sending = runs && sip::sends(agreed_->direction);
    state_.receiving = runs && sip::receives(agreed_->direction);
    // Nobody shall look at what is not sent any more.
    if (!state_.sending) views_.own->show(nullptr);
    if (!state_.receiving) views_.remote->show(nullptr);
    ports_.changed();
}

void CallVideo::stop() {
    notePath();
    if (session_) session_->stop();
}

}  // namespace sidetone::telephony

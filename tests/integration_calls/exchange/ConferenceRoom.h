// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Log.h"
#include "core/Random.h"
#include "media/MediaEngine.h"
#include "media/mixing/SoundMixer.h"
#include "sip/sdp/VideoNegotiation.h"

namespace sidetone::test {

/// How the bridges that people meet differ in H.264: which configurations they take, best first,
/// as payload type and fmtp, and the bit rate that they ask for (kbit/s, b=AS).
struct BridgeKind {
    std::string name;
    std::vector<std::pair<int, std::string>> formats;
    int kilobits = 0;
};

/// The media of a conference bridge: it mixes the sound of everybody in it and sends its own
/// picture, in the bridge's H.264.
class ConferenceRoom {
public:
    /// Somebody in the conference.
    struct Guest {
        std::string user;
        BridgeKind bridge;
        std::unique_ptr<media::AudioSession> sound;
        std::unique_ptr<media::VideoSession> picture;
        std::shared_ptr<media::PictureFeed> seen;
        media::VideoStatistics statistics;
        sip::LocalAudio localSound;
        sip::LocalVideo localPicture;
        std::optional<sip::AgreedVideo> agreed;  ///< of the picture
        bool isThere = false;
    };

    ConferenceRoom(core::Random& random, core::Log& log);
    ~ConferenceRoom();

    Guest& admit(const std::string& user, const BridgeKind& bridge);
    void dismiss(const std::string& user);
    [[nodiscard]] const std::list<Guest>& guests() const { return guests_; }
    [[nodiscard]] Guest* guest(const std::string& user);
    [[nodiscard]] std::string offer(Guest& guest) const;
    /// False where nothing fits.
    bool readAnswer(Guest& guest, const std::string& answer);
    /// Empty where nothing fits.
    [[nodiscard]] std::string answer(Guest& guest, const std::string& offer);
    /// RFC 4575.
    [[nodiscard]] std::string roster(const std::string& conference, int version) const;

private:
    bool start(Guest& guest, const sip::AgreedAudio& sound);

    core::Random& random_;
    std::unique_ptr<media::MediaEngine> engine_;
    std::shared_ptr<media::SoundMixer> mixer_ = std::make_shared<media::SoundMixer>();
    std::list<Guest> guests_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ConferenceRoom.h"

#include <algorithm>

#include "media/devices/ToneDevices.h"
#include "media/video/FileVideoDevices.h"
#include "telephony/audioDescriptions.h"
#include "telephony/videoDescriptions.h"

namespace sidetone::test {
namespace {

/// What a Guest without a bridge's own words takes.
std::vector<sip::VideoFormat> formatsOf(const BridgeKind& bridge) {
    std::vector<sip::VideoFormat> formats;
    for (const auto& [type, fmtp] : bridge.formats) {
        if (const auto parameters = sip::H264Parameters::parse(fmtp)) {
            formats.push_back({type, *parameters});
        }
    }
    return formats;
}

/// The section with nothing but what this bridge does: unlike our own answers, which take both
/// packetization modes, a bridge may know one alone.
sip::MediaDescription within(const std::vector<sip::VideoFormat>& known,
                             sip::MediaDescription section) {
    std::erase_if(section.formats, [&](const std::string& type) {
        for (const auto line : section.attributes.values("fmtp")) {
            if (!line.starts_with(type + " ")) continue;
            const auto offered = sip::H264Parameters::parse(line.substr(type.size() + 1));
            return !offered || std::none_of(known.begin(), known.end(), [&](const auto& format) {
                return sip::sameConfiguration(format.parameters, *offered);
            });
        }
        return true;
    });
    return section;
}

}  // namespace

ConferenceRoom::ConferenceRoom(core::Random& random, core::Log& log) : random_(random) {
    media::MediaPorts ports{random, log, std::make_shared<media::NullDevices>()};
    auto pictures = media::FileVideoDevices::create("test", "");
    if (pictures) ports.video = std::move(*pictures);
    engine_ = media::MediaEngine::create(ports);
}

ConferenceRoom::~ConferenceRoom() {
    guests_.clear();
}

ConferenceRoom::Guest& ConferenceRoom::admit(const std::string& user, const BridgeKind& bridge) {
    dismiss(user);
    auto& guest = guests_.emplace_back();
    guest.user = user;
    guest.bridge = bridge;
    media::AudioSessionSetup sound;
    sound.localAddress = "127.0.0.1";
    sound.ports = media::PortRange{24'000, 26'000}.audioHalf();
    if (auto made = engine_->createAudioSession(sound)) guest.sound = std::move(*made);
    guest.localSound.rtp = guest.sound->localRtp();
    guest.localSound.rtcp = guest.sound->localRtcp();
    guest.localSound.formats = telephony::formatsOf(media::offeredFormats());
    guest.localSound.sessionId = random_.number32();
    if (bridge.formats.empty()) return guest;
    media::VideoSessionSetup picture;
    picture.localAddress = "127.0.0.1";
    picture.ports = media::PortRange{24'000, 26'000}.videoHalf();
    guest.seen = std::make_shared<media::PictureFeed>();
    picture.views.remote = guest.seen;
    if (auto made = engine_->createVideoSession(picture, guest.sound.get())) {
        guest.picture = std::move(*made);
        guest.localPicture.rtp = guest.picture->localRtp();
        guest.localPicture.rtcp = guest.picture->localRtcp();
        guest.localPicture.formats = formatsOf(bridge);
        QObject::connect(guest.picture.get(), &media::VideoSession::statisticsChanged,
                         guest.picture.get(),
                         [&guest](const media::VideoStatistics& now) { guest.statistics = now; });
    }
    return guest;
}

void ConferenceRoom::dismiss(const std::string& user) {
    std::erase_if(guests_, [&](const Guest& guest) { return guest.user == user; });
}

ConferenceRoom::Guest* ConferenceRoom::guest(const std::string& user) {
    const auto at = std::find_if(guests_.begin(), guests_.end(),
                                 [&](const Guest& guest) { return guest.user == user; });
    return at == guests_.end() ? nullptr : &*at;
}

std::string ConferenceRoom::offer(Guest& guest) const {
    auto text = sip::makeAudioOffer(guest.localSound).text();
    // The bridge's own words, as they stand in the table.
    std::string types;
    std::string lines;
    for (const auto& [type, fmtp] : guest.bridge.formats) {
        types += " " + std::to_string(type);
        lines += "a=rtpmap:" + std::to_string(type) + " H264/90000\r\n";
        if (!fmtp.empty()) lines += "a=fmtp:" + std::to_string(type) + " " + fmtp + "\r\n";
    }
    text += "m=video " + std::to_string(guest.localPicture.rtp.port) + " RTP/AVP" + types +
            "\r\nb=AS:" + std::to_string(guest.bridge.kilobits) + "\r\n" + lines +
            "a=rtcp:" + std::to_string(guest.localPicture.rtcp.port) +
            "\r\na=rtcp-fb:* ccm fir\r\na=rtcp-fb:* nack pli\r\na=content:main\r\na=sendrecv\r\n";
    return text;
}

bool ConferenceRoom::start(Guest& guest, const sip::AgreedAudio& sound) {
    auto parameters = telephony::parametersOf(sound);
    if (!parameters || !guest.sound->configure(*parameters)) return false;
    guest.sound->setMixer(mixer_);
    guest.isThere = true;
    if (!guest.agreed) return true;
    auto pictures = telephony::videoParametersOf(*guest.agreed, 64'000);
    return pictures && guest.picture->configure(*pictures);
}

bool ConferenceRoom::readAnswer(Guest& guest, const std::string& answer) {
    const auto read = sip::SessionDescription::parse(answer);
    if (!read) return false;
    auto sound = sip::readAudioAnswer(guest.localSound, *read);
    if (!sound) return false;
    if (guest.picture && read->media.size() > 1) {
        if (auto agreed = sip::readVideoAnswer(guest.localPicture, *read, read->media[1])) {
            guest.agreed = std::move(*agreed);
        }
    }
    return start(guest, *sound);
}

std::string ConferenceRoom::answer(Guest& guest, const std::string& offer) {
    const auto read = sip::SessionDescription::parse(offer);
    if (!read) return {};
    ++guest.localSound.version;
    auto sound = sip::answerAudioOffer(guest.localSound, *read);
    if (!sound) return {};
    const auto main = sip::mainVideoOf(*read);
    if (guest.picture && main) {
        const auto section = within(guest.localPicture.formats, read->media[*main]);
        auto answered = sip::answerVideo(guest.localPicture, *read, section);
        if (answered) {
            sound->description.media[*main] = answered->section;
            guest.agreed = answered->agreed;
        }
    }
    return start(guest, sound->agreed) ? sound->description.text() : std::string();
}

std::string ConferenceRoom::roster(const std::string& conference, int version) const {
    std::string text =
        "<?xml version=\"1.0\"?>\n<conference-info "
        "xmlns=\"urn:ietf:params:xml:ns:conference-info\" entity=\"sip:" +
        conference + "@127.0.0.1\" state=\"full\" version=\"" + std::to_string(version) +
        "\"><users>";
    for (const auto& guest : guests_) {
        text += "<user entity=\"sip:" + guest.user + "@office.example\"><display-text>" +
                guest.user + "</display-text><endpoint entity=\"sip:" + guest.user +
                "@127.0.0.1\"><status>" + (guest.isThere ? "connected" : "dialing-out") +
                "</status></endpoint></user>";
    }
    return text + "</users></conference-info>";
}

}  // namespace sidetone::test

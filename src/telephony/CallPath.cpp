// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/CallPath.h"

#include <algorithm>
#include <utility>

namespace sidetone::telephony {
namespace {

constexpr core::Milliseconds nameServerPatience{1'500};

/// A section's sound that is switched on.
template <class Description>
auto soundOf(Description& description) {
    return std::ranges::find_if(description.media, [](const auto& section) {
        return section.type == "audio" && section.port != 0;
    });
}

std::vector<media::IceCandidate> candidatesOf(const std::vector<std::string>& values) {
    std::vector<media::IceCandidate> candidates;
    for (const auto& value : values) {
        auto candidate = media::parseCandidate(value);
        if (candidate && candidate->component == 1) candidates.push_back(std::move(*candidate));
    }
    return candidates;
}

}  // namespace

CallPath::CallPath(Ports ports) : ports_(std::move(ports)) {}

CallPath::~CallPath() = default;

core::Status CallPath::begin(const PathSettings& settings, media::AudioSession& audio,
                             media::IceRole role,
                             std::shared_ptr<const media::DtlsCertificate> certificate) {
    auto socket = audio.openPathSocket();
    if (!socket) {
        return core::fail(core::ErrorCode::Unavailable, "Looking for a way to the other side",
                          "the sound of this call has no sockets");
    }
    settings_ = settings;
    port_ = audio.localRtp().port;
    certificate_ = std::move(certificate);
    name_ = ports_.random.hex(20);
    path_ = std::make_unique<media::MediaPath>(
        media::MediaPath::Ports{ports_.clock, ports_.random, std::move(socket), certificate_},
        settings.choice, role, events());
    return {};
}

media::MediaPath::Events CallPath::events() {
    media::MediaPath::Events events;
    events.onGathered = [this] { ready(); };
    events.onPath = [this](const media::IcePath& path) {
        ports_.log.info("telephony", "The sound goes to " + path.remote.host() + ":" +
                                         std::to_string(path.remote.port) +
                                         (isRelayed() ? " by a relay" : ""));
        tell();
    };
    events.onKeys = [this](const media::DtlsKeys& keys) {
        keys_ = keys;
        tell();
    };
    events.onFailed = [this](const core::Error& error) { ports_.failed(error); };
    events.onTrouble = [this](const core::Error& error) {
        ports_.log.warning("telephony", error.sentence());
    };
    return events;
}

/// Later: who hears it may end the call, and with it the way whose event this is.
void CallPath::tell() {
    told_ = ports_.clock.after(core::Milliseconds(0), [this] { ports_.changed(); });
}

void CallPath::end() {
    owner_.cancelAll();
    told_.stop();
    later_.stop();
    path_.reset();
    remote_.reset();
    nextRole_.reset();
    next_ = nullptr;
}

void CallPath::gather(const std::string& address) {
    if (!path_ || address == address_) return;
    address_ = address;
    isReady_ = false;
    owner_.cancelAll();
    servers_ = {};
    servers_.turnCredentials = {settings_.turnUser, settings_.turnPassword};
    asked_ = 1;
    resolve(settings_.stun, servers_.stun);
    resolve(settings_.turn, servers_.turn);
    resolved();
}

void CallPath::resolve(const net::Endpoint& server, std::optional<media::TransportAddress>& into) {
    if (server.host.empty() || server.port == 0) return;
    into = media::TransportAddress::of(server.host, server.port);
    if (into) return;
    ++asked_;
    ports_.resolver.addresses(server.host)
        .withDeadline(ports_.clock, nameServerPatience,
                      core::fail(core::ErrorCode::Timeout, "Looking up " + server.host))
        .then(owner_, [this, &into, server](core::Result<std::vector<std::string>> found) {
            if (!found) ports_.log.warning("telephony", found.error().sentence());
            const auto own = media::TransportAddress::of(address_, 0);
            for (const auto& host : found ? *found : std::vector<std::string>()) {
                const auto address = media::TransportAddress::of(host, server.port);
                if (address && own && address->family == own->family && !into) into = address;
            }
            resolved();
        });
}

void CallPath::resolved() {
    if (--asked_ > 0) return;
    if (const auto base = media::TransportAddress::of(address_, port_)) {
        path_->gather(*base, servers_);
    } else {
        ready();
    }
}

void CallPath::ready() {
    isReady_ = true;
    if (!next_) return;
    // Later, for the same reason as in tell().
    later_ = ports_.clock.after(core::Milliseconds(0), [this] {
        if (const auto next = std::exchange(next_, nullptr)) next();
    });
}

void CallPath::whenReady(std::function<void()> next) {
    if (isReady()) {
        next();
    } else {
        next_ = std::move(next);
    }
}

sip::PathAttributes CallPath::ours(sip::HandshakePolicy handshake) const {
    sip::PathAttributes path;
    path.sharesPort = true;
    const auto candidates = path_->candidates();
    if (!candidates.empty()) {
        path.iceFragment = path_->credentials().fragment;
        path.icePassword = path_->credentials().password;
    }
    for (const auto& candidate : candidates) {
        auto told = candidate;
        // What the relay saw of us is an address of ours as well.
        if (settings_.choice == media::PathChoice::RelayOnly) told.related.reset();
        path.candidates.push_back(media::formatCandidate(told));
    }
    if (handshake != sip::HandshakePolicy::None) {
        path.fingerprints = {media::formatFingerprint(certificate_->fingerprint())};
        path.setup = media::name(media::DtlsSetup::ActPass);
        path.association = name_;
    }
    return path;
}

/// Where only a relay may be used, its address is the one that everybody reads; without one, none.
void CallPath::write(sip::SessionDescription& description, sip::MediaDescription& section,
                     const sip::PathAttributes& path) const {
    sip::writePath(section, path);
    if (settings_.choice != media::PathChoice::RelayOnly) return;
    constexpr std::uint16_t discard = 9;  // as RFC 8840, section 4.1.1, where there is no address
    const auto relayed = path_->relayed();
    const bool isOfFour = address_.find(':') == std::string::npos;
    const std::string shown = relayed ? relayed->host() : isOfFour ? "0.0.0.0" : "::";
    description.originAddress = shown;
    description.connection = shown;
    section.connection = shown;
    section.port = relayed ? relayed->port : discard;
}

void CallPath::addTo(sip::SessionDescription& offer, sip::HandshakePolicy handshake) {
    const auto section = soundOf(offer);
    if (path_ && section != offer.media.end()) write(offer, *section, ours(handshake));
}

void CallPath::read(const sip::SessionDescription& description,
                    const sip::MediaDescription& section) {
    Remote remote;
    remote.said = sip::readPath(description, section);
    const auto address = media::TransportAddress::of(description.addressOf(section), section.port);
    if (address) remote.address = *address;
    remote.candidates = candidatesOf(remote.said.candidates);
    // RFC 8839 4.2.5: somebody on the way put another address into the description, but not into
    // what stands beside it; that somebody carries the sound. We have one component alone.
    const bool isUntouched = std::ranges::any_of(
        remote.candidates, [&](const auto& each) { return each.address == remote.address; });
    remote.usesIce = remote.said.hasIce() && remote.said.sharesPort && isUntouched;
    remote_ = std::move(remote);
}

/// RFC 8842 4: another certificate or another name is another handshake.
bool CallPath::isSameAssociation(const sip::PathAttributes& said) const {
    return association_ && association_->name == said.association &&
           association_->fingerprints == said.fingerprints;
}

void CallPath::answer(const sip::SessionDescription& offer, sip::AudioAnswer& answer) {
    nextRole_.reset();
    const auto section = soundOf(answer.description);
    if (!path_ || section == answer.description.media.end()) return;
    const auto place = static_cast<std::size_t>(section - answer.description.media.begin());
    const auto before = remote_ ? remote_->said.iceFragment : std::string();
    read(offer, offer.media[place]);
    const auto& said = remote_->said;
    if (remote_->usesIce && !before.empty() && before != said.iceFragment) path_->restart();
    auto path = ours(answer.agreed.byHandshake ? sip::HandshakePolicy::Required
                                               : sip::HandshakePolicy::None);
    path.sharesPort = said.sharesPort;
    if (!remote_->usesIce) {
        path.iceFragment.clear();
        path.icePassword = {};
        path.candidates.clear();
    }
    if (answer.agreed.byHandshake) {
        auto setup = media::DtlsSetup::Active;
        if (isSameAssociation(said)) {
            if (association_->role == media::DtlsRole::Server) setup = media::DtlsSetup::Passive;
        } else {
            const auto theirs =
                media::dtlsSetupOf(said.setup).value_or(media::DtlsSetup::HoldConnection);
            setup = media::answerTo(theirs).value_or(media::DtlsSetup::HoldConnection);
            nextRole_ = media::dtlsRole(setup, theirs);
            if (association_) name_ = ports_.random.hex(20);
            path.association = name_;
        }
        path.setup = media::name(setup);
    }
    write(answer.description, *section, path);
}

void CallPath::readAnswer(const sip::SessionDescription& answer, const sip::AgreedAudio& agreed) {
    nextRole_.reset();
    const auto section = soundOf(answer);
    if (!path_ || section == answer.media.end()) return;
    read(answer, *section);
    if (!agreed.byHandshake || isSameAssociation(remote_->said)) return;
    const auto theirs = media::dtlsSetupOf(remote_->said.setup);
    if (theirs) nextRole_ = media::dtlsRole(media::DtlsSetup::ActPass, *theirs);
}

core::Status CallPath::apply(const sip::AgreedAudio& agreed) {
    if (!path_ || !remote_) return {};
    if (auto status = applyIce(); !status) return status;
    if (!agreed.byHandshake) {
        keys_.reset();
        association_.reset();
        return {};
    }
    return applyHandshake();
}

core::Status CallPath::applyIce() {
    if (!remote_->usesIce) {
        if (settings_.choice == media::PathChoice::RelayOnly) {
            return core::fail(core::ErrorCode::Unreachable, "Looking for a way to the other side",
                              "it knows no ICE, and sound may go by a relay alone",
                              "Ask your administrator whether calls may go without a relay.");
        }
        path_->goDirect(remote_->address);
        return {};
    }
    return path_->begin({remote_->said.iceFragment, remote_->said.icePassword},
                        remote_->candidates);
}

core::Status CallPath::applyHandshake() {
    if (isSameAssociation(remote_->said)) return {};
    if (!nextRole_) {
        return core::fail(core::ErrorCode::InvalidInput, "Agreeing on the keys of a call",
                          "it does not say who begins the handshake");
    }
    std::vector<media::DtlsFingerprint> announced;
    for (const auto& value : remote_->said.fingerprints) {
        if (auto fingerprint = media::parseFingerprint(value)) announced.push_back(*fingerprint);
    }
    association_ = {remote_->said.association, remote_->said.fingerprints, *nextRole_};
    keys_.reset();
    return path_->secure(*nextRole_, std::move(announced));
}

void CallPath::adjust(const sip::AgreedAudio& agreed, media::AudioParameters& parameters) const {
    if (!path_ || !remote_) return;
    if (remote_->said.sharesPort) parameters.remoteRtcp = parameters.remoteRtp;
    const auto& way = path_->path();
    // Port 0 is a hold of the old kind: nothing goes out.
    if (remote_->usesIce && way && parameters.remoteRtp.port != 0) {
        parameters.remoteRtp = {way->remote.host(), way->remote.port};
        parameters.remoteRtcp = parameters.remoteRtp;
    }
    if (agreed.byHandshake && keys_) {
        parameters.localKey = keys_->local;
        parameters.remoteKey = keys_->remote;
    }
}

bool CallPath::isRelayed() const {
    return path_ && path_->path() && path_->path()->base == path_->relayed();
}

}  // namespace sidetone::telephony

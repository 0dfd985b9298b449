// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Log.h"
#include "core/Task.h"
#include "media/AudioSession.h"
#include "media/paths/MediaPath.h"
#include "net/Resolver.h"
#include "sip/sdp/AudioNegotiation.h"
#include "sip/sdp/PathAttributes.h"
#include "telephony/PathSettings.h"

namespace sidetone::telephony {

/// The way of one call's sound in its descriptions: what offers and answers say of ICE and
/// DTLS-SRTP, and what follows from the other side's. Off until begin(); while it is off, nothing
/// is written, and calls are as without it. Protocol thread.
///
/// What is read of a description counts with apply(), when that description is agreed on.
class CallPath {
public:
    struct Ports {
        core::Clock& clock;
        core::Random& random;
        core::Log& log;
        net::Resolver& resolver;
        // From timers alone: the call may be ended in them.
        /// The sound has another way, or its keys: its parameters are to be put together anew.
        std::function<void()> changed;
        /// There is no way, or the other side is not who its description says. Ends the call.
        std::function<void(const core::Error&)> failed;
    };
    explicit CallPath(Ports ports);
    ~CallPath();

    /// Unavailable where the session has no sockets to look with.
    [[nodiscard]] core::Status begin(const PathSettings& settings, media::AudioSession& audio,
                                     media::IceRole role,
                                     std::shared_ptr<const media::DtlsCertificate> certificate);
    /// Writes nothing any more.
    void end();
    [[nodiscard]] bool isOn() const { return path_ != nullptr; }
    /// Looks for candidates from that address of ours. From another one than before, the next
    /// description starts the checks anew.
    void gather(const std::string& address);
    /// Calls it when the candidates are there: at once where nothing is looked for, else from a
    /// timer.
    void whenReady(std::function<void()> next);
    [[nodiscard]] bool isReady() const { return !path_ || (isReady_ && !next_); }

    /// Into the sound of an offer.
    void addTo(sip::SessionDescription& offer, sip::HandshakePolicy handshake);
    /// Reads the offer and writes into the sound of the answer.
    void answer(const sip::SessionDescription& offer, sip::AudioAnswer& answer);
    /// Reads the answer to addTo()'s offer.
    void readAnswer(const sip::SessionDescription& answer, const sip::AgreedAudio& agreed);
    /// Puts into force what was read last. Unreachable where only a relay may be used, and the
    /// other side knows no ICE; InvalidInput where its description is broken.
    [[nodiscard]] core::Status apply(const sip::AgreedAudio& agreed);
    /// Whether the sound can start: not before there are keys, where a handshake is to give them.
    [[nodiscard]] bool isSecured(const sip::AgreedAudio& agreed) const {
        return !agreed.byHandshake || keys_.has_value();
    }
    /// Keys and the other side's address, as far as the way gives them.
    void adjust(const sip::AgreedAudio& agreed, media::AudioParameters& parameters) const;
    [[nodiscard]] bool isRelayed() const;

private:
    /// What the other side's newest description says, ready to be used.
    struct Remote {
        sip::PathAttributes said;
        media::TransportAddress address;  ///< of c= and m=
        std::vector<media::IceCandidate> candidates;
        bool usesIce = false;
    };
    /// The handshake that is under way or over.
    struct Association {
        std::string name;  ///< the other side's tls-id
        std::vector<std::string> fingerprints;
        media::DtlsRole role = media::DtlsRole::Client;
    };
    void resolve(const net::Endpoint& server, std::optional<media::TransportAddress>& into);
    void resolved();
    void ready();
    void read(const sip::SessionDescription& description, const sip::MediaDescription& section);
    [[nodiscard]] bool isSameAssociation(const sip::PathAttributes& said) const;
    [[nodiscard]] sip::PathAttributes ours(sip::HandshakePolicy handshake) const;
    void write(sip::SessionDescription& description, sip::MediaDescription& section,
               const sip::PathAttributes& path) const;
    void tell();
    [[nodiscard]] core::Status applyIce();
    [[nodiscard]] core::Status applyHandshake();
    [[nodiscard]] media::MediaPath::Events events();

    const Ports ports_;
    PathSettings settings_;
    std::shared_ptr<const media::DtlsCertificate> certificate_;
    std::unique_ptr<media::MediaPath> path_;
    media::PathServers servers_;
    std::string address_;  ///< ours
    std::uint16_t port_ = 0;
    int asked_ = 0;  ///< names of servers without an answer
    bool isReady_ = false;
    std::function<void()> next_;
    std::string name_;  ///< our tls-id
    std::optional<Remote> remote_;
    std::optional<media::DtlsRole> nextRole_;  ///< of a handshake that apply() begins
    std::optional<Association> association_;
    std::optional<media::DtlsKeys> keys_;
    core::Timer told_;
    core::Timer later_;
    core::Owner owner_;
};

}  // namespace sidetone::telephony

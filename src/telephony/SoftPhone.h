// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "media/MediaEngine.h"
#include "media/paths/DtlsCertificate.h"
#include "sip/call/UserAgent.h"
#include "sip/events/LineDialog.h"
#include "telephony/CallControl.h"
#include "telephony/CallEnded.h"
#include "telephony/CallPaths.h"
#include "telephony/LineSettings.h"

namespace sidetone::telephony {

class LineFeatures;
class PhoneCall;

/// What the phone takes from outside; all outlive it.
struct SoftPhonePorts {
    core::Clock& clock;
    core::Random& random;
    core::Log& log;
    net::ConnectionFactory& connections;
    net::DatagramFactory& datagrams;
    net::Resolver& resolver;
    media::MediaEngine& media;
    CallPaths* paths = nullptr;  ///< what lines carried before; may be null
};

/// CallControl on this machine: one SIP line (sip::UserAgent) and the sound of its calls
/// (media::AudioSession). One conversation at a time: connecting a second call puts the first on
/// hold, unless they are brought together. Protocol thread.
class SoftPhone final : public CallControl {
    Q_OBJECT
public:
    explicit SoftPhone(SoftPhonePorts ports);
    ~SoftPhone() override;

    /// Registers the line and keeps it so. Ends what a former start() made. InvalidInput where
    /// the settings are incomplete.
    core::Status start(const LineSettings& settings);
    /// Hangs up, unregisters, goes to LineState::Off; `done` (which may be empty) comes then, at
    /// the latest after 2 s.
    void stop(std::function<void()> done = {});
    /// The network is back: registers now instead of after the wait.
    void retryNow();
    /// Our address or route changed: line and calls move to it (NET-02).
    void networkChanged();
    /// From the next offer and answer on.
    void setMarks(const MediaMarks& marks) { settings_.marks = marks; }
    /// "cucm1.office.example:5061 over TLS": the server in use or last tried; empty when off.
    [[nodiscard]] std::string serverText() const;
    /// No call manager answers: what missingAtSurvivableSite() names is refused.
    [[nodiscard]] bool isAtSurvivableSite() const;

    /// What a directory knows of the other side; a name that the call itself brought stays.
    void suggestName(CallId id, const std::string& name);

    [[nodiscard]] LineState lineState() const override;
    [[nodiscard]] std::optional<core::Error> lineError() const override;
    [[nodiscard]] std::vector<Call> calls() const override;
    [[nodiscard]] std::optional<Call> call(CallId id) const override;
    core::Result<CallId> dial(const std::string& target) override;
    core::Status answer(CallId id) override;
    core::Status decline(CallId id) override;
    core::Status hangUp(CallId id) override;
    core::Status hold(CallId id) override;
    core::Status resume(CallId id) override;
    core::Status setMuted(CallId id, bool muted) override;
    core::Status setVideo(CallId id, OwnVideo video) override;
    [[nodiscard]] media::VideoViews pictures(CallId id) const override;
    core::Status sendDigits(CallId id, const std::string& digits) override;
    [[nodiscard]] PhoneFeatures* features() override;
    core::Status transfer(CallId id, const std::string& target) override;
    core::Status completeTransfer(CallId id, CallId consultation) override;
    core::Status merge(const std::vector<CallId>& calls) override;
    core::Status split(CallId id) override;
    core::Status park(CallId id) override;
    core::Result<CallId> retrieve(const std::string& place) override;
    core::Result<CallId> pickUp(const std::string& from) override;
    core::Result<CallId> forwardAll(const std::string& target) override;
    void setServices(const ServiceAddresses& services) { settings_.services = services; }
    void setSoundBandwidth(media::SoundBandwidth bandwidth) override { bandwidth_ = bandwidth; }

Q_SIGNALS:
    /// Once for each call, after its last callChanged.
    void callEnded(const sidetone::telephony::CallEnded& record);

private:
    friend class PhoneCall;
    void incoming(const std::shared_ptr<sip::InviteSession>& session);
    /// From a call: something of it changed; it ended; it became a conversation.
    void changed(CallId id);
    void ended(CallId id);
    void holdOthers(CallId except);
    /// From a call whose other side asks us to call somebody.
    void referred(CallId by, const sip::Referral& referral);
    /// Calls an address in the place of a dialog that another device has.
    core::Result<CallId> callInPlace(const sip::Uri& target, const std::string& replaces);
    /// Our calls, as the other devices of a shared line are told of them.
    [[nodiscard]] std::vector<sip::LineDialog> ownDialogs() const;
    /// The line is registered by another way than before.
    void lineMoved();
    /// A call that nobody here heard: it is in the history all the same (NONE-17).
    void missed(const sip::InviteSession& session, const std::string& reason);
    /// The line is registered, perhaps by another way than before: calls follow it.
    void lineChanged();
    [[nodiscard]] PhoneCall* callOf(const std::shared_ptr<sip::InviteSession>& session) const;
    [[nodiscard]] core::Result<PhoneCall*> find(CallId id, const char* tried) const;
    [[nodiscard]] int liveCalls() const;
    // SoftPhoneConference.cpp
    /// The calls of these ids, all connected ones without; an error for less than two.
    [[nodiscard]] core::Result<std::vector<PhoneCall*>> membersOf(std::vector<CallId> ids) const;
    core::Status mixHere(const std::vector<CallId>& ids);
    core::Status mergeAtServer(const std::vector<PhoneCall*>& members);
    /// A call became a conversation: perhaps the conference that others are waited for with.
    void conferenceAnswered(CallId id);
    /// It came to nothing: where the person did not give it up, the calls are mixed here.
    void conferenceEnded(CallId id, CallEnd end);
    void mixInstead(const std::vector<CallId>& members);
    core::Status sendToFocus(PhoneCall& call, const PhoneCall& focus);
    core::Status resumeConference();
    /// One alone is no conference.
    void settleConference();
    void forgetEnded(CallId except);

    /// What is offered and taken now.
    [[nodiscard]] std::vector<media::AudioFormat> formats() const;

    SoftPhonePorts ports_;
    LineSettings settings_;
    media::SoundBandwidth bandwidth_ = media::SoundBandwidth::Normal;
    std::unique_ptr<sip::UserAgent> agent_;
    std::map<CallId, std::unique_ptr<PhoneCall>> calls_;
    CallId lastId_ = 0;
    std::shared_ptr<media::SoundMixer> mixer_;  ///< while calls are mixed here
    /// A conference at the call server that is being made, and who is to come there.
    struct Awaited {
        CallId conference = 0;
        std::vector<CallId> members;
    };
    Awaited awaited_;
    std::unique_ptr<LineFeatures> features_;
    std::weak_ptr<sip::Flow> lastFlow_;  ///< by which the line was registered last
    std::optional<sip::Server> lastServer_;
    /// What calls show in their handshakes, as long as the program runs.
    std::shared_ptr<const media::DtlsCertificate> certificate_;
};

}  // namespace sidetone::telephony

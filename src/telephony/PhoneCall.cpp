// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/PhoneCall.h"

#include "core/text.h"
#include "sip/sdp/SessionDescription.h"
#include "telephony/audioDescriptions.h"

namespace sidetone::telephony {
namespace {

bool isDigit(char c) {
    return (c >= '0' && c <= '9') || c == '*' || c == '#' || (c >= 'A' && c <= 'D') ||
           (c >= 'a' && c <= 'd');
}

}  // namespace

PhoneCall::PhoneCall(SoftPhone& phone, CallId id)
    : phone_(phone), video_(videoPorts()), path_(pathPorts()) {
    info_.id = id;
    info_.started = phone_.ports_.clock.wallTime();
}

PhoneCall::~PhoneCall() {
    if (!session_) return;
    leaveRoster();
    stopRecovery();
    session_->setHandlers({});
    session_->hangUp();
}

core::Status PhoneCall::prepareSound() {
    const auto& flow = phone_.agent_->flow();
    if (!flow) {
        return core::fail(core::ErrorCode::Unavailable, "Preparing the sound of a call",
                          "the phone is not connected to its call server");
    }
    const auto& settings = phone_.settings_;
    policy_ = keyPolicyFor(settings.mediaSecurity, flow->transport());
    if (policy_ == sip::KeyPolicy::Required && flow->transport() != sip::TransportKind::Tls) {
        return core::fail(core::ErrorCode::Unsupported, "Preparing an encrypted call",
                          "the call server is connected without TLS, so the keys would be "
                          "readable on the way",
                          "Ask your administrator to offer SIP over TLS.");
    }
    media::AudioSessionSetup setup;
    // On every address, so that the call goes on when this machine's address changes.
    setup.localAddress = flow->local().host.find(':') == std::string::npos ? "0.0.0.0" : "::";
    setup.ports = media::PortRange{settings.firstMediaPort, settings.lastMediaPort}.audioHalf();
    setup.dscp = settings.marks.sound;
    auto audio = phone_.ports_.media.createAudioSession(setup);
    if (!audio) return audio.error();
    audio_ = std::move(*audio);
    local_.rtp = audio_->localRtp();
    local_.rtcp = audio_->localRtcp();
    localAddressChanged();
    local_.formats = formatsOf(phone_.formats());
    local_.telephoneEvent = media::offeredTelephoneEvent;
    local_.keyPolicy = policy_;
    if (policy_ != sip::KeyPolicy::None) local_.keys = makeKeys(phone_.ports_.random);
    local_.sessionId = phone_.ports_.random.number32();
    local_.version = local_.sessionId;
    offerFormats_ = local_.formats;
    listen();
    prepareVideo(setup.localAddress);
    return preparePath(*flow);
}

void PhoneCall::listen() {
    auto* audio = audio_.get();
    QObject::connect(audio, &media::AudioSession::statisticsChanged, audio,
                     [this](const media::AudioStatistics& now) {
                         info_.statistics = {
                             now.codec,       now.packetsSent,        now.packetsReceived,
                             now.packetsLost, now.jitterMilliseconds, now.roundTripMilliseconds,
                             now.localPort,   now.remotePort};
                         if (isConnected()) Q_EMIT phone_.statisticsChanged(info_.id);
                     });
    QObject::connect(audio, &media::AudioSession::digitReceived, audio,
                     [this](char digit) { Q_EMIT phone_.digitReceived(info_.id, digit); });
    QObject::connect(audio, &media::AudioSession::deviceLost, audio,
                     [this](const core::Error& error) {
                         phone_.ports_.log.warning("telephony", error.sentence());
                     });
}

core::Status PhoneCall::dial(const sip::Uri& target, const sip::InviteHeaders& with) {
    target_ = target;
    headers_ = with;
    info_.outgoing = true;
    info_.state = CallState::Dialling;
    info_.peerUri = target.shortText();
    if (auto status = prepareSound(); !status) return status;
    if (auto status = inviteWhenReady(); !status) return status;
    ringing_ = phone_.ports_.clock.after(
        std::chrono::duration_cast<core::Milliseconds>(phone_.settings_.ringFor), [this] {
            rangOut_ = true;
            hangUp();
        });
    return {};
}

void PhoneCall::followSession() {
    sip::InviteSession::Handlers handlers;
    handlers.progress = [this](int status, const std::string& description) {
        progressed(status, description);
    };
    handlers.answered = [this](const std::string& description) { answered(description); };
    handlers.offered = [this](const std::string& description) { offered(description); };
    handlers.established = [this] { established(); };
    handlers.reofferFailed = [this](const core::Error& error) { reofferFailed(error); };
    handlers.ended = [this](const sip::SessionEnd& end) { sessionEnded(end); };
    handlers.referred = [this](const sip::Referral& referral) {
        phone_.referred(info_.id, referral);
    };
    handlers.referProgress = [this](int status, const std::string& phrase) {
        transferProgressed(status, phrase);
    };
    handlers.identified = [this] { identified(); };
    session_->setHandlers(std::move(handlers));
}

core::Status PhoneCall::invite() {
    session_ = phone_.agent_->makeSession();
    followSession();
    return session_->call(target_, nextOffer(), headers_);
}

void PhoneCall::takeIncoming(std::shared_ptr<sip::InviteSession> session) {
    session_ = std::move(session);
    info_.state = CallState::Incoming;
    info_.peerUri = session_->remote().uri.shortText();
    info_.peerName = core::printable(session_->remote().display, 200);
    info_.sentOnBy = session_->sentOnBy();
    if (auto status = prepareSound(); !status) {
        phone_.ports_.log.error("telephony", status.error().sentence());
        info_.state = CallState::Ended;
        session_->refuse(status.error().code == core::ErrorCode::Unsupported ? 488 : 500);
        return;
    }
    if (!session_->firstOffer().empty()) {
        auto answer = answerTo(session_->firstOffer());
        if (!answer) {
            phone_.ports_.log.warning("telephony", answer.error().sentence());
            info_.state = CallState::Ended;
            session_->refuse(488);
            return;
        }
        firstAnswer_ = std::move(*answer);
    }
    followSession();
    session_->ring();
    path_.whenReady([this] { answerIsReady(); });
}

core::Status PhoneCall::answer() {
    if (info_.state != CallState::Incoming) {
        return core::fail(core::ErrorCode::InvalidInput, "Answering the call",
                          "it is not ringing here");
    }
    if (!path_.isReady()) {
        answersWhenReady_ = true;
        return {};
    }
    if (firstAnswer_) {
        // The 200 goes out first: the caller waits for it, the sound follows on its own thread.
        session_->accept(firstAnswer_->description.text());
        const auto agreed = std::move(firstAnswer_->agreed);
        firstAnswer_.reset();
        offerFormats_ = agreed.receive;
        if (auto status = agree(agreed); !status) return status;
    } else {
        session_->accept(nextOffer());
    }
    info_.connected = phone_.ports_.clock.wallTime();
    refreshState();
    return {};
}

void PhoneCall::hangUp() {
    if (isEnded()) return;
    if (session_) {
        session_->hangUp();
    } else {
        sessionEnded({});
    }
}

core::Status PhoneCall::setMuted(bool muted) {
    audio_->setMuted(muted);
    info_.muted = muted;
    phone_.changed(info_.id);
    return {};
}

void PhoneCall::suggestName(const std::string& name) {
    if (name.empty() || !info_.peerName.empty()) return;
    info_.peerName = name;
    phone_.changed(info_.id);
}

core::Status PhoneCall::sendDigits(const std::string& digits) {
    const std::string tried = "Sending digits";
    if (!isConnected()) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "the call is not connected");
    }
    for (const char digit : digits) {
        if (!isDigit(digit)) {
            return core::fail(core::ErrorCode::InvalidInput, tried,
                              "only 0 to 9, *, # and A to D can be sent");
        }
    }
    for (const char digit : digits) {
        const char upper = digit >= 'a' ? static_cast<char>(digit - 32) : digit;
        if (auto status = audio_->sendDigit(upper); !status) return status;
    }
    return {};
}

}  // namespace sidetone::telephony

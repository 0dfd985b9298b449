// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/SoftPhone.h"

#include <algorithm>

#include "core/text.h"
#include "telephony/LineFeatures.h"
#include "telephony/PhoneCall.h"
#include "telephony/accountOf.h"
#include "telephony/dialTarget.h"

namespace sidetone::telephony {

SoftPhone::SoftPhone(SoftPhonePorts ports)
    : ports_(ports),
      features_(std::make_unique<LineFeatures>(
          LineFeatures::Ports{[this] { return agent_.get(); },
                              [this](const std::string& target) { return dial(target); },
                              [this](const std::string& target) {
                                  return dialTarget(target, settings_.domain, settings_.dialRules);
                              },
                              [this] { return ownDialogs(); },
                              [this](const sip::Uri& target, const std::string& replaces) {
                                  return callInPlace(target, replaces);
                              },
                              [this] { return isAtSurvivableSite(); }})) {}

PhoneFeatures* SoftPhone::features() {
    return features_.get();
}

std::vector<media::AudioFormat> SoftPhone::formats() const {
    if (bandwidth_ == media::SoundBandwidth::Normal) return settings_.formats;
    return media::offeredFormats(bandwidth_);
}

SoftPhone::~SoftPhone() {
    // Calls first: they speak with the user agent.
    blockSignals(true);
    calls_.clear();
    features_.reset();
    agent_.reset();
}

core::Status SoftPhone::start(const LineSettings& settings) {
    auto account = accountOf(settings, ports_.random);
    if (!account) return account.error();
    calls_.clear();
    features_->lineGone();
    features_->setShared(settings.isShared);
    settings_ = settings;
    agent_ = std::make_unique<sip::UserAgent>(
        sip::AgentPorts{ports_.clock, ports_.random, ports_.log, ports_.connections,
                        ports_.datagrams, ports_.resolver},
        std::move(*account),
        sip::UserAgent::Handlers{
            [this] { lineChanged(); },
            [this](const std::shared_ptr<sip::InviteSession>& session) { incoming(session); },
            [this](const std::string& event, const std::string& body) {
                features_->told(event, body);
            }});
    agent_->start();
    return {};
}

void SoftPhone::stop(std::function<void()> done) {
    if (!agent_) {
        if (done) done();
        return;
    }
    for (const auto& [id, call] : calls_) call->hangUp();
    agent_->stop(std::move(done));
}

void SoftPhone::retryNow() {
    if (agent_) agent_->retryNow();
}

void SoftPhone::networkChanged() {
    if (agent_) agent_->networkChanged();
}

void SoftPhone::lineChanged() {
    const auto flow = agent_ ? agent_->flow() : nullptr;
    if (lineState() == LineState::Registered && flow && lastFlow_.lock() != flow) {
        lastFlow_ = flow;
        lineMoved();
    }
    Q_EMIT lineStateChanged();
}

void SoftPhone::lineMoved() {
    const auto& server = agent_->registration().server();
    const bool moved = lastServer_ && *lastServer_ != server;
    lastServer_ = server;
    auto line = PhoneCall::Line::SameServer;
    if (moved) line = PhoneCall::Line::OtherServer;
    if (moved && isAtSurvivableSite()) line = PhoneCall::Line::SurvivableSite;
    features_->lineReady();
    for (const auto& [id, call] : calls_) call->lineMoved(line);
}

bool SoftPhone::isAtSurvivableSite() const {
    return lineState() == LineState::Registered && agent_->registration().isAtSurvivableSite();
}

std::string SoftPhone::serverText() const {
    if (!agent_) return {};
    const auto& server = agent_->registration().server();
    return server.endpoint.text() + " over " + std::string(sip::viaName(server.transport));
}

LineState SoftPhone::lineState() const {
    if (!agent_) return LineState::Off;
    switch (agent_->registration().state()) {
        case sip::RegistrationState::Off:
            return LineState::Off;
        case sip::RegistrationState::Registering:
            return LineState::Registering;
        case sip::RegistrationState::Registered:
            return LineState::Registered;
        case sip::RegistrationState::Failed:
            return LineState::Failed;
    }
    return LineState::Off;
}

std::optional<core::Error> SoftPhone::lineError() const {
    if (lineState() != LineState::Failed) return std::nullopt;
    return agent_->registration().error();
}

std::vector<Call> SoftPhone::calls() const {
    std::vector<Call> all;
    for (const auto& [id, call] : calls_) all.push_back(call->info());
    return all;
}

std::optional<Call> SoftPhone::call(CallId id) const {
    const auto at = calls_.find(id);
    if (at == calls_.end()) return std::nullopt;
    return at->second->info();
}

core::Result<PhoneCall*> SoftPhone::find(CallId id, const char* tried) const {
    const auto at = calls_.find(id);
    if (at == calls_.end() || at->second->isEnded()) {
        return core::fail(core::ErrorCode::NotFound, tried, "there is no such call any more");
    }
    return at->second.get();
}

int SoftPhone::liveCalls() const {
    return static_cast<int>(std::count_if(
        calls_.begin(), calls_.end(), [](const auto& entry) { return !entry.second->isEnded(); }));
}

core::Result<CallId> SoftPhone::dial(const std::string& target) {
    if (!agent_ || lineState() != LineState::Registered) {
        return core::fail(core::ErrorCode::Unavailable, "Calling " + target,
                          "the phone is not registered at a call server",
                          "Look at the connection status for the reason.");
    }
    auto uri = dialTarget(target, settings_.domain, settings_.dialRules);
    if (!uri) return uri.error();
    features_->dialled(target);
    holdOthers(0);
    const auto id = ++lastId_;
    auto call = std::make_unique<PhoneCall>(*this, id);
    if (auto status = call->dial(*uri); !status) return status.error();
    calls_.emplace(id, std::move(call));
    Q_EMIT callAdded(id);
    return id;
}

void SoftPhone::incoming(const std::shared_ptr<sip::InviteSession>& session) {
    if (const auto old = session->replaced()) {
        auto* call = callOf(old);
        if (call == nullptr) {
            session->refuse(481);
        } else {
            call->replaceBy(session);
        }
        return;
    }
    if (liveCalls() >= settings_.busyFrom) {
        missed(*session, "All lines were busy.");
        session->refuse(486);
        return;
    }
    if (features_->doNotDisturb()) {
        missed(*session, "You did not want to be disturbed.");
        session->refuse(486);
        return;
    }
    const auto id = ++lastId_;
    auto call = std::make_unique<PhoneCall>(*this, id);
    auto& taken = *call;
    calls_.emplace(id, std::move(call));
    taken.takeIncoming(session);
    if (taken.isEnded()) {
        calls_.erase(id);
        return;
    }
    if (const auto* other = session->joined() ? callOf(session->joined()) : nullptr) {
        taken.setJoins(other->info().id);
    }
    Q_EMIT callAdded(id);
}

void SoftPhone::missed(const sip::InviteSession& session, const std::string& reason) {
    ports_.log.info("telephony", "Refused a call: " + reason);
    CallEnded record;
    record.id = ++lastId_;
    record.peerUri = session.remote().uri.shortText();
    record.peerName = core::printable(session.remote().display, 200);
    record.end = CallEnd::Missed;
    record.reason = reason;
    record.started = ports_.clock.wallTime();
    record.ended = record.started;
    Q_EMIT callEnded(record);
}

core::Status SoftPhone::answer(CallId id) {
    auto call = find(id, "Answering the call");
    if (!call) return call.error();
    const auto joins = (*call)->info().joins;
    if ((*call)->info().state == CallState::Incoming && joins == 0) holdOthers(id);
    auto status = (*call)->answer();
    // RFC 3911 4: who is let in hears all of the call that they asked for.
    if (status && joins != 0 && find(joins, "Joining the call")) return mixHere({joins, id});
    return status;
}

core::Status SoftPhone::decline(CallId id) {
    auto call = find(id, "Declining the call");
    if (!call) return call.error();
    if ((*call)->info().state != CallState::Incoming) {
        return core::fail(core::ErrorCode::InvalidInput, "Declining the call",
                          "it is not ringing here");
    }
    (*call)->hangUp();
    return {};
}

core::Status SoftPhone::hangUp(CallId id) {
    auto call = find(id, "Ending the call");
    if (!call) return call.error();
    (*call)->hangUp();
    return {};
}

core::Status SoftPhone::hold(CallId id) {
    auto call = find(id, "Putting the call on hold");
    if (!call) return call.error();
    return (*call)->setHeld(true);
}

core::Status SoftPhone::resume(CallId id) {
    auto call = find(id, "Resuming the call");
    if (!call) return call.error();
    holdOthers(id);
    return (*call)->isMixed() ? resumeConference() : (*call)->setHeld(false);
}

core::Status SoftPhone::setMuted(CallId id, bool muted) {
    auto call = find(id, "Muting the call");
    if (!call) return call.error();
    if (!(*call)->isMixed()) return (*call)->setMuted(muted);
    // One microphone for all of a conference.
    for (const auto& [member, other] : calls_) {
        if (!other->isMixed()) continue;
        if (auto status = other->setMuted(muted); !status) return status;
    }
    return {};
}

core::Status SoftPhone::setVideo(CallId id, OwnVideo video) {
    auto call = find(id, "Switching video on or off");
    if (!call) return call.error();
    return (*call)->setVideo(video);
}

media::VideoViews SoftPhone::pictures(CallId id) const {
    const auto at = calls_.find(id);
    return at == calls_.end() ? media::VideoViews() : at->second->pictures();
}

void SoftPhone::suggestName(CallId id, const std::string& name) {
    if (const auto call = find(id, "Naming the call")) (*call)->suggestName(name);
}

core::Status SoftPhone::sendDigits(CallId id, const std::string& digits) {
    auto call = find(id, "Sending digits");
    if (!call) return call.error();
    return (*call)->sendDigits(digits);
}

void SoftPhone::holdOthers(CallId except) {
    const auto kept = calls_.find(except);
    const bool keepsConference = kept != calls_.end() && kept->second->isMixed();
    for (const auto& [id, call] : calls_) {
        const bool talks = call->isConnected() && call->info().state != CallState::HeldHere;
        if (id == except || !talks || (call->isMixed() && keepsConference)) continue;
        // Where it cannot be held now, the person still gets the new call.
        if (auto status = call->setHeld(true); !status) {
            ports_.log.warning("telephony", status.error().sentence());
        }
    }
}

void SoftPhone::changed(CallId id) {
    if (!calls_.contains(id)) return;
    features_->callsChanged();
    Q_EMIT callChanged(id);
}

void SoftPhone::ended(CallId id) {
    const auto at = calls_.find(id);
    if (at == calls_.end()) return;
    const auto call = at->second->info();
    conferenceEnded(id, call.end);
    settleConference();
    forgetEnded(id);
    features_->callsChanged();
    Q_EMIT callChanged(id);
    CallEnded record{id,
                     call.outgoing,
                     call.connected.has_value(),
                     call.peerUri,
                     call.peerName,
                     call.end,
                     call.reason,
                     call.started,
                     call.connected,
                     call.ended.value_or(call.started),
                     {}};
    if (call.connected) record.duration = record.ended - *call.connected;
    Q_EMIT callEnded(record);
}

void SoftPhone::forgetEnded(CallId except) {
    std::erase_if(calls_, [except](const auto& entry) {
        return entry.first != except && entry.second->isEnded();
    });
}

}  // namespace sidetone::telephony

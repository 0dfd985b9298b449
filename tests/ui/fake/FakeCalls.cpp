// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeCalls.h"

namespace sidetone::test {

using telephony::Call;
using telephony::CallEnd;
using telephony::CallId;
using telephony::CallState;

std::vector<Call> FakeCalls::calls() const {
    std::vector<Call> all;
    for (const auto& [id, call] : calls_) all.push_back(call);
    return all;
}

std::optional<Call> FakeCalls::call(CallId id) const {
    const auto found = calls_.find(id);
    return found == calls_.end() ? std::nullopt : std::optional(found->second);
}

core::Result<CallId> FakeCalls::dial(const std::string& target) {
    log.push_back("dial " + target);
    if (line_ != telephony::LineState::Registered) {
        return core::fail(core::ErrorCode::Unavailable, "Calling " + target,
                          "the phone service is not connected", "Try again in a moment.");
    }
    Call call;
    call.id = ++lastId_;
    call.outgoing = true;
    call.peerUri = "sip:" + target;
    call.started = clock_.wallTime();
    calls_[call.id] = call;
    Q_EMIT callAdded(call.id);
    return call.id;
}

core::Status FakeCalls::merge(const std::vector<CallId>& /*calls*/) {
    log.emplace_back("merge");
    for (auto& [id, call] : calls_) {
        if (call.state == CallState::Ended) continue;
        call.inConference = true;
        move(id, CallState::Connected);
    }
    return {};
}

CallId FakeCalls::ring(const std::string& uri, const std::string& name) {
    Call call;
    call.id = ++lastId_;
    call.peerUri = uri;
    call.peerName = name;
    call.state = CallState::Incoming;
    call.started = clock_.wallTime();
    calls_[call.id] = call;
    Q_EMIT callAdded(call.id);
    return call.id;
}

void FakeCalls::move(CallId id, CallState state) {
    auto& call = calls_[id];
    call.state = state;
    if (state == CallState::Connected && !call.connected) {
        call.connected = clock_.wallTime();
        call.protection = telephony::MediaProtection::Srtp;
        call.statistics.codec = "opus/48000";
    }
    Q_EMIT callChanged(id);
}

void FakeCalls::end(CallId id, CallEnd end, const std::string& reason) {
    auto& call = calls_[id];
    call.end = end;
    call.reason = reason;
    call.ended = clock_.wallTime();
    move(id, CallState::Ended);
}

core::Status FakeCalls::change(CallId id, const char* command, CallState state) {
    log.push_back(std::string(command) + ' ' + std::to_string(id));
    move(id, state);
    return {};
}

core::Status FakeCalls::answer(CallId id) {
    return change(id, "answer", CallState::Connected);
}
core::Status FakeCalls::hold(CallId id) {
    return change(id, "hold", CallState::HeldHere);
}
core::Status FakeCalls::resume(CallId id) {
    return change(id, "resume", CallState::Connected);
}

core::Status FakeCalls::decline(CallId id) {
    log.push_back("decline " + std::to_string(id));
    end(id, CallEnd::Declined);
    return {};
}

core::Status FakeCalls::hangUp(CallId id) {
    log.push_back("hangUp " + std::to_string(id));
    end(id, CallEnd::HungUpHere);
    return {};
}

core::Status FakeCalls::setMuted(CallId id, bool muted) {
    log.push_back((muted ? "mute " : "unmute ") + std::to_string(id));
    calls_[id].muted = muted;
    Q_EMIT callChanged(id);
    return {};
}

core::Status FakeCalls::sendDigits(CallId id, const std::string& digits) {
    log.push_back("digits " + std::to_string(id) + ' ' + digits);
    return {};
}

core::Status FakeCalls::setVideo(CallId id, telephony::OwnVideo video) {
    const bool seen = video == telephony::OwnVideo::On;
    log.push_back((seen ? "seen " : "unseen ") + std::to_string(id));
    auto& call = calls_[id];
    if (call.state != CallState::Incoming) {
        call.video.sending = seen;
        call.video.agreed = seen || call.video.receiving;
    }
    Q_EMIT callChanged(id);
    return {};
}

void FakeCalls::setLine(telephony::LineState line, std::optional<core::Error> error) {
    line_ = line;
    lineError_ = std::move(error);
    Q_EMIT lineStateChanged();
}

}  // namespace sidetone::test

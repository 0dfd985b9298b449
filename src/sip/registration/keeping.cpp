// SPDX-License-Identifier: GPL-3.0-or-later
// How a registration is kept: refreshes, keep-alives, losses, and the end.
#include <algorithm>

#include "sip/registration/Registration.h"

namespace sidetone::sip {
namespace {

using core::Milliseconds;
using std::chrono::seconds;

/// RFC 5626 4.4.1: 80 to 100 % of 120 s, at least 95 s; the pong is due within 10 s.
constexpr std::int64_t shortestPing = 96'000;
constexpr std::uint64_t pingSpread = 24'001;
constexpr Milliseconds pongPatience{10'000};
/// Over UDP 24 to 29 s (RFC 5626 4.4.2).
constexpr std::int64_t shortestDatagramPing = 24'000;
constexpr std::uint64_t datagramPingSpread = 5'001;
/// Long enough that a restarted server is there, short for a person.
constexpr Milliseconds afterLoss{100};
constexpr Milliseconds stopPatience{2000};

}  // namespace

void Registration::scheduleRefresh(seconds granted) {
    // Between 80 and 90 % of the granted time, so that not all phones come at once.
    const auto whole = std::chrono::duration_cast<Milliseconds>(granted).count();
    const auto tenth = static_cast<std::uint64_t>(whole / 10);
    const auto wait = whole * 8 / 10 + static_cast<std::int64_t>(ports_.random.below(tenth + 1));
    refresh_ = ports_.clock.after(Milliseconds(wait), [this] { connected(flow_); });
}

void Registration::schedulePing() {
    const bool datagrams = !flow_->isReliable();
    const auto wait =
        (datagrams ? shortestDatagramPing : shortestPing) +
        static_cast<std::int64_t>(ports_.random.below(datagrams ? datagramPingSpread : pingSpread));
    ping_ = ports_.clock.after(Milliseconds(wait), [this] { ping(); });
}

void Registration::ping() {
    if (!flow_) return;
    flow_->ping();
    // Not every server answers pings; a silent one is only suspicious if it did so before.
    if (pongSeen_) {
        pongDue_ = ports_.clock.after(pongPatience, [this] {
            const auto flow = flow_;
            flow->close();
            flowClosed(flow, core::fail(core::ErrorCode::Timeout,
                                        "Asking " + flow->remote().text() + " for a sign of life",
                                        "no answer came"));
        });
    }
    schedulePing();
}

void Registration::pong(const std::shared_ptr<Flow>& flow) {
    if (flow != flow_) return;
    pongSeen_ = true;
    pongDue_.stop();
}

void Registration::flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error) {
    if (flow != flow_ || flow_ == nullptr) return;
    dropFlow();
    if (stopped_) {
        finishStop();
        return;
    }
    ports_.log.warning("sip", "The connection to the call server was lost: " + error.answer);
    if (state_ == RegistrationState::Registered) {
        serverIndex_ = 0;
        become(RegistrationState::Registering, error);
        retry_ = ports_.clock.after(afterLoss, [this] { connect(); });
    } else {
        tryNext(error, Milliseconds(0));
    }
}

void Registration::retryNow() {
    const bool waits = state_ == RegistrationState::Failed && retry_.isSet();
    if (!waits) return;
    failedRounds_ = 0;
    retry_ = ports_.clock.after(Milliseconds(0), [this] { connect(); });
}

void Registration::stop(std::function<void()> done) {
    owner_.cancelAll();
    retry_.stop();
    refresh_.stop();
    ping_.stop();
    pongDue_.stop();
    moving_.cancelAll();
    if (fallback_) fallback_->stop();
    stopped_ = std::move(done);
    if (!stopped_) stopped_ = [] {};
    if (state_ != RegistrationState::Registered || !flow_) {
        finishStop();
        return;
    }
    // RFC 3261 10.2.2: Expires 0 removes the binding.
    const std::weak_ptr<Registration> weak = weak_from_this();
    sendRegister(seconds(0), {[weak](const Response& response) {
                                  auto self = weak.lock();
                                  if (self && !response.isProvisional()) self->finishStop();
                              },
                              [weak](const core::Error&) {
                                  if (auto self = weak.lock()) self->finishStop();
                              },
                              [this] { return ++sequence_; }});
    stopDue_ = ports_.clock.after(stopPatience, [this] { finishStop(); });
}

void Registration::finishStop() {
    const auto done = std::exchange(stopped_, nullptr);
    if (!done) return;
    stopDue_.stop();
    dropFlow();
    become(RegistrationState::Off);
    done();
}

}  // namespace sidetone::sip

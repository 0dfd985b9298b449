// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/LineFeatures.h"

#include "core/text.h"
#include "sip/call/UserAgent.h"
#include "sip/events/MessageSummary.h"
#include "telephony/survivable.h"

namespace sidetone::telephony {
namespace {

constexpr std::size_t mostWatched = 100;

WatchedLine::State stateOf(sip::Lamp lamp) {
    switch (lamp) {
        case sip::Lamp::Unknown:
            break;
        case sip::Lamp::Idle:
            return WatchedLine::State::Idle;
        case sip::Lamp::Ringing:
            return WatchedLine::State::Ringing;
        case sip::Lamp::Busy:
            return WatchedLine::State::Busy;
    }
    return WatchedLine::State::Unknown;
}

}  // namespace

LineFeatures::LineFeatures(Ports ports)
    : ports_(std::move(ports)),
      shared_({ports_.agent, ports_.calls, ports_.replace, [this] { Q_EMIT lineCallsChanged(); }}) {
}

LineFeatures::~LineFeatures() = default;

void LineFeatures::lineReady() {
    if (ports_.agent() == nullptr) return;
    if (!ports_.isAtSurvivableSite()) return subscribeAll();
    lineGone();
    for (const auto& line : watchedLines()) Q_EMIT watchedLineChanged(line.target);
}

void LineFeatures::subscribeAll() {
    auto* agent = ports_.agent();
    if (messages_) {
        messages_->renew();
    } else {
        messages_ = agent->subscribe(
            {agent->registration().account().addressOfRecord(), "message-summary",
             "application/simple-message-summary"},
            {[this](const std::string& body) { told("message-summary", body); }, {}});
    }
    shared_.lineReady();
    for (auto& [target, watched] : watched_) {
        if (watched.subscription) {
            watched.subscription->renew();
        } else {
            subscribe(target);
        }
    }
}

void LineFeatures::lineGone() {
    messages_.reset();
    shared_.lineGone();
    for (auto& [target, watched] : watched_) {
        watched.subscription.reset();
        watched.dialogs.forget();
    }
}

void LineFeatures::told(const std::string& event, const std::string& body) {
    if (event == "dialog") shared_.told(body);
    if (event != "message-summary") return;
    const auto summary = sip::MessageSummary::parse(body);
    mailbox_ = {summary.waiting, summary.newVoice, summary.oldVoice, summary.account};
    Q_EMIT mailboxChanged();
}

core::Result<CallId> LineFeatures::redial() {
    if (last_.empty()) {
        return core::fail(core::ErrorCode::NotFound, "Calling again", "nobody was called yet");
    }
    return ports_.dial(last_);
}

core::Result<CallId> LineFeatures::takeOver(const std::string& id) {
    if (ports_.isAtSurvivableSite()) {
        return notAtSurvivableSite("Taking the call over",
                                   "Go on with it on the other device, or call from here.");
    }
    return shared_.takeOver(id);
}

void LineFeatures::setDoNotDisturb(bool on) {
    if (on == doNotDisturb_) return;
    doNotDisturb_ = on;
    Q_EMIT doNotDisturbChanged();
}

core::Status LineFeatures::watchLine(const std::string& target) {
    if (watched_.contains(target)) return {};
    if (ports_.isAtSurvivableSite()) {
        return notAtSurvivableSite("Watching " + target, "Call there to find out.");
    }
    if (watched_.size() >= mostWatched) {
        return core::fail(core::ErrorCode::TooLarge, "Watching " + target,
                          "no more than 100 lines can be watched");
    }
    auto uri = ports_.uriOf(target);
    if (!uri) return uri.error();
    watched_[target].uri = std::move(*uri);
    subscribe(target);
    Q_EMIT watchedLineChanged(target);
    return {};
}

void LineFeatures::subscribe(const std::string& target) {
    auto* agent = ports_.agent();
    if (agent == nullptr) return;
    auto& watched = watched_[target];
    watched.subscription =
        agent->subscribe({watched.uri, "dialog", "application/dialog-info+xml"},
                         {[this, target](const std::string& body) { takeDialogs(target, body); },
                          [this, target] {
                              watched_[target].dialogs.forget();
                              Q_EMIT watchedLineChanged(target);
                          }});
}

void LineFeatures::takeDialogs(const std::string& target, const std::string& body) {
    const auto at = watched_.find(target);
    if (at == watched_.end()) return;
    const auto taken = at->second.dialogs.take(body);
    if (!taken) {
        if (at->second.subscription) at->second.subscription->askAgain();
        return;
    }
    if (*taken) Q_EMIT watchedLineChanged(target);
}

void LineFeatures::unwatchLine(const std::string& target) {
    const auto at = watched_.find(target);
    if (at == watched_.end()) return;
    if (at->second.subscription) at->second.subscription->stop();
    watched_.erase(at);
    Q_EMIT watchedLineChanged(target);
}

std::vector<WatchedLine> LineFeatures::watchedLines() const {
    std::vector<WatchedLine> lines;
    for (const auto& [target, watched] : watched_) {
        lines.push_back({target, stateOf(watched.dialogs.lamp())});
    }
    return lines;
}

}  // namespace sidetone::telephony

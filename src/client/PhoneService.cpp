// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/PhoneService.h"

#include <algorithm>
#include <utility>

#include "telephony/SoftPhone.h"
#include "telephony/survivable.h"

namespace sidetone::client {

using signin::Verdict;
using telephony::LineState;
using telephony::SoftPhone;

namespace {

/// After a call, before the line moves: its BYE is answered by the old way, if need be after the
/// server asked for the password.
constexpr core::Milliseconds callsLastWords{2'000};

/// "transfer, park and pickup"
std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

/// What a person can do while no call manager answers (AUD-08).
std::string survivableWords() {
    return "No call manager answers, so the phone is at the survivable site: calls, hold and "
           "resume work; until a call manager is there again these do not: " +
           listed(telephony::missingAtSurvivableSite());
}

}  // namespace

PhoneService::PhoneService(Platform::Parts& platform, const signin::Deployment& deployment,
                           const std::optional<core::Secret>& password,
                           std::shared_ptr<signin::TraceRecorder> recorder)
    : platform_(platform),
      recorder_(std::move(recorder)),
      settings_(lineSettingsOf(deployment, password)),
      bandwidth_(soundBandwidthOf(deployment.settings)),
      paths_({platform.clock, platform.log,
              [&platform] { return platform.network->state().fingerprint(); }},
             ProfileFolder(platform.folder)),
      engine_(media::MediaEngine::create(
          {platform.random, platform.log, platform.devices, {}, platform.video})),
      phone_(std::make_unique<SoftPhone>(telephony::SoftPhonePorts{
          platform.clock, platform.random, platform.log, *platform.connections, platform.datagrams,
          *platform.resolver, *engine_, &paths_})) {
    nameServers();
    phone_->setSoundBandwidth(bandwidth_);
    connect(phone_.get(), &SoftPhone::lineStateChanged, this, &PhoneService::lineChanged);
    connect(phone_.get(), &SoftPhone::callEnded, this, &PhoneService::callEnded);
    // Later: the call that says so is still on the stack, and moving ends all calls.
    connect(phone_.get(), &SoftPhone::callEnded, this, [this] {
        if (!next_) return;
        moveLater_ = platform_.clock.after(callsLastWords, [this] {
            moveLater_.stop();
            moveOn();
        });
    });
}

void PhoneService::nameServers() {
    server_.clear();
    for (const auto* servers : {&settings_.servers, &settings_.survivableSites}) {
        for (const auto& server : *servers) {
            if (!server_.empty()) server_ += ", ";
            server_ += server.endpoint.text();
        }
    }
}

void PhoneService::retryNow() {
    phone_->networkChanged();
}

void PhoneService::goOn(const signin::Deployment& deployment,
                        const std::optional<core::Secret>& password) {
    auto settings = lineSettingsOf(deployment, password);
    if (settings.servers == settings_.servers &&
        settings.survivableSites == settings_.survivableSites) {
        next_.reset();
        moveLater_.stop();
        settingsChanged(deployment);
        return phone_->retryNow();
    }
    next_ = std::move(settings);
    moveOn();
}

void PhoneService::settingsChanged(const signin::Deployment& deployment) {
    const auto chosenNow = lineSettingsOf(deployment, std::nullopt);
    settings_.marks = chosenNow.marks;
    settings_.services = chosenNow.services;
    if (next_) {
        next_->marks = settings_.marks;
        next_->services = settings_.services;
    }
    phone_->setMarks(settings_.marks);
    phone_->setServices(settings_.services);
    // Only a change: the terminal has a switch of its own, for as long as it runs.
    const auto chosen = soundBandwidthOf(deployment.settings);
    if (std::exchange(bandwidth_, chosen) != chosen) phone_->setSoundBandwidth(chosen);
}

void PhoneService::moveOn() {
    const auto calls = phone_->calls();
    const bool isTalking = std::any_of(calls.begin(), calls.end(), [](const telephony::Call& call) {
        return call.state != telephony::CallState::Ended;
    });
    if (!next_ || isTalking || next_->servers.empty() || moveLater_.isSet()) return;
    settings_ = std::move(*std::exchange(next_, std::nullopt));
    nameServers();
    if (const auto started = phone_->start(settings_); !started) {
        platform_.log.write(core::LogLevel::Warning, "phone", started.error().sentence());
    }
}

PhoneService::~PhoneService() = default;

void PhoneService::start() {
    step_ = recorder_->begin("sip", "Registering the phone " + settings_.user + " with " + server_,
                             "REGISTER sip:" + settings_.domain + " as " + settings_.user + " (" +
                                 settings_.deviceName + ")");
    if (const auto started = phone_->start(settings_); !started) {
        finishStep({.verdict = Verdict::Failed,
                    .asked = {},
                    .answer = started.error().answer,
                    .why = {},
                    .error = started.error()});
        isSettled_ = true;
        Q_EMIT changed();
    }
}

void PhoneService::stop(std::function<void()> done) {
    disconnect(phone_.get(), nullptr, this, nullptr);
    moveLater_.stop();
    phone_->stop(std::move(done));
}

telephony::CallControl* PhoneService::calls() {
    return phone_.get();
}

void PhoneService::suggestName(telephony::CallId id, const std::string& name) {
    phone_->suggestName(id, name);
}

std::optional<core::Error> PhoneService::error() const {
    return phone_->lineError();
}

Service PhoneService::service() const {
    Service service;
    service.kind = ServiceKind::Calls;
    service.server = phone_->serverText();
    switch (phone_->lineState()) {
        case LineState::Off:
            service.state = ServiceState::Off;
            break;
        case LineState::Registering:
            service.state = isSettled_ ? ServiceState::Reconnecting : ServiceState::Starting;
            service.detail = "Registering " + settings_.user;
            break;
        case LineState::Registered:
            service.state = ServiceState::Up;
            service.detail =
                "Registered as " + settings_.user + "; sound: " + engine_->devicesText();
            if (phone_->isAtSurvivableSite()) {
                service.detail = survivableWords() + ". " + service.detail;
            }
            break;
        case LineState::Failed:
            service.state = ServiceState::Failed;
            break;
    }
    const auto error = phone_->lineError();
    if (error && service.state != ServiceState::Up) service.detail = error->sentence();
    return service;
}

void PhoneService::lineChanged() {
    if (phone_->lineState() == LineState::Registered) {
        std::string why = "calls to " + settings_.user + " ring here";
        if (phone_->isAtSurvivableSite()) why += ". " + survivableWords();
        finishStep({.verdict = Verdict::Done,
                    .asked = {},
                    .answer = settings_.user + " is registered with " + phone_->serverText(),
                    .why = std::move(why),
                    .error = {}});
        isSettled_ = true;
    } else if (const auto error = phone_->lineError()) {
        finishStep({.verdict = Verdict::Failed,
                    .asked = {},
                    .answer = error->answer,
                    .why = "chat works without it; the phone is tried again",
                    .error = error});
        isSettled_ = true;
    }
    Q_EMIT changed();
}

void PhoneService::finishStep(signin::Evidence evidence) {
    if (step_) recorder_->finish(*std::exchange(step_, std::nullopt), std::move(evidence));
}

}  // namespace sidetone::client

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/registration/Registration.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sidetone::sip {
namespace {

using core::Milliseconds;
using std::chrono::seconds;

/// RFC 5626 4.5 gives 30 s and 30 minutes; a person at a desk waits for neither.
constexpr Milliseconds firstWait{1000};
constexpr Milliseconds longestWait{300'000};
/// After refusals of a password that was accepted before. So few that an account whose password
/// was changed meanwhile is not locked.
constexpr std::array<Milliseconds, 3> afterRefusals{Milliseconds(2'000), Milliseconds(10'000),
                                                    Milliseconds(30'000)};

}  // namespace

Registration::Registration(RegistrationPorts ports, Account account, std::function<void()> changed)
    : ports_(ports),
      account_(std::move(account)),
      changed_(std::move(changed)),
      asked_(account_.expires),
      callId_(ports_.random.hex(16)),
      fromTag_(ports_.random.hex(6)) {}

Registration::~Registration() {
    if (flow_) flow_->close();
}

void Registration::start() {
    if (state_ == RegistrationState::Registering || state_ == RegistrationState::Registered) return;
    serverIndex_ = 0;
    failedRounds_ = 0;
    refusals_ = 0;
    asked_ = account_.expires;
    become(RegistrationState::Registering);
    connect();
}

void Registration::connect() {
    ports_.log.info("sip", "Registering at " + server().endpoint.text() + " over " +
                               std::string(viaName(server().transport)));
    ports_.transport.open(server(), account_.dscp)
        .then(owner_,
              [this](core::Result<std::shared_ptr<Flow>> flow) { connected(std::move(flow)); });
}

void Registration::connected(core::Result<std::shared_ptr<Flow>> flow) {
    if (!flow) {
        tryNext(flow.error(), Milliseconds(0));
        return;
    }
    if (flow_ != *flow) pongSeen_ = false;
    flow_ = std::move(*flow);
    const std::weak_ptr<Registration> weak = weak_from_this();
    sendRegister(asked_, {[weak](const Response& response) {
                              if (auto self = weak.lock()) self->answered(response);
                          },
                          [weak](core::Error error) {
                              auto self = weak.lock();
                              if (!self) return;
                              if (error.code == core::ErrorCode::Unauthorised ||
                                  error.code == core::ErrorCode::Forbidden) {
                                  self->doubted(std::move(error));
                              } else if (error.code == core::ErrorCode::Unsupported) {
                                  self->giveUp(std::move(error));
                              } else {
                                  self->dropFlow();
                                  self->tryNext(std::move(error), Milliseconds(0));
                              }
                          },
                          [this] { return ++sequence_; }});
}

void Registration::sendRegister(seconds expires, Exchange::Handlers handlers) {
    exchange_ = std::make_shared<Exchange>(ports_.layer, ports_.authenticator, std::move(handlers));
    exchange_->start(registerRequest(expires, *flow_), flow_);
}

Request Registration::registerRequest(seconds expires, const Flow& flow) {
    // RFC 3261 10.2: To and From are the address of record, the Request-URI is its domain.
    Request request;
    request.method = "REGISTER";
    request.uri.host = account_.domain;
    NameAddress self;
    self.uri = account_.addressOfRecord();
    request.headers.add("To", self.text());
    self.display = account_.displayName;
    self.parameters.set("tag", fromTag_);
    request.headers.add("From", self.text());
    request.headers.add("Call-ID", callId_);
    request.headers.add("CSeq", CSeq{++sequence_, "REGISTER"}.text());
    request.headers.add("Max-Forwards", "70");
    if (!account_.route.empty()) request.headers.add("Route", account_.route);
    auto contact = contactOn(account_, flow);
    contact.parameters.setQuoted("+sip.instance", "<urn:uuid:" + account_.instanceId + ">");
    contact.parameters.set("reg-id", "1");  // RFC 5626 4.2
    if (!account_.deviceName.empty()) {
        contact.parameters.setQuoted("+u.sip!devicename.ccm.cisco.com", account_.deviceName);
        contact.parameters.setQuoted("+u.sip!model.ccm.cisco.com", "503");
    }
    request.headers.add("Contact", contact.text());
    request.headers.add("Supported", "path, outbound");
    request.headers.add("User-Agent", account_.userAgent);
    request.headers.add("Expires", std::to_string(expires.count()));
    return request;
}

void Registration::answered(const Response& response) {
    if (response.isProvisional()) return;
    if (response.isSuccess()) {
        granted(response);
    } else if (response.status == 423) {
        intervalTooBrief(response);
    } else {
        refused(response);
    }
}

void Registration::granted(const Response& response) {
    const auto time =
        grantedExpiry(response, contactOn(account_, *flow_).uri, account_.instanceId, asked_);
    if (time.count() == 0) {
        // CUCM's standby nodes answer 0: alive, but not ours (Cisco's own phone stack).
        dropFlow();
        tryNext(
            core::fail(core::ErrorCode::Unavailable, "Registering at " + server().endpoint.text(),
                       "the server did not keep the registration"),
            Milliseconds(0));
        return;
    }
    failedRounds_ = 0;
    wasAccepted_ = true;
    refusals_ = 0;
    scheduleRefresh(time);
    if (!ping_.isSet()) schedulePing();
    leaveOldFlow();
    if (!fallback_) {
        fallback_ = std::make_shared<Fallback>(
            Fallback::Ports{ports_.clock, ports_.random, ports_.log, ports_.transport, ports_.layer,
                            ports_.authenticator},
            account_, [this](std::size_t index, std::shared_ptr<Flow> flow) {
                return fallBack(index, std::move(flow));
            });
    }
    fallback_->watch(serverIndex_);
    if (state_ != RegistrationState::Registered) {
        ports_.log.info("sip", "Registered at " + server().endpoint.text() + " for " +
                                   std::to_string(time.count()) + " s");
        become(RegistrationState::Registered);
    }
}

void Registration::intervalTooBrief(const Response& response) {
    // RFC 3261 10.2.8: again with at least Min-Expires.
    const auto least = core::parseNumber(response.headers.first("Min-Expires"));
    if (!least || seconds(*least) <= asked_ || *least > 86'400) {
        refused(response);
        return;
    }
    asked_ = seconds(*least);
    connected(flow_);
}

void Registration::refused(const Response& response) {
    const auto said = "it answered " + std::to_string(response.status) + " " +
                      core::printable(response.reason, 100);
    const auto tried = "Registering the phone at " + server().endpoint.text();
    const auto wait = std::chrono::duration_cast<Milliseconds>(retryAfter(response));
    dropFlow();
    if (response.status == 403 || response.status == 401 || response.status == 407) {
        doubted(core::fail(core::ErrorCode::Forbidden, tried, said,
                           "Ask your administrator whether this phone belongs to you."));
    } else if (response.status == 404) {
        giveUp(core::fail(core::ErrorCode::NotFound, tried, said,
                          "Ask your administrator for the right phone number."));
    } else {
        tryNext(core::fail(core::ErrorCode::Unavailable, tried, said,
                           "Another attempt follows by itself."),
                wait);
    }
}

void Registration::tryNext(core::Error error, Milliseconds atLeast) {
    ports_.log.warning("sip", error.sentence());
    if (serverIndex_ + 1 < account_.servers.size()) {
        ++serverIndex_;
        if (state_ == RegistrationState::Registered) become(RegistrationState::Registering);
        retry_ = ports_.clock.after(Milliseconds(0), [this] { connect(); });
        return;
    }
    retryLater(std::move(error), atLeast);
}

void Registration::retryLater(core::Error error, Milliseconds atLeast) {
    // RFC 5626 4.5: min(longest, first * 2^failures), of which 50 to 100 %.
    const auto doubled =
        std::min(longestWait, Milliseconds(firstWait.count() << std::min(failedRounds_, 16)));
    ++failedRounds_;
    const auto half = doubled.count() / 2;
    const auto share =
        half + static_cast<std::int64_t>(ports_.random.below(static_cast<std::uint64_t>(half) + 1));
    const auto wait = std::max(Milliseconds(share), atLeast);
    serverIndex_ = 0;
    become(RegistrationState::Failed, std::move(error));
    retry_ = ports_.clock.after(wait, [this] { connect(); });
}

void Registration::doubted(core::Error error) {
    if (isAtSurvivableSite()) return passSite(std::move(error));
    const auto attempt = static_cast<std::size_t>(refusals_);
    // A token was renewed before it was given up; only a new sign-on helps.
    if (ports_.authenticator.usesToken()) return giveUp(std::move(error));
    if (!wasAccepted_ || attempt >= afterRefusals.size()) return giveUp(std::move(error));
    ++refusals_;
    error.advice = "It accepted this phone before: attempt " + std::to_string(refusals_) + " of " +
                   std::to_string(afterRefusals.size()) + " follows by itself.";
    ports_.log.warning("sip", error.sentence());
    dropFlow();
    ports_.authenticator.forget();
    serverIndex_ = 0;
    become(RegistrationState::Failed, std::move(error));
    retry_ = ports_.clock.after(afterRefusals[attempt], [this] { connect(); });
}

void Registration::passSite(core::Error error) {
    dropFlow();
    tryNext(std::move(error), Milliseconds(0));
}

void Registration::giveUp(core::Error error) {
    if (isAtSurvivableSite()) return passSite(std::move(error));
    ports_.log.warning("sip", error.sentence());
    dropFlow();
    ports_.authenticator.forget();
    become(RegistrationState::Failed, std::move(error));
}

void Registration::dropFlow() {
    refresh_.stop();
    ping_.stop();
    pongDue_.stop();
    exchange_.reset();
    moving_.cancelAll();
    if (fallback_) fallback_->stop();
    if (auto old = std::exchange(left_, nullptr)) old->close();
    if (auto flow = std::exchange(flow_, nullptr)) flow->close();
}

void Registration::become(RegistrationState state, std::optional<core::Error> error) {
    state_ = state;
    error_ = std::move(error);
    const auto call = changed_;
    if (call) call();
}

}  // namespace sidetone::sip

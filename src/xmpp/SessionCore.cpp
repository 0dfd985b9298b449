// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/SessionCore.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "xmpp/Extension.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::Milliseconds;

constexpr auto room = "xmpp";
constexpr Milliseconds stable{10'000};  // a session that lived so long was a good one

/// "host" or "host:port" or "[v6]:port" of see-other-host.
std::optional<net::Endpoint> readHost(const std::string& text, std::uint16_t otherwise) {
    net::Endpoint endpoint{text, otherwise};
    const auto colon = text.rfind(':');
    const bool bracketed = text.starts_with('[');
    if (colon != std::string::npos && (bracketed || text.find(':') == colon)) {
        const auto port = core::parseNumber(std::string_view(text).substr(colon + 1));
        if (port && *port > 0 && *port < 65536) {
            endpoint = {text.substr(0, colon), static_cast<std::uint16_t>(*port)};
        }
    }
    if (endpoint.host.starts_with('[') && endpoint.host.ends_with(']')) {
        endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
    }
    if (endpoint.host.empty()) return {};
    return endpoint;
}

core::Error unconfirmed(std::string answer) {
    return {ErrorCode::Unavailable, "Sending", std::move(answer),
            "It may have arrived all the same."};
}

}  // namespace

Session::Core::Core(Session& session, SessionPorts ports, Account account, SessionTimes times)
    : session_(session),
      ports_(ports),
      account_(std::move(account)),
      times_(times),
      jid_(account_.address),
      incoming_([this] { handledAdvanced(); }),
      requests_(ports_.clock),
      watch_(ports_.clock, times.silence, times.answer,
             {[this] { askWhetherAlive(); },
              [this] {
                  stream_->drop();
                  lost({{ErrorCode::Timeout,
                         "The connection with " + server_->endpoint.text(),
                         "the server stopped answering",
                         {}},
                        Retry::Later,
                        {}});
              }}),
      backOff_(ports_.random, times.firstBackOff, times.longestBackOff) {}

Session::Core::~Core() {
    // A server that heard no goodbye would keep the session, and messages for it, for minutes.
    if (stream_) sayGoodbye();
}

void Session::Core::sayGoodbye() {
    // Without the last count the server would keep what is stored here, and send it again.
    if (stream_->isReady() && incoming_.isCounting()) writeHandled();
    stream_->close();
}

void Session::Core::setState(SessionState state) {
    if (state_ == state) return;
    state_ = state;
    Q_EMIT session_.stateChanged();
}

void Session::Core::start() {
    if (state_ != SessionState::Offline && state_ != SessionState::Failed) return;
    error_.reset();
    wasOnline_ = redirected_ = renewed_ = false;
    backOff_.reset();
    beginRound();
}

void Session::Core::stop() {
    retryTimer_.stop();
    watch_.stop();
    tokenOwner_.cancelAll();
    if (stream_) sayGoodbye();
    error_.reset();
    const bool wasStarted = state_ != SessionState::Offline;
    state_ = SessionState::Offline;
    endSession({ErrorCode::Cancelled, "The session", "you signed out", {}});
    if (wasStarted) Q_EMIT session_.stateChanged();
}

void Session::Core::retryNow() {
    if (state_ == SessionState::Waiting) {
        beginRound();
    } else if (isOnline()) {
        watch_.askNow();
    }
}

void Session::Core::setServers(std::vector<Server> servers) {
    if (servers == account_.servers) return;
    account_.servers = std::move(servers);
    const auto isGone = [this](const std::optional<Server>& server) {
        const auto& all = account_.servers;
        return server && std::find(all.begin(), all.end(), *server) == all.end();
    };
    // The same session may be reached through another door.
    if (isGone(home_)) home_.reset();
    if (!isGone(server_)) return;
    const bool isTrying =
        state_ == SessionState::Connecting || state_ == SessionState::Authenticating;
    if (!isTrying && !isOnline()) return;
    tokenOwner_.cancelAll();
    if (stream_) stream_->drop();
    if (isTrying) return beginRound();
    lost({{ErrorCode::Unreachable,
           "The connection with " + server_->endpoint.text(),
           "this network leads to other servers",
           {}},
          Retry::Later,
          {}});
}

void Session::Core::beginRound() {
    candidates_.assign(account_.servers.begin(), account_.servers.end());
    if (home_ && !resumeId_.empty()) {
        std::erase(candidates_, *home_);  // only there is the session that can be resumed
        candidates_.push_front(*home_);
    }
    if (candidates_.empty()) {
        return failForGood({ErrorCode::InvalidInput, "Signing in to " + account_.address.domain(),
                            "no chat server is known", "Ask your administrator for its name."});
    }
    tryNext();
}

void Session::Core::tryNext() {
    const auto server = candidates_.front();
    candidates_.pop_front();
    // From the loop: the attempt that just ended may still be on the stack.
    retryTimer_ = ports_.clock.after(Milliseconds(0), [this, server] { open(server); });
    setState(SessionState::Connecting);
}

void Session::Core::open(const Server& server) {
    retryTimer_.stop();
    server_ = server;
    const bool wantsToken =
        account_.proof != Proof::Password && account_.proof != Proof::ClientCertificate;
    if (!wantsToken || !account_.tokens) return openWith(account_.token);
    account_.tokens->accessToken().then(tokenOwner_, [this](core::Result<core::Secret> token) {
        if (token) return openWith(*token);
        const bool isFinal = token.error().code == ErrorCode::Forbidden ||
                             token.error().code == ErrorCode::Unauthorised;
        attemptFailed({token.error(), isFinal ? Retry::Never : Retry::Later, {}});
    });
}

void Session::Core::openWith(const core::Secret& token) {
    token_ = token;
    ports_.log.hide(token);
    NegotiationGoal goal;
    goal.domain = account_.address.domain();
    goal.resource = account_.resource;
    goal.credentials.user =
        account_.authenticationName.empty() ? account_.address.user() : account_.authenticationName;
    goal.credentials.password = account_.password;
    goal.credentials.plain = account_.plain;
    goal.credentials.proof = account_.proof;
    goal.credentials.token = token;
    goal.credentials.address = account_.address.text();
    goal.resumeId = resumeId_;
    incoming_.beginResumption();
    goal.handled = incoming_.handled();
    stream_ = std::make_unique<Stream>(ports_.clock, ports_.connections, *this);
    stream_->open(*server_, std::move(goal), memory_, times_);
}

/// The server did not take the token: another one, or the password; once, until it was online.
bool Session::Core::renewToken(const Ending& ending) {
    if (ending.retry != Retry::Renewed || std::exchange(renewed_, true)) return false;
    if (account_.tokens) {
        account_.tokens->refused(token_);
    } else if (account_.password.isEmpty()) {
        return false;
    } else {
        account_.token = {};
    }
    candidates_.push_front(*server_);
    return true;
}

void Session::Core::streamSecured() {
    setState(SessionState::Authenticating);
}

void Session::Core::streamReady(Negotiation::State how) {
    const auto& negotiation = *stream_->negotiation();
    if (negotiation.sasl() != nullptr && negotiation.sasl()->isDowngrade()) {
        ports_.log.warning(room, "The server offers weaker ways to sign in than before: " +
                                     negotiation.sasl()->mechanism());
    }
    features_ = negotiation.features();
    home_ = server_;
    error_.reset();
    wasOnline_ = true;
    redirected_ = renewed_ = false;
    if (account_.proof == Proof::OneTimePassword) account_.token = {};  // it is used up
    countWanted_ = handledOwed_ = false;
    countsAsked_ = sentSinceAsked_ = 0;
    onlineSince_ = ports_.clock.now();
    watch_.start();
    ports_.log.info(room, (how == Negotiation::State::Resumed ? "Resumed at " : "Signed in at ") +
                              server_->endpoint.text());
    if (how == Negotiation::State::Resumed) {
        resumeSession();
    } else {
        bindSession();
    }
}

void Session::Core::resumeSession() {
    const auto handled = stream_->negotiation()->serverHandled();
    if (handled && outgoing_.acknowledge(*handled) == OutgoingQueue::Count::Impossible) {
        resumeId_.clear();
        stream_->close("undefined-condition");
        return lost({{ErrorCode::BadAnswer,
                      "Resuming the session",
                      "the server counts more than was sent",
                      {}},
                     Retry::Later,
                     {}});
    }
    for (const auto& entry : outgoing_.entries()) stream_->write(entry.xml);
    countWanted_ = !outgoing_.entries().empty();
    setState(SessionState::Online);
    if (isOnline()) Q_EMIT session_.resumed();
}

void Session::Core::bindSession() {
    const auto& negotiation = *stream_->negotiation();
    if (const auto handled = negotiation.serverHandled()) {
        // It could not resume, but says how much of the old session it had taken over.
        static_cast<void>(outgoing_.acknowledge(*handled));
    }
    endSession(unconfirmed("the connection broke before the server confirmed it"));
    if (!stream_->isReady()) return;
    jid_ = negotiation.jid();
    hasManagement_ = features_.child("sm", ns::management) != nullptr;
    outgoing_.begin();
    if (hasManagement_) {
        stream_->write("<enable xmlns='" + std::string(ns::management) + "' resume='true'/>");
    }
    setState(SessionState::Online);
    for (auto* extension : std::vector(extensions_)) {
        if (isOnline()) extension->sessionStarted();
    }
    if (isOnline()) Q_EMIT session_.started();
}

void Session::Core::endSession(const core::Error& error) {
    const bool existed = hasManagement_ || !resumeId_.empty() || !jid_.resource.empty();
    resumeId_.clear();
    hasManagement_ = false;
    answerTimer_.stop();
    incoming_.end();
    jid_ = jid_.bare();
    for (const auto& entry : outgoing_.takeAll()) {
        if (entry.acknowledged) entry.acknowledged(error);
    }
    requests_.failAll(error);
    if (!existed) return;
    for (auto* extension : std::vector(extensions_)) extension->sessionEnded();
}

void Session::Core::refuse(Acknowledged acknowledged) {
    if (!acknowledged) return;
    refused_.push_back(std::move(acknowledged));
    if (refusalTimer_.isSet()) return;
    refusalTimer_ = ports_.clock.after(Milliseconds(0), [this] {
        refusalTimer_.stop();
        for (const auto& call : std::exchange(refused_, {})) {
            call(core::fail(ErrorCode::Unavailable, "Sending",
                            "there is no connection with the server"));
        }
    });
}

void Session::Core::streamEnded(const Ending& ending) {
    watch_.stop();
    if (isOnline()) {
        lost(ending);
    } else {
        attemptFailed(ending);
    }
}

bool Session::Core::isHopeless(const Ending& ending) const {
    if (ending.retry == Retry::Never || ending.retry == Retry::Renewed) return true;
    // At the first sign-in a bad certificate is the server's; later it is more likely that of a
    // network in between, which goes away.
    return ending.error.code == ErrorCode::Untrusted && !wasOnline_;
}

bool Session::Core::takeRedirection(const Ending& ending) {
    if (ending.retry != Retry::Elsewhere || redirected_) return false;
    const auto endpoint = readHost(ending.host, server_->endpoint.port);
    if (!endpoint) return false;
    redirected_ = true;
    candidates_.push_front({*endpoint, server_->tls});
    return true;
}

void Session::Core::attemptFailed(const Ending& ending) {
    ports_.log.info(room, ending.error.sentence());
    error_ = ending.error;
    if (renewToken(ending)) return tryNext();
    if (isHopeless(ending)) return failForGood(ending.error);
    if (takeRedirection(ending) || !candidates_.empty()) return tryNext();
    backOff_.skipImmediate();
    waitThenRetry();
}

void Session::Core::lost(const Ending& ending) {
    ports_.log.warning(room, ending.error.sentence());
    watch_.stop();
    answerTimer_.stop();
    error_ = ending.error;
    state_ = SessionState::Waiting;  // said aloud below: what is called first must not send
    if (resumeId_.empty()) endSession(unconfirmed(ending.error.answer));
    if (state_ != SessionState::Waiting) return;
    if (isHopeless(ending)) return failForGood(ending.error);
    if (ports_.clock.now() - onlineSince_ >= stable) backOff_.reset();
    candidates_.clear();
    if (takeRedirection(ending)) return tryNext();
    waitThenRetry();
}

void Session::Core::waitThenRetry() {
    const auto delay = backOff_.next();
    retryTimer_ = ports_.clock.after(delay, [this] { beginRound(); });
    state_ = SessionState::Waiting;
    Q_EMIT session_.stateChanged();
}

void Session::Core::failForGood(const core::Error& error) {
    retryTimer_.stop();
    error_ = error;
    state_ = SessionState::Failed;
    endSession(unconfirmed(error.answer));
    if (state_ == SessionState::Failed) Q_EMIT session_.stateChanged();
}

}  // namespace sidetone::xmpp

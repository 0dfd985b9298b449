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
constexpr Milliseconds quietWait{2'000};  // until the next look for a moment to go home
constexpr int mostPostponed = 5;
/// A home node that just came up may not know the others' sessions yet; one that knows nothing of
/// the session after so many looks shares none.
constexpr int mostNotTaken = 3;
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
      backOff_(ports_.random, times.firstBackOff, times.longestBackOff),
      relogin_(ports_.random),
      homeReturn_(ports_.clock, ports_.random, ports_.connections, [this] { homeIsBack(); }) {}

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
    homeReturn_.stop();
    isGoingHome_ = false;
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
    if (!isGone(server_)) {
        if (isOnline()) watchHome();
        return;
    }
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
    isGoingHome_ = false;
    if (home_ && relogin_.isLinkLoss(ports_.clock.now())) {
        candidates_.assign(1, *home_);
        return tryNext();
    }
    candidates_.assign(account_.servers.begin(), account_.servers.end());
    addHomeNodes();
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

/// The person's own node first, the one behind it next; then those that were known before.
void Session::Core::addHomeNodes() {
    if (!home_) return;
    for (auto node = homeNodes_.rbegin(); node != homeNodes_.rend(); ++node) {
        const auto known =
            std::find_if(candidates_.begin(), candidates_.end(),
                         [&node](const Server& server) { return server.endpoint.host == *node; });
        const auto server =
            known != candidates_.end() ? *known : Server{{*node, home_->endpoint.port}, home_->tls};
        if (known != candidates_.end()) candidates_.erase(known);
        candidates_.push_front(server);
    }
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
    auto goal = goalFor(token);
    incoming_.beginResumption();
    goal.handled = incoming_.handled();
    stream_ = std::make_unique<Stream>(ports_.clock, ports_.connections, *this);
    stream_->open(*server_, std::move(goal), memory_, times_);
}

NegotiationGoal Session::Core::goalFor(const core::Secret& token) const {
    NegotiationGoal goal;
    goal.domain = account_.address.domain();
    // The same one again replaces what a dead node or connection has left of the old session:
    // nobody sees this device twice.
    goal.resource = account_.resource.empty() ? resource_ : account_.resource;
    goal.credentials.user =
        account_.authenticationName.empty() ? account_.address.user() : account_.authenticationName;
    goal.credentials.password = account_.password;
    goal.credentials.plain = account_.plain;
    goal.credentials.proof = account_.proof;
    goal.credentials.token = token;
    goal.credentials.address = account_.address.text();
    goal.resumeId = resumeId_;
    if (isGoingHome_) goal.unknown = NegotiationGoal::Unknown::GiveUp;
    return goal;
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
    homeNodes_ = negotiation.homeNodes();
    relogin_.recovered();
    error_.reset();
    wasOnline_ = true;
    isSentHere_ = redirected_;
    redirected_ = renewed_ = isGoingHome_ = false;
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
        notTaken_ = 0;
        bindSession();
    }
    if (isOnline()) watchHome();
}

/// Where the person belongs: what the server says (reference/messaging.md 2.4), else the first.
std::optional<Server> Session::Core::homeNode() const {
    const auto& all = account_.servers;
    if (homeNodes_.empty()) return all.empty() ? std::nullopt : std::optional(all.front());
    const auto known = std::find_if(all.begin(), all.end(), [this](const Server& server) {
        return server.endpoint.host == homeNodes_.front();
    });
    if (known != all.end()) return *known;
    return Server{{homeNodes_.front(), server_->endpoint.port}, server_->tls};
}

void Session::Core::watchHome() {
    const auto home = homeNode();
    const bool isThere = !home || *home == *server_;
    if (isSentHere_ || isThere || notTaken_ >= mostNotTaken) return homeReturn_.stop();
    const bool isLonger = account_.relogin && account_.relogin->upper > times_.homeReturn.upper;
    homeReturn_.watch(*home, account_.address.domain(),
                      isLonger ? *account_.relogin : times_.homeReturn, times_);
}

/// Goes to the home node in a moment when nothing is under way, with the session. Where the nodes
/// share none it stays where it is: a new session would leave behind what is on its way to this
/// one, and somebody who is still at the other node.
void Session::Core::homeIsBack() {
    if (!isOnline()) return;
    const bool isQuiet = outgoing_.entries().empty() && requests_.isEmpty();
    if (!isQuiet && ++postponed_ <= mostPostponed) return homeReturn_.postpone(quietWait);
    postponed_ = 0;
    if (resumeId_.empty()) return watchHome();
    const auto home = *homeNode();
    ports_.log.info(room, "Going back to " + home.endpoint.text());
    watch_.stop();
    answerTimer_.stop();
    stream_->drop();
    isGoingHome_ = true;
    candidates_.assign({home, *server_});
    tryNext();
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
    resource_ = jid_.resource;
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
    const bool isNodes = ending.error.code == ErrorCode::Refused ||
                         ending.error.code == ErrorCode::Untrusted || ending.isShutdown;
    if (isNodes) relogin_.nodeGone();
    // On the way home all is well at the node that was left.
    if (std::exchange(isGoingHome_, false)) {
        if (ending.error.code == ErrorCode::NotFound) ++notTaken_;
        if (!candidates_.empty()) return tryNext();
    }
    if (renewToken(ending)) return tryNext();
    if (isHopeless(ending)) return failForGood(ending.error);
    if (takeRedirection(ending) || !candidates_.empty()) return tryNext();
    backOff_.skipImmediate();
    waitThenRetry();
}

void Session::Core::lost(const Ending& ending) {
    ports_.log.warning(room, ending.error.sentence());
    watch_.stop();
    homeReturn_.stop();
    answerTimer_.stop();
    error_ = ending.error;
    state_ = SessionState::Waiting;  // said aloud below: what is called first must not send
    if (resumeId_.empty()) endSession(unconfirmed(ending.error.answer));
    if (state_ != SessionState::Waiting) return;
    if (isHopeless(ending)) return failForGood(ending.error);
    if (ports_.clock.now() - onlineSince_ >= stable) backOff_.reset();
    relogin_.lost(account_.relogin, ports_.clock.now(), sessionLife_,
                  resumeId_.empty() || ending.isShutdown ? Relogin::Session::Over
                                                         : Relogin::Session::Resumable);
    candidates_.clear();
    if (takeRedirection(ending)) return tryNext();
    waitThenRetry();
}

void Session::Core::waitThenRetry() {
    const auto spread = relogin_.remaining(ports_.clock.now());
    const auto delay = spread > Milliseconds(0) ? spread : backOff_.next();
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

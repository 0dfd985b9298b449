// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "xmpp/BackOff.h"
#include "xmpp/HomeReturn.h"
#include "xmpp/IncomingLedger.h"
#include "xmpp/LinkWatch.h"
#include "xmpp/OutgoingQueue.h"
#include "xmpp/Relogin.h"
#include "xmpp/Requests.h"
#include "xmpp/Session.h"
#include "xmpp/Stream.h"

namespace sidetone::xmpp {

/// What a Session is made of.
///
/// States            events and where they lead
///   Offline         start() -> Connecting
///   Connecting      secured -> Authenticating; failed -> next server, or Waiting, or Failed
///   Authenticating  ready -> Online; failed -> next server, or Waiting, or Failed
///   Online          lost -> Waiting (at first for no time); Never -> Failed
///   Waiting         time is up, retryNow() -> Connecting
///   Failed          start() -> Connecting
///   any             stop() -> Offline
///
/// Beside the state there is the session on the server. It begins with binding and lives through
/// Waiting, Connecting and Authenticating while it can be resumed (resumeId_ is not empty); its
/// end is said to everybody who waits for something of it (endSession()).
class Session::Core final : public StreamListener {
public:
    Core(Session& session, SessionPorts ports, Account account, SessionTimes times);
    ~Core() override;

    // Connecting and its end: SessionCore.cpp
    void start();
    void stop();
    void retryNow();
    void setServers(std::vector<Server> servers);
    void streamSecured() override;
    void streamReady(Negotiation::State how) override;
    void streamEnded(const Ending& ending) override;

    // Stanzas: SessionTraffic.cpp
    void send(core::XmlElement stanza, Acknowledged acknowledged);
    core::Task<core::XmlElement> request(core::XmlElement iq, core::Milliseconds timeout);
    void streamHeard() override { watch_.heard(); }
    void streamElement(const StreamEvent& event) override;
    std::string streamFlushing() override;

    Session& session_;
    SessionPorts ports_;
    Account account_;
    SessionTimes times_;
    std::vector<Extension*> extensions_;
    SessionState state_ = SessionState::Offline;
    std::optional<core::Error> error_;
    Jid jid_;
    core::XmlElement features_;
    SaslMemory memory_;
    std::unique_ptr<Stream> stream_;
    std::optional<Server> server_;  // of the present or last attempt
    OutgoingQueue outgoing_;

private:
    void setState(SessionState state);
    void beginRound();
    void tryNext();
    void open(const Server& server);
    void openWith(const core::Secret& token);
    [[nodiscard]] bool renewToken(const Ending& ending);
    void attemptFailed(const Ending& ending);
    void lost(const Ending& ending);
    void waitThenRetry();
    void failForGood(const core::Error& error);
    [[nodiscard]] bool isHopeless(const Ending& ending) const;
    [[nodiscard]] bool takeRedirection(const Ending& ending);
    void addHomeNodes();
    [[nodiscard]] std::optional<Server> homeNode() const;
    void watchHome();
    void homeIsBack();
    [[nodiscard]] NegotiationGoal goalFor(const core::Secret& token) const;
    void resumeSession();
    void bindSession();
    void endSession(const core::Error& error);
    void refuse(Acknowledged acknowledged);
    void sayGoodbye();

    void takeStanza(const StreamEvent& event);
    void takeIq(const StreamEvent& event);
    void answerRequest(const core::XmlElement& iq);
    void takeManagement(const core::XmlElement& element);
    void acknowledged(const core::XmlElement& element);
    [[nodiscard]] std::string askForCount();
    void askWhetherAlive();
    void writeHandled();
    void handledAdvanced();
    [[nodiscard]] bool isOnline() const { return state_ == SessionState::Online; }

    IncomingLedger incoming_;
    Requests requests_;
    LinkWatch watch_;
    BackOff backOff_;
    Relogin relogin_;
    HomeReturn homeReturn_;
    bool isGoingHome_ = false;  // the present attempt: with the session, or not at all
    int postponed_ = 0;         // the way home, because something was under way
    int notTaken_ = 0;          // how often the home node did not know this session
    core::Timer retryTimer_;
    core::Timer answerTimer_;  // how long an asked-for count waits for tickets
    core::Timer refusalTimer_;
    std::vector<Acknowledged> refused_;   // by send(), to be called from the loop
    std::deque<Server> candidates_;       // of this round, not yet tried
    std::optional<Server> home_;          // where the session is
    std::vector<std::string> homeNodes_;  // as the last sign-in named them
    std::string resumeId_;                // empty: nothing can be resumed
    core::Milliseconds sessionLife_{0};   // how long the server keeps a lost session
    std::string resource_;                // of the last session
    core::Instant onlineSince_;
    bool wasOnline_ = false;      // since start()
    bool isSentHere_ = false;     // the server of this connection was named by another one
    bool redirected_ = false;     // since the last time online
    bool renewed_ = false;        // a refused token was replaced, since the last time online
    core::Secret token_;          // shown in the present attempt
    bool hasManagement_ = false;  // <enable/> was sent and not refused
    bool countWanted_ = false;    // stanzas were sent since the last <r/>
    int countsAsked_ = 0;         // <r/> that are unanswered
    int sentSinceAsked_ = 0;      // stanzas since the last <r/>
    bool handledOwed_ = false;    // the server's <r/> is not fully answered
    core::Owner tokenOwner_;      // of the token that an attempt waits for
    core::Owner owner_;
};

}  // namespace sidetone::xmpp

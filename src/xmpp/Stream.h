// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/Task.h"
#include "net/Connection.h"
#include "xmpp/Account.h"
#include "xmpp/Negotiation.h"
#include "xmpp/StreamParser.h"

namespace sidetone::xmpp {

/// Who hears what happens on a stream. Inside any of these calls the stream may be closed, but
/// not destroyed.
class StreamListener {
public:
    virtual ~StreamListener() = default;
    /// The connection stands and TLS is verified; authentication follows.
    virtual void streamSecured() = 0;
    /// Resumed or Bound: stanzas flow from here on.
    virtual void streamReady(Negotiation::State how) = 0;
    /// Bytes arrived.
    virtual void streamHeard() = 0;
    /// A top-level element after the negotiation; Element or Trimmed.
    virtual void streamElement(const StreamEvent& event) = 0;
    /// What was written is about to leave; what is given back leaves with it.
    virtual std::string streamFlushing() = 0;
    /// The stream is over; nothing follows. Not called after close().
    virtual void streamEnded(const Ending& ending) = 0;
};

/// One connection to one server, from connecting to its end. It is used once.
///
/// States          events
///   Idle          open() -> Connecting
///   Connecting    connected -> Negotiating; failed -> Ended
///   Negotiating   Resumed or Bound -> Ready; Failed, too late, lost -> Ended
///   Ready         stream error, its end, lost, close() -> Ended
///   Ended
class Stream {
public:
    Stream(core::Clock& clock, net::ConnectionFactory& connections, StreamListener& listener);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void open(const Server& server, NegotiationGoal goal, SaslMemory& memory,
              const SessionTimes& times);
    /// Sends, together with what else is written before the event loop runs again.
    void write(std::string_view xml);
    /// Ends the stream as the protocol wants it; says the condition first where there is one.
    void close(std::string_view errorCondition = {});
    /// Drops a link that is dead.
    void drop();

    [[nodiscard]] bool isReady() const { return state_ == State::Ready; }
    [[nodiscard]] bool isEnded() const { return state_ == State::Ended; }
    /// Null before open().
    [[nodiscard]] const Negotiation* negotiation() const { return negotiation_.get(); }
    [[nodiscard]] std::optional<net::TlsInfo> tls() const;

private:
    enum class State { Idle, Connecting, Negotiating, Ready, Ended };

    void connected(std::shared_ptr<net::Connection> connection);
    void openXmlStream();
    void startTls();
    void received(std::string_view bytes);
    void handle(const StreamEvent& event);
    void negotiate(const StreamEvent& event);
    void writeNow(std::string_view xml);
    void flush();
    void finish();
    void end(Ending ending);

    core::Clock& clock_;
    net::ConnectionFactory& connections_;
    StreamListener& listener_;
    State state_ = State::Idle;
    Server server_;
    std::string domain_;
    StreamParser parser_;
    std::unique_ptr<Negotiation> negotiation_;
    std::shared_ptr<net::Connection> connection_;
    std::string unsent_;
    core::Timer flushTimer_;
    core::Timer deadline_;
    core::Milliseconds negotiateLimit_{0};
    core::Owner owner_;
};

}  // namespace sidetone::xmpp

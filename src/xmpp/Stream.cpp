// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Stream.h"

#include <utility>

#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;

constexpr auto closingTag = "</stream:stream>";

}  // namespace

Stream::Stream(core::Clock& clock, net::ConnectionFactory& connections, StreamListener& listener)
    : clock_(clock), connections_(connections), listener_(listener) {}

Stream::~Stream() {
    if (connection_) connection_->close();
}

void Stream::open(const Server& server, NegotiationGoal goal, SaslMemory& memory,
                  const SessionTimes& times) {
    state_ = State::Connecting;
    server_ = server;
    domain_ = goal.domain;
    negotiateLimit_ = times.negotiate;
    negotiation_ = std::make_unique<Negotiation>(
        std::move(goal), memory,
        Negotiation::Wire{[this](std::string_view xml) { writeNow(xml); }, [this] { startTls(); },
                          [this] { openXmlStream(); }});
    net::ConnectRequest request;
    request.server = server.endpoint;
    request.timeout = times.connect;
    if (server.tls == TlsStart::Direct) {
        request.directTls = true;
        request.peer = {{domain_}, "xmpp-client"};
        request.alpn = {"xmpp-client"};
    }
    connections_.connect(std::move(request))
        .then(owner_, [this](core::Result<std::shared_ptr<net::Connection>> result) {
            if (!result) return end({std::move(result.error()), Retry::Later, {}});
            connected(std::move(*result));
        });
}

void Stream::connected(std::shared_ptr<net::Connection> connection) {
    connection_ = std::move(connection);
    state_ = State::Negotiating;
    deadline_ = clock_.after(negotiateLimit_, [this] {
        end({{ErrorCode::Timeout,
              "Signing in to " + server_.endpoint.text(),
              "the server stopped answering",
              {}},
             Retry::Later,
             {}});
    });
    if (server_.tls == TlsStart::Direct) listener_.streamSecured();
    if (state_ != State::Negotiating) return;
    negotiation_->start(server_.tls);
    connection_->setHandlers({[this](std::string_view bytes) { received(bytes); },
                              [this](core::Error error) {
                                  end({std::move(error), Retry::Later, {}});
                              }});
}

void Stream::openXmlStream() {
    parser_.reset();
    writeNow(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
        "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" +
        core::escapeXml(domain_) + "'>");
}

void Stream::startTls() {
    parser_.reset();  // what followed <proceed/> in plain text may be anybody's
    connection_->startTls({{domain_}, "xmpp-client"}, {}).then(owner_, [this](core::Status status) {
        if (state_ != State::Negotiating) return;
        if (!status) return end({std::move(status.error()), Retry::Later, {}});
        listener_.streamSecured();
        if (state_ == State::Negotiating) negotiation_->secured();
    });
}

void Stream::received(std::string_view bytes) {
    if (state_ == State::Ended) return;
    listener_.streamHeard();
    parser_.feed(bytes);
    while (state_ != State::Ended) {
        // One at a time: an element may make all that was read after it void.
        const auto event = parser_.take();
        if (!event) return;
        handle(*event);
    }
}

void Stream::handle(const StreamEvent& event) {
    if (event.kind == StreamEvent::Kind::Refused) {
        writeNow("<stream:error><" + event.condition + " xmlns='" + ns::streamErrors +
                 "'/></stream:error>");
        return end({{ErrorCode::BadAnswer, "Reading from " + server_.endpoint.text(),
                     "the server sent what is no XMPP (" + event.condition + ")",
                     "Ask your administrator to look at the server."},
                    Retry::Later,
                    {}});
    }
    if (state_ == State::Negotiating) return negotiate(event);
    if (event.kind == StreamEvent::Kind::Closed) {
        return end({{ErrorCode::Unavailable,
                     "The connection with " + server_.endpoint.text(),
                     "the server ended it",
                     {}},
                    Retry::Later,
                    {}});
    }
    if (event.element.is("error", ns::stream)) {
        return end(
            readStreamError(event.element, "The connection with " + server_.endpoint.text()));
    }
    listener_.streamElement(event);
}

void Stream::negotiate(const StreamEvent& event) {
    const auto reached = negotiation_->handle(event);
    if (reached == Negotiation::State::Failed) {
        auto ending = negotiation_->ending();
        ending.error.tried += " to " + server_.endpoint.text();
        return end(std::move(ending));
    }
    if (reached != Negotiation::State::Resumed && reached != Negotiation::State::Bound) return;
    deadline_.stop();
    state_ = State::Ready;
    listener_.streamReady(reached);
}

void Stream::writeNow(std::string_view xml) {
    if (connection_ && state_ != State::Ended) connection_->write(xml);
}

void Stream::write(std::string_view xml) {
    if (state_ != State::Ready) return;
    unsent_ += xml;
    if (!flushTimer_.isSet()) {
        flushTimer_ = clock_.after(core::Milliseconds(0), [this] { flush(); });
    }
}

void Stream::flush() {
    flushTimer_.stop();
    if (state_ != State::Ready) return;
    const auto last = listener_.streamFlushing();
    const auto all = std::exchange(unsent_, {}) + last;
    if (!all.empty()) writeNow(all);
}

void Stream::close(std::string_view errorCondition) {
    if (state_ == State::Ended) return;
    if (state_ == State::Ready) writeNow(std::exchange(unsent_, {}));
    if (!errorCondition.empty()) {
        writeNow("<stream:error><" + std::string(errorCondition) + " xmlns='" + ns::streamErrors +
                 "'/></stream:error>");
    }
    if (state_ == State::Negotiating || state_ == State::Ready) writeNow(closingTag);
    finish();
}

void Stream::drop() {
    finish();
}

void Stream::finish() {
    state_ = State::Ended;
    deadline_.stop();
    flushTimer_.stop();
    owner_.cancelAll();
    if (connection_) connection_->close();
}

void Stream::end(Ending ending) {
    if (state_ == State::Ended) return;
    if (state_ == State::Negotiating || state_ == State::Ready) writeNow(closingTag);
    finish();
    listener_.streamEnded(ending);
}

std::optional<net::TlsInfo> Stream::tls() const {
    return connection_ ? connection_->tls() : std::nullopt;
}

}  // namespace sidetone::xmpp

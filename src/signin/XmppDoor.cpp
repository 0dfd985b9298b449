// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/XmppDoor.h"

#include <utility>

#include "core/XmlElement.h"

namespace sidetone::signin {

using core::ErrorCode;

namespace {

constexpr std::size_t mostBytes = 64 * 1024;
constexpr std::string_view startTls = "urn:ietf:params:xml:ns:xmpp-tls";

}  // namespace

core::Task<net::TlsInfo> XmppDoor::open(std::shared_ptr<net::Connection> connection,
                                        const std::string& domain, core::Milliseconds limit) {
    connection_ = std::move(connection);
    domain_ = domain;
    server_ = connection_->remoteEndpoint().text();
    auto task = promise_.task();
    connection_->setHandlers({[this](std::string_view bytes) { received(bytes); },
                              [this](const core::Error& error) { promise_.settle(error); }});
    connection_->write("<?xml version='1.0'?><stream:stream to='" + core::escapeXml(domain_) +
                       "' version='1.0' xmlns='jabber:client' "
                       "xmlns:stream='http://etherx.jabber.org/streams'>");
    return std::move(task).withDeadline(
        clock_, limit,
        core::fail(ErrorCode::Timeout, "Greeting the chat server " + server_,
                   "the server accepted the connection and then said nothing",
                   "Ask your administrator whether the server is well."));
}

/// The whole conversation is three short texts of the server, so that looking for words in them
/// is enough; the real sign-in reads them as XML.
void XmppDoor::received(std::string_view bytes) {
    if (state_ == State::Encrypting) return;
    text_ += bytes;
    if (text_.size() > mostBytes) return refuse(ErrorCode::TooLarge, "its greeting has no end");
    const auto has = [this](std::string_view words) {
        return text_.find(words) != std::string::npos;
    };
    if (has("<stream:error")) {
        return refuse(ErrorCode::BadAnswer, has("host-unknown")
                                                ? "it does not serve the domain " + domain_
                                                : "it ended the stream with an error");
    }
    if (state_ == State::Greeting && has("</stream:features>")) {
        if (!has(startTls)) return refuse(ErrorCode::Unsupported, "it offers no encryption");
        state_ = State::Asking;
        text_.clear();
        connection_->write("<starttls xmlns='" + std::string(startTls) + "'/>");
    } else if (state_ == State::Asking && has("<proceed")) {
        encrypt();
    } else if (state_ == State::Greeting && !text_.empty() && text_.front() != '<' &&
               text_.front() != ' ' && text_.front() != '\n') {
        refuse(ErrorCode::BadAnswer, "it is no chat server");
    }
}

void XmppDoor::encrypt() {
    state_ = State::Encrypting;
    connection_->startTls({{domain_}, "xmpp-client"}, {})
        .then(owner_, [this](const core::Status& status) {
            if (!status) return promise_.settle(status.error());
            const auto tls = connection_->tls().value_or(net::TlsInfo());
            connection_->close();
            promise_.settle(tls);
        });
}

void XmppDoor::refuse(ErrorCode code, std::string answer) {
    connection_->close();
    promise_.settle(core::fail(code, "Greeting the chat server " + server_, std::move(answer),
                               "Ask your administrator whether this is the presence server."));
}

}  // namespace sidetone::signin

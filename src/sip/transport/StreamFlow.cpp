// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transport/StreamFlow.h"

namespace sidetone::sip {

StreamFlow::StreamFlow(std::shared_ptr<net::Connection> connection, TransportKind kind)
    : connection_(std::move(connection)),
      kind_(kind),
      local_(connection_->localEndpoint()),
      remote_(connection_->remoteEndpoint()),
      framer_({[this](Message message) {
                   if (connection_ && handlers_.message) handlers_.message(std::move(message));
               },
               [this] {
                   // RFC 5626 3.5.1: the answer to CRLFCRLF is CRLF.
                   if (connection_) connection_->write("\r\n");
               },
               [this] {
                   if (handlers_.pong) handlers_.pong();
               }}) {}

StreamFlow::~StreamFlow() {
    close();
}

void StreamFlow::start(Handlers handlers) {
    handlers_ = std::move(handlers);
    const std::weak_ptr<StreamFlow> weak = weak_from_this();
    connection_->setHandlers({[weak](std::string_view bytes) {
                                  if (auto self = weak.lock()) self->received(bytes);
                              },
                              [weak](core::Error error) {
                                  if (auto self = weak.lock()) self->ended(std::move(error));
                              }});
}

void StreamFlow::received(std::string_view bytes) {
    if (auto status = framer_.feed(bytes); !status) {
        auto connection = std::move(connection_);
        connection_.reset();
        if (connection) connection->close();
        ended(status.error());
    }
}

void StreamFlow::ended(core::Error error) {
    connection_.reset();
    const auto closed = std::exchange(handlers_.closed, nullptr);
    if (closed) closed(std::move(error));
}

core::Status StreamFlow::send(std::string_view message) {
    if (!connection_) {
        return core::fail(core::ErrorCode::Unavailable,
                          "Sending to the call server " + remote_.text(),
                          "the connection has ended");
    }
    connection_->write(message);
    return {};
}

void StreamFlow::ping() {
    if (connection_) connection_->write("\r\n\r\n");
}

void StreamFlow::close() {
    handlers_.closed = nullptr;
    if (auto connection = std::exchange(connection_, nullptr)) {
        connection->setHandlers({});
        connection->close();
    }
}

}  // namespace sidetone::sip

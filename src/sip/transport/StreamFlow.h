// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "net/Connection.h"
#include "sip/transport/Flow.h"
#include "sip/transport/StreamFramer.h"

namespace sidetone::sip {

/// A flow over TCP or TLS.
class StreamFlow final : public Flow, public std::enable_shared_from_this<StreamFlow> {
public:
    struct Handlers {
        std::function<void(Message)> message;
        std::function<void()> pong;
        std::function<void(core::Error)> closed;
    };

    StreamFlow(std::shared_ptr<net::Connection> connection, TransportKind kind);
    ~StreamFlow() override;
    StreamFlow(const StreamFlow&) = delete;
    StreamFlow& operator=(const StreamFlow&) = delete;
    /// Starts to read; the handlers may close the flow.
    void start(Handlers handlers);

    core::Status send(std::string_view message) override;
    void ping() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return connection_ != nullptr; }
    [[nodiscard]] TransportKind transport() const override { return kind_; }
    [[nodiscard]] net::Endpoint local() const override { return local_; }
    [[nodiscard]] net::Endpoint remote() const override { return remote_; }

private:
    void received(std::string_view bytes);
    void ended(core::Error error);

    std::shared_ptr<net::Connection> connection_;
    TransportKind kind_;
    net::Endpoint local_;
    net::Endpoint remote_;
    Handlers handlers_;
    StreamFramer framer_;
};

}  // namespace sidetone::sip

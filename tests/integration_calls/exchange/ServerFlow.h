// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "net/Datagrams.h"
#include "sip/transport/Flow.h"

namespace sidetone::test {

/// The way from a server to one phone: its one socket and that phone's address.
class ServerFlow final : public sip::Flow {
public:
    /// What a message is made into on its way out: what the sessions themselves do not say.
    using Stamp = std::function<std::string(std::string message)>;
    ServerFlow(net::DatagramSocket& socket, net::Endpoint remote, Stamp stamp)
        : socket_(socket), remote_(std::move(remote)), stamp_(std::move(stamp)) {}

    core::Status send(std::string_view message) override {
        return socket_.send(stamp_(std::string(message)), remote_);
    }
    void ping() override {}
    void close() override {}
    [[nodiscard]] bool isOpen() const override { return true; }
    [[nodiscard]] sip::TransportKind transport() const override { return sip::TransportKind::Udp; }
    [[nodiscard]] net::Endpoint local() const override { return socket_.localEndpoint(); }
    [[nodiscard]] net::Endpoint remote() const override { return remote_; }

private:
    net::DatagramSocket& socket_;
    net::Endpoint remote_;
    Stamp stamp_;
};

}  // namespace sidetone::test

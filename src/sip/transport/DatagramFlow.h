// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "net/Datagrams.h"
#include "sip/transport/Flow.h"

namespace sidetone::sip {

/// A flow over UDP: one socket, one address. Datagrams from other hosts are dropped, so that
/// nobody but the call server makes the phone ring.
class DatagramFlow final : public Flow {
public:
    DatagramFlow(std::unique_ptr<net::DatagramSocket> socket, net::Endpoint local,
                 net::Endpoint remote);
    /// Starts to read.
    void start(std::function<void(std::string_view bytes)> received);

    core::Status send(std::string_view message) override;
    void ping() override;
    void close() override { socket_.reset(); }
    [[nodiscard]] bool isOpen() const override { return socket_ != nullptr; }
    [[nodiscard]] TransportKind transport() const override { return TransportKind::Udp; }
    [[nodiscard]] net::Endpoint local() const override { return local_; }
    [[nodiscard]] net::Endpoint remote() const override { return remote_; }

private:
    std::unique_ptr<net::DatagramSocket> socket_;
    net::Endpoint local_;
    net::Endpoint remote_;
};

}  // namespace sidetone::sip

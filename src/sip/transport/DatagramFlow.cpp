// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transport/DatagramFlow.h"

namespace sidetone::sip {

DatagramFlow::DatagramFlow(std::unique_ptr<net::DatagramSocket> socket, net::Endpoint local,
                           net::Endpoint remote)
    : socket_(std::move(socket)), local_(std::move(local)), remote_(std::move(remote)) {}

void DatagramFlow::start(std::function<void(std::string_view bytes)> received) {
    socket_->setReceived([host = remote_.host, call = std::move(received)](
                             std::string_view bytes, const net::Endpoint& from) {
        if (from.host == host) call(bytes);
    });
}

core::Status DatagramFlow::send(std::string_view message) {
    if (!socket_) {
        return core::fail(core::ErrorCode::Unavailable,
                          "Sending to the call server " + remote_.text(), "the socket is closed");
    }
    return socket_->send(message, remote_);
}

void DatagramFlow::ping() {
    // Keeps the way through address translators open; nothing is answered over UDP.
    if (socket_) {
        [[maybe_unused]] const auto sent = socket_->send("\r\n\r\n", remote_);
    }
}

}  // namespace sidetone::sip

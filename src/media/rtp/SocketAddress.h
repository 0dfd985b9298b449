// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/socket.h>

#include <optional>

#include "net/Endpoint.h"

namespace sidetone::media {

/// A numeric address and port as the kernel takes it: compared and copied for each packet, so
/// without text.
class SocketAddress {
public:
    SocketAddress() = default;
    /// Empty where the host is not a numeric IPv4 or IPv6 address.
    [[nodiscard]] static std::optional<SocketAddress> of(const net::Endpoint& endpoint);
    /// What recvmsg() or getsockname() filled in.
    [[nodiscard]] static SocketAddress of(const sockaddr_storage& storage, socklen_t length);

    [[nodiscard]] net::Endpoint endpoint() const;
    [[nodiscard]] const sockaddr* data() const {
        return reinterpret_cast<const sockaddr*>(&storage_);
    }
    [[nodiscard]] socklen_t length() const { return length_; }
    [[nodiscard]] int family() const { return storage_.ss_family; }
    [[nodiscard]] int port() const;
    /// Same family, address and port; an empty one equals an empty one.
    friend bool operator==(const SocketAddress& a, const SocketAddress& b);

private:
    sockaddr_storage storage_{};
    socklen_t length_ = 0;
};

}  // namespace sidetone::media

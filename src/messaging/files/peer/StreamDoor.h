// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "messaging/files/peer/SocksHandshake.h"
#include "net/PeerLink.h"

namespace sidetone::messaging {

/// Where other devices fetch our streams: a port that is open only while somebody is awaited
/// there (FILE-01), to whom a stream's name is the key. Protocol thread.
class StreamDoor {
public:
    /// `links` may be null: nobody can come.
    StreamDoor(core::Clock& clock, net::PeerLinks* links) : clock_(clock), links_(links) {}

    using Came = std::function<void(std::shared_ptr<net::PeerLink>)>;
    /// Waits for whoever knows that name; `came` may be called more than once, the last one
    /// counts. The port; Busy where none of 20 is free.
    [[nodiscard]] core::Result<std::uint16_t> await(const std::string& name, Came came,
                                                    const std::vector<std::string>& addresses,
                                                    std::uint16_t firstPort);
    void forget(const std::string& name);

private:
    struct Guest {
        std::shared_ptr<net::PeerLink> link;
        SocksHandshake handshake = SocksHandshake::host();
        core::Timer limit{};
    };
    using Guests = std::list<Guest>;
    void welcome(std::shared_ptr<net::PeerLink> link);
    void heard(Guests::iterator guest, std::string_view bytes);

    core::Clock& clock_;
    net::PeerLinks* links_;
    std::unique_ptr<net::PeerListener> listener_;
    std::map<std::string, Came> awaited_;
    Guests guests_;
};

}  // namespace sidetone::messaging

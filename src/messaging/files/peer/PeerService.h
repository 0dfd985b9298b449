// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "messaging/files/Transfer.h"
#include "messaging/files/peer/PeerDevices.h"
#include "messaging/files/peer/StreamDoor.h"
#include "xmpp/extensions/Bytestreams.h"
#include "xmpp/extensions/InBandBytes.h"
#include "xmpp/extensions/StreamInitiation.h"

namespace sidetone::xmpp {
struct Extensions;
}

namespace sidetone::messaging {

/// What files between two devices need: the words for it, and the door at which others come in.
/// Protocol thread.
struct PeerService {
    /// All outlives it; `links` may be null, then everything goes through the chat servers.
    PeerService(TransferMeans& transferMeans, net::PeerLinks* peerLinks, xmpp::Session& chatSession,
                xmpp::Extensions& extensions, std::function<int()> port,
                std::function<void()> changed);

    TransferMeans& means;
    net::PeerLinks* links;
    xmpp::Session& session;
    std::function<int()> firstPort;  ///< File_Transfer_Port
    xmpp::StreamInitiation initiation;
    xmpp::Bytestreams streams;
    xmpp::InBandBytes inBand;
    StreamDoor door;
    PeerDevices devices;
};

}  // namespace sidetone::messaging

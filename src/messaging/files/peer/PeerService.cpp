// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/PeerService.h"

#include <utility>

#include "xmpp/Extensions.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {

PeerService::PeerService(TransferMeans& transferMeans, net::PeerLinks* peerLinks,
                         xmpp::Session& chatSession, xmpp::Extensions& extensions,
                         std::function<int()> port, std::function<void()> changed)
    : means(transferMeans),
      links(peerLinks),
      session(chatSession),
      firstPort(std::move(port)),
      initiation(session),
      streams(session),
      inBand(session),
      door(means.clock, links),
      devices(extensions.presence, extensions.others, std::move(changed)) {
    for (const auto* feature : {xmpp::ns::streamInitiation, xmpp::ns::fileProfile,
                                xmpp::ns::bytestreams, xmpp::ns::inBandBytes}) {
        extensions.advertise(feature);
    }
}

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "messaging/files/peer/InBandLink.h"
#include "messaging/files/peer/PeerService.h"
#include "messaging/files/peer/StreamCaller.h"

namespace sidetone::messaging {

/// Takes the stream that another device opens to ours, as its target: its places are tried one
/// after the other; it may come through the chat servers at any time. Dropping it ends the attempt.
///
/// States: Waiting -> Calling (each place) -> done | Waiting again (for bytes in band) -> done; it
/// fails where nothing comes for a minute.
class StreamTaker {
public:
    using Taken = std::function<void(core::Result<std::shared_ptr<net::PeerLink>>)>;
    StreamTaker(PeerService& service, xmpp::Jid device, std::string id);
    ~StreamTaker();
    StreamTaker(const StreamTaker&) = delete;
    StreamTaker& operator=(const StreamTaker&) = delete;

    /// From now on; settles once.
    void start(Taken taken);

private:
    void wait();
    void call();
    void openedInBand();
    void end(core::Result<std::shared_ptr<net::PeerLink>> link);

    PeerService& service_;
    xmpp::Jid device_;
    std::string id_;
    Taken taken_;
    xmpp::StreamHosts hosts_;
    std::size_t next_ = 0;  ///< of the hosts
    std::shared_ptr<InBandLink> inBand_;
    std::optional<StreamCaller> caller_;
    core::Timer limit_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging

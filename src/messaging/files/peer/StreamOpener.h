// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "messaging/files/peer/PeerService.h"
#include "messaging/files/peer/StreamCaller.h"

namespace sidetone::messaging {

/// Opens a stream to another device, as its requester: our addresses and the server's proxy are
/// offered; what the device reached is taken, and where it reached nothing, the bytes go through
/// the chat servers. Dropping it ends the attempt.
///
/// States: Looking (addresses, proxy) -> Offered -> own link | Proxy (connect, activate) -> done;
/// from each, where it failed -> InBand -> done.
class StreamOpener {
public:
    using Opened = std::function<void(core::Result<std::shared_ptr<net::PeerLink>>)>;
    StreamOpener(PeerService& service, xmpp::Jid device, std::string id);
    ~StreamOpener();
    StreamOpener(const StreamOpener&) = delete;
    StreamOpener& operator=(const StreamOpener&) = delete;

    /// `method`: what the device chose. Settles once.
    void start(const std::string& method, Opened opened);

private:
    void lookForProxy();
    void lookForAddresses();
    void offer(const std::vector<std::string>& addresses);
    void answered(const core::Result<std::string>& used);
    void activate();
    void openInBand(const core::Error& why);
    void end(core::Result<std::shared_ptr<net::PeerLink>> link);

    PeerService& service_;
    xmpp::Jid device_;
    std::string id_;
    std::string name_;  ///< towards SOCKS5
    Opened opened_;
    std::optional<xmpp::StreamHost> proxy_;
    std::shared_ptr<net::PeerLink> came_;
    std::optional<StreamCaller> caller_;  ///< empty: no straight ways
    std::shared_ptr<int> alive_ = std::make_shared<int>();
    core::Owner owner_;
};

}  // namespace sidetone::messaging

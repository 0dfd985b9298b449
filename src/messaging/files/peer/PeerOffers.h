// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "messaging/Reports.h"
#include "messaging/files/peer/PeerService.h"
#include "store/History.h"

namespace sidetone::messaging {

/// The files that other devices offer ours: each becomes a message that waits for our person, or
/// goes on by itself where an earlier try of the same file was cut. Protocol thread.
class PeerOffers final : public xmpp::Extension {
public:
    /// What it uses of the other parts; all outlives it.
    struct Parts {
        PeerService& service;
        xmpp::PresenceTracker& presence;
        store::Store& store;
        store::History& history;
        Reports& reports;
        /// Whether that person may know that we are here at all.
        std::function<bool(const core::Address&)> maySeeUs;
        /// Why nothing can be taken straight from others now; empty: it can.
        std::function<std::string()> whyNot;
        /// An offer goes on with what was accepted before.
        std::function<void(std::int64_t message)> goOn;
    };
    explicit PeerOffers(Parts parts);
    ~PeerOffers() override;

    [[nodiscard]] bool has(std::int64_t message) const { return waiting_.contains(message); }
    /// The offer, which waits no more.
    [[nodiscard]] xmpp::FileOffer take(std::int64_t message);
    /// Tells the other side that our person does not want it.
    void decline(std::int64_t message);
    /// Our person broke it off: when its device offers the same again, it is declined.
    void refuseFromNowOn(const std::string& sha256) { refused_.insert(sha256); }

    void sessionEnded() override;

private:
    bool offered(const xmpp::FileOffer& offer);
    void look(const xmpp::FileOffer& offer);
    void add(const xmpp::FileOffer& offer);
    /// Why policy does not allow it; empty: it does.
    [[nodiscard]] std::string against(const xmpp::FileOffer& offer) const;
    void left(const core::Address& person);
    void lapse(std::int64_t message, const std::string& why);

    Parts parts_;
    std::map<std::int64_t, xmpp::FileOffer> waiting_;  ///< by message
    std::set<std::string> refused_;                    ///< SHA-256
    std::size_t lookedUp_ = 0;                         ///< on their way into the history
    QObject context_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging

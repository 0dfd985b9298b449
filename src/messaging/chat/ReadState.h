// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Reports.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/extensions/Pep.h"

namespace sidetone::xmpp {
struct Extensions;
class Session;
}  // namespace sidetone::xmpp

namespace sidetone::messaging {

class Courier;
class Routes;

/// What our person has read: told to the one who wrote it (XEP-0333, where the person and the
/// policy allow), and to our other devices (XEP-0490, in a node of our own account; devices that
/// do not know that learn it from the copies of the markers). What other devices read is read
/// here too.
class ReadState {
public:
    struct Parts {
        core::Log& log;
        xmpp::Session& session;
        xmpp::Extensions& extensions;
        store::History& history;
        Reports& reports;
        Courier& courier;
        Routes& routes;
        std::function<bool(const core::Address&)> maySeeUs;
        std::function<bool()> tells;  ///< whether people may know what ours has read
        std::function<bool(const core::Address&)> isRoom;
    };
    explicit ReadState(Parts parts);

    /// Our person saw everything there.
    void markRead(const core::Address& peer);
    /// Another device of ours read up to that message.
    void readElsewhere(const core::Address& peer, const std::string& target);
    /// The archive is read: what other devices did in the meantime counts now.
    void open();

private:
    void tell(const core::Address& peer, const store::History::MarkedRead& marked);
    void publish(const core::Address& peer, const std::string& archiveId);
    void take(const std::vector<xmpp::PepItem>& items);

    Parts parts_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging

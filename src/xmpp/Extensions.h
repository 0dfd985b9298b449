// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extensions/Blocking.h"
#include "xmpp/extensions/Carbons.h"
#include "xmpp/extensions/Disco.h"
#include "xmpp/extensions/DiscoClient.h"
#include "xmpp/extensions/Mam.h"
#include "xmpp/extensions/Muc.h"
#include "xmpp/extensions/Pep.h"
#include "xmpp/extensions/Ping.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/extensions/Roster.h"

namespace sidetone::xmpp {

/// All extensions of a chat session, made in the order in which they speak after binding: the
/// contact list, copies, then our presence (RFC 6121 2.2, 4.2). Make it before start().
struct Extensions {
    explicit Extensions(Session& session)
        : ping(session),
          disco(session, "https://sidetone.example/client"),
          others(session),
          personal(session),
          rooms(session),
          roster(session),
          carbons(session),
          presence(session),
          blocking(session),
          archive(session) {
        presence.setExtra(disco.capabilities());
    }

    /// Tells others of one more thing that we can; before start().
    void advertise(const std::string& feature) {
        disco.add(feature);
        presence.setExtra(disco.capabilities());
    }
    /// Hears of each change in that node of our own account and of those whose presence we see
    /// (XEP-0163 4); before start().
    void watch(const std::string& node, Pep::Watcher watcher) {
        personal.watch(node, std::move(watcher));
        advertise(node + "+notify");
    }

    Ping ping;
    Disco disco;
    DiscoClient others;
    Pep personal;
    Muc rooms;  ///< before presence: what a room sends is no person's
    Roster roster;
    Carbons carbons;
    PresenceTracker presence;
    Blocking blocking;
    Mam archive;
};

}  // namespace sidetone::xmpp

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/extensions/Carbons.h"
#include "xmpp/extensions/Disco.h"
#include "xmpp/extensions/Mam.h"
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
          roster(session),
          carbons(session),
          presence(session),
          archive(session) {
        presence.setExtra(disco.capabilities());
    }

    Ping ping;
    Disco disco;
    Roster roster;
    Carbons carbons;
    PresenceTracker presence;
    Mam archive;
};

}  // namespace sidetone::xmpp

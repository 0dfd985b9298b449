// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace sidetone::xmpp {

/// The right to keep an incoming stanza unacknowledged. Whoever stores a message holds a copy
/// until it is on disk; when the last copy goes away, the stanza counts as handled (XEP-0198)
/// and the server may forget it. The count moves in order: a stanza that is held holds back all
/// behind it. Copies must end on the protocol thread. Empty tickets hold nothing.
using StanzaTicket = std::shared_ptr<void>;

}  // namespace sidetone::xmpp

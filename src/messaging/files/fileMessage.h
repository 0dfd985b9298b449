// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "store/StoredMessage.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::messaging {

/// True for the address of a file that was encrypted before it was uploaded (XEP-0454).
[[nodiscard]] bool isSealedUrl(const std::string& url);

/// Makes a stored message a file, where the received one tells of one.
void readFileMessage(const xmpp::ChatMessage& message, store::StoredMessage& stored);

/// Completes the stanza of a stored file. False while there is nothing to tell others yet: it is
/// not on a server, or goes there without one.
[[nodiscard]] bool announceFile(const store::StoredMessage& stored, xmpp::ChatMessage& message);

}  // namespace sidetone::messaging

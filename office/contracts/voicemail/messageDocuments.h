// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "office/http/HttpMessage.h"
#include "office/voicemail/Mailbox.h"

namespace sidetone::office::voicemail {

/// The folders of a box that this contract has.
enum class BoxFolder { Inbox, Deleted };

/// `<Mailbox>`: whose it is, and how full.
[[nodiscard]] core::XmlElement mailboxDocument(const Mailbox& box, const User& owner);
/// `<Folder>` with MessageCount and USN.
[[nodiscard]] core::XmlElement folderDocument(const Mailbox& box, BoxFolder folder);
/// `<Messages total="…">`: what the query's filters leave, sorted, one page of it. `total` counts
/// all pages.
[[nodiscard]] core::XmlElement messagesDocument(const Mailbox& box, BoxFolder folder,
                                                const HttpRequest& request);
/// One message with its recipients and attachments.
[[nodiscard]] core::XmlElement messageDocument(const StoredVoice& voice, const User& owner);

}  // namespace sidetone::office::voicemail

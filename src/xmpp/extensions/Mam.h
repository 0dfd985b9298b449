// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// What to ask the archive. All empty: the oldest page of everything.
struct ArchiveQuery {
    core::Address room;  ///< whose archive it is: a room's; empty: our own
    core::Address with;  ///< one conversation; empty for all
    std::string after;   ///< archive id: what came after it, oldest first
    /// Archive id: the page before it. An empty string: the newest page.
    std::optional<std::string> before;
    std::optional<core::WallTime> start;  ///< nothing older than this
    int most = 100;                       ///< messages a page; the server may give fewer
};

/// One page, oldest message first. Each has its `archiveId`, and `sent` is its time there.
struct ArchivePage {
    std::vector<ChatMessage> messages;
    /// Of our own archive: requests to come into a room, as they came (RoomInvitation::read).
    std::vector<core::XmlElement> invitations;
    std::string first;  ///< archive ids of the page's ends; empty where it is empty
    std::string last;
    bool complete = false;  ///< there is nothing further in that direction
};

/// The account's message archive on the server, and those of rooms (XEP-0313). Protocol thread.
class Mam : public Extension {
public:
    explicit Mam(Session& session);
    ~Mam() override;

    /// One page. Several queries may run side by side. NotFound where the server no longer knows
    /// the id in `after` or `before`; Unsupported where it has no archive.
    [[nodiscard]] core::Task<ArchivePage> page(const ArchiveQuery& query);

    bool takeMessage(const core::XmlElement& stanza) override;

private:
    struct Running {
        std::optional<Jid> room;  // whose archive: empty for our own
        std::vector<ChatMessage> messages;
        std::vector<core::XmlElement> invitations;
    };
    std::map<std::string, Running, std::less<>> running_;  // by queryid
    core::Owner owner_;
};

}  // namespace sidetone::xmpp

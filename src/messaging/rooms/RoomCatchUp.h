// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Inbox.h"
#include "store/History.h"
#include "xmpp/extensions/Mam.h"

namespace sidetone::messaging {

/// Reads what a room's archive holds beyond what is stored here, page by page, once for each time
/// that we come in: behind the last known archive id; where the room has forgotten that, or we
/// were never here, the newest page alone. A question that fails is asked three times, 3 s apart.
class RoomCatchUp {
public:
    struct Parts {
        core::Clock& clock;
        core::Log& log;
        xmpp::Mam& archive;
        Inbox& inbox;
        store::History& history;
        /// Whether that message also came live, and waits until the past is read.
        std::function<bool(const std::string& archiveId)> isHeld;
    };
    RoomCatchUp(const Parts& parts, core::Address room);

    /// Where what is stored of the archive ends: at that id; or, where none of it is here though we
    /// have been there, at that time. Neither: we were never there.
    struct Position {
        std::string id;
        std::optional<core::WallTime> since;
    };
    /// `done` comes once, unless stop() came first.
    void start(const Position& position, std::function<void()> done);
    void stop();

private:
    void askPage();
    void took(xmpp::ArchivePage page);
    void dropHeld(xmpp::ArchivePage& page) const;
    void pageStored(const xmpp::ArchivePage& page);
    void failed(const core::Error& error);
    void finish();

    Parts parts_;
    core::Address room_;
    xmpp::ArchiveQuery query_;
    std::function<void()> done_;
    int failures_ = 0;
    std::shared_ptr<int> run_;  ///< while one goes on: a stopped one's page tells nobody
    core::Timer timer_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Inbox.h"
#include "store/History.h"
#include "xmpp/extensions/Mam.h"

namespace sidetone::messaging {

/// Reads what the archive holds beyond what is stored here, once for each session (reference rule
/// MSG-13): first the newest page, so that the latest conversation is there at once, then what lies
/// between, from the last known archive id on, page by page. That id moves with each page and
/// with nothing else meanwhile, so that a crash at any page loses nothing. Where the server has
/// forgotten the id, it begins 10 minutes before the newest message that was here; where nothing
/// was stored, 14 days ago.
///
/// A long gap is read at the server's pace: after the first pages, each one is followed by a rest
/// as long as the server took for it, so that it spends at most half of its time on us, and less
/// when it is busy. Nothing is counted there (no total is asked for).
///
/// States: idle, asking the store, asking for the newest page, asking for the gap, storing a page,
/// resting
/// between pages, waiting to ask again. One question at a time. One that fails is asked again after
/// 3 s, 6 s and so on up to a minute; after three failures the session goes on, and the asking too.
class CatchUp {
public:
    struct Listener {
        std::function<void()> newest;  ///< the newest page is stored
        std::function<void()> done;    ///< nothing more to get, or no way to get it for now
    };
    /// Whether there is a first look into an archive of which nothing is here.
    enum class FirstLook { Wanted, Unwanted };
    /// What of the archive is read.
    enum class Reach {
        News,    ///< what is behind the last known id
        Around,  ///< first the page before that id as well: the session has moved to another node
                 ///< of a cluster, and what was on its way to the old one lies in any order
    };

    /// Encrypted messages must be read in their order: a ratchet keeps few keys for what comes
    /// late.
    enum class Order { NewestFirst, OldestFirst };

    CatchUp(core::Clock& clock, core::Log& log, store::History& history, xmpp::Mam& archive,
            Inbox& inbox);

    void setOrder(Order order) { order_ = order; }
    /// Who is told of requests to come into rooms that came while we were away.
    void setInvited(std::function<void(const core::XmlElement&)> invited) {
        invited_ = std::move(invited);
    }
    /// Begins anew.
    void start(FirstLook firstLook, Reach reach, Listener listener);
    void stop();
    /// All of the archive up to now is here.
    [[nodiscard]] bool isComplete() const { return isComplete_; }
    /// In this session; true until the server says otherwise.
    [[nodiscard]] bool hasArchive() const { return hasArchive_; }

private:
    void askPosition();
    void askFirst();
    /// Goes by time, as no id is known.
    void goByTime();
    void askPageBefore();
    void askNewestPage();
    void tookNewest(const xmpp::ArchivePage& page);
    void askPage();
    void took(const xmpp::ArchivePage& page);
    /// The next page, at once or after a rest.
    void goOn();
    void failed(const core::Error& error);
    void askAgain(const core::Error& error);
    void tellNewest();
    void complete();
    void finish();
    void tellInvitations(const xmpp::ArchivePage& page) const;
    [[nodiscard]] bool reaches(const xmpp::ArchivePage& page) const;
    /// Calls back with the page's fate unless another run began.
    [[nodiscard]] std::function<void(core::Result<int>)> guarded(std::function<void()> next);

    core::Clock& clock_;
    core::Log& log_;
    store::History& history_;
    xmpp::Mam& archive_;
    Inbox& inbox_;
    Listener listener_;
    std::function<void(const core::XmlElement&)> invited_;
    FirstLook firstLook_ = FirstLook::Wanted;
    Reach reach_ = Reach::News;  ///< of what is still to be asked
    Order order_ = Order::NewestFirst;
    std::string known_;                         ///< all up to this id is here; empty: unknown
    std::optional<core::WallTime> newestHere_;  ///< before this run
    std::optional<core::WallTime> since_;
    bool isBegun_ = false;
    bool hasNewest_ = false;
    bool isComplete_ = false;
    bool hasArchive_ = true;
    Inbox::Receipts receipts_ = Inbox::Receipts::Send;
    int failures_ = 0;
    int pages_ = 0;                 ///< of the gap
    core::Milliseconds effort_{0};  ///< the server's, for the last page
    std::shared_ptr<int> run_;      ///< while one goes on: a stopped one's page tells nobody
    core::Timer timer_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Inbox.h"
#include "store/History.h"
#include "xmpp/extensions/Mam.h"

namespace sidetone::messaging {

/// Reads what the archive holds beyond what is stored here, page by page, once for each session
/// (reference rule MSG-13). It starts behind the last known archive id; where the server has
/// forgotten that, 10 minutes before the newest message; where nothing is stored, 14 days ago.
///
/// States: idle, asking the store, asking the server, storing a page, waiting to ask again.
/// A question that fails is asked three times, 3 s apart; then the session goes on without.
class CatchUp {
public:
    CatchUp(core::Clock& clock, core::Log& log, store::History& history, xmpp::Mam& archive,
            Inbox& inbox);

    /// Begins anew; `done` when there is nothing more to get or no way to get it.
    void start(std::function<void()> done);
    void stop();

private:
    void askPosition();
    void askNewestTime();
    void askPage();
    void took(const xmpp::ArchivePage& page);
    void failed(const core::Error& error);
    void askAgain(const core::Error& error);
    void finish();

    core::Clock& clock_;
    core::Log& log_;
    store::History& history_;
    xmpp::Mam& archive_;
    Inbox& inbox_;
    std::function<void()> done_;
    xmpp::ArchiveQuery query_;
    Inbox::Receipts receipts_ = Inbox::Receipts::Send;
    int failures_ = 0;
    std::shared_ptr<int> run_;  ///< while one goes on: a stopped one's page tells nobody
    core::Timer timer_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging

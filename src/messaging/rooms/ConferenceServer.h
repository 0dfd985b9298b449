// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/RoomControl.h"
#include "xmpp/extensions/DiscoClient.h"

namespace sidetone::messaging {

/// The part of our server that has rooms: the first of its items that says so (rule MSG-10).
/// Found once for each session.
class ConferenceServer {
public:
    ConferenceServer(core::Clock& clock, xmpp::DiscoClient& disco, std::string domain);

    /// Looks for it; again after each new session. What an earlier one found counts until then.
    void look(std::function<void()> changed);
    /// Its domain; empty: not found (yet).
    [[nodiscard]] const std::string& domain() const { return found_; }
    /// It was looked for, and the server has answered.
    [[nodiscard]] bool wasLookedFor() const { return wasLookedFor_; }
    /// Its domain, as soon as the server has told; empty where there are no rooms. Timeout where
    /// it has not told within 20 s.
    [[nodiscard]] core::Task<std::string> find();
    /// All its public rooms, page by page.
    [[nodiscard]] core::Task<std::vector<RoomListing>> rooms();

private:
    struct Listing;
    void askPage(const std::shared_ptr<Listing>& listing, const std::string& after);
    void askItem(std::vector<xmpp::DiscoItem> items, std::size_t index);
    void finish(const std::string& domain);
    void failed(const core::Error& error);
    void settle(const core::Result<std::string>& answer);

    core::Clock& clock_;
    xmpp::DiscoClient& disco_;
    std::string server_;
    std::string found_;
    bool wasLookedFor_ = false;
    std::function<void()> changed_;
    std::vector<core::Promise<std::string>> waiting_;
    core::Timer limit_;
    core::Owner lists_;
    core::Owner owner_;  ///< ends with the session
};

}  // namespace sidetone::messaging

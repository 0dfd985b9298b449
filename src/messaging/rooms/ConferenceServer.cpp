// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/ConferenceServer.h"

#include <utility>

#include "xmpp/Jid.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

/// Against servers that name items or pages without end.
constexpr std::size_t mostItems = 50;
constexpr std::size_t mostRooms = 10'000;
constexpr core::Milliseconds longestWait{20'000};

}  // namespace

struct ConferenceServer::Listing {
    core::Promise<std::vector<RoomListing>> promise;
    std::vector<RoomListing> rooms;
};

ConferenceServer::ConferenceServer(core::Clock& clock, xmpp::DiscoClient& disco, std::string domain)
    : clock_(clock), disco_(disco), server_(std::move(domain)) {}

void ConferenceServer::look(std::function<void()> changed) {
    owner_.cancelAll();
    changed_ = std::move(changed);
    disco_.items(server_).then(owner_, [this](const core::Result<xmpp::DiscoItems>& page) {
        if (!page) return failed(page.error());
        askItem(page->items, 0);
    });
}

void ConferenceServer::askItem(std::vector<xmpp::DiscoItem> items, std::size_t index) {
    while (index < items.size() && !items[index].node.empty()) ++index;
    if (index >= items.size() || index >= mostItems) return finish({});
    const auto jid = items[index].jid;
    disco_.info(jid).then(
        owner_, [this, items, index, jid](const core::Result<xmpp::DiscoInfo>& info) {
            if (info && info->has(xmpp::ns::rooms) && info->is("conference", "text")) {
                return finish(jid);
            }
            askItem(items, index + 1);
        });
}

void ConferenceServer::finish(const std::string& domain) {
    found_ = domain;
    wasLookedFor_ = true;
    settle(found_);
    if (changed_) changed_();
}

void ConferenceServer::failed(const core::Error& error) {
    // The session ended before the answer: the next one asks again.
    if (error.code == core::ErrorCode::Unavailable) return;
    finish({});
}

core::Task<std::string> ConferenceServer::find() {
    if (wasLookedFor_) return core::Task<std::string>::ready(found_);
    waiting_.emplace_back();
    auto task = waiting_.back().task();
    if (!limit_.isSet()) {
        limit_ = clock_.after(longestWait, [this] {
            settle(core::fail(core::ErrorCode::Timeout, "Looking for the server's group chats",
                              "the server has not answered", "Try again in a moment."));
        });
    }
    return task;
}

void ConferenceServer::settle(const core::Result<std::string>& answer) {
    limit_.stop();
    for (const auto& promise : std::exchange(waiting_, {})) promise.settle(answer);
}

core::Task<std::vector<RoomListing>> ConferenceServer::rooms() {
    auto listing = std::make_shared<Listing>();
    auto task = listing->promise.task();
    find().then(lists_, [this, listing](const core::Result<std::string>& found) {
        if (!found) return listing->promise.settle(found.error());
        if (found->empty()) {
            return listing->promise.settle(core::fail(
                core::ErrorCode::Unsupported, "Listing the rooms", "this server has no rooms"));
        }
        askPage(listing, {});
    });
    return task;
}

void ConferenceServer::askPage(const std::shared_ptr<Listing>& listing, const std::string& after) {
    disco_.items(found_, after)
        .then(lists_, [this, listing, after](const core::Result<xmpp::DiscoItems>& page) {
            if (!page) {
                if (listing->rooms.empty()) return listing->promise.settle(page.error());
                return listing->promise.settle(listing->rooms);
            }
            for (const auto& item : page->items) {
                const auto address = xmpp::Jid::parse(item.jid).value_or(xmpp::Jid()).address();
                if (address.isEmpty()) continue;
                listing->rooms.push_back({address, item.name, {}, -1});
            }
            const bool isEnd = page->last.empty() || page->last == after || page->items.empty() ||
                               listing->rooms.size() >= mostRooms ||
                               (page->total >= 0 && int(listing->rooms.size()) >= page->total);
            if (isEnd) return listing->promise.settle(listing->rooms);
            askPage(listing, page->last);
        });
}

}  // namespace sidetone::messaging

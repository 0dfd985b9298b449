// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/MessageOpener.h"

#include <utility>

namespace sidetone::messaging {
namespace {

Opened asItIs(xmpp::ChatMessage message) {
    Opened opened;
    opened.message = std::move(message);
    return opened;
}

}  // namespace

struct MessageOpener::Page {
    std::vector<xmpp::ChatMessage> messages;
    store::Origin origin = store::Origin::Archive;
    std::function<void(std::vector<Opened>)> done;
    std::vector<Opened> opened;
    bool isRunning = false;
    bool wasAnswered = false;
};

bool MessageOpener::passes(const core::Address& peer, const xmpp::ChatMessage& message) const {
    if (guard_ == nullptr) return true;
    return !waiting_.contains(peer) && !guard_->concerns(message);
}

void MessageOpener::open(const core::Address& peer, xmpp::ChatMessage message, store::Origin origin,
                         Done done) {
    if (passes(peer, message)) return done(asItIs(std::move(message)));
    const bool isFree = !waiting_.contains(peer);
    waiting_[peer].push_back({std::move(message), origin, std::move(done)});
    if (isFree) next(peer);
}

void MessageOpener::next(const core::Address& peer) {
    auto& first = waiting_.at(peer).front();
    auto finished = [this, peer, alive = std::weak_ptr(alive_)](Opened opened) {
        if (!alive.lock()) return;
        const auto done = std::move(waiting_.at(peer).front().done);
        done(std::move(opened));
        if (!alive.lock()) return;
        auto& queue = waiting_.at(peer);
        queue.pop_front();
        if (queue.empty()) {
            waiting_.erase(peer);
        } else {
            next(peer);
        }
    };
    if (guard_ != nullptr && guard_->concerns(first.message)) {
        guard_->open(first.message, first.origin, std::move(finished));
    } else {
        finished(asItIs(first.message));
    }
}

void MessageOpener::openAll(std::vector<xmpp::ChatMessage> messages, store::Origin origin,
                            std::function<void(std::vector<Opened>)> done) {
    auto page = std::make_shared<Page>();
    page->messages = std::move(messages);
    page->origin = origin;
    page->done = std::move(done);
    page->opened.reserve(page->messages.size());
    nextOfPage(page);
}

void MessageOpener::nextOfPage(const std::shared_ptr<Page>& page) {
    // A guard that answers from inside the call must not make the stack as deep as the page.
    if (page->isRunning) {
        page->wasAnswered = true;
        return;
    }
    page->isRunning = true;
    while (page->opened.size() < page->messages.size()) {
        auto& message = page->messages[page->opened.size()];
        if (guard_ == nullptr || !guard_->concerns(message)) {
            page->opened.push_back(asItIs(std::move(message)));
            continue;
        }
        page->wasAnswered = false;
        guard_->open(std::move(message), page->origin,
                     [this, page, alive = std::weak_ptr(alive_)](Opened opened) {
                         if (!alive.lock()) return;
                         page->opened.push_back(std::move(opened));
                         nextOfPage(page);
                     });
        if (!page->wasAnswered) {
            page->isRunning = false;
            return;
        }
    }
    page->isRunning = false;
    page->done(std::move(page->opened));
}

}  // namespace sidetone::messaging

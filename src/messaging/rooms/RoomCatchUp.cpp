// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/RoomCatchUp.h"

#include <utility>

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

constexpr int pageSize = 50;
/// What a room shows of its past on the first visit (reference/messaging.md 8.1: up to 50).
constexpr int firstPage = 15;
constexpr int mostTries = 3;
constexpr core::Milliseconds tryAgain = 3s;

}  // namespace

RoomCatchUp::RoomCatchUp(const Parts& parts, core::Address room)
    : parts_(parts), room_(std::move(room)) {}

void RoomCatchUp::start(const Position& position, std::function<void()> done) {
    stop();
    run_ = std::make_shared<int>();
    done_ = std::move(done);
    failures_ = 0;
    query_ = {};
    query_.room = room_;
    query_.after = position.id;
    query_.most = pageSize;
    if (position.id.empty()) query_.start = position.since;
    if (position.id.empty() && !position.since) {
        query_.before = std::string();
        query_.most = firstPage;
    }
    askPage();
}

void RoomCatchUp::stop() {
    run_.reset();
    timer_.stop();
    owner_.cancelAll();
}

void RoomCatchUp::askPage() {
    parts_.archive.page(query_).then(owner_, [this](const core::Result<xmpp::ArchivePage>& page) {
        if (page) return took(*page);
        failed(page.error());
    });
}

/// The newest page alone may begin in the middle of what is being said meanwhile. Stored first, its
/// messages would stand before older ones that wait.
void RoomCatchUp::dropHeld(xmpp::ArchivePage& page) const {
    const auto dropped = std::erase_if(page.messages, [this](const xmpp::ChatMessage& message) {
        return parts_.isHeld(message.archiveId);
    });
    if (dropped == 0) return;
    page.last = page.messages.empty() ? std::string() : page.messages.back().archiveId;
}

void RoomCatchUp::took(xmpp::ArchivePage page) {
    if (query_.before) dropHeld(page);
    Inbox::PageOf wanted;
    wanted.room = room_;
    wanted.done = [this, page, run = std::weak_ptr(run_)](const core::Result<int>& stored) {
        if (run.expired()) return;
        if (!stored) return failed(stored.error());
        pageStored(page);
    };
    parts_.inbox.storePage(page.messages, std::move(wanted));
}

void RoomCatchUp::pageStored(const xmpp::ArchivePage& page) {
    failures_ = 0;
    if (page.last.empty()) return finish();
    // After the page is on disk, so that the position is never ahead of what it stands for.
    parts_.history.setArchivePosition(room_, page.last)
        .then(owner_, [this, page](const core::Status& done) {
            if (!done) return failed(done.error());
            if (page.complete || query_.before || page.last == query_.after) return finish();
            query_.after = page.last;
            query_.start.reset();
            askPage();
        });
}

void RoomCatchUp::failed(const core::Error& error) {
    if (error.code == core::ErrorCode::NotFound && !query_.after.empty()) {
        query_.after.clear();
        query_.before = std::string();
        return askPage();
    }
    if (error.code == core::ErrorCode::Unavailable || ++failures_ >= mostTries) {
        parts_.log.warning("messaging", error.sentence());
        return finish();
    }
    timer_ = parts_.clock.after(tryAgain, [this] {
        timer_.stop();
        askPage();
    });
}

void RoomCatchUp::finish() {
    run_.reset();
    if (auto done = std::exchange(done_, {})) done();
}

}  // namespace sidetone::messaging

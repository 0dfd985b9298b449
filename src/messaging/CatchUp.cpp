// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/CatchUp.h"

#include <algorithm>
#include <utility>

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr auto firstLookBack = 14 * 24h;
constexpr auto overlap = 10min;
constexpr core::Milliseconds firstWait = 3s;
constexpr core::Milliseconds longestWait = 60s;
constexpr int failuresUntilGoingOn = 3;
/// As many messages as a few days bring are read without a rest.
constexpr int pagesWithoutRest = 20;
constexpr core::Milliseconds longestRest = 2s;

}  // namespace

CatchUp::CatchUp(core::Clock& clock, core::Log& log, store::History& history, xmpp::Mam& archive,
                 Inbox& inbox)
    : clock_(clock), log_(log), history_(history), archive_(archive), inbox_(inbox) {}

void CatchUp::start(FirstLook firstLook, Reach reach, Listener listener) {
    stop();
    run_ = std::make_shared<int>();
    listener_ = std::move(listener);
    firstLook_ = firstLook;
    reach_ = reach;
    failures_ = 0;
    pages_ = 0;
    known_.clear();
    since_.reset();
    newestHere_.reset();
    isBegun_ = hasNewest_ = isComplete_ = false;
    hasArchive_ = true;
    receipts_ = Inbox::Receipts::Send;
    askPosition();
}

void CatchUp::stop() {
    owner_.cancelAll();
    timer_.stop();
    run_.reset();
    listener_ = {};
    isComplete_ = false;
}

void CatchUp::askFirst() {
    history_.newestTime().then(owner_,
                               [this](const core::Result<std::optional<core::WallTime>>& newest) {
                                   if (!newest) return failed(newest.error());
                                   newestHere_ = *newest;
                                   isBegun_ = true;
                                   askPosition();
                               });
}

void CatchUp::askPosition() {
    if (!isBegun_) return askFirst();
    history_.archivePosition().then(owner_, [this](const core::Result<std::string>& position) {
        if (!position) return failed(position.error());
        known_ = *position;
        if (known_.empty()) goByTime();
        if (reach_ == Reach::Around && !known_.empty()) return askPageBefore();
        const bool isInOrder = hasNewest_ || order_ == Order::OldestFirst;
        isInOrder ? askPage() : askNewestPage();
    });
}

void CatchUp::goByTime() {
    known_.clear();
    if (newestHere_) {
        since_ = *newestHere_ - overlap;
    } else if (firstLook_ == FirstLook::Unwanted) {
        since_ = clock_.wallTime();
    } else {
        since_ = clock_.wallTime() - firstLookBack;
        receipts_ = Inbox::Receipts::Keep;
    }
}

void CatchUp::askPageBefore() {
    reach_ = Reach::News;
    xmpp::ArchiveQuery query;
    query.before = known_;
    archive_.page(query).then(owner_, [this](const core::Result<xmpp::ArchivePage>& page) {
        if (!page) return askPosition();
        Inbox::PageOf fate;
        fate.receipts = receipts_;
        fate.done = guarded([this] { askPosition(); });
        inbox_.storePage(page->messages, std::move(fate));
    });
}

void CatchUp::askNewestPage() {
    xmpp::ArchiveQuery query;
    query.before = std::string();
    query.start = since_;
    archive_.page(query).then(owner_, [this](const core::Result<xmpp::ArchivePage>& page) {
        page ? tookNewest(*page) : failed(page.error());
    });
}

bool CatchUp::reaches(const xmpp::ArchivePage& page) const {
    if (page.complete || page.last.empty()) return true;
    if (known_.empty()) return false;
    return page.first == known_ || page.last == known_ ||
           std::any_of(page.messages.begin(), page.messages.end(),
                       [this](const auto& message) { return message.archiveId == known_; });
}

void CatchUp::tellInvitations(const xmpp::ArchivePage& page) const {
    // Those of a first look into the past have long been answered.
    if (!invited_ || receipts_ != Inbox::Receipts::Send) return;
    for (const auto& invitation : page.invitations) invited_(invitation);
}

void CatchUp::tookNewest(const xmpp::ArchivePage& page) {
    tellInvitations(page);
    const bool isAll = reaches(page);
    Inbox::PageOf fate;
    fate.receipts = receipts_;
    if (isAll) {
        fate.position = page.last;
    } else {
        fate.place = Inbox::Place::BeforeGap;
    }
    fate.done = guarded([this, isAll] {
        if (isAll) return complete();
        tellNewest();
        askPage();
    });
    inbox_.storePage(page.messages, std::move(fate));
}

void CatchUp::askPage() {
    xmpp::ArchiveQuery query;
    query.after = known_;
    if (known_.empty()) query.start = since_;
    const auto asked = clock_.now();
    archive_.page(query).then(owner_, [this, asked](const core::Result<xmpp::ArchivePage>& page) {
        effort_ = std::chrono::duration_cast<core::Milliseconds>(clock_.now() - asked);
        page ? took(*page) : failed(page.error());
    });
}

void CatchUp::took(const xmpp::ArchivePage& page) {
    tellInvitations(page);
    // A server that repeats itself would keep us here for ever.
    const bool isLast = page.complete || page.last.empty() || page.last == known_;
    Inbox::PageOf fate;
    fate.position = page.last;
    fate.receipts = receipts_;
    fate.done = guarded([this, isLast, last = page.last] {
        if (isLast) return complete();
        known_ = last;
        goOn();
    });
    inbox_.storePage(page.messages, std::move(fate));
}

void CatchUp::goOn() {
    const auto rest = std::min(effort_, longestRest);
    if (++pages_ < pagesWithoutRest || rest <= 0ms) return askPage();
    timer_ = clock_.after(rest, [this] {
        timer_.stop();
        askPage();
    });
}

std::function<void(core::Result<int>)> CatchUp::guarded(std::function<void()> next) {
    return
        [this, next = std::move(next), run = std::weak_ptr(run_)](const core::Result<int>& count) {
            if (!run.lock()) return;
            if (!count) return failed(count.error());
            failures_ = 0;
            next();
        };
}

void CatchUp::failed(const core::Error& error) {
    if (error.code == core::ErrorCode::Unsupported) {
        hasArchive_ = false;
        return complete();
    }
    if (error.code == core::ErrorCode::NotFound && !known_.empty()) {
        log_.info("messaging", "The server's archive no longer has our last message.");
        goByTime();
        return askPage();
    }
    askAgain(error);
}

void CatchUp::askAgain(const core::Error& error) {
    log_.warning("messaging", error.sentence());
    auto wait = firstWait;
    for (int i = 0; i < failures_ && wait < longestWait; ++i) wait *= 2;
    timer_ = clock_.after(std::min(wait, longestWait), [this] {
        timer_.stop();
        askPosition();
    });
    if (++failures_ < failuresUntilGoingOn) return;
    // The rest must not wait for an archive that is ill.
    tellNewest();
    finish();
}

void CatchUp::tellNewest() {
    hasNewest_ = true;
    if (auto newest = std::exchange(listener_.newest, nullptr)) newest();
}

void CatchUp::complete() {
    isComplete_ = true;
    tellNewest();
    finish();
}

void CatchUp::finish() {
    if (auto done = std::exchange(listener_.done, nullptr)) done();
}

}  // namespace sidetone::messaging

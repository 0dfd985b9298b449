// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/CatchUp.h"

#include <utility>

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;

constexpr auto firstLook = 14 * 24h;
constexpr auto overlap = 10min;
constexpr core::Milliseconds wait = 3s;
constexpr int mostFailures = 3;

}  // namespace

CatchUp::CatchUp(core::Clock& clock, core::Log& log, store::History& history, xmpp::Mam& archive,
                 Inbox& inbox)
    : clock_(clock), log_(log), history_(history), archive_(archive), inbox_(inbox) {}

void CatchUp::start(std::function<void()> done) {
    stop();
    run_ = std::make_shared<int>();
    done_ = std::move(done);
    failures_ = 0;
    query_ = {};
    receipts_ = Inbox::Receipts::Send;
    askPosition();
}

void CatchUp::stop() {
    owner_.cancelAll();
    timer_.stop();
    run_.reset();
    done_ = nullptr;
}

void CatchUp::askPosition() {
    history_.archivePosition().then(owner_, [this](const core::Result<std::string>& position) {
        if (!position) return failed(position.error());
        query_.after = *position;
        if (position->empty()) {
            askNewestTime();
        } else {
            askPage();
        }
    });
}

void CatchUp::askNewestTime() {
    history_.newestTime().then(owner_,
                               [this](const core::Result<std::optional<core::WallTime>>& newest) {
                                   if (!newest) return failed(newest.error());
                                   query_.after.clear();
                                   if (*newest) {
                                       query_.start = **newest - overlap;
                                   } else {
                                       query_.start = clock_.wallTime() - firstLook;
                                       receipts_ = Inbox::Receipts::Keep;
                                   }
                                   askPage();
                               });
}

void CatchUp::askPage() {
    archive_.page(query_).then(owner_, [this](const core::Result<xmpp::ArchivePage>& page) {
        if (page) {
            took(*page);
        } else {
            failed(page.error());
        }
    });
}

void CatchUp::took(const xmpp::ArchivePage& page) {
    // A server that repeats itself would keep us here for ever.
    const bool isLast = page.complete || page.last.empty() || page.last == query_.after;
    inbox_.storePage(
        page.messages, page.last, receipts_,
        [this, isLast, last = page.last, run = std::weak_ptr(run_)](const core::Status& status) {
            if (!run.lock()) return;
            if (!status) return failed(status.error());
            if (isLast) return finish();
            failures_ = 0;
            query_.after = last;
            askPage();
        });
}

void CatchUp::failed(const core::Error& error) {
    if (error.code == core::ErrorCode::Unsupported) return finish();
    if (error.code == core::ErrorCode::NotFound && !query_.after.empty()) {
        log_.info("messaging", "The server's archive no longer has our last message.");
        return askNewestTime();
    }
    askAgain(error);
}

void CatchUp::askAgain(const core::Error& error) {
    log_.warning("messaging", error.sentence());
    if (++failures_ >= mostFailures) return finish();
    timer_ = clock_.after(wait, [this] {
        timer_.stop();
        askPosition();
    });
}

void CatchUp::finish() {
    if (auto done = std::exchange(done_, nullptr)) done();
}

}  // namespace sidetone::messaging

// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/ChatSaver.h"

#include <algorithm>

namespace sidetone::mail {
namespace {

using core::ErrorCode;
using core::Result;
using core::Status;
using core::Task;
using std::chrono_literals::operator""ms;

constexpr auto silence = std::chrono::minutes(20);
constexpr auto lookPeriod = 60'000ms;
constexpr auto firstPause = 2'000ms;
constexpr auto longestPause = 300'000ms;
constexpr int mostDoublings = 8;

}  // namespace

ChatSaver::ChatSaver(Ports ports, MailAccess access, SavingRules rules)
    : ports_(std::move(ports)),
      client_(ports_.http, ports_.random, std::move(access)),
      rules_(std::move(rules)),
      queue_(ports_.store) {}

void ChatSaver::start() {
    apply();
}

void ChatSaver::setRules(SavingRules rules) {
    const bool isSame = rules.isOn == rules_.isOn && rules.mayChoose == rules_.mayChoose &&
                        rules.forgets == rules_.forgets && rules.why == rules_.why;
    rules_ = std::move(rules);
    if (!isSame) apply();
}

void ChatSaver::apply() {
    owner_.cancelAll();
    client_.cancel();
    pause_.stop();
    minute_.stop();
    open_.clear();
    isBusy_ = false;
    failures_ = 0;
    const auto log = [this](const Status& done) { logged(done); };
    if (rules_.forgets) queue_.removeAll().then(owner_, log);
    if (!rules_.isOn) {
        queue_.pause().then(owner_, log);
        countWaiting();
        return setState(SaverState::Off, std::nullopt);
    }
    queue_.begin(ports_.clock.wallTime()).then(owner_, log);
    minute_ = ports_.clock.every(lookPeriod, [this] { closeQuiet(); });
    using Peers = std::vector<core::Address>;
    queue_.quiet(core::WallTime::max()).then(owner_, [this](const Result<Peers>& peers) {
        if (peers) open_.insert(peers->begin(), peers->end());
        closeQuiet();
    });
    setState(SaverState::Starting, std::nullopt);
    countWaiting();
    lookAround();
}

void ChatSaver::lookAround() {
    isBusy_ = true;
    client_.look().then(owner_, [this](const Status& done) {
        isBusy_ = false;
        if (!done) return failed(done.error());
        failures_ = 0;
        setState(SaverState::Up, std::nullopt);
        pump();
    });
}

void ChatSaver::retryNow() {
    if (!rules_.isOn || isBusy_) return;
    pause_.stop();
    lookAround();
}

void ChatSaver::noteMessage(const core::Address& peer) {
    if (rules_.isOn) open_.insert(peer);
}

void ChatSaver::closeQuiet() {
    if (open_.empty()) return;
    using Peers = std::vector<core::Address>;
    queue_.quiet(ports_.clock.wallTime() - silence)
        .then(owner_, [this](const Result<Peers>& peers) {
            if (!peers) return logged(peers.error());
            for (const auto& peer : *peers) close(peer);
        });
}

store::ChatClosing ChatSaver::closingOf(const core::Address& peer) {
    open_.erase(peer);
    return {peer, ports_.nameOf(peer), ports_.ownName(), ports_.random.hex(16),
            rules_.takesEncrypted};
}

void ChatSaver::close(const core::Address& peer) {
    save(peer).then(owner_, [this](const Result<int>& count) {
        if (!count) logged(count.error());
    });
}

void ChatSaver::closeAll() {
    if (!rules_.isOn) return;
    for (const auto& peer : std::set<core::Address>(open_)) close(peer);
}

Task<int> ChatSaver::save(const core::Address& peer) {
    if (!rules_.isOn) {
        return Task<int>::ready(core::fail(ErrorCode::Unavailable, "Saving a chat", rules_.why));
    }
    core::Promise<int> promise;
    auto task = promise.task();
    queue_.close(closingOf(peer)).then(owner_, [this, promise](const Result<int>& count) {
        if (count && *count > 0) {
            ++waiting_;
            Q_EMIT changed();
            pump();
        }
        promise.settle(count);
    });
    return task;
}

Task<store::SavedChatState> ChatSaver::state(const core::Address& peer) {
    return queue_.state(peer);
}

void ChatSaver::countWaiting() {
    queue_.count().then(owner_, [this](const Result<int>& count) {
        if (!count || *count == waiting_) return;
        waiting_ = *count;
        Q_EMIT changed();
    });
}

void ChatSaver::pump() {
    if (isBusy_ || state_ != SaverState::Up) return;
    isBusy_ = true;
    using Next = std::optional<store::ChatToSave>;
    queue_.next().then(owner_, [this](Result<Next> next) {
        if (!next) {
            isBusy_ = false;
            return logged(next.error());
        }
        if (!*next) {
            isBusy_ = false;
            return countWaiting();
        }
        // Written down before the server hears of it: should the program end, the next one looks
        // for it there first.
        const auto id = (*next)->id;
        queue_.markTried(id).then(owner_, [this, chat = std::move(**next)](const Status& done) {
            if (!done) {
                isBusy_ = false;
                return logged(done);
            }
            handOver(chat);
        });
    });
}

void ChatSaver::handOver(store::ChatToSave chat) {
    client_.save(chat).then(owner_, [this, chat](const Status& done) {
        if (!done) {
            isBusy_ = false;
            return failed(done.error());
        }
        queue_.markSaved(chat.id, ports_.clock.wallTime())
            .then(owner_, [this, chat](const Status& kept) {
                isBusy_ = false;
                logged(kept);
                arrived(chat);
            });
    });
}

void ChatSaver::arrived(const store::ChatToSave& chat) {
    failures_ = 0;
    ++savedCount_;
    waiting_ = std::max(0, waiting_ - 1);
    Q_EMIT saved({chat.peer, chat.name, static_cast<int>(chat.lines.size()), chat.leftOut});
    Q_EMIT changed();
    pump();
}

void ChatSaver::failed(const core::Error& error) {
    ports_.log.warning("mail", error.sentence());
    const bool isRefused = error.code == ErrorCode::Unauthorised;
    if (isRefused) return setState(SaverState::Failed, error);
    auto wait = longestPause;
    if (error.code != ErrorCode::Forbidden) {
        const auto full =
            std::min<core::Milliseconds>(firstPause * (1 << std::min(failures_++, mostDoublings)),
                                         longestPause)
                .count();
        const auto half = static_cast<std::uint64_t>(full / 2);
        wait =
            core::Milliseconds(full / 2 + static_cast<std::int64_t>(ports_.random.below(half + 1)));
        setState(SaverState::Retrying, error);
    } else {
        setState(SaverState::Failed, error);
    }
    pause_ = ports_.clock.after(wait, [this] { lookAround(); });
}

void ChatSaver::setState(SaverState state, std::optional<core::Error> error) {
    const bool isSame = state_ == state && error_.has_value() == error.has_value() &&
                        (!error_ || error_->sentence() == error->sentence());
    state_ = state;
    error_ = std::move(error);
    if (!isSame) Q_EMIT changed();
}

void ChatSaver::logged(const core::Status& done) const {
    if (!done) ports_.log.error("mail", done.error().sentence());
}

}  // namespace sidetone::mail

// SPDX-License-Identifier: GPL-3.0-or-later
#include "voicemail/VoicemailService.h"

#include <algorithm>

namespace sidetone::voicemail {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""ms;

constexpr auto period = 60'000ms;
constexpr auto firstPause = 2'000ms;
/// 2, 4, 8, 16, 32 s and then the period.
constexpr int mostDoublings = 5;

core::Error unknownMessage(const std::string& tried) {
    return core::fail(ErrorCode::NotFound, tried, "there is no such message",
                      "It may have been deleted elsewhere.");
}

}  // namespace

VoicemailService::VoicemailService(Ports ports, MailboxAccess access,
                                   std::filesystem::path cacheFolder)
    : ports_(ports),
      client_(ports.http, access),
      cache_(std::move(cacheFolder)),
      player_(ports.devices, ports.clock),
      pilotNumber_(std::move(access.pilotNumber)) {}

void VoicemailService::start() {
    setMessages(cache_.messages());
    setState(MailboxState::Starting, std::nullopt);
    refresh();
}

void VoicemailService::stop() {
    pause_.stop();
    stopPlaying();
    owner_.cancelAll();
    isLooking_ = false;
    setState(MailboxState::Off, std::nullopt);
}

void VoicemailService::refresh() {
    if (state_ == MailboxState::Off) return;
    pause_.stop();
    look();
}

void VoicemailService::lookAfter(core::Milliseconds delay) {
    pause_ = ports_.clock.after(delay, [this] { look(); });
}

void VoicemailService::look() {
    if (isLooking_) {
        looksAgain_ = true;
        return;
    }
    isLooking_ = true;
    looksAgain_ = false;
    client_.state(Folder::Inbox).then(owner_, [this](const core::Result<FolderState>& folder) {
        if (!folder) return failed(folder.error());
        const bool isSame = seen_ && folder->usn != 0 && *seen_ == *folder;
        if (isSame) return loaded(*folder, messages_);
        loadInbox(*folder);
    });
}

void VoicemailService::loadInbox(const FolderState& seen) {
    client_.list(Folder::Inbox)
        .then(owner_, [this, seen](core::Result<std::vector<VoiceMessage>> inbox) {
            if (!inbox) return failed(inbox.error());
            loadDeleted(seen, std::move(*inbox));
        });
}

void VoicemailService::loadDeleted(const FolderState& seen, std::vector<VoiceMessage> inbox) {
    client_.list(Folder::Deleted)
        .then(owner_, [this, seen, inbox](core::Result<std::vector<VoiceMessage>> deleted) {
            // Boxes without that folder exist (IsDeletedFolderEnabled false).
            if (!deleted && deleted.error().code != ErrorCode::NotFound) {
                return failed(deleted.error());
            }
            auto all = inbox;
            if (deleted) all.insert(all.end(), deleted->begin(), deleted->end());
            loaded(seen, std::move(all));
        });
}

void VoicemailService::loaded(const FolderState& seen, std::vector<VoiceMessage> all) {
    isLooking_ = false;
    failures_ = 0;
    // Something was changed meanwhile: this list may be older than that.
    if (looksAgain_) return look();
    seen_ = seen;
    if (all != messages_) {
        setMessages(std::move(all));
        if (const auto kept = cache_.keep(messages_); !kept) {
            ports_.log.warning("voicemail", kept.error().sentence());
        }
    }
    if (release_.empty()) askRelease();
    setState(MailboxState::Up, std::nullopt);
    lookAfter(period);
}

void VoicemailService::askRelease() {
    client_.version().then(owner_, [this](const core::Result<std::string>& release) {
        if (!release || release->empty()) return;
        release_ = *release;
        Q_EMIT stateChanged();
    });
}

void VoicemailService::failed(const core::Error& error) {
    isLooking_ = false;
    seen_.reset();
    ports_.log.warning("voicemail", error.sentence());
    const bool isRefused = error.code == ErrorCode::Unauthorised;
    if (isRefused || error.code == ErrorCode::Forbidden) {
        setState(MailboxState::Failed, error);
        if (!isRefused) lookAfter(period);
        return;
    }
    setState(MailboxState::Reconnecting, error);
    const auto full = firstPause * (1 << std::min(failures_++, mostDoublings));
    const auto longest = std::min<core::Milliseconds>(full, period).count();
    const auto half = static_cast<std::uint64_t>(longest / 2);
    lookAfter(
        core::Milliseconds(longest / 2 + static_cast<std::int64_t>(ports_.random.below(half + 1))));
}

void VoicemailService::setState(MailboxState state, std::optional<core::Error> error) {
    const bool isSame = state_ == state && error_.has_value() == error.has_value() &&
                        (!error_ || error_->sentence() == error->sentence());
    state_ = state;
    error_ = std::move(error);
    if (!isSame) Q_EMIT stateChanged();
}

void VoicemailService::setMessages(std::vector<VoiceMessage> messages) {
    std::stable_sort(messages.begin(), messages.end(),
                     [](const VoiceMessage& one, const VoiceMessage& other) {
                         return one.arrival > other.arrival;
                     });
    if (messages == messages_) return;
    messages_ = std::move(messages);
    Q_EMIT messagesChanged();
    Q_EMIT stateChanged();
}

int VoicemailService::unread() const {
    return static_cast<int>(
        std::count_if(messages_.begin(), messages_.end(),
                      [](const VoiceMessage& one) { return !one.isRead && !one.isDeleted; }));
}

std::vector<VoiceMessage>::iterator VoicemailService::find(const std::string& id) {
    return std::find_if(messages_.begin(), messages_.end(),
                        [&id](const VoiceMessage& one) { return one.id == id; });
}

core::Task<std::filesystem::path> VoicemailService::fetch(const std::string& id) {
    using Path = core::Task<std::filesystem::path>;
    if (find(id) == messages_.end()) return Path::ready(unknownMessage("Fetching a voice message"));
    if (auto here = cache_.sound(id); !here.empty()) return Path::ready(std::move(here));
    core::Promise<std::filesystem::path> promise;
    auto task = promise.task();
    client_.sound(id).then(owner_, [this, id, promise](const core::Result<std::string>& sound) {
        if (!sound) return promise.settle(sound.error());
        promise.settle(cache_.keepSound(id, *sound));
    });
    return task;
}

core::Task<void> VoicemailService::play(const std::string& id) {
    core::Promise<void> promise;
    auto task = promise.task();
    fetch(id).then(owner_, [this, id, promise](const core::Result<std::filesystem::path>& file) {
        if (!file) return promise.settle(file.error());
        const auto begun = begin(id, *file);
        promise.settle(begun);
        const auto at = find(id);
        if (!begun || at == messages_.end() || at->isRead) return;
        setRead(id, true).then(owner_, [this](const core::Status& done) {
            if (!done) ports_.log.warning("voicemail", done.error().sentence());
        });
    });
    return task;
}

core::Status VoicemailService::begin(const std::string& id, const std::filesystem::path& file) {
    auto sound = media::readWav(file.string());
    if (!sound) {
        return core::fail(ErrorCode::Unsupported, "Playing the voice message", sound.error().answer,
                          "Call voicemail to hear it.");
    }
    player_.play(std::move(*sound), [this](const std::optional<core::Error>& error) {
        setPlaying({});
        if (!error) return;
        ports_.log.warning("voicemail", error->sentence());
        Q_EMIT playingFailed(error->sentence());
    });
    setPlaying(id);
    return {};
}

void VoicemailService::stopPlaying() {
    player_.stop();
    setPlaying({});
}

void VoicemailService::setPlaying(const std::string& id) {
    if (playing_ == id) return;
    playing_ = id;
    Q_EMIT playingChanged();
}

core::Task<void> VoicemailService::setRead(const std::string& id, bool read) {
    if (find(id) == messages_.end()) {
        return core::Task<void>::ready(unknownMessage("Marking a voice message"));
    }
    core::Promise<void> promise;
    auto task = promise.task();
    client_.setRead(id, read).then(owner_, [this, id, promise, read](const core::Status& done) {
        finishChange(id, done, promise, [read](VoiceMessage& one) { one.isRead = read; });
    });
    return task;
}

core::Task<void> VoicemailService::remove(const std::string& id) {
    return change(id, &MailboxClient::remove, [](VoiceMessage& one) { one.isDeleted = true; });
}

core::Task<void> VoicemailService::restore(const std::string& id) {
    return change(id, &MailboxClient::restore, [](VoiceMessage& one) { one.isDeleted = false; });
}

core::Task<void> VoicemailService::change(
    const std::string& id, core::Task<void> (MailboxClient::*ask)(const std::string&),
    std::function<void(VoiceMessage&)> here) {
    if (find(id) == messages_.end()) {
        return core::Task<void>::ready(unknownMessage("Changing a voice message"));
    }
    core::Promise<void> promise;
    auto task = promise.task();
    (client_.*ask)(id).then(owner_,
                            [this, id, promise, here = std::move(here)](const core::Status& done) {
                                finishChange(id, done, promise, here);
                            });
    return task;
}

void VoicemailService::finishChange(const std::string& id, const core::Status& done,
                                    const core::Promise<void>& promise,
                                    const std::function<void(VoiceMessage&)>& here) {
    if (done) {
        auto messages = messages_;
        for (auto& one : messages) {
            if (one.id == id) here(one);
        }
        setMessages(std::move(messages));
    }
    // Also after a failure: the message may be another one there than here.
    seen_.reset();
    promise.settle(done);
    refresh();
}

}  // namespace sidetone::voicemail

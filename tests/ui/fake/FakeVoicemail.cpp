// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeVoicemail.h"

#include <algorithm>

#include "fake/FakeClient.h"

namespace sidetone::test {

using core::Task;
using voicemail::VoiceMessage;

int FakeVoicemail::unread() const {
    return static_cast<int>(
        std::count_if(messages_.begin(), messages_.end(),
                      [](const VoiceMessage& one) { return !one.isRead && !one.isDeleted; }));
}

void FakeVoicemail::setMessages(std::vector<VoiceMessage> messages) {
    messages_ = std::move(messages);
    Q_EMIT messagesChanged();
}

Task<std::filesystem::path> FakeVoicemail::fetch(const std::string& id) {
    return Task<std::filesystem::path>::ready(std::filesystem::path("/nowhere/" + id + ".wav"));
}

Task<void> FakeVoicemail::change(const std::string& what, const std::string& id,
                                 void (*how)(VoiceMessage&)) {
    client_.log.push_back(what + " " + id);
    if (client_.refusal) return Task<void>::ready(*client_.refusal);
    for (auto& one : messages_) {
        if (one.id == id) how(one);
    }
    Q_EMIT messagesChanged();
    return Task<void>::ready({});
}

Task<void> FakeVoicemail::setRead(const std::string& id, bool read) {
    if (read) return change("voiceRead", id, [](VoiceMessage& one) { one.isRead = true; });
    return change("voiceUnread", id, [](VoiceMessage& one) { one.isRead = false; });
}

Task<void> FakeVoicemail::remove(const std::string& id) {
    return change("voiceRemove", id, [](VoiceMessage& one) { one.isDeleted = true; });
}

Task<void> FakeVoicemail::restore(const std::string& id) {
    return change("voiceRestore", id, [](VoiceMessage& one) { one.isDeleted = false; });
}

Task<void> FakeVoicemail::play(const std::string& id) {
    client_.log.push_back("voicePlay " + id);
    if (client_.refusal) return Task<void>::ready(*client_.refusal);
    playing_ = id;
    Q_EMIT playingChanged();
    return setRead(id, true);
}

void FakeVoicemail::stopPlaying() {
    client_.log.emplace_back("voiceStop");
    playing_.clear();
    Q_EMIT playingChanged();
}

void FakeVoicemail::refresh() {
    client_.log.emplace_back("voiceRefresh");
}

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "voicemail/VoicemailControl.h"

namespace sidetone::test {

class FakeClient;

/// Voice messages in memory; what plays goes on until it is stopped.
class FakeVoicemail final : public voicemail::VoicemailControl {
    Q_OBJECT
public:
    explicit FakeVoicemail(FakeClient& client) : client_(client) {}

    [[nodiscard]] std::vector<voicemail::VoiceMessage> messages() const override {
        return messages_;
    }
    [[nodiscard]] int unread() const override;
    [[nodiscard]] std::string pilotNumber() const override { return pilot; }
    [[nodiscard]] core::Task<std::filesystem::path> fetch(const std::string& id) override;
    [[nodiscard]] core::Task<void> setRead(const std::string& id, bool read) override;
    [[nodiscard]] core::Task<void> remove(const std::string& id) override;
    [[nodiscard]] core::Task<void> restore(const std::string& id) override;
    [[nodiscard]] core::Task<void> play(const std::string& id) override;
    void stopPlaying() override;
    [[nodiscard]] std::string playing() const override { return playing_; }
    void refresh() override;

    void setMessages(std::vector<voicemail::VoiceMessage> messages);
    std::string pilot = "5000";

private:
    core::Task<void> change(const std::string& what, const std::string& id,
                            void (*how)(voicemail::VoiceMessage&));

    FakeClient& client_;
    std::vector<voicemail::VoiceMessage> messages_;
    std::string playing_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/FileControl.h"

namespace sidetone::test {

class FakeClient;

/// Files that go nowhere: the test says how far they get.
class FakeFiles final : public messaging::FileControl {
    Q_OBJECT
public:
    explicit FakeFiles(FakeClient& client) : client_(client) {}

    [[nodiscard]] std::string whyNot(const core::Address&) const override { return trouble; }
    [[nodiscard]] std::string whyNotDirect(const core::Address&) const override {
        return trouble.empty() ? directTrouble : trouble;
    }
    [[nodiscard]] std::string whyNotCapture(const core::Address&) const override {
        return captureTrouble;
    }
    [[nodiscard]] core::Task<messaging::Message> send(const core::Address& peer,
                                                      const std::filesystem::path& file) override;
    [[nodiscard]] core::Task<messaging::Message> sendDirect(
        const core::Address& peer, const std::filesystem::path& file) override {
        return send(peer, file);
    }
    void accept(std::int64_t message) override;
    void decline(std::int64_t message) override;
    void cancel(std::int64_t message) override;
    void retry(std::int64_t message) override;
    [[nodiscard]] std::filesystem::path folder() const override { return "/home/robin/Downloads"; }

    std::string trouble;
    std::string directTrouble;
    std::string captureTrouble;
    std::optional<core::Error> refusal;

private:
    void move(std::int64_t message, messaging::TransferState state, const char* command);
    FakeClient& client_;
};

}  // namespace sidetone::test

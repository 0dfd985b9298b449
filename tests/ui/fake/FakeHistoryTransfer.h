// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/HistoryTransferControl.h"

namespace sidetone::test {

class FakeClient;

/// A history on its way between two devices, as a test wants it.
class FakeHistoryTransfer final : public messaging::HistoryTransferControl {
    Q_OBJECT
public:
    explicit FakeHistoryTransfer(FakeClient& client) : client_(client) {}

    [[nodiscard]] const messaging::HistoryTransferState& state() const override { return state_; }
    void ask() override { note("history-ask"); }
    void enterCode(const std::string& code) override { note("history-code " + code); }
    void allow() override { note("history-allow"); }
    void refuse() override { note("history-refuse"); }
    void cancel() override { note("history-cancel"); }

    void setState(messaging::HistoryTransferState state);

private:
    void note(const std::string& line);

    FakeClient& client_;
    messaging::HistoryTransferState state_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mail/SavedChatControl.h"

namespace sidetone::test {

/// A mailbox that has every chat in the state that a test says.
class FakeSavedChats final : public mail::SavedChatControl {
    Q_OBJECT
public:
    [[nodiscard]] bool isOn() const override { return isOn_; }
    [[nodiscard]] bool mayChoose() const override { return true; }
    [[nodiscard]] int waiting() const override { return state_.waiting; }
    [[nodiscard]] core::Task<store::SavedChatState> state(const core::Address&) override {
        return core::Task<store::SavedChatState>::ready(state_);
    }
    [[nodiscard]] core::Task<int> save(const core::Address&) override {
        return core::Task<int>::ready(0);
    }

    void set(bool isOn, store::SavedChatState state) {
        isOn_ = isOn;
        state_ = state;
        Q_EMIT changed();
    }

private:
    bool isOn_ = true;
    store::SavedChatState state_;
};

}  // namespace sidetone::test

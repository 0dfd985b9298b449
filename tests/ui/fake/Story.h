// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake/FakeClient.h"

// One day in an office that does not exist, for screenshots and tests of windows.

namespace sidetone::test {

/// This many people, always the same; the first dozen have a presence and words of their own.
[[nodiscard]] std::vector<messaging::Contact> people(int count);
/// A sign-in that works, or one that stops at a wrong password. `steps` cuts it after so many
/// steps, the last one still running.
[[nodiscard]] signin::Trace goodTrace(int steps = 100);
[[nodiscard]] signin::Trace badTrace();
[[nodiscard]] core::Error wrongPassword();
[[nodiscard]] std::vector<client::Service> allServices();

/// The client of somebody who is signed in and has talked with people today.
void fill(FakeClient& client, core::WallTime now, int count = 40);
/// Voicemail beside it, with a new message, one that was heard, and a deleted one.
void fillVoicemail(FakeClient& client, core::WallTime now);
/// The person of the long conversation.
[[nodiscard]] core::Address partner();

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake/FakeClient.h"

namespace sidetone::test {

/// The room of the story.
[[nodiscard]] core::Address projectRoom();

/// Adds to fill(): two rooms with people and messages of all kinds, drafts, mentions, an
/// invitation and a request, locks and devices, files.
void fillGroups(FakeClient& client, core::WallTime now);

/// A room that wants a password, with the failed try.
void lockedOut(FakeClient& client);

/// Files in all their states in the conversation with partner().
void fillFiles(FakeClient& client, core::WallTime now, const std::string& picture);

/// Locks and devices of partner() and ours, one of them new.
void fillDevices(FakeClient& client);

}  // namespace sidetone::test

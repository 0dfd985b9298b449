// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/Settings.h"
#include "signin/Deployment.h"

namespace sidetone::client {

/// How long chats stay on this computer (HIST-01, HIST-04, PROV-09).
enum class HistoryKept {
    UntilClosed,   ///< Disable_IM_History, or LocalHistory none: no longer than the chat is open
    UntilSignOut,  ///< LocalHistory session: as the chapter has it
    Always,        ///< until the person removes them
};

/// What the organisation's rules make of it. Disable_IM_History does not concern people who have
/// messages alone (Local Chat History).
[[nodiscard]] HistoryKept historyKept(const config::Settings& settings, signin::ProductMode mode);

}  // namespace sidetone::client

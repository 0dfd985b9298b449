// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/HistoryRules.h"

#include "config/keys.h"

namespace sidetone::client {

HistoryKept historyKept(const config::Settings& settings, signin::ProductMode mode) {
    const bool isForbidden = settings.get(config::keys::disableHistory);
    if (isForbidden && mode != signin::ProductMode::ImOnly) return HistoryKept::UntilClosed;
    const auto kept = settings.get(config::keys::localHistory);
    if (kept == "none") return HistoryKept::UntilClosed;
    return kept == "session" ? HistoryKept::UntilSignOut : HistoryKept::Always;
}

}  // namespace sidetone::client

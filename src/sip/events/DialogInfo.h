// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/Result.h"
#include "sip/events/LineDialog.h"

namespace sidetone::sip {

/// The lamp of a line that somebody watches.
enum class Lamp {
    Unknown,  ///< nothing was told yet, or nothing any more
    Idle,
    Ringing,
    Busy,
};

/// The calls of a line that is watched (RFC 4235), put together out of full and partial
/// documents.
class DialogInfo {
public:
    /// Takes a document in. BadAnswer where it is none; what came before stays then. False where
    /// it was older than what is known; a gap in partial ones is an error (section 4.4: ask anew).
    core::Result<bool> take(std::string_view document);
    [[nodiscard]] Lamp lamp() const;
    /// Those that live.
    [[nodiscard]] std::vector<LineDialog> dialogs() const;
    void forget();

private:
    std::map<std::string, LineDialog> dialogs_;  ///< by id, those that live
    long long version_ = -1;
};

}  // namespace sidetone::sip

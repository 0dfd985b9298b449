// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "sip/dialog/Dialog.h"

namespace sidetone::sip {

/// The Replaces header (RFC 3891 6.1): the dialog that an INVITE takes the place of. The tags are
/// named as whoever receives it sees them: `toTag` is the receiver's own.
struct Replaces {
    std::string callId;
    std::string toTag;
    std::string fromTag;
    bool earlyOnly = false;

    /// BadAnswer without a call id or without one of both tags, or with one of them twice.
    static core::Result<Replaces> parse(std::string_view text);
    /// What somebody else writes to take the place of a dialog of ours at its other end.
    [[nodiscard]] static Replaces atOtherEndOf(const DialogId& dialog);
    [[nodiscard]] std::string text() const;
    /// The dialog as this side knows it.
    [[nodiscard]] DialogId dialog() const { return {callId, toTag, fromTag}; }
};

}  // namespace sidetone::sip

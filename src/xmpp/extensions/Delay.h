// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/Clock.h"
#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// Reads a time of XEP-0082 ("2026-11-22T14:50:35.123Z", or with an offset); empty where it is
/// none.
[[nodiscard]] std::optional<core::WallTime> readTime(std::string_view text);
/// Writes it, in UTC with milliseconds.
[[nodiscard]] std::string writeTime(core::WallTime time);
/// When a stanza was sent that came late (XEP-0203), the earliest where several say so; empty
/// where none does.
[[nodiscard]] std::optional<core::WallTime> delayIn(const core::XmlElement& element);

}  // namespace sidetone::xmpp

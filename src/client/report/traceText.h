// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "signin/Trace.h"

namespace sidetone::client {

/// The verdict in one sentence: why it fails, or that it succeeds and how far it was looked at.
[[nodiscard]] std::string verdictOf(const signin::Trace& trace);

/// The trace for a person to read: the verdict first, then a paragraph for each step with what was
/// asked, what came back and what was decided (NONE-02).
[[nodiscard]] std::string traceText(const signin::Trace& trace);

}  // namespace sidetone::client
